"""What changed for groups at risk."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cities.models import City

from .evidence import Evidence


class GroupResult(models.Model):
    """A result for one group at risk: what changed, and how that was agreed with them."""

    city = models.ForeignKey(City, models.PROTECT, related_name="group_results")
    group = models.CharField(
        _("group"), max_length=40, help_text=_("A code of the catalogue of groups at risk.")
    )
    change = models.TextField(_("what changed for them"), blank=True)
    agreed = models.TextField(_("how this was agreed with them"), blank=True)
    evidence = models.ForeignKey(
        Evidence, models.PROTECT, null=True, blank=True, related_name="group_results"
    )
    locator = models.CharField(_("where in it"), max_length=120, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["group"]
        constraints = [
            models.UniqueConstraint(name="one_result_per_group", fields=["city", "group"]),
        ]

    def __str__(self):
        return f"{self.city}: {self.group}"

    @property
    def is_complete(self):
        """Whether it says what the demand on groups asks for (design §3)."""
        return bool(self.change.strip() and self.agreed.strip() and self.evidence_id)
