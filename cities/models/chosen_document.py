"""A document that was chosen for a form which is not right yet."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .city import City

KEPT = timedelta(days=7)


class ChosenDocumentQuerySet(models.QuerySet):
    def of(self, person, city):
        return self.filter(city=city, chosen_by=person)

    def old(self):
        """Those whose days are over; real time, since they are kept for privacy's sake."""
        return self.filter(chosen_at__lt=timezone.now() - KEPT)


class ChosenDocument(models.Model):
    """A document of the authority that somebody has chosen to hand over a lead.

    It has been checked, and lies in private storage for whoever chose it alone, until the form
    around it is right and a hand-over stands on it, or seven days.
    """

    city = models.ForeignKey(City, models.PROTECT, related_name="+")
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField(max_length=32, unique=True)
    file = models.FileField(upload_to="hand-overs/")
    filename = models.CharField(_("file name"), max_length=200)
    content_type = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    chosen_at = models.DateTimeField(auto_now_add=True)

    objects = ChosenDocumentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return self.filename
