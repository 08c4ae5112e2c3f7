"""A letter to one person, in their language."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class LetterState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Failed")


class LetterQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own letters, and nobody else's."""
        return self.filter(to=user) if user.is_authenticated else self.none()

    def about(self, subject):
        return self.filter(about_label=subject._meta.label_lower, about_key=str(subject.pk))

    def unread(self):
        return self.filter(read_at=None)


class Letter(models.Model):
    """A letter as it was written: finished text, to one person, sent once it is committed.

    Written in the transaction of its cause; the worker sends it. ``message_id`` is fixed, so
    that a letter sent twice after a crash can be recognised as one. Somebody without an account
    is written to at an ``address``; that and the text are forgotten once it is sent or has failed.
    ``only_day``: of its times only the day is kept, since a time would tell on whoever caused it.
    """

    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="letters"
    )
    address = models.EmailField(_("address"), blank=True)
    language = models.CharField(max_length=10)
    subject = models.CharField(_("subject"), max_length=250)
    body = models.TextField(_("text"))
    about_label = models.CharField(max_length=60, blank=True)
    about_key = models.CharField(max_length=40, blank=True)
    about = models.CharField(_("about"), max_length=60, blank=True)
    link = models.CharField(max_length=300, blank=True, help_text=_("Where to go from here."))
    state = models.CharField(max_length=10, choices=LetterState, default=LetterState.WAITING)
    message_id = models.CharField(max_length=120, unique=True)
    written_on = models.DateField(_("written"))
    written_at = models.DateTimeField(default=timezone.now, help_text=_("Real time."))
    only_day = models.BooleanField(default=False)
    claimed_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(
                name="letter_waiting", fields=["claimed_until"], condition=Q(state="waiting")
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="letter_state_known", condition=Q(state__in=LetterState.values)
            ),
            models.CheckConstraint(
                name="letter_waits_for_somebody",
                condition=~Q(state="waiting") | Q(to__isnull=False) | ~Q(address=""),
            ),
            models.CheckConstraint(
                name="letter_to_a_person_or_an_address", condition=Q(to=None) | Q(address="")
            ),
        ]

    def __str__(self):
        return self.subject

    def get_absolute_url(self):
        return reverse("office:letter", args=[self.pk])
