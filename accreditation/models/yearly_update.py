"""What the holder of a label says once a year, between two accreditations."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .label import Label

TEXTS = ("what_changed", "recommendations", "went_wrong", "groups")


class YearlyUpdate(models.Model):
    """A light report of one year: a draft until it is filed; then it never changes.

    ``looked_at`` grows while the team goes through what the year has brought. ``lines`` and
    ``measures`` are those of the city's record as they stood when it was filed.
    """

    label = models.ForeignKey(Label, models.PROTECT, related_name="updates")
    number = models.PositiveSmallIntegerField(_("year"))
    opens_on = models.DateField(_("can be filed from"))
    due_on = models.DateField(_("due"))
    noticed_on = models.DateField(_("written notice given"), null=True, blank=True)
    what_changed = models.TextField(_("what changed"), blank=True)
    recommendations = models.TextField(_("how far you are with what was recommended"), blank=True)
    went_wrong = models.TextField(_("what went wrong"), blank=True)
    groups = models.TextField(_("what a group at risk says"), blank=True)
    looked_at = models.JSONField(
        default=list, blank=True, help_text=_("Keys of the lines that were said to stand.")
    )
    lines = models.JSONField(
        default=list, blank=True, help_text=_("What was looked through, in words, when filed.")
    )
    measures = models.JSONField(default=list, blank=True)
    filed_on = models.DateField(_("filed"), null=True, blank=True)
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(name="one_update_a_year", fields=["label", "number"]),
            models.UniqueConstraint(
                name="one_update_to_be_filed_per_label",
                fields=["label"],
                condition=Q(filed_on=None),
            ),
            models.CheckConstraint(
                name="update_due_after_it_can_be_filed",
                condition=Q(due_on__gte=models.F("opens_on")),
            ),
            models.CheckConstraint(
                name="an_update_is_filed_by_somebody_and_says_something",
                condition=Q(filed_on=None)
                | (Q(filed_by__isnull=False) & ~Q(what_changed="") & ~Q(went_wrong="")),
            ),
        ]

    def __str__(self):
        return f"{self.label.number}, year {self.number}"

    @property
    def was_late(self):
        return self.filed_on is not None and self.filed_on > self.due_on
