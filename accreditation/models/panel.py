"""Who reviews one application."""

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.utils.translation import gettext_lazy as _

from accounts.choices import PostKind
from accounts.models import Post
from accreditation.choices import ConflictKind, PanelObjectionState, ReviewState, Seat
from cities.models import Membership
from commitments.models import Requirement

from .application import Application
from .draw import Draw
from .reviewer import Conflict, Reviewer


class Panel(models.Model):
    """The reviewers drawn for an application. A redraw dissolves it and seats another."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="panels")
    draw = models.ForeignKey(Draw, models.PROTECT, related_name="panels")
    drawn_on = models.DateField(_("drawn"))
    confirmed_on = models.DateField(_("confirmed"), null=True, blank=True)
    dissolved_on = models.DateField(_("dissolved"), null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_panel_at_a_time", fields=["application"], condition=Q(dissolved_on=None)
            ),
        ]

    def __str__(self):
        return f"{self.application.reference}, {self.drawn_on}"


class PanelMemberQuerySet(models.QuerySet):
    def seated(self):
        """Members who sit now, on panels that sit now."""
        return self.filter(left_on=None, panel__dissolved_on=None)

    def with_loss(self, day=None):
        """Each with ``is_lost``: whether something keeps them from the case (design §5).

        A conflict they declared or that was noted in the pool, an objection upheld, a post or an
        account that ended, or that they belong to the authority whose case it is: to its team
        once or now, or employed there.
        ``day`` is the real day where the statement is worded once (``accounts.worded``).
        """
        city = "panel__application__city"
        posts = Post.objects.current(day).of_kind(PostKind.REVIEWER).filter(user=OuterRef("user"))
        team = Membership.objects.filter(user=OuterRef("user"), city=OuterRef(city))
        noted = Conflict.objects.filter(reviewer=OuterRef("reviewer"), city=OuterRef(city))
        upheld = Objection.objects.filter(member=OuterRef("pk"), state=PanelObjectionState.UPHELD)
        employed = Q(reviewer__city=F(city)) | ~Q(reviewer__employer="") & (
            Q(reviewer__employer__iexact=F(f"{city}__name"))
            | Q(reviewer__employer__iexact=F(f"{city}__authority"))
        )
        lost = (
            ~Q(conflict="")
            | Q(user__is_active=False)
            | ~Exists(posts)
            | Exists(team)
            | Exists(upheld)
            | Exists(noted)
            | employed
        )
        return self.annotate(
            is_lost=Case(When(lost, then=True), default=False, output_field=models.BooleanField())
        )

    def with_filing(self):
        """Each with ``has_filed``: whether their review is filed, and stands."""
        return self.annotate(
            has_filed=Case(
                When(review__state=ReviewState.FILED, then=True),
                default=False,
                output_field=models.BooleanField(),
            )
        )

    def lost(self, day=None):
        """Those whose seat somebody else has to take."""
        return self.with_loss(day).filter(is_lost=True)


class PanelMember(models.Model):
    """One seat of a panel and who holds it. ``assigned`` is what they assess."""

    panel = models.ForeignKey(Panel, models.PROTECT, related_name="members")
    reviewer = models.ForeignKey(Reviewer, models.PROTECT, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="seats")
    seat = models.CharField(_("seat"), max_length=10, choices=Seat)
    is_chair = models.BooleanField(_("chairs the panel"), default=False)
    assigned = models.ManyToManyField(Requirement, related_name="+")
    joined_on = models.DateField(_("joined"))
    declared_on = models.DateField(_("conflicts declared"), null=True, blank=True)
    conflict = models.CharField(
        _("conflict"), max_length=12, choices=ConflictKind, blank=True, default=""
    )
    left_on = models.DateField(_("left"), null=True, blank=True)
    left_because = models.TextField(_("left because"), blank=True)

    objects = PanelMemberQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="member_seat_known", condition=Q(seat__in=Seat.values)),
            models.UniqueConstraint(
                name="a_reviewer_sits_once_on_a_panel", fields=["panel", "reviewer"]
            ),
            models.UniqueConstraint(
                name="one_chair_per_panel",
                fields=["panel"],
                condition=Q(is_chair=True, left_on=None),
            ),
        ]

    def __str__(self):
        return f"{self.reviewer}, {self.get_seat_display()}"


class ObjectionQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state=PanelObjectionState.OPEN)


class Objection(models.Model):
    """The city objects to a member of the panel, with grounds; the secretariat settles it.

    ``state`` moves only through ``accreditation.workflow.PANEL_OBJECTION``.
    """

    member = models.ForeignKey(PanelMember, models.PROTECT, related_name="objections")
    grounds = models.TextField(_("grounds"))
    lodged_on = models.DateField(_("lodged"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    state = models.CharField(
        _("state"), max_length=10, choices=PanelObjectionState, default=PanelObjectionState.OPEN
    )
    reasons = models.TextField(_("reasons"), blank=True)
    settled_on = models.DateField(_("settled"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    changed_at = models.DateTimeField(auto_now=True)

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="panel_objection_state_known",
                condition=Q(state__in=PanelObjectionState.values),
            ),
            models.UniqueConstraint(
                name="one_open_objection_per_member",
                fields=["member"],
                condition=Q(state=PanelObjectionState.OPEN),
                violation_error_message=_("An objection to this member is open already."),
            ),
            models.CheckConstraint(
                name="objection_settled_with_reasons",
                condition=~Q(state__in=[PanelObjectionState.UPHELD, PanelObjectionState.REJECTED])
                | (~Q(reasons="") & Q(settled_on__isnull=False)),
            ),
        ]

    def __str__(self):
        return f"{self.member}"

    @property
    def application(self):
        return self.member.panel.application

    @property
    def reference(self):
        return f"{self.application.reference}/objection"


class Replacement(models.Model):
    """A seat that changes hands while the panel works: prepared first, then taken as a step."""

    leaving = models.ForeignKey(PanelMember, models.PROTECT, related_name="replacements")
    reason = models.TextField(_("reason"))
    coming = models.ForeignKey(Reviewer, models.PROTECT, related_name="+")
    prepared_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_open_replacement_per_seat", fields=["leaving"], condition=Q(done_on=None)
            ),
        ]

    def __str__(self):
        return f"{self.leaving} → {self.coming}"
