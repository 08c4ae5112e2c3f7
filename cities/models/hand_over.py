"""The lead of a team, to be handed to another person: asked for by one, confirmed by another."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .city import City


class HandOverQuerySet(models.QuerySet):
    def waiting(self):
        """Neither confirmed nor dropped."""
        return self.filter(done_on=None, dropped_on=None)


class HandOver(models.Model):
    """A new lead for a city's team, with the document that says so. Never removed.

    The document stands under its SHA-256 in private storage and leaves only as an attachment.
    """

    city = models.ForeignKey(City, models.PROTECT, related_name="hand_overs")
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    before = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        help_text=_("Who led when it was asked for."),
    )  # fmt: skip
    reason = models.TextField(_("reason"))
    file = models.FileField(upload_to="hand-overs/")
    filename = models.CharField(_("file name"), max_length=200)
    content_type = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_on = models.DateField(_("asked for"))
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    done_on = models.DateField(_("done"), null=True, blank=True)
    dropped_on = models.DateField(_("given up"), null=True, blank=True)

    objects = HandOverQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="hand_over_done_by_two_people",
                condition=Q(done_on=None, confirmed_by=None)
                | (
                    Q(done_on__isnull=False, confirmed_by__isnull=False)
                    & ~Q(confirmed_by=F("asked_by"))
                ),
            ),
            models.CheckConstraint(
                name="hand_over_done_or_dropped", condition=Q(done_on=None) | Q(dropped_on=None)
            ),
            models.CheckConstraint(
                name="hand_over_has_a_document", condition=~Q(file="") & ~Q(sha256="")
            ),
            models.UniqueConstraint(
                name="one_waiting_hand_over_per_city",
                fields=["city"],
                condition=Q(done_on=None, dropped_on=None),
            ),
        ]

    def __str__(self):
        return f"{self.city}: {self.to}"
