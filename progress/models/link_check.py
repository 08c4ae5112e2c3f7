"""Whether a link of the record still leads somewhere."""

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from office.days import now
from progress.choices import LinkState

from .evidence import EvidenceVersion


class LinkCheckQuerySet(models.QuerySet):
    def due(self):
        return self.filter(due_at__lte=now(), version__evidence__retired_on=None)

    def lost(self, city):
        """Links that are marked, where they are the newest version of evidence in use."""
        newest = EvidenceVersion.objects.filter(evidence=OuterRef("version__evidence"))
        return self.filter(
            version__evidence__city=city,
            version__evidence__retired_on=None,
            lost_at__isnull=False,
            version=Subquery(newest.order_by("-version").values("pk")[:1]),
        )


class LinkCheck(models.Model):
    """What was found when a link of evidence was last asked about, from time to time.

    One that fails again and again over a week is marked, since ``lost_at``; the mark goes by itself
    when the link answers. Nothing else follows from it.
    """

    version = models.OneToOneField(
        EvidenceVersion, models.CASCADE, related_name="link_check", primary_key=True
    )
    state = models.CharField(
        _("what was found"), max_length=15, choices=LinkState, default=LinkState.NOT_YET, blank=True
    )
    asked_at = models.DateTimeField(_("last asked"), null=True, blank=True)
    failures = models.PositiveIntegerField(_("failures in a row"), default=0)
    failing_since = models.DateTimeField(null=True, blank=True)
    lost_at = models.DateTimeField(_("marked since"), null=True, blank=True)
    due_at = models.DateTimeField(_("to be asked next"), default=timezone.now)
    claimed_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)

    objects = LinkCheckQuerySet.as_manager()

    class Meta:
        ordering = ["due_at"]
        indexes = [models.Index(name="links_to_be_asked", fields=["due_at"])]
        constraints = [
            models.CheckConstraint(
                name="link_state_known", condition=Q(state__in=LinkState.values)
            ),
            models.CheckConstraint(
                name="a_link_fails_since_a_moment",
                condition=Q(failures=0, failing_since=None)
                | Q(failures__gt=0, failing_since__isnull=False),
            ),
            models.CheckConstraint(
                name="a_lost_link_has_failed",
                condition=Q(lost_at=None) | Q(lost_at__gte=F("failing_since")),
            ),
        ]

    def __str__(self):
        return f"{self.version}: {self.get_state_display()}"

    @property
    def is_lost(self):
        return self.lost_at is not None

    @property
    def is_doubtful(self):
        """Whether others may not be able to open it, though it is there."""
        return self.state in (LinkState.CLOSED, LinkState.INSIDE)
