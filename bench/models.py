"""What the bare references read and write."""

from django.db import models


class Line(models.Model):
    """One of twenty rows on the reference page, and what the reference save changes."""

    name = models.CharField(max_length=200)
    place = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)

    def __str__(self):
        return self.name


class LineVersion(models.Model):
    """A line as it was saved."""

    line = models.ForeignKey(Line, models.PROTECT, related_name="versions")
    version = models.PositiveIntegerField()
    text = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="line_version_once", fields=["line", "version"])
        ]

    def __str__(self):
        return f"{self.line_id}, {self.version}"
