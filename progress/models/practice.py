"""What worked in a city, told to others."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cities.models import City
from office.fields import Moment
from progress.choices import PracticeState


class PracticeQuerySet(models.QuerySet["Practice"]):
    def published(self):
        """What anyone may read: published, by an authority that anyone may see."""
        return self.filter(state=PracticeState.PUBLISHED, city__in=City.objects.published())


class Practice(models.Model):
    """What a city did, what it cost and what came of it, for others to learn from.

    ``state`` moves only through ``progress.workflow.PRACTICE``; the text changes in a draft only.
    ``number`` counts within the city, so that an address tells of no other city.
    """

    city = models.ForeignKey(City, models.PROTECT, related_name="practices")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(
        _("state"), max_length=10, choices=PracticeState, default=PracticeState.DRAFT
    )
    language = models.CharField(_("language"), max_length=10)
    title = models.CharField(_("title"), max_length=120)
    problem = models.TextField(_("the problem"), blank=True)
    done = models.TextField(_("what was done"), blank=True)
    cost = models.TextField(_("what it cost"), blank=True)
    result = models.TextField(_("what came of it"), blank=True)
    office = models.CharField(_("office that answers questions"), max_length=150, blank=True)
    email = models.EmailField(_("e-mail of that office"), blank=True)
    published_on = models.DateField(_("published"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = Moment(_("last change"), auto_now=True)

    objects = PracticeQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(name="practice_by_day", fields=["state", "-published_on", "-id"])]
        constraints = [
            models.CheckConstraint(
                name="practice_state_known", condition=Q(state__in=PracticeState.values)
            ),
            models.UniqueConstraint(
                name="practice_number_once_in_a_city", fields=["city", "number"]
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("progress:practice", args=[self.city.slug, self.number])

    @property
    def is_draft(self):
        return self.state == PracticeState.DRAFT

    @property
    def is_published(self):
        return self.state == PracticeState.PUBLISHED

    def get_public_url(self):
        return reverse("register:practice", args=[self.city.slug, self.number])


class PracticeLink(models.Model):
    """A requirement that a practice bears on, by its codes: they stay from edition to edition."""

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="links")
    framework = models.SlugField(max_length=40)
    commitment = models.CharField(max_length=20)
    requirement = models.CharField(max_length=20)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(name="practice_by_requirement", fields=["framework", "requirement"]),
            models.Index(name="practice_by_commitment", fields=["framework", "commitment"]),
        ]
        constraints = [
            models.UniqueConstraint(
                name="requirement_once_in_a_practice",
                fields=["practice", "framework", "requirement"],
            ),
        ]

    def __str__(self):
        return self.requirement
