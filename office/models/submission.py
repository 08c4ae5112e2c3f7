"""The forms a person has sent of late."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class Submission(models.Model):
    """One form of one person: which it was, and where its answer led.

    ``answered_at`` is empty while it is being acted upon; ``went_to`` is empty until then, and
    stays so for a form that led nowhere.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="submissions")
    key = models.CharField(max_length=64)
    sent_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True)
    went_to = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_row_per_form", fields=["person", "key"]),
        ]

    def __str__(self):
        return f"{self.person}, {self.sent_at}"
