"""All of a record in one file, for those who take it over."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cities.models import City
from commitments.models import Framework
from office.days import now
from office.fields import Moment
from office.models.report import ReportState

KEPT = timedelta(days=30)


class HandOverFileQuerySet(models.QuerySet):
    def unfinished(self):
        return self.filter(state__in=[ReportState.ASKED, ReportState.BEING_MADE])

    def old(self):
        """Those whose days are over, by the day that is told of them."""
        return self.filter(asked_at__lt=now() - KEPT)


class HandOverFile(models.Model):
    """An archive with everything a record holds, made by the worker for the next administration.

    ``left_out`` names files that it has no room for, or that were still being checked. It is
    removed after thirty days; the record it was made from stays, and it can be asked for again.
    """

    city = models.ForeignKey(City, models.PROTECT, related_name="hand_over_files")
    framework = models.ForeignKey(Framework, models.PROTECT, related_name="+")
    language = models.CharField(max_length=10)
    asked_at = Moment(_("asked for"), auto_now_add=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    state = models.CharField(max_length=12, choices=ReportState, default=ReportState.ASKED)
    percent = models.PositiveSmallIntegerField(default=0)
    file = models.FileField(upload_to="hand-over/", max_length=120, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    left_out = models.JSONField(default=list, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)

    objects = HandOverFileQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(
                name="hand_over_to_be_made",
                fields=["claimed_until"],
                condition=Q(state__in=["asked", "being_made"]),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="hand_over_state_known", condition=Q(state__in=ReportState.values)
            ),
            models.CheckConstraint(
                name="hand_over_ready_has_a_file",
                condition=~Q(state="ready") | (~Q(file="") & ~Q(sha256="")),
            ),
            models.UniqueConstraint(
                name="one_hand_over_file_at_a_time",
                fields=["city"],
                condition=Q(state__in=["asked", "being_made"]),
            ),
        ]

    def __str__(self):
        return f"{self.city}: {self.pk}"

    @property
    def waited(self):
        """How long ago it was asked for."""
        return now() - self.asked_at

    @property
    def kept_until(self):
        return self.asked_at + KEPT
