"""A quick scan with residents, kept for whoever has its six words."""

from datetime import timedelta
from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from commitments.models import Framework

DAYS_KEPT = 90
KEPT = timedelta(days=DAYS_KEPT)


class QuickScanQuerySet(models.QuerySet):
    def over(self, day):
        """Those kept long enough by ``day``."""
        return self.filter(kept_until__lt=day)


class QuickScan(models.Model):
    """What residents answered, sealed to the six words that open it (``progress.scan.keeping``).

    Nothing says who answered, from where, or of which city; it is erased after its last day.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    framework = models.ForeignKey(Framework, models.PROTECT, related_name="+")
    selector = models.CharField(max_length=32, unique=True)
    verifier = models.CharField(max_length=32)
    sealed = models.BinaryField()
    kept_until = models.DateField(_("kept until"))

    objects = QuickScanQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(name="scans_that_end", fields=["kept_until"])]

    def __str__(self):
        return str(self.pk)
