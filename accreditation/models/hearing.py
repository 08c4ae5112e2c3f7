"""What the city answers to what was said, and what each reviewer has weighed of it.

A voice is named by its key alone: nothing of this room points into the one where it is kept.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commitments.models import Commitment

from .application import Application
from .panel import PanelMember


class ThemeReply(models.Model):
    """The city's reply to everything that was said on one commitment: to a theme, not to people."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="theme_replies")
    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="+")
    text = models.TextField(_("your reply"), blank=True)

    class Meta:
        ordering = ["commitment__position", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_reply_to_a_theme", fields=["application", "commitment"]
            ),
        ]

    def __str__(self):
        return f"{self.application}: {self.commitment}"


class Considered(models.Model):
    """A member of the panel has weighed one voice. Known to that member alone."""

    member = models.ForeignKey(PanelMember, models.PROTECT, related_name="considered")
    voice = models.UUIDField()

    class Meta:
        ordering = ["voice"]
        constraints = [
            models.UniqueConstraint(
                name="a_voice_is_considered_once_by_a_member", fields=["member", "voice"]
            ),
        ]

    def __str__(self):
        return str(self.voice)
