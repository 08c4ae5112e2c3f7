"""What a city says to a downgrade notice."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from progress.models import EvidenceVersion

from .label import Label


class NoticeAnswer(models.Model):
    """The answer to one downgrade notice, with evidence: a draft until it is sent.

    The evidence is cited in the version that stood when the answer was saved.
    """

    label = models.ForeignKey(Label, models.PROTECT, related_name="answers")
    notice_on = models.DateField(_("notice given"))
    text = models.TextField(_("your answer"), blank=True)
    evidence = models.ManyToManyField(EvidenceVersion, related_name="+", blank=True)
    sent_on = models.DateField(_("sent"), null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(name="one_answer_per_notice", fields=["label", "notice_on"]),
            models.CheckConstraint(
                name="an_answer_is_sent_by_somebody_and_says_something",
                condition=Q(sent_on=None) | (Q(sent_by__isnull=False) & ~Q(text="")),
            ),
        ]

    def __str__(self):
        return f"{self.label.number}, answer to the notice of {self.notice_on}"
