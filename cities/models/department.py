"""The parts of an administration."""

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from .city import City


class Department(models.Model):
    """A part of the administration, in the words of the city's lead.

    Who works in it says so in their membership, by the same name.
    """

    city = models.ForeignKey(City, models.PROTECT, related_name="departments")
    name = models.CharField(_("name"), max_length=120)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                "city",
                Lower("name"),
                name="one_department_of_a_name",
                violation_error_message=_("This department is on the list already."),
            ),
        ]

    def __str__(self):
        return self.name
