"""When residents and organisations may speak about a city."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cities.models import City
from commitments.models import Framework


class WindowQuerySet(models.QuerySet):
    def announced(self):
        """Windows anyone may know of: not those of an application that was withdrawn."""
        return self.filter(
            Q(closed_on=None) | Q(released_on__isnull=False), city__confirmed_on__isnull=False
        )

    def open_on(self, day: date):
        """Windows that take contributions on ``day``."""
        return self.filter(closed_on=None, opens_on__lte=day, closes_on__gte=day)


class Window(models.Model):
    """The time in which contributions about one city are received, under one edition."""

    city = models.ForeignKey(City, models.PROTECT, related_name="+")
    framework = models.ForeignKey(Framework, models.PROTECT, related_name="+")
    opens_on = models.DateField(_("opens"))
    closes_on = models.DateField(_("last day"))
    closed_on = models.DateField(_("closed"), null=True, blank=True)
    released_on = models.DateField(_("released"), null=True, blank=True)

    objects = WindowQuerySet.as_manager()

    class Meta:
        ordering = ["-opens_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="window_closes_after_it_opens", condition=Q(closes_on__gte=F("opens_on"))
            ),
            models.CheckConstraint(
                name="window_released_after_it_closed",
                condition=Q(released_on=None) | Q(closed_on__isnull=False),
            ),
            models.UniqueConstraint(
                name="one_open_window_per_city", fields=["city"], condition=Q(closed_on=None)
            ),
        ]

    def __str__(self):
        return f"{self.city}, {self.opens_on}"

    def takes_words_on(self, day: date) -> bool:
        return self.closed_on is None and self.opens_on <= day <= self.closes_on
