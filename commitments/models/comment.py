"""What somebody says of a commitment in consultation, and what the secretariat answers."""

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from commitments.choices import CommentState

from .structure import Commitment


class CommentQuerySet(models.QuerySet["Comment"]):
    def of(self, framework):
        return self.filter(commitment__framework=framework)

    def shown(self):
        """Those everybody may read."""
        return self.filter(state=CommentState.SHOWN)

    def waiting(self):
        """Those nobody has looked at yet."""
        return self.filter(state=CommentState.WAITING)

    def unanswered(self):
        return self.shown().filter(answer="")

    def counted(self):
        """How many are shown, how many of them are answered, and how many were held back."""
        shown = Q(state=CommentState.SHOWN)
        return self.aggregate(
            shown=Count("pk", filter=shown),
            answered=Count("pk", filter=shown & ~Q(answer="")),
            held=Count("pk", filter=Q(state=CommentState.HELD_BACK)),
        )


class Comment(models.Model):
    """A comment on a commitment; of its author no more is kept than the name they chose to give.

    ``state`` moves only through ``commitments.workflow.COMMENT``. ``key`` is the form's own, so
    that a form sent twice is one comment.
    """

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="comments")
    key = models.UUIDField(unique=True)
    text = models.TextField(_("comment"))
    name = models.CharField(_("name shown beside it"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=10)
    sent_on = models.DateField(_("sent"))
    state = models.CharField(
        _("state"), max_length=10, choices=CommentState, default=CommentState.WAITING
    )
    answer = models.TextField(_("answer"), blank=True)
    answered_on = models.DateField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=0)  # of the answer
    changed_at = models.DateField(_("last change"), auto_now=True)  # a day: no hour is kept

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(name="comments_by_state", fields=["state", "commitment"])]
        constraints = [
            models.CheckConstraint(
                name="comment_state_known", condition=Q(state__in=CommentState.values)
            ),
            models.CheckConstraint(
                name="an_answer_says_when",
                condition=Q(answer="", answered_on=None) | (~Q(answer="") & ~Q(answered_on=None)),
            ),
        ]

    def __str__(self):
        return f"{self.commitment.code}: {self.text[:60]}"

    @property
    def is_waiting(self):
        return self.state == CommentState.WAITING

    @property
    def is_shown(self):
        return self.state == CommentState.SHOWN
