"""Where somebody's calendar finds the dates of a city."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cities.models import Membership


class CalendarAddressQuerySet(models.QuerySet["CalendarAddress"]):
    def that_open(self):
        """Those of people who are on the team today; another turn on it needs another address."""
        member = self.filter(membership__user__is_active=True)
        return member.filter(membership__in=Membership.objects.current())


class CalendarAddress(models.Model):
    """One private address of one person and city. Whoever knows it reads the dates.

    Only a digest is kept, so that nobody learns the address from the database.
    """

    membership = models.OneToOneField(
        Membership, models.CASCADE, related_name="calendar_address", verbose_name=_("of")
    )
    digest = models.CharField(max_length=64, unique=True)
    made_on = models.DateField(_("made"))

    objects = CalendarAddressQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{self.membership}, {self.made_on}"
