"""The city's objection to a recommendation, and what the board makes of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accreditation.choices import ChallengeOutcome, LeftOut, VoteView
from commitments.models import Level

from .application import Application
from .recommendation import Recommendation


class Challenge(models.Model):
    """Why the city does not accept a recommendation. A draft until the lead's step lodges it."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="challenges")
    recommendation = models.OneToOneField(Recommendation, models.PROTECT, related_name="challenge")
    grounds = models.TextField(_("grounds"))
    lodged_on = models.DateField(_("lodged"), null=True, blank=True)
    lodged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    outcome = models.CharField(_("outcome"), max_length=14, choices=ChallengeOutcome, blank=True)
    level = models.ForeignKey(Level, models.PROTECT, null=True, blank=True, related_name="+")
    reasons = models.TextField(_("reasons"), blank=True)
    settled_on = models.DateField(_("settled"), null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="challenge_outcome_known",
                condition=Q(outcome="") | Q(outcome__in=ChallengeOutcome.values),
            ),
            models.CheckConstraint(
                name="challenge_settled_with_reasons",
                condition=Q(settled_on=None) | (~Q(reasons="") & ~Q(outcome="")),
            ),
        ]

    def __str__(self):
        return f"{self.application.reference}"

    @property
    def reference(self):
        return f"{self.application.reference}/challenge"

    @property
    def is_told(self):
        """Whether the city knows how it was settled: referred back, or decided in public."""
        if self.outcome == ChallengeOutcome.REFERRED_BACK:
            return self.settled_on is not None
        decision = getattr(self.application, "decision", None)
        return decision is not None and decision.published_on is not None


class BoardVote(models.Model):
    """How one board member voted on a challenge; ``left_out`` as of a committee's vote."""

    challenge = models.ForeignKey(Challenge, models.PROTECT, related_name="votes")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    view = models.CharField(_("vote"), max_length=10, choices=VoteView)
    left_out = models.CharField(_("does not count"), max_length=12, choices=LeftOut, blank=True)

    class Meta:
        ordering = ["member__name"]
        constraints = [
            models.UniqueConstraint(name="one_board_vote_each", fields=["challenge", "member"]),
            models.CheckConstraint(name="board_vote_known", condition=Q(view__in=VoteView.values)),
            models.CheckConstraint(
                name="board_vote_left_out_for_a_known_reason",
                condition=Q(left_out__in=["", *LeftOut.values]),
            ),
        ]

    def __str__(self):
        return f"{self.member}: {self.view}"
