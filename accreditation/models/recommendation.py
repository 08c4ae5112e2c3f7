"""What the committee proposes, with its reasons."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accreditation.choices import LeftOut, Outcome, VoteView
from commitments.models import Level

from .application import Application
from .session import Session


class Recommendation(models.Model):
    """What the committee proposes for an application: a level, none, feedback, or to wait.

    A draft until the chair's step makes it; then it never changes. ``reached_low`` and
    ``reached_high`` are the levels worked out with the lower and the higher of passed-on values.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="recommendations")
    session = models.ForeignKey(Session, models.PROTECT, related_name="recommendations")
    number = models.PositiveSmallIntegerField()
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True)
    level = models.ForeignKey(Level, models.PROTECT, null=True, blank=True, related_name="+")
    reasons = models.TextField(_("reasons"), blank=True)
    differs_because = models.TextField(_("why it differs from the level worked out"), blank=True)
    reached_low = models.CharField(max_length=20, blank=True)
    reached_high = models.CharField(max_length=20, blank=True)
    made_on = models.DateField(_("made"), null=True, blank=True)
    previewed_on = models.DateField(_("letter previewed"), null=True, blank=True)
    previewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    released_on = models.DateField(_("released"), null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                name="recommendation_number_once", fields=["application", "number"]
            ),
            models.CheckConstraint(
                name="recommendation_outcome_known",
                condition=Q(outcome="") | Q(outcome__in=Outcome.values),
            ),
            models.CheckConstraint(
                name="only_a_level_names_a_level",
                condition=Q(level=None) | Q(outcome="level"),
            ),
            models.CheckConstraint(
                name="made_with_reasons",
                condition=Q(made_on=None)
                | (
                    ~Q(reasons="") & ~Q(outcome="") & (~Q(outcome="level") | Q(level__isnull=False))
                ),
            ),
            models.CheckConstraint(
                name="released_after_it_was_made",
                condition=Q(released_on=None) | Q(made_on__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.application.reference}, recommendation {self.number}"

    @property
    def reference(self):
        return f"{self.application.reference}/R{self.number}"


class Vote(models.Model):
    """How one committee member voted, and a dissent if there is one.

    ``left_out`` says why it did not count when the recommendation was made; until then
    ``accreditation.voting`` says so.
    """

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="votes")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    view = models.CharField(_("vote"), max_length=10, choices=VoteView)
    dissent = models.TextField(_("dissent"), blank=True)
    left_out = models.CharField(_("does not count"), max_length=12, choices=LeftOut, blank=True)

    class Meta:
        ordering = ["member__name"]
        constraints = [
            models.UniqueConstraint(name="one_vote_each", fields=["recommendation", "member"]),
            models.CheckConstraint(name="vote_known", condition=Q(view__in=VoteView.values)),
            models.CheckConstraint(
                name="vote_left_out_for_a_known_reason",
                condition=Q(left_out__in=["", *LeftOut.values]),
            ),
        ]

    def __str__(self):
        return f"{self.member}: {self.view}"


class Recusal(models.Model):
    """A committee or board member who takes no part in a case; the file is hidden from them."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="recusals")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="recusals")
    reason = models.TextField(_("reason"))
    declared_on = models.DateField(_("declared"))

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(name="recused_once", fields=["application", "member"]),
        ]

    def __str__(self):
        return f"{self.member}, {self.application.reference}"

    @property
    def reference(self):
        return f"{self.application.reference}/recusal"
