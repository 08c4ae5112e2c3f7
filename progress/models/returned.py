"""A spreadsheet of answers that a team brings back."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cities.models import City
from commitments.models import Framework
from office.days import now
from office.fields import Moment
from progress.choices import CheckState, ProposalState

KEPT = timedelta(days=30)


class ReturnedSheetQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(state=CheckState.BEING_CHECKED)

    def to_look_through(self):
        """Those of which something is left to be done or read."""
        return self.filter(outcome=[])

    def old(self):
        """Those whose days are over, by the day that is told of them."""
        return self.filter(brought_at__lt=now() - KEPT)


class ReturnedSheet(models.Model):
    """A spreadsheet that was brought back, and what became of it.

    Its file lies apart like evidence, until it has been checked and read; then it is gone, and
    what it says stands as proposed answers. Their words go when all are settled; ``outcome`` says
    then which were taken and which left. All of it goes after thirty days, but for the source of
    answers that were taken from it. ``problems`` has a sentence for each cell that could not be
    taken.
    """

    city = models.ForeignKey(City, models.PROTECT, related_name="returned_sheets")
    framework = models.ForeignKey(Framework, models.PROTECT, related_name="+")
    filename = models.CharField(_("file name"), max_length=200)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64)
    file = models.FileField(upload_to="quarantine/", blank=True)
    brought_at = Moment(_("brought back"), auto_now_add=True)
    brought_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    state = models.CharField(max_length=15, choices=CheckState, default=CheckState.BEING_CHECKED)
    sentence = models.TextField(_("what is to be said of it"), blank=True)
    exported_at = models.DateTimeField(_("taken away"), null=True, blank=True)
    source = models.CharField(_("source of what it proposes"), max_length=300, blank=True)
    same = models.PositiveIntegerField(_("rows that change nothing"), default=0)
    problems = models.JSONField(default=list, blank=True)
    outcome = models.JSONField(
        default=list, blank=True,
        help_text=_("Once all is settled: code, question and what became of it, of each change."),
    )  # fmt: skip
    claimed_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)

    objects = ReturnedSheetQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(
                name="sheets_to_be_read",
                fields=["claimed_until"],
                condition=Q(state="being_checked"),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="sheet_state_known", condition=Q(state__in=CheckState.values)
            ),
            models.CheckConstraint(
                name="a_sheet_lies_apart_until_it_is_read",
                condition=Q(state="being_checked") | Q(file=""),
            ),
            models.CheckConstraint(
                name="a_refused_sheet_says_why", condition=~Q(state="refused") | ~Q(sentence="")
            ),
        ]

    def __str__(self):
        return self.filename

    def get_absolute_url(self):
        return reverse("progress:returned", args=[self.city.slug, self.pk])

    @property
    def is_awaited(self):
        return self.state == CheckState.BEING_CHECKED

    @property
    def is_refused(self):
        return self.state == CheckState.REFUSED

    @property
    def taken(self):
        """What it said and the team took, once all is settled."""
        return [each for each in self.outcome if each["state"] == ProposalState.ACCEPTED]

    @property
    def left(self):
        return [each for each in self.outcome if each["state"] != ProposalState.ACCEPTED]

    @property
    def kept_until(self):
        return self.brought_at + KEPT
