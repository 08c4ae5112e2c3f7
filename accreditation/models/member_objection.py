"""The city objects to somebody of the committee who will attend when its case is taken."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.choices import PostKind
from accreditation.choices import MemberObjectionState

from .application import Application, free_for
from .deciding import bars_on_the_board
from .session import Session


class MemberObjectionQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state=MemberObjectionState.OPEN)

    def visible_to(self, user):
        """The secretariat and the auditor: all. A team: its city's. The member: those to them.
        The board: those of cases in which nothing keeps them from deciding.
        """
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.holds(PostKind.SECRETARIAT, PostKind.AUDITOR):
            return self
        mine = Q(member=user)
        mine |= Q(application__city__in=user.memberships.current().values("city"))
        if user.holds(PostKind.BOARD):
            mine |= Q(pk__in=self.to_decide_by(user).values("pk"))
        return self.filter(mine)

    def to_decide_by(self, user):
        """Those that this person of the board could decide, open or not."""
        free = Application.objects.filter(free_for(user.pk, bars_on_the_board))
        return self.exclude(member=user).filter(application__in=free.values("pk"))


class MemberObjection(models.Model):
    """Why, in the city's view, a member of the committee should take no part in its case.

    Two people of the board decide, never the member concerned. ``state`` moves only through
    ``accreditation.workflow.OBJECTION``.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="member_objections")
    session = models.ForeignKey(Session, models.PROTECT, related_name="member_objections")
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="objections_to_them"
    )
    reference = models.SlugField(_("reference"), max_length=30, unique=True)
    grounds = models.TextField(_("grounds"))
    lodged_on = models.DateField(_("lodged"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=MemberObjectionState,
        default=MemberObjectionState.OPEN,
    )
    reasons = models.TextField(_("reasons"), blank=True)
    settled_on = models.DateField(_("settled"), null=True, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = MemberObjectionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="member_objection_state_known",
                condition=Q(state__in=MemberObjectionState.values),
            ),
            models.UniqueConstraint(
                name="one_open_objection_to_a_member_of_the_committee",
                fields=["application", "member"],
                condition=Q(state=MemberObjectionState.OPEN),
            ),
            models.CheckConstraint(name="member_objection_has_grounds", condition=~Q(grounds="")),
        ]

    def __str__(self):
        return f"{self.reference}: {self.member}"

    def get_absolute_url(self):
        return reverse("accreditation:member_objection", args=[self.reference])

    @property
    def city_id(self):
        return self.application.city_id
