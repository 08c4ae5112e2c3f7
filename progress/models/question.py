"""What a team asks about a requirement, of the secretariat or of a city that helps others."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cities.models import City
from commitments.models import PublicHelp


class QuestionQuerySet(models.QuerySet["Question"]):
    def open(self):
        """Not answered yet, and not taken back."""
        return self.filter(answered_on=None, taken_back_on=None)

    def in_full(self):
        """With whether it is public and whether that was withdrawn."""
        return self.select_related("help__withdrawal")

    def to_the_secretariat(self):
        return self.filter(mentor=None)


class Question(models.Model):
    """“Ask about this”: one question on one requirement, and its answer.

    ``mentor`` is the city asked; without one it is the secretariat. Once answered, it becomes
    public help if both sides agree. The team that asked can take it back before; after that the
    public help is withdrawn.
    """

    city = models.ForeignKey(City, models.PROTECT, related_name="questions")
    framework_code = models.SlugField(max_length=40)
    code = models.CharField(_("requirement"), max_length=20)
    text = models.TextField(_("question"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_on = models.DateField(_("asked"))
    mentor = models.ForeignKey(
        City, models.PROTECT, null=True, blank=True, related_name="questions_to_answer"
    )
    answer = models.TextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_on = models.DateField(_("answered"), null=True, blank=True)
    may_be_public = models.BooleanField(
        default=False, help_text=_("Whoever answered agrees that it becomes public help.")
    )
    help = models.OneToOneField(
        PublicHelp, models.PROTECT, null=True, blank=True, related_name="asked_as"
    )

    taken_back_on = models.DateField(_("taken back"), null=True, blank=True)
    taken_back_because = models.TextField(_("taken back because"), blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(name="question_asks_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="question_answered_by_somebody",
                condition=Q(answered_on=None, answered_by=None, answer="")
                | Q(answered_on__isnull=False, answered_by__isnull=False) & ~Q(answer=""),
            ),
            models.CheckConstraint(
                name="question_of_another_city", condition=Q(mentor=None) | ~Q(mentor=F("city"))
            ),
            models.CheckConstraint(
                name="question_public_where_both_agree",
                condition=Q(help=None) | Q(may_be_public=True),
            ),
            models.CheckConstraint(
                name="question_taken_back_with_a_reason_before_it_is_public",
                condition=Q(taken_back_on=None, taken_back_because="")
                | Q(taken_back_on__isnull=False, help=None) & ~Q(taken_back_because=""),
            ),
        ]

    def __str__(self):
        return f"{self.code}: {self.text[:40]}"

    @property
    def is_open(self):
        """Whether it can be answered."""
        return self.answered_on is None and self.taken_back_on is None

    @property
    def withdrawn(self):
        """How its public help was withdrawn, or None."""
        return self.help.withdrawn if self.help else None
