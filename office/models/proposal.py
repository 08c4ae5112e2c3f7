"""A step that takes two people, after the first of them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from office.fields import Moment


class ProposalQuerySet(models.QuerySet):
    def open(self):
        return self.filter(confirmed_by=None, dropped_at=None)

    def of(self, subject):
        return self.filter(subject_label=subject._meta.label_lower, subject_key=str(subject.pk))


class Proposal(models.Model):
    """One person has asked for a step; another person of the same role confirms it."""

    workflow = models.CharField(max_length=30)
    subject_label = models.CharField(max_length=60)
    subject_key = models.CharField(max_length=40)
    subject_number = models.CharField(_("subject"), max_length=60, blank=True)
    step = models.CharField(max_length=40)
    note = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = Moment(auto_now_add=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    dropped_at = models.DateTimeField(null=True, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_open_proposal_per_step",
                fields=["workflow", "subject_key", "step"],
                condition=Q(confirmed_by=None, dropped_at=None),
            ),
            models.CheckConstraint(
                name="two_steps_take_two_people",
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=models.F("by")),
            ),
        ]

    def __str__(self):
        return f"{self.step}, proposed by {self.by}"
