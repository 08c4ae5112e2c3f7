"""When each worker was last seen."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Beat(models.Model):
    """One worker, by its own name, and its last sign of life.

    A row and not a file, so that a web server on another machine sees it too.
    """

    worker = models.CharField(_("worker"), max_length=200, unique=True)
    seen_at = models.DateTimeField(_("seen"), default=timezone.now)

    class Meta:
        ordering = ["worker"]

    def __str__(self):
        return self.worker
