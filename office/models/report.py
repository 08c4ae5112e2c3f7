"""A PDF asked for, being made, ready or failed."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def new_code() -> str:
    """A verification code: twelve signs that cannot be mistaken for one another."""
    return "-".join("".join(secrets.choice(ALPHABET) for _n in range(4)) for _g in range(3))


class ReportState(models.TextChoices):
    ASKED = "asked", _("Asked for")
    BEING_MADE = "being_made", _("Being made")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Failed")


class ReportQuerySet(models.QuerySet):
    def of(self, subject):
        return self.filter(about_label=subject._meta.label_lower, about_key=str(subject.pk))

    def unfinished(self):
        return self.filter(state__in=[ReportState.ASKED, ReportState.BEING_MADE])

    def ready(self):
        return self.filter(state=ReportState.READY)


class Report(models.Model):
    """A document, from the moment it is asked for.

    Template, language and facts are frozen in the transaction that asked, so the same filing
    gives the same text however often it is made.
    """

    kind = models.CharField(_("kind"), max_length=40)
    title = models.CharField(_("title"), max_length=250)
    template = models.CharField(max_length=100)
    language = models.CharField(max_length=10)
    facts = models.JSONField()
    facts_digest = models.CharField(max_length=64)
    about_label = models.CharField(max_length=60)
    about_key = models.CharField(max_length=40)
    about = models.CharField(max_length=60)
    code = models.CharField(_("verification code"), max_length=20, unique=True, default=new_code)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    permission = models.CharField(
        max_length=60, help_text=_("What a reader must be allowed with regard to the subject.")
    )
    tell = models.BooleanField(_("tell when ready"), default=False)
    asked_on = models.DateField(_("asked for"))
    asked_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=12, choices=ReportState, default=ReportState.ASKED)
    percent = models.PositiveSmallIntegerField(default=0)
    claimed_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(_("what went wrong"), max_length=300, blank=True)
    file = models.FileField(upload_to="reports/", blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    pages = models.PositiveIntegerField(null=True, blank=True)
    ready_at = models.DateTimeField(null=True, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(name="report_by_subject", fields=["about_label", "about_key"]),
            models.Index(
                name="report_unfinished",
                fields=["claimed_until"],
                condition=Q(state__in=["asked", "being_made"]),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_report_of_the_same_facts",
                fields=["kind", "about_label", "about_key", "language", "facts_digest"],
            ),
            models.CheckConstraint(
                name="report_state_known", condition=Q(state__in=ReportState.values)
            ),
            models.CheckConstraint(
                name="report_ready_has_a_file",
                condition=~Q(state="ready") | (~Q(file="") & ~Q(sha256="")),
            ),
            models.CheckConstraint(name="report_percent_in_range", condition=Q(percent__lte=100)),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("office:report", args=[self.pk])

    def tells(self, user):
        """Whether this person gets a letter when it is ready."""
        return self.tell and self.asked_by_id == user.pk

    @property
    def waited(self):
        """How long ago it was asked for."""
        return timezone.now() - self.asked_at

    @property
    def is_ready(self):
        return self.state == ReportState.READY

    @property
    def is_awaited(self):
        return self.state in (ReportState.ASKED, ReportState.BEING_MADE)

    @property
    def has_failed(self):
        return self.state == ReportState.FAILED
