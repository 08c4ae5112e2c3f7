"""One edition of the framework, and what it says besides its commitments."""

from django.db import models
from django.db.models import F, OuterRef, Q
from django.db.models.lookups import IsNull
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commitments.choices import CountsAs, EditionState
from commitments.levels import Rung
from commitments.terms import BodyTerms, Clocks, PanelTerms


class FrameworkQuerySet(models.QuerySet["Framework"]):
    def readable(self):
        """Editions anyone may read: all of them, since a retired one still stands behind labels."""
        return self.filter(state__in=EditionState.values)

    def published(self):
        return self.filter(state=EditionState.PUBLISHED)

    def in_consultation(self):
        return self.filter(state=EditionState.CONSULTATION)

    def newest_first(self):
        """In the order they came: those never published by when they were loaded."""
        return self.order_by(F("published_on").desc(nulls_first=True), "-pk")

    def current(self):
        """The edition the register shows and new applications are made under, or None.

        The newest published one, else the newest in consultation.
        """
        return self.can_be_used().order_by(*Framework.MOST_CURRENT_FIRST).first()

    def can_be_used(self):
        """Editions a record can begin under: all but the retired, and those without levels.

        One without levels is there to be read and mapped: nothing can be applied for under it.
        """
        return self.exclude(state=EditionState.RETIRED).filter(levels__rank=1)

    def newer_than_outer(self):
        """Published editions of the same framework that came after the row of the outer query."""
        later = Q(published_on__gt=OuterRef("published_on"))
        same_day = Q(published_on=OuterRef("published_on"), pk__gt=OuterRef("pk"))
        never_published = Q(pk__gt=OuterRef("pk")) & IsNull(OuterRef("published_on"), True)
        return (
            self.published()
            .filter(later | same_day | never_published, code=OuterRef("code"))
            .newest_first()
        )


class Framework(models.Model):
    """One dated text of the framework; what an application is judged by.

    Written only by ``commitments.loading`` and ``commitments.actions``. Once published, or once
    a city has filed under it (``fixed_on``), its text never changes.
    """

    # "published" stands behind "consultation" in the alphabet.
    MOST_CURRENT_FIRST = ("-state", "-published_on", "-pk")

    code = models.SlugField(_("code"), max_length=40)
    edition = models.CharField(_("edition"), max_length=20)
    language = models.CharField(_("language"), max_length=10)
    title = models.CharField(_("title"), max_length=300)
    purpose = models.TextField(_("purpose"), blank=True)
    note = models.TextField(_("note"), blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=EditionState, default=EditionState.CONSULTATION
    )
    published_on = models.DateField(_("published on"), null=True, blank=True)
    retired_on = models.DateField(_("retired on"), null=True, blank=True)
    fixed_on = models.DateField(_("text fixed on"), null=True, blank=True)
    content_hash = models.CharField(_("content hash"), max_length=64)
    # Whatever else the document says, checked when loaded: panel, committee, board, clocks …
    terms = models.JSONField(default=dict, blank=True)
    # Language → hash of its translation: whoever has the edition knows what it can be read in.
    translated = models.JSONField(default=dict, blank=True)

    objects = FrameworkQuerySet.as_manager()

    class Meta:
        ordering = ["code", "edition"]
        verbose_name = _("edition")
        constraints = [
            models.UniqueConstraint(name="one_row_an_edition", fields=["code", "edition"]),
            models.CheckConstraint(
                name="edition_state_known", condition=Q(state__in=EditionState.values)
            ),
            models.CheckConstraint(
                name="edition_has_the_dates_of_its_state",
                condition=Q(state=EditionState.CONSULTATION, published_on=None, retired_on=None)
                | Q(state=EditionState.PUBLISHED, published_on__isnull=False, retired_on=None)
                | Q(state=EditionState.RETIRED, retired_on__isnull=False),
            ),
            models.CheckConstraint(
                name="edition_retired_after_it_was_published",
                condition=Q(published_on=None)
                | Q(retired_on=None)
                | Q(retired_on__gte=F("published_on")),
            ),
        ]

    def __str__(self):
        return f"{self.title}, {self.edition}"

    def get_absolute_url(self):
        return reverse("commitments:edition", args=[self.code, self.edition])

    @property
    def is_pilot(self) -> bool:
        """Whether pages, letters and reports under this edition say "pilot"."""
        return self.state == EditionState.CONSULTATION

    @property
    def takes_comments(self) -> bool:
        return self.state == EditionState.CONSULTATION

    @property
    def is_settled(self) -> bool:
        """Whether its text can no longer change: published, or filed under."""
        return self.state != EditionState.CONSULTATION or self.fixed_on is not None

    @property
    def panel(self) -> PanelTerms:
        return PanelTerms.of(self.terms.get("panel", {}))

    @property
    def committee(self) -> BodyTerms:
        return BodyTerms.of(self.terms.get("committee", {}), seats=7, quorum=5)

    @property
    def board(self) -> BodyTerms:
        return BodyTerms.of(self.terms.get("board", {}), seats=5, quorum=3)

    @property
    def clocks(self) -> Clocks:
        return Clocks.of(self.terms.get("clocks_days", {}), self.terms.get("clocks_months", {}))

    @property
    def max_consecutive_deferrals(self) -> int:
        return self.terms.get("max_consecutive_deferrals", 2)

    @property
    def sessions_per_year(self) -> int:
        return self.terms.get("sessions_per_year", 2)

    def size_class_for(self, population: int) -> "SizeClass | None":
        """The size class of an authority of so many people, or None where there is none."""
        return (
            self.size_classes.filter(min__lte=population)
            .filter(Q(max=None) | Q(max__gte=population))
            .first()
        )

    def rungs(self) -> list[Rung]:
        """The edition's levels as plain values, lowest first, for ``commitments.levels``."""
        return [level.rung for level in self.levels.all()]

    def others(self):
        """The other editions of the same framework, newest first."""
        same = type(self).objects.readable().filter(code=self.code)
        return same.exclude(pk=self.pk).newest_first()

    def structure(self):
        """Its pillars in order with ``commitments.all()`` and their ``requirements.all()``.

        Three queries however long the edition; for pages.
        """
        return self.pillars.prefetch_related("commitments__requirements")


