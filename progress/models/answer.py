"""Where the city says it stands."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cities.models import City
from commitments.models import Framework, Requirement
from office.fields import Moment
from progress.choices import AnswerState

SITTING = 32  # characters that name an open form


class AnswerQuerySet(models.QuerySet):
    def of(self, city, framework: Framework):
        return self.filter(city=city, requirement__framework=framework)

    def given(self):
        """Answers that say something: a step, or a special answer."""
        return self.exclude(step=None, special="")


class Words(models.Model):
    """What an answer says; the same for the answer now and for each earlier version.

    ``special`` is the key of one of the edition's special answers. One that counts as the
    authority's own powers stands beside a step; the others stand instead of one.
    """

    step = models.PositiveSmallIntegerField(_("step"), null=True, blank=True)
    special = models.CharField(_("special answer"), max_length=40, blank=True)
    text = models.TextField(_("what you do, in your own words"), blank=True)
    law = models.CharField(_("law"), max_length=500, blank=True)
    body = models.CharField(_("body that has the task"), max_length=300, blank=True)
    how = models.TextField(_("how you will find out"), blank=True)
    until = models.DateField(_("by when you will know"), null=True, blank=True)
    confidence = models.CharField(_("how sure it is"), max_length=40, blank=True)

    class Meta:
        abstract = True


class Answer(Words):
    """Where the city says it stands on one requirement. ``version`` guards against overwriting.

    ``sitting`` names the open form it was last saved from, and ``turn`` counts what came from
    there: what is sent again over a bad line is known by them, and is no conflict.
    """

    city = models.ForeignKey(City, models.PROTECT, related_name="answers")
    requirement = models.ForeignKey(Requirement, models.PROTECT, related_name="answers")
    state = models.CharField(
        _("state"), max_length=10, choices=AnswerState, default=AnswerState.DRAFT
    )
    version = models.PositiveIntegerField(default=0)
    changed_at = Moment(_("last change"), auto_now=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    sitting = models.CharField(max_length=SITTING, blank=True, default="")
    turn = models.PositiveIntegerField(default=0)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering = ["city", "requirement"]
        constraints = [
            models.UniqueConstraint(
                name="one_answer_per_requirement", fields=["city", "requirement"]
            ),
            models.CheckConstraint(
                name="answer_state_known", condition=Q(state__in=AnswerState.values)
            ),
            models.CheckConstraint(
                name="answer_ready_says_something",
                condition=Q(state="draft") | Q(step__isnull=False) | ~Q(special=""),
            ),
        ]

    def __str__(self):
        return f"{self.city}: {self.requirement.code}"


class AnswerVersion(Words):
    """An answer as it once stood. Kept for ever, never changed.

    One exception: while somebody types and autosave keeps pace, it goes on in the version it began
    ``autosaved_since`` rather than adding hundreds (``progress.actions.versions``).
    """

    answer = models.ForeignKey(Answer, models.PROTECT, related_name="versions")
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=AnswerState)
    at = models.DateTimeField(default=timezone.now)
    autosaved_since = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(name="answer_version_once", fields=["answer", "version"]),
        ]

    def __str__(self):
        return f"{self.answer_id}, version {self.version}"
