"""The record as it stood when the city submitted."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from commitments.models import Requirement
from progress.choices import CheckState, Visibility
from progress.models import EvidenceVersion
from progress.models.answer import Words

from .application import Application


class Filing(models.Model):
    """A frozen copy of the record. ``content`` is its canonical text; the hash is of that text."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="filings")
    number = models.PositiveSmallIntegerField(_("filing"))
    filed_on = models.DateField(_("filed"))
    filed_at = models.DateTimeField(auto_now_add=True)
    filed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    profile = models.JSONField(help_text=_("The authority as it was: name, kind, size class."))
    content = models.TextField()
    content_hash = models.CharField(_("content hash"), max_length=64)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                name="filing_number_once_per_application", fields=["application", "number"]
            ),
        ]

    def __str__(self):
        return f"{self.application.reference}, filing {self.number}"


class FiledAnswer(Words):
    """One answer as filed."""

    filing = models.ForeignKey(Filing, models.PROTECT, related_name="answers")
    requirement = models.ForeignKey(Requirement, models.PROTECT, related_name="filed_answers")

    cited: "list[FiledCitation]"  # where they are read along

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_filed_answer_per_requirement", fields=["filing", "requirement"]
            ),
        ]

    def __str__(self):
        return f"{self.filing}: {self.requirement.code}"


class CitedQuerySet(models.QuerySet):
    """Rows of a filing that cite a version of some evidence."""

    def public(self):
        """What the city had made public when it filed, and has not taken back since.

        A file counts once it has been checked.
        """
        return self.filter(
            is_public=True,
            evidence__evidence__visibility=Visibility.PUBLIC,
            evidence__state=CheckState.RELEASED,
        )


class FiledCitation(models.Model):
    """One citation as filed; it keeps the version of the evidence it was judged by."""

    answer = models.ForeignKey(FiledAnswer, models.PROTECT, related_name="citations")
    evidence = models.ForeignKey(EvidenceVersion, models.PROTECT, related_name="filed_citations")
    title = models.CharField(max_length=200)
    locator = models.CharField(max_length=120)
    shows = models.CharField(max_length=400)
    is_public = models.BooleanField(
        default=False, help_text=_("Whether the city had made the evidence public when it filed.")
    )

    objects = CitedQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{self.title}, {self.locator}"


class FiledGroup(models.Model):
    """What changed for one group, as filed."""

    filing = models.ForeignKey(Filing, models.PROTECT, related_name="groups")
    group = models.CharField(max_length=40)
    label = models.CharField(max_length=200)
    change = models.TextField()
    agreed = models.TextField()
    evidence = models.ForeignKey(
        EvidenceVersion, models.PROTECT, null=True, blank=True, related_name="filed_groups"
    )
    title = models.CharField(
        max_length=200, blank=True, help_text=_("Of the evidence, as it was called when filed.")
    )
    locator = models.CharField(max_length=120, blank=True)
    is_complete = models.BooleanField()
    is_public = models.BooleanField(
        default=False, help_text=_("Whether the city had made the evidence public when it filed.")
    )

    objects = CitedQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{self.filing}: {self.group}"


class FiledMeasure(models.Model):
    """What was done about one recommendation of an earlier review, as filed."""

    filing = models.ForeignKey(Filing, models.PROTECT, related_name="measures")
    origin = models.CharField(max_length=60)
    title = models.CharField(max_length=300)
    account = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{self.filing}: {self.origin}"