class EditionText(models.Model):
    """The document an edition was loaded from, without its state, and the facts it refers to.

    ``content_hash`` of the edition is the hash of both; anyone can work it out again.
    """

    framework = models.OneToOneField(Framework, models.CASCADE, related_name="text")
    document = models.JSONField()
    catalogue_entries = models.JSONField(default=dict)

    def __str__(self):
        return str(self.framework)


class SpecialAnswer(models.Model):
    """An answer that is not a step: a task of another level, not known yet, not applicable."""

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="special_answers")
    key = models.SlugField(_("key"), max_length=40)
    label = models.CharField(_("label"), max_length=200)
    counts_as = models.CharField(_("counts as"), max_length=20, choices=CountsAs)
    asks = models.JSONField(_("asks for"), default=list, blank=True)
    meaning = models.TextField(_("meaning"), blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["framework", "position"]
        constraints = [
            models.UniqueConstraint(name="one_special_answer_a_key", fields=["framework", "key"]),
            models.CheckConstraint(
                name="special_answer_counts_as_something_known",
                condition=Q(counts_as__in=CountsAs.values),
            ),
        ]

    def __str__(self):
        return self.label


class SizeClass(models.Model):
    """Authorities of similar size, as this edition draws the lines. ``max`` empty: no limit."""

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="size_classes")
    code = models.CharField(_("code"), max_length=20)
    label = models.CharField(_("label"), max_length=200)
    min = models.PositiveIntegerField(_("from"))
    max = models.PositiveIntegerField(_("to"), null=True, blank=True)

    class Meta:
        ordering = ["framework", "min"]
        verbose_name_plural = _("size classes")
        constraints = [
            models.UniqueConstraint(name="one_size_class_a_code", fields=["framework", "code"]),
            models.CheckConstraint(
                name="size_class_ends_after_it_begins",
                condition=Q(max=None) | Q(max__gte=F("min")),
            ),
        ]

    def __str__(self):
        return self.label


class GraveConcern(models.Model):
    """Something so serious that it holds every level back while it is open."""

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="grave_concerns")
    code = models.CharField(_("code"), max_length=20)
    text = models.TextField(_("text"))
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["framework", "position"]
        constraints = [
            models.UniqueConstraint(name="one_grave_concern_a_code", fields=["framework", "code"]),
        ]

    def __str__(self):
        return f"{self.code}: {self.text}"
