"""What bears an answer out."""

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from cities.models import City
from office.fields import Moment
from progress.choices import CheckState, PreviewState, Visibility

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
    version = models.PositiveIntegerField(
        default=0, help_text=_("Of what is said of it; its files have versions of their own.")
    )

    class Meta:
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(
                name="evidence_visibility_known", condition=Q(visibility__in=Visibility.values)
            ),
        ]

    def __str__(self):
        return self.title


class EvidenceVersionQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(state=CheckState.BEING_CHECKED)

    def released(self):
        return self.filter(state=CheckState.RELEASED)

    def held(self, city):
        """What counts towards the room a record has: files in use, or still in the check."""
        return self.filter(
            evidence__city=city, evidence__retired_on=None, url=""
        ).exclude(state=CheckState.REFUSED)  # fmt: skip

    def same_as(self, city, hashes):
        """Files in use that hold the same as one of these, the newest versions of their pieces."""
        newest = EvidenceVersion.objects.filter(evidence=OuterRef("evidence"))
        return self.held(city).filter(
            sha256__in=hashes, pk=Subquery(newest.order_by("-version").values("pk")[:1])
        )


class EvidenceVersion(models.Model):
    """One state of a piece of evidence: a file, or a link. What it holds never changes.

    A file lies apart until it has been checked; nobody is handed it before. Released, it stands
    under its SHA-256 in private storage and leaves only as an attachment. A refused one is gone,
    and ``sentence`` says why. While it waits, ``sentence`` says what for, if there is something
    to say.
    """

    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="versions")
    version = models.PositiveIntegerField()
    url = models.URLField(_("link"), max_length=1000, blank=True)
    file = models.FileField(upload_to="evidence/", blank=True)
    filename = models.CharField(_("file name"), max_length=200, blank=True)
    content_type = models.CharField(max_length=120, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    added_at = Moment(auto_now_add=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    state = models.CharField(max_length=15, choices=CheckState, default=CheckState.BEING_CHECKED)
    sentence = models.TextField(_("what is to be said of it"), blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    preview = models.CharField(max_length=10, choices=PreviewState, default=PreviewState.WAITING)
    pages_in_all = models.PositiveIntegerField(null=True, blank=True)
    pages_to_show = models.PositiveIntegerField(null=True, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)

    objects = EvidenceVersionQuerySet.as_manager()

    class Meta:
        ordering = ["-version"]
        indexes = [
            models.Index(
                name="evidence_to_be_checked",
                fields=["claimed_until"],
                condition=Q(state="being_checked"),
            ),
            models.Index(
                name="evidence_to_be_shown",
                fields=["claimed_until"],
                condition=Q(state="released", preview="waiting"),
            ),
        ]
        constraints = [
            models.UniqueConstraint(name="evidence_version_once", fields=["evidence", "version"]),
            models.CheckConstraint(
                name="evidence_is_a_file_or_a_link",
                condition=(Q(file="", sha256="", state="released") & ~Q(url=""))
                | (Q(url="") & ~Q(sha256="") & (~Q(file="") | Q(state="refused"))),
            ),
            models.CheckConstraint(
                name="evidence_check_state_known", condition=Q(state__in=CheckState.values)
            ),
            models.CheckConstraint(
                name="evidence_preview_state_known", condition=Q(preview__in=PreviewState.values)
            ),
            models.CheckConstraint(
                name="released_evidence_lies_apart_no_longer",
                condition=~Q(state="released") | ~Q(file__startswith="quarantine/"),
            ),
            models.CheckConstraint(
                name="refused_evidence_says_why", condition=~Q(state="refused") | ~Q(sentence="")
            ),
        ]

    def __str__(self):
        return f"{self.evidence}, version {self.version}"

    @property
    def is_file(self):
        return not self.url

    @property
    def link(self):
        """What was found when it was asked about as a link (a LinkCheck), if it was yet."""
        return getattr(self, "link_check", None)

    @property
    def is_being_checked(self):
        return self.state == CheckState.BEING_CHECKED

    @property
    def is_released(self):
        return self.state == CheckState.RELEASED

    @property
    def is_refused(self):
        return self.state == CheckState.REFUSED

    @property
    def is_being_pictured(self):
        return self.is_file and self.is_released and self.preview == PreviewState.WAITING

    @property
    def is_awaited(self):
        """Whether something about it is still under way."""
        return self.is_being_checked or self.is_being_pictured

    @property
    def can_be_read_here(self):
        return self.is_file and self.is_released and self.preview == PreviewState.MADE

    @property
    def kind(self):
        """The extension, as it was found to be true."""
        return self.filename.rsplit(".", 1)[-1]


class EvidencePage(models.Model):
    """One page of a file as it can be read here: a picture where there is one, and its text."""

    version = models.ForeignKey(EvidenceVersion, models.PROTECT, related_name="pages")
    number = models.PositiveIntegerField()
    image = models.FileField(upload_to="previews/", max_length=200, blank=True)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(name="evidence_page_once", fields=["version", "number"]),
        ]

    def __str__(self):
        return f"{self.version}, page {self.number}"


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
