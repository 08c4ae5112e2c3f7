"""What members of a team say to each other about a requirement."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cities.models import City
from office.fields import Moment


class TeamCommentQuerySet(models.QuerySet["TeamComment"]):
    def open(self):
        """Not resolved yet."""
        return self.filter(resolved_at=None)


class TeamComment(models.Model):
    """A remark on one requirement, for the team alone; resolved when done, never filed.

    ``code`` is that of the requirement: it stays the same from edition to edition.
    """

    city = models.ForeignKey(City, models.PROTECT, related_name="team_comments")
    code = models.CharField(_("requirement"), max_length=20)
    text = models.TextField(_("comment"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = Moment(auto_now_add=True)
    resolved_at = models.DateTimeField(_("resolved"), null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = TeamCommentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(name="team_comment_by_place", fields=["city", "code"])]
        constraints = [
            models.CheckConstraint(name="team_comment_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="team_comment_resolved_by_somebody",
                condition=Q(resolved_at=None, resolved_by=None)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.code}: {self.text[:40]}"
