"""Facts that editions and cities refer to by code."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commitments.choices import Catalogue


class CatalogueEntryQuerySet(models.QuerySet["CatalogueEntry"]):
    def in_order(self):
        return self.order_by("catalogue", "position")

    def of(self, catalogue):
        """The entries of one catalogue, in its own order."""
        return self.filter(catalogue=catalogue).order_by("position")

    def labels(self, catalogue) -> dict[str, str]:
        """Code → label of one catalogue, in its own order; one query."""
        return dict(self.of(catalogue).values_list("code", "label"))


class CatalogueEntry(models.Model):
    """One entry of a catalogue: a Charter article, an SDG target, a municipal area …"""

    catalogue = models.CharField(_("catalogue"), max_length=30, choices=Catalogue)
    code = models.CharField(_("code"), max_length=40)
    label = models.CharField(_("label"), max_length=500)
    facts = models.JSONField(_("facts"), default=dict, blank=True)
    position = models.PositiveIntegerField(default=0)

    objects = CatalogueEntryQuerySet.as_manager()

    class Meta:
        ordering = ["catalogue", "position"]
        verbose_name_plural = _("catalogue entries")
        constraints = [
            models.UniqueConstraint(
                name="one_catalogue_entry_a_code", fields=["catalogue", "code"]
            ),
            models.CheckConstraint(
                name="catalogue_known", condition=Q(catalogue__in=Catalogue.values)
            ),
        ]

    def __str__(self):
        return self.label
