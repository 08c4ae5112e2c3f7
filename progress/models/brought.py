"""A table of readings that a team brings, and what it proposes."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cities.models import City
from office.days import now
from office.fields import Moment
from progress.choices import ProposalState

from .series import Figure, Reading, Series, When, nothing_of_few

KEPT = timedelta(days=30)


class BroughtTableQuerySet(models.QuerySet):
    def old(self):
        """Those whose days are over, by the day that is told of them."""
        return self.filter(brought_at__lt=now() - KEPT)


class BroughtTable(models.Model):
    """A file of readings that was brought, and what became of it. The file itself is not kept.

    What it says stands as proposed readings. All of it goes once those are settled, or after
    thirty days. ``faults`` has a sentence for each row that could not be taken.
    """

    city = models.ForeignKey(City, models.PROTECT, related_name="brought_tables")
    filename = models.CharField(_("file name"), max_length=200)
    how = models.CharField(_("how it was read"), max_length=400)
    brought_at = Moment(_("brought"), auto_now_add=True)
    brought_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    same = models.PositiveIntegerField(_("rows that change nothing"), default=0)
    faults = models.JSONField(default=list, blank=True)

    objects = BroughtTableQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return self.filename

    def get_absolute_url(self):
        return reverse("progress:brought_readings", args=[self.city.slug, self.pk])

    @property
    def kept_until(self):
        return self.brought_at + KEPT


class ProposedReadingQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state=ProposalState.OPEN)

    def without_conflict(self):
        """Those made from the reading as it stands, or where there is none."""
        reading = Reading.objects.standing().filter(
            series=OuterRef("series"),
            on=OuterRef("on"),
            whole_year=OuterRef("whole_year"),
            group=OuterRef("group"),
        )
        held = Coalesce(Subquery(reading.order_by().values("version")[:1]), 0)
        return self.annotate(held=held).filter(held=F("seen"))


class ProposedReading(When, Figure):
    """A reading proposed by a table, from one ``line`` of it. It changes nothing by itself.

    Without ``series`` it begins one, of which it then says what is measured. ``seen`` is the
    version of the reading it was made from, 0 where there was none.
    """

    table = models.ForeignKey(BroughtTable, models.CASCADE, related_name="proposals")
    line = models.PositiveIntegerField(_("line"))
    series = models.ForeignKey(
        Series, models.CASCADE, null=True, blank=True, related_name="proposals"
    )
    code = models.CharField(_("code"), max_length=20, blank=True)
    name = models.CharField(_("name"), max_length=300)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    requirements = models.JSONField(_("requirements"), default=list, blank=True)
    targets = models.JSONField(_("SDG targets"), default=list, blank=True)
    group = models.CharField(_("group"), max_length=40, blank=True)
    seen = models.PositiveIntegerField(_("version it was made from"), default=0)
    state = models.CharField(
        _("state"), max_length=10, choices=ProposalState, default=ProposalState.OPEN
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = ProposedReadingQuerySet.as_manager()

    class Meta:
        ordering = ["table", "name", "on", "whole_year", "group", "pk"]
        constraints = [
            models.CheckConstraint(
                name="proposed_reading_state_known", condition=Q(state__in=ProposalState.values)
            ),
            models.UniqueConstraint(name="one_proposed_reading_a_line", fields=["table", "line"]),
            models.CheckConstraint(
                name="a_settled_proposed_reading_says_when",
                condition=Q(state="open", settled_at=None)
                | (~Q(state="open") & Q(settled_at__isnull=False)),
            ),
            nothing_of_few("nothing_is_proposed_of_few"),
        ]

    def __str__(self):
        return f"{self.table}, {self.line}"
