"""The talk half-way between two accreditations."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accreditation.choices import DialogueMode

from .label import Label


class MidtermTalk(models.Model):
    """That it was held, with whom, and what was said for the record.

    Written once; a correction is a further entry.
    """

    label = models.ForeignKey(Label, models.PROTECT, related_name="talks")
    held_on = models.DateField(_("held on"))
    with_whom = models.CharField(_("with whom"), max_length=300)
    mode = models.CharField(_("how"), max_length=10, choices=DialogueMode)
    said = models.TextField(_("what was said for the record"))
    recorded_on = models.DateField(_("recorded"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="talk_mode_known", condition=Q(mode__in=DialogueMode.values)
            ),
            models.CheckConstraint(
                name="a_talk_is_recorded_in_words", condition=~Q(said="") & ~Q(with_whom="")
            ),
            models.CheckConstraint(
                name="a_talk_is_recorded_once_it_was_held",
                condition=Q(recorded_on__gte=models.F("held_on")),
            ),
        ]

    def __str__(self):
        return f"{self.label.number}, {self.held_on}"
