"""How far something has become practice, in an edition's own words."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .framework import Framework


class Scale(models.Model):
    """A ladder of steps. A requirement names its scale or takes the edition's first."""

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="scales")
    code = models.CharField(_("code"), max_length=40)
    title = models.CharField(_("title"), max_length=200, blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["framework", "position"]
        constraints = [
            models.UniqueConstraint(name="one_scale_a_code", fields=["framework", "code"]),
        ]

    def __str__(self):
        return self.title or self.code


class Step(models.Model):
    """One step of a scale; compared with others, never added."""

    scale = models.ForeignKey(Scale, models.CASCADE, related_name="steps")
    value = models.PositiveSmallIntegerField(_("value"))
    key = models.CharField(_("key"), max_length=40, blank=True)
    label = models.CharField(_("label"), max_length=100)
    meaning = models.TextField(_("meaning"), blank=True)

    class Meta:
        ordering = ["scale", "value"]
        constraints = [
            models.UniqueConstraint(name="one_step_a_value", fields=["scale", "value"]),
        ]

    def __str__(self):
        return self.label
