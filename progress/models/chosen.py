"""Files that were chosen for a form and are not kept yet."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cities.models import City
from progress.choices import Visibility

from .evidence import EvidenceVersion

KEPT = timedelta(days=7)


class ChosenFileQuerySet(models.QuerySet):
    def open(self):
        """Those that have not become evidence."""
        return self.filter(became=None)

    def of(self, person, city):
        return self.filter(city=city, chosen_by=person)

    def old(self):
        """Those whose days are over; real time, since they are kept for privacy's sake."""
        return self.filter(chosen_at__lt=timezone.now() - KEPT)


class ChosenFile(models.Model):
    """A file that somebody has chosen for a form of the record.

    It lies apart, for whoever chose it alone, until the form is right and it becomes evidence, or
    seven days. ``key`` is made where it is chosen: sent again under it, it is the same file.
    """

    city = models.ForeignKey(City, models.PROTECT, related_name="chosen_files")
    chosen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="chosen_files"
    )
    key = models.CharField(max_length=32)
    title = models.CharField(_("title"), max_length=200, blank=True)
    language = models.CharField(_("language of the document"), max_length=10, blank=True)
    visibility = models.CharField(
        _("who may read it"), max_length=12, choices=Visibility, blank=True,
        help_text=_("Empty for what is said of all files chosen together."),
    )  # fmt: skip
    file = models.FileField(upload_to="quarantine/", blank=True)
    filename = models.CharField(_("file name"), max_length=200)
    content_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    chosen_at = models.DateTimeField(auto_now_add=True)
    became = models.ForeignKey(
        EvidenceVersion, models.CASCADE, null=True, blank=True, related_name="+"
    )

    objects = ChosenFileQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(name="a_file_is_chosen_once", fields=["chosen_by", "key"]),
            models.CheckConstraint(
                name="a_chosen_file_lies_apart_until_it_is_evidence",
                condition=(Q(became=None) & ~Q(file="")) | (Q(became__isnull=False) & Q(file="")),
            ),
            models.CheckConstraint(
                name="chosen_file_visibility_known",
                condition=Q(visibility__in=["", *Visibility.values]),
            ),
        ]

    def __str__(self):
        return self.filename

    @property
    def kept_until(self) -> datetime:
        return self.chosen_at + KEPT
