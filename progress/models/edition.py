"""Under which edition a city keeps its record, and what became of answers given under another."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cities.models import City
from commitments.models import Framework

from .answer import Answer


class RecordEdition(models.Model):
    """The edition a city's record is kept under, from its first answer on.

    Moves only through ``progress.actions.rebase``. Answers under an edition it has left stay
    where they are: they are the record's archive.
    """

    city = models.OneToOneField(City, models.PROTECT, related_name="record_edition")
    framework = models.ForeignKey(Framework, models.PROTECT, related_name="records")
    since = models.DateField(_("since"))

    def __str__(self):
        return f"{self.city}: {self.framework}"


class CarriedQuerySet(models.QuerySet):
    def to_look_at(self):
        """Those whose question changed, and that nobody has saved since."""
        return self.filter(is_changed=True, version=F("answer__version"))


class Carried(models.Model):
    """Where an answer comes from that was given under an earlier edition.

    ``is_changed`` says that the question reads differently now; the answer is then marked until
    somebody saves it, which gives it another ``version``.
    """

    answer = models.OneToOneField(Answer, models.PROTECT, related_name="carried")
    earlier = models.ForeignKey(Answer, models.PROTECT, related_name="carried_on")
    is_changed = models.BooleanField(_("the question has changed"))
    version = models.PositiveIntegerField(_("version it was carried over as"))

    objects = CarriedQuerySet.as_manager()

    class Meta:
        verbose_name_plural = _("carried answers")
        constraints = [
            models.CheckConstraint(
                name="an_answer_is_not_carried_from_itself", condition=~Q(answer=F("earlier"))
            ),
        ]

    def __str__(self):
        return f"{self.earlier_id} → {self.answer_id}"
