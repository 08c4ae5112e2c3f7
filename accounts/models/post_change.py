"""A post to be granted or ended: asked for by one person, done when another confirms."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.choices import PostKind, PostStep

from .post import Post


class PostChangeQuerySet(models.QuerySet):
    def waiting(self):
        """Neither confirmed nor dropped."""
        return self.filter(done_at=None, dropped_at=None)


class PostChange(models.Model):
    """What one person has asked for about a post, and who confirmed it. Never removed."""

    step = models.CharField(max_length=10, choices=PostStep)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="post_changes")
    kind = models.CharField(_("post"), max_length=20, choices=PostKind)
    body = models.CharField(_("on behalf of"), max_length=200, blank=True)
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    reason = models.TextField(_("reason"))
    post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="changes")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    done_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)

    objects = PostChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="post_change_step_known", condition=Q(step__in=PostStep.values)
            ),
            models.CheckConstraint(
                name="post_change_kind_known", condition=Q(kind__in=PostKind.values)
            ),
            models.CheckConstraint(
                name="post_change_done_by_two_people",
                condition=Q(done_at=None, confirmed_by=None)
                | (
                    Q(done_at__isnull=False, confirmed_by__isnull=False)
                    & ~Q(confirmed_by=F("asked_by"))
                ),
            ),
            models.CheckConstraint(
                name="post_change_done_or_dropped", condition=Q(done_at=None) | Q(dropped_at=None)
            ),
            models.UniqueConstraint(
                name="one_waiting_change_of_a_post",
                fields=["user", "kind"],
                condition=Q(done_at=None, dropped_at=None),
            ),
        ]

    def __str__(self):
        return f"{self.get_step_display()}: {self.user}, {self.get_kind_display()}"
