"""When applications are filed together, drawn together and decided together."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accreditation.choices import SessionState
from commitments.models import Framework


class SessionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Sessions are public knowledge; what happens in them is for those who work in them."""
        return self if user.has_perm("accreditation.see_sessions") else self.none()

    def open_for_filing(self):
        return self.filter(state=SessionState.FILING)


class Session(models.Model):
    """One of the committee's meetings, and the round of applications that leads to it.

    ``state`` moves only through ``accreditation.workflow.SESSION``.
    """

    code = models.SlugField(_("session"), max_length=20, unique=True)
    framework = models.ForeignKey(Framework, models.PROTECT, related_name="sessions")
    filing_opens_on = models.DateField(_("filing opens"))
    filing_closes_on = models.DateField(_("last day for filing"))
    meets_on = models.DateField(_("the committee meets"))
    state = models.CharField(
        _("state"), max_length=10, choices=SessionState, default=SessionState.PLANNED
    )
    attendance_published_on = models.DateField(null=True, blank=True)
    changed_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=0, help_text=_("Of who attends."))

    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = ["meets_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="session_state_known", condition=Q(state__in=SessionState.values)
            ),
            models.CheckConstraint(
                name="session_days_in_order",
                condition=Q(filing_closes_on__gte=F("filing_opens_on"))
                & Q(meets_on__gt=F("filing_closes_on")),
            ),
        ]

    def __str__(self):
        return str(_("Session %(code)s")) % {"code": self.code}

    def get_absolute_url(self):
        return reverse("accreditation:session", args=[self.code])

    @property
    def state_in_words(self):
        """As ``get_state_display``, which puts all words of all states together each time."""
        return SessionState(self.state).label


class Attendance(models.Model):
    """Whether a committee member comes to a session; published before it meets."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="attendance")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    attends = models.BooleanField(_("attends"), default=True)

    class Meta:
        ordering = ["member__name"]
        constraints = [
            models.UniqueConstraint(name="one_attendance_per_member", fields=["session", "member"]),
        ]

    def __str__(self):
        return f"{self.member}, {self.session}"
