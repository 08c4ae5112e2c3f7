"""An edition's words in another language."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .framework import Framework


class Translation(models.Model):
    """What an edition says, in one other language; it may be made better at any time.

    It is no part of the edition: the edition's text, its content hash and what is judged by it
    stay as they are. ``sentences`` maps a place (``commitments.sentences``) to the sentence and
    the one it was made from; where an edition in consultation has since reworded the latter, the
    former is not shown. Written only by ``commitments.loading``.
    """

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="translations")
    language = models.CharField(_("language"), max_length=10)
    made_from = models.CharField(_("content hash it was made from"), max_length=64)
    translator = models.CharField(_("translated by"), max_length=300)
    note = models.TextField(_("note"), blank=True)
    sentences = models.JSONField(default=dict)

    class Meta:
        ordering = ["framework", "language"]
        constraints = [
            models.UniqueConstraint(
                name="one_translation_a_language", fields=["framework", "language"]
            ),
        ]

    def __str__(self):
        return f"{self.framework} ({self.language})"
