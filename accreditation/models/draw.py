"""How the panels of a session were drawn."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .session import Session


class DrawQuerySet(models.QuerySet):
    def prepared(self):
        """Frozen, and neither drawn nor frozen anew since: at most one of a session."""
        return self.filter(drawn_on=None, set_aside_at=None)

    def made(self):
        return self.exclude(drawn_on=None)


class Draw(models.Model):
    """One draw of a whole session, or of one application again.

    ``frozen`` is the canonical text of pool, cases and rules, ``frozen_hash`` its SHA-256. The
    seed comes from ``seed_source``, named when the text was frozen, and nobody can know it before
    ``seed_known_at``; with it anyone gets the same ``seats`` from the text. Freezing anew makes
    another row and sets this one aside: what was published stays.

    ``seed_known_at`` is empty where the hash of the text stands in for the seed (demonstration),
    and for draws made before sources were named in advance.
    """

    session = models.ForeignKey(Session, models.PROTECT, related_name="draws")
    number = models.PositiveSmallIntegerField()
    frozen = models.TextField()
    frozen_hash = models.CharField(max_length=64)
    frozen_at = models.DateTimeField(auto_now_add=True)
    frozen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    seed_source = models.CharField(_("where the seed comes from"), max_length=200)
    seed_known_at = models.DateTimeField(_("seed known from"), null=True, blank=True)
    seed = models.CharField(_("seed"), max_length=200, blank=True)
    seats = models.JSONField(_("seats"), default=dict)
    attempts = models.PositiveIntegerField(default=0)
    drawn_on = models.DateField(null=True, blank=True)
    set_aside_at = models.DateTimeField(null=True, blank=True)
    set_aside_because = models.TextField(_("reason"), blank=True)

    objects = DrawQuerySet.as_manager()

    class Meta:
        ordering = ["session", "-number"]
        constraints = [
            models.UniqueConstraint(name="draw_number_once", fields=["session", "number"]),
            models.UniqueConstraint(
                name="one_prepared_draw_per_session",
                fields=["session"],
                condition=Q(drawn_on=None, set_aside_at=None),
            ),
            models.CheckConstraint(
                name="a_draw_set_aside_was_not_made",
                condition=Q(drawn_on=None) | Q(set_aside_at=None),
            ),
        ]

    def __str__(self):
        return f"{self.session}, draw {self.number}"

    @property
    def seed_may_be_known(self):
        """Whether the moment named in advance has come, by real time."""
        return self.seed_known_at is None or self.seed_known_at <= timezone.now()
