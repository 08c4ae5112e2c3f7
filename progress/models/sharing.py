"""Who in the administration answers which part of the record, and who was reminded of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cities.models import City, Department
from progress.choices import Part


class Assignment(models.Model):
    """A part of the record that a department or a person answers, and until when.

    ``code`` is that of a pillar, commitment or requirement. It stays the same from edition to
    edition; where one has no such part, the assignment rests. The narrower part counts.
    """

    city = models.ForeignKey(City, models.PROTECT, related_name="assignments")
    part = models.CharField(_("part"), max_length=12, choices=Part)
    code = models.CharField(_("code"), max_length=20)
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="assignments"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    due_on = models.DateField(_("due"), null=True, blank=True)
    assigned_on = models.DateField(_("assigned"))
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["city", "part", "code"]
        constraints = [
            models.CheckConstraint(name="assignment_part_known", condition=Q(part__in=Part.values)),
            models.CheckConstraint(
                name="assignment_names_somebody",
                condition=Q(department__isnull=False) | Q(person__isnull=False),
            ),
            models.UniqueConstraint(name="one_assignment_a_part", fields=["city", "part", "code"]),
        ]

    def __str__(self):
        return f"{self.code}: {self.holder}"

    @property
    def holder(self) -> str:
        """Who has it, in words."""
        return ", ".join(str(each) for each in (self.person, self.department) if each)


class Reminder(models.Model):
    """A letter that reminded somebody of what they have; at most one a day."""

    city = models.ForeignKey(City, models.PROTECT, related_name="+")
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    on = models.DateField(_("reminded"))

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_reminder_a_day_and_person", fields=["city", "to", "on"]
            ),
        ]

    def __str__(self):
        return f"{self.to}, {self.on}"
