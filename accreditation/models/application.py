"""A city's request to be assessed."""

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Exists, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.choices import PostKind
from accounts.worded import worded_once
from accreditation.choices import ENDED, STAGES, ApplicationState, Purpose, Stage
from cities.models import City, Membership
from commitments.models import Framework
from progress.models import Evidence

from .deciding import bars, bars_on_the_board
from .session import Session

S = ApplicationState
BEFORE_THE_COMMITTEE = (
    S.REPORTED, S.DEFERRED, S.RECOMMENDED, S.ANNOUNCED, S.CHALLENGED, S.DECIDED, S.PUBLISHED
)  # fmt: skip


def kept_by_the_city(application: str = "") -> Q:
    """Feedback that nobody else is told of (design §1); ``application`` is the way to it."""
    return Q(**{f"{application}purpose": Purpose.FEEDBACK, f"{application}feedback_public": False})


class ApplicationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Applications this person may see."""
        return self.open_to(reads_as(user), user.pk, timezone.localdate())

    def open_to(self, posts, user, day):
        """Those that somebody with these posts (see ``reads_as``) sees by the most that they are.

        Secretariat and auditor: all. A team: its city's. A reviewer: those on whose panel they
        sit without a conflict. Committee: those before it; board: challenged ones; neither where
        something keeps them from deciding.
        ``user`` is a key; it and the real day may be holes of a statement that is worded once.
        """
        if posts is None:
            return self.none()
        if not posts.isdisjoint(OPEN_ALL):
            return self
        mine = Q(city__in=Membership.objects.current(day).filter(user=user).values("city"))
        for opened in dict.fromkeys(OPEN_SOME[kind] for kind in OPEN_SOME if kind in posts):
            mine |= opened(user, day)
        return self.filter(pk__in=Application.objects.filter(mine).values("pk"))

    def to_settle_by(self, user):
        """Challenged ones in which nothing keeps this person from settling the challenge."""
        return self.filter(free_for(user.pk, bars_on_the_board), state=S.CHALLENGED)

    def open(self):
        return self.exclude(state__in=ENDED)

    def published(self):
        """What a stranger may read: decided and published, never withdrawn."""
        return self.filter(state=S.PUBLISHED)

    def told(self):
        """Published ones, but for feedback that the city keeps to itself (design §1)."""
        return self.published().exclude(kept_by_the_city())


def free_for(user, which=bars, day=None) -> Q:
    """Those in which nothing keeps this person, named by key, from deciding."""
    free = Q()
    for bar in which(user, day).values():
        free &= ~Q(pk__in=Application.objects.filter(bar).values("pk"))
    return free


def _on_whose_panel_they_sit(user, _day) -> Q:
    seats = apps.get_model("accreditation", "PanelMember").objects.seated()
    return Q(pk__in=seats.filter(user=user, conflict="").values("panel__application"))


def _before_the_committee(user, day) -> Q:
    return Q(state__in=BEFORE_THE_COMMITTEE) & free_for(user, day=day)


def _once_challenged(user, day) -> Q:
    return Q(challenges__lodged_on__isnull=False) & free_for(user, day=day)


# Posts that open applications by themselves: all of them, and some.
OPEN_ALL = frozenset({PostKind.SECRETARIAT, PostKind.AUDITOR})
OPEN_SOME = {
    PostKind.REVIEWER: _on_whose_panel_they_sit,
    PostKind.COMMITTEE: _before_the_committee,
    PostKind.COMMITTEE_CHAIR: _before_the_committee,
    PostKind.BOARD: _once_challenged,
}


def reads_as(user) -> frozenset[str] | None:
    """The posts of this person that open applications; None where they see none, whatever else."""
    if not user.is_authenticated or not user.is_active:
        return None
    return user.posts_held & (OPEN_ALL | OPEN_SOME.keys())


class Application(models.Model):
    """A city's request to be accredited against one edition of the framework.

    ``state`` moves only through ``accreditation.workflow.APPLICATION``.
    """

    city = models.ForeignKey(City, models.PROTECT, related_name="applications")
    framework = models.ForeignKey(Framework, models.PROTECT, related_name="applications")
    session = models.ForeignKey(
        Session, models.PROTECT, null=True, blank=True, related_name="applications"
    )
    reference = models.CharField(_("reference"), max_length=20, unique=True)
    state = models.CharField(_("state"), max_length=12, choices=S, default=S.DRAFT)
    purpose = models.CharField(
        _("applies for"), max_length=10, choices=Purpose, default=Purpose.LEVEL
    )
    wished_language = models.CharField(_("language you would like"), max_length=10, blank=True)
    working_language = models.CharField(_("working language agreed"), max_length=10, blank=True)
    feedback_public = models.BooleanField(
        _("publish the feedback"), default=False, help_text=_("Only where no level is asked for.")
    )
    is_pilot = models.BooleanField(
        _("pilot"), default=False, help_text=_("Under an edition in consultation.")
    )
    returned_times = models.PositiveSmallIntegerField(default=0)
    deferred_times = models.PositiveSmallIntegerField(default=0)
    redrawn_times = models.PositiveSmallIntegerField(default=0)
    referred_back_times = models.PositiveSmallIntegerField(default=0)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_on = models.DateField(_("opened"))
    submitted_on = models.DateField(_("submitted"), null=True, blank=True)
    changed_at = models.DateTimeField(_("last change"), auto_now=True)
    version = models.PositiveIntegerField(
        default=0, help_text=_("Of what is applied for, who decided it, and the working language.")
    )

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["-reference"]
        indexes = [
            models.Index(name="application_by_state", fields=["state", "reference"]),
            models.Index(name="application_of_session", fields=["session", "state"]),
        ]
        constraints = [
            models.CheckConstraint(name="application_state_known", condition=Q(state__in=S.values)),
            models.CheckConstraint(
                name="application_purpose_known", condition=Q(purpose__in=Purpose.values)
            ),
            models.CheckConstraint(
                name="application_filed_in_a_session",
                condition=Q(state__in=[S.DRAFT, S.WITHDRAWN]) | Q(session__isnull=False),
            ),
            models.UniqueConstraint(
                name="one_open_application_per_city",
                fields=["city"],
                condition=~Q(state__in=ENDED),
                violation_error_message=_("This city already has an open application."),
            ),
        ]

    def __str__(self):
        return f"{self.reference} · {self.city}"

    def get_absolute_url(self):
        return reverse("accreditation:application", args=[self.reference])

    @property
    def stage(self) -> Stage:
        """What the public sees of it (design §5)."""
        return STAGES[self.state]

    def state_for(self, user) -> ApplicationState:
        """The state as this person may know it.

        What the committee makes of a case is under embargo until its session is released
        (design §5): till then the city and the panel go on reading “before the committee”.
        """
        state = ApplicationState(self.state)
        if state not in (S.RECOMMENDED, S.DEFERRED) or self._reads_the_committee(user):
            return state
        return state if self.recommendation.released_on else ApplicationState.REPORTED

    def _reads_the_committee(self, user) -> bool:
        if user.holds(PostKind.SECRETARIAT, PostKind.AUDITOR):
            return True
        return user.has_perm("accreditation.read_deliberation", self)

    def keeps_from_deciding(self, user) -> frozenset[str]:
        """Why this person takes no part in deciding: of ``LeftOut``; empty when nothing does."""
        (kept,) = _kept(application=self.pk, user=user.pk, day=timezone.localdate())
        return frozenset(reason for reason, holds in kept.items() if holds)

    @property
    def filing(self):
        """The record as the city last submitted it, or None."""
        return self.filings.order_by("-number").first()

    @property
    def panel(self):
        """The panel that sits now, or None."""
        return self.panels.filter(dissolved_on=None).first()

    @property
    def recommendation(self):
        """What the committee last recommended, in draft or made, or None."""
        return self.recommendations.select_related("level").order_by("-number").first()


@worded_once(application=models.BigAutoField(), user=models.BigAutoField(), day=models.DateField())
def _kept(application, user, day):
    """In one row, whether each of what could keep this person from deciding does so."""
    here = Application.objects.filter(pk=application).order_by()
    reasons = bars_on_the_board(user, day)
    return here.values(**{reason: Exists(here.filter(bar)) for reason, bar in reasons.items()})


class SignOff(models.Model):
    """The council stands behind the application: who decided, when, and where to read it."""

    application = models.OneToOneField(Application, models.PROTECT, related_name="sign_off")
    body = models.CharField(_("who decided"), max_length=200, help_text=_("City council"))
    decided_on = models.DateField(_("when"))
    document = models.ForeignKey(
        Evidence, models.PROTECT, related_name="+", verbose_name=_("document")
    )

    def __str__(self):
        return f"{self.body}, {self.decided_on}"


class Reply(models.Model):
    """What the city says to the contributions, by theme."""

    application = models.OneToOneField(Application, models.PROTECT, related_name="reply")
    text = models.TextField(_("your reply"))
    version = models.PositiveIntegerField(default=0)

    def __str__(self):
        return f"{self.application}"
