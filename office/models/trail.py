"""Who did what: written once, chained by hash."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class TrailQuerySet(models.QuerySet):
    def of(self, subject):
        return self.filter(subject_label=subject._meta.label_lower, subject_key=str(subject.pk))


class TrailHead(models.Model):
    """The end of the chain. One row, locked last in each step, keeps it from forking."""

    number = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="0" * 64)

    class Meta:
        constraints = [models.CheckConstraint(name="one_trail_head", condition=Q(pk=1))]

    def __str__(self):
        return f"{self.number} {self.digest[:12]}"


class TrailCheckpoint(models.Model):
    """How far the chain had come at a time, signed (``office.checkpoints``).

    ``line`` is word for word what the file, the log and whoever keeps it elsewhere hold.
    """

    number = models.PositiveBigIntegerField(primary_key=True)
    line = models.CharField(max_length=300, unique=True)

    def __str__(self):
        return self.line


class TrailEntry(models.Model):
    """One step taken. Never changed and never removed: triggers in the database refuse it.

    ``payload`` is the canonical text the digest was made of; it holds persons and notes only
    as salted digests, so that erasing a person does not break the chain.
    """

    number = models.PositiveBigIntegerField(primary_key=True)
    workflow = models.CharField(max_length=30)
    subject_label = models.CharField(max_length=60)
    subject_key = models.CharField(max_length=40)
    subject_number = models.CharField(_("subject"), max_length=60)
    step = models.CharField(_("step"), max_length=60)
    source = models.CharField(_("from"), max_length=30)
    target = models.CharField(_("to"), max_length=30)
    actor_kind = models.CharField(max_length=10)
    day = models.DateField(_("day"), help_text=_("The procedure's day."))
    at = models.DateTimeField(_("at"), help_text=_("Real time."))
    payload = models.TextField()
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    objects = TrailQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(name="trail_by_subject", fields=["subject_label", "subject_key"])]
        constraints = [
            models.CheckConstraint(
                name="trail_actor_known",
                condition=Q(actor_kind__in=["person", "clock", "procedure"]),
            ),
        ]

    def __str__(self):
        return f"{self.subject_number}: {self.step}"


class TrailNote(models.Model):
    """Names and notes of an entry, apart from the chain so that they can be erased."""

    entry = models.OneToOneField(TrailEntry, models.PROTECT, related_name="words")
    salt = models.CharField(max_length=32)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    actor_name = models.CharField(max_length=150, blank=True)
    note = models.TextField(blank=True)

    def __str__(self):
        return f"{self.entry_id}: {self.actor_name}"
