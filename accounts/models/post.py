"""Who holds which post, from when until when, and who granted it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.choices import PostKind


class PostQuerySet(models.QuerySet):
    def current(self, day=None):
        """Posts held today. Sign-in and duties follow the real day, never a demonstration's.

        ``day`` is that day where the statement is worded once (``accounts.worded``).
        """
        today = day or timezone.localdate()
        return self.filter(Q(until=None) | Q(until__gt=today), since__lte=today)

    def of_kind(self, *kinds):
        return self.filter(kind__in=kinds)


class Post(models.Model):
    """A post one person holds. Ended by a date, never removed.

    Two people grant it: one proposes, another confirms. Both are empty only for the
    posts of the first set-up, which nobody was there to grant.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="posts")
    kind = models.CharField(_("post"), max_length=20, choices=PostKind)
    body = models.CharField(_("on behalf of"), max_length=200, blank=True)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True, help_text=_("Day it ends."))
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "since", "pk"]
        constraints = [
            models.CheckConstraint(name="post_kind_known", condition=Q(kind__in=PostKind.values)),
            models.CheckConstraint(
                name="post_ends_after_it_begins",
                condition=Q(until=None) | Q(until__gte=F("since")),
            ),
            models.CheckConstraint(
                name="post_granted_by_two_people",
                condition=Q(granted_by=None, confirmed_by=None)
                | (
                    Q(granted_by__isnull=False)
                    & Q(confirmed_by__isnull=False)
                    & ~Q(granted_by=F("confirmed_by"))
                ),
            ),
            models.UniqueConstraint(
                name="one_open_post_of_a_kind",
                fields=["user", "kind"],
                condition=Q(until=None),
                violation_error_message=_("This person holds that post already."),
            ),
        ]

    def __str__(self):
        return f"{self.user}: {self.get_kind_display()}"
