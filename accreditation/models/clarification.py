"""What a member of the panel asks the city about a requirement, by way of the secretariat."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accreditation.choices import ClarificationState
from commitments.models import Requirement

from .application import Application
from .panel import PanelMember

OPEN = (ClarificationState.ASKED, ClarificationState.PASSED_ON)


class ClarificationQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state__in=OPEN)

    def sent(self):
        """Those the city was asked, answered or not."""
        return self.exclude(sent="")

    def readable_for_member(self, user):
        """One's own, whatever came of them, and what the city has answered to anybody."""
        return self.filter(Q(member__user=user) | Q(state=ClarificationState.ANSWERED))

    def visible_to(self, user, application):
        """The secretariat: all. A member: their own and what is answered. The team and the
        auditor: what was sent. All others: none.
        """
        asked = self.filter(application=application)
        if user.has_perm("accreditation.pass_on_clarification", application):
            return asked
        if user.has_perm("accreditation.review_application", application):
            return asked.readable_for_member(user)
        if user.has_perm("accreditation.read_clarifications", application):
            return asked.sent()
        return asked.none()

    def in_order(self):
        """In the order of the requirements they are about."""
        return self.order_by("requirement__commitment__position", "requirement__position", "pk")


class Clarification(models.Model):
    """A member's question on a requirement of the filing, while the panel reviews.

    The secretariat reads it first and passes on its own wording or the member's; both are kept.
    Who asked is known to the secretariat alone: it stands here, and in no trail entry. The answer
    is no part of the filing. ``key`` stands in addresses, since a number would tell how many there
    are.
    ``state`` moves only through ``accreditation.workflow.CLARIFICATION``.
    """

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    application = models.ForeignKey(Application, models.PROTECT, related_name="clarifications")
    requirement = models.ForeignKey(Requirement, models.PROTECT, related_name="+")
    member = models.ForeignKey(PanelMember, models.PROTECT, related_name="clarifications")
    state = models.CharField(
        _("state"), max_length=10, choices=ClarificationState, default=ClarificationState.ASKED
    )
    asked = models.TextField(_("question, as it was asked"))
    asked_on = models.DateField(_("asked"))
    sent = models.TextField(_("question, as it was sent to the city"), blank=True)
    sent_on = models.DateField(_("sent"), null=True, blank=True)
    declined_because = models.TextField(_("why it was not passed on"), blank=True)
    answer = models.TextField(_("what the city says"), blank=True)
    answered_on = models.DateField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    changed_at = models.DateTimeField(auto_now=True)

    objects = ClarificationQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="clarification_state_known",
                condition=Q(state__in=ClarificationState.values),
            ),
            models.CheckConstraint(name="clarification_asks_something", condition=~Q(asked="")),
            models.CheckConstraint(
                name="clarification_with_the_city_was_sent",
                condition=~Q(state__in=[ClarificationState.PASSED_ON, ClarificationState.ANSWERED])
                | (~Q(sent="") & Q(sent_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="clarification_answered_with_words",
                condition=~Q(state=ClarificationState.ANSWERED)
                | (~Q(answer="") & Q(answered_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="clarification_declined_with_a_reason_and_never_sent",
                condition=~Q(state=ClarificationState.DECLINED)
                | (~Q(declined_because="") & Q(sent="")),
            ),
        ]

    def __str__(self):
        return f"{self.reference}: {self.get_state_display()}"

    def get_absolute_url(self):
        arguments = [self.application.reference, self.key]
        return reverse("accreditation:clarification", args=arguments)

    @property
    def reference(self):
        return f"{self.application.reference}/{self.requirement.code}"

    @property
    def city(self):
        return self.application.city

    @property
    def city_id(self):
        return self.application.city_id

    def words_for(self, user):
        """As it was asked: for the secretariat and whoever asked; for everybody else nothing."""
        asked_it = self.member.user_id == user.pk
        knows = asked_it or user.has_perm("accreditation.pass_on_clarification", self)
        return self.asked if knows else ""

    @property
    def was_reworded(self):
        return bool(self.sent) and self.sent != self.asked
