"""What an answer could be, according to somebody or something else."""

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from cities.models import City
from commitments.models import Framework, Requirement
from office.fields import Moment
from progress.choices import ProposalState

from .answer import Answer, Words
from .returned import ReturnedSheet


class ProposedAnswerQuerySet(models.QuerySet):
    def of(self, city, framework: Framework):
        return self.filter(city=city, requirement__framework=framework)

    def open(self):
        return self.filter(state=ProposalState.OPEN)

    def accepted_for(self, answer: Answer):
        """Those that became this answer, the newest first, with who accepted them."""
        taken = self.filter(city=answer.city_id, requirement=answer.requirement_id)
        accepted = taken.filter(state=ProposalState.ACCEPTED).select_related("settled_by")
        return accepted.order_by("-settled_at", "-pk")

    def settled(self):
        return self.exclude(state=ProposalState.OPEN)

    def let_go(self):
        """Keep of what was accepted where it came from and who took it, and nothing of the rest."""
        nothing = {each.name: each.get_default() for each in Words._meta.local_fields}
        self.exclude(state=ProposalState.ACCEPTED).delete()
        self.filter(state=ProposalState.ACCEPTED).update(sheet=None, seen=None, **nothing)

    def without_conflict(self):
        """Those made from the answer as it stands, or where there is none."""
        answer = Answer.objects.filter(city=OuterRef("city"), requirement=OuterRef("requirement"))
        held = Coalesce(Subquery(answer.order_by().values("version")[:1]), 0)
        return self.annotate(held=held).filter(held=Coalesce(F("seen"), 0))


class ProposedAnswer(Words):
    """An answer proposed to the team, with its source. It changes nothing until it is accepted.

    ``seen`` is the version of the answer it was made from: 0 where there was none, nothing where
    it was made without looking. Whatever is proposed has never been agreed by anybody here.

    Of a spreadsheet that is dealt with or gone, those that were accepted stay without their words
    and without their sheet: they say where an answer came from, and who accepted it.
    """

    city = models.ForeignKey(City, models.PROTECT, related_name="proposed_answers")
    requirement = models.ForeignKey(Requirement, models.PROTECT, related_name="proposed_answers")
    source = models.CharField(_("source"), max_length=300)
    sheet = models.ForeignKey(
        ReturnedSheet, models.CASCADE, null=True, blank=True, related_name="proposals"
    )
    seen = models.PositiveIntegerField(_("version it was made from"), null=True, blank=True)
    ready = models.BooleanField(_("ready for the lead, once accepted"), default=False)
    state = models.CharField(
        _("state"), max_length=10, choices=ProposalState, default=ProposalState.OPEN
    )
    made_at = Moment(_("made"), auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = ProposedAnswerQuerySet.as_manager()

    class Meta:
        ordering = ["requirement__position", "pk"]
        indexes = [
            models.Index(
                name="proposals_that_wait", fields=["city", "requirement"],
                condition=Q(state="open"),
            ),
        ]  # fmt: skip
        constraints = [
            models.CheckConstraint(
                name="proposal_state_known", condition=Q(state__in=ProposalState.values)
            ),
            models.UniqueConstraint(
                name="one_open_proposal_of_a_source",
                fields=["city", "requirement", "source"],
                condition=Q(state="open"),
            ),
            models.CheckConstraint(
                name="a_settled_proposal_says_when",
                condition=Q(state="open", settled_at=None)
                | (~Q(state="open") & Q(settled_at__isnull=False)),
            ),
        ]

    def __str__(self):
        return f"{self.requirement.code}: {self.source}"
