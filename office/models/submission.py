"""The last form a person has sent."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class Submission(models.Model):
    """The last form of one person: which it was, and where its answer led.

    ``key`` is empty once it may be sent again; ``went_to`` is empty while it is being acted upon.
    """

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="submission"
    )
    key = models.CharField(max_length=64, blank=True)
    sent_at = models.DateTimeField(default=timezone.now)
    went_to = models.TextField(blank=True)

    def __str__(self):
        return f"{self.person}, {self.sent_at}"
