"""What bears an answer out."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cities.models import City
from progress.choices import Visibility

from .answer import Answer


class Evidence(models.Model):
    """A document or a link of a city: written once, cited from many answers."""

    city = models.ForeignKey(City, models.PROTECT, related_name="evidence")
    title = models.CharField(_("title"), max_length=200)
    language = models.CharField(_("language of the document"), max_length=10)
    visibility = models.CharField(
        _("who may read it"), max_length=10, choices=Visibility, default=Visibility.REVIEWERS
    )
    added_on = models.DateField(_("added"))
    retired_on = models.DateField(_("no longer used since"), null=True, blank=True)

    class Meta:
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(
                name="evidence_visibility_known", condition=Q(visibility__in=Visibility.values)
            ),
        ]

    def __str__(self):
        return self.title


class EvidenceVersion(models.Model):
    """One state of a piece of evidence: a stored file, or a link. Never changed.

    The file stands under its SHA-256 in private storage and leaves only as an attachment.
    """

    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="versions")
    version = models.PositiveIntegerField()
    url = models.URLField(_("link"), max_length=1000, blank=True)
    file = models.FileField(upload_to="evidence/", blank=True)
    filename = models.CharField(_("file name"), max_length=200, blank=True)
    content_type = models.CharField(max_length=120, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(name="evidence_version_once", fields=["evidence", "version"]),
            models.CheckConstraint(
                name="evidence_is_a_file_or_a_link",
                condition=(Q(file="") & ~Q(url="")) | (~Q(file="") & ~Q(sha256="") & Q(url="")),
            ),
        ]

    def __str__(self):
        return f"{self.evidence}, version {self.version}"


class Citation(models.Model):
    """Where in a piece of evidence an answer is borne out, and what can be seen there."""

    answer = models.ForeignKey(Answer, models.PROTECT, related_name="citations")
    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="citations")
    locator = models.CharField(_("where in it"), max_length=120, help_text=_("p. 12, §3"))
    shows = models.CharField(
        _("what it shows, in one sentence"),
        max_length=400,
        help_text=_("In the working language of the review."),
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="a_passage_is_cited_once", fields=["answer", "evidence", "locator"]
            ),
        ]

    def __str__(self):
        return f"{self.evidence}, {self.locator}"
