"""What settles an application."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accreditation.choices import ChallengeOutcome, Outcome
from commitments.models import Level

from .application import Application, kept_by_the_city
from .recommendation import Recommendation


class DecisionQuerySet(models.QuerySet):
    def published(self):
        return self.filter(published_on__isnull=False)

    def told(self):
        """Published ones, but for feedback that the city keeps to itself."""
        return self.published().exclude(kept_by_the_city("application__"))


class Decision(models.Model):
    """What settles an application: an unchallenged recommendation, or the board's word.

    Never edited; a correction is a new record.
    """

    application = models.OneToOneField(Application, models.PROTECT, related_name="decision")
    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="+")
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome)
    level = models.ForeignKey(Level, models.PROTECT, null=True, blank=True, related_name="+")
    reasons = models.TextField(_("reasons"))
    by_board = models.BooleanField(_("settled by the board"), default=False)
    decided_on = models.DateField(_("decided"))
    previewed_on = models.DateField(_("letter previewed"), null=True, blank=True)
    previewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    published_on = models.DateField(_("published"), null=True, blank=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-decided_on", "-pk"]
        indexes = [
            models.Index(
                fields=["published_on", "id"],
                name="decision_as_published",
                condition=Q(published_on__isnull=False),
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="a_decision_is_not_a_deferral",
                condition=Q(outcome__in=[Outcome.LEVEL, Outcome.NO_LEVEL, Outcome.FEEDBACK]),
            ),
            models.CheckConstraint(
                name="a_decided_level_is_named",
                condition=Q(outcome="level", level__isnull=False)
                | (~Q(outcome="level") & Q(level=None)),
            ),
        ]

    def __str__(self):
        return f"{self.application.reference}: {self.get_outcome_display()}"

    @property
    def conditions(self):
        """Those the committee wrote; none where the board upheld the challenge against it."""
        if self.by_board and self.recommendation.challenge.outcome == ChallengeOutcome.UPHELD:
            return self.recommendation.conditions.none()
        return self.recommendation.conditions.all()
