"""A letter on paper with a code, by which an authority confirms that it is behind an account."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .city import City

MOST_TRIES = 5


class ConfirmationLetterQuerySet(models.QuerySet):
    def open(self):
        """Neither used nor replaced by another; it may have expired."""
        return self.filter(used_on=None, dropped_on=None)

    def asked(self):
        """Those the secretariat has not made yet."""
        return self.open().filter(made_on=None)

    def made(self):
        """Those on paper: the last one of a city is the only one whose code counts."""
        return self.open().filter(made_on__isnull=False)


class ConfirmationLetter(models.Model):
    """A letter to the published address of an authority. Never removed.

    Of its code only a hash is kept: whoever makes the letter gets it once, on paper.
    """

    city = models.ForeignKey(City, models.PROTECT, related_name="confirmation_letters")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    asked_on = models.DateField(_("asked for"), null=True, blank=True)
    address = models.TextField(_("postal address"), blank=True)
    source = models.URLField(_("where it is published"), max_length=500, blank=True)
    code_hash = models.CharField(max_length=200, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_on = models.DateField(_("made"), null=True, blank=True)
    expires_on = models.DateField(_("last day of the code"), null=True, blank=True)
    tries = models.PositiveSmallIntegerField(_("wrong codes typed"), default=0)
    used_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    used_on = models.DateField(_("typed in"), null=True, blank=True)
    dropped_on = models.DateField(_("replaced by another"), null=True, blank=True)

    objects = ConfirmationLetterQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="a_letter_on_paper_says_where_it_goes",
                condition=Q(made_on=None, made_by=None, expires_on=None, code_hash="")
                | (
                    Q(made_on__isnull=False, made_by__isnull=False, expires_on__isnull=False)
                    & ~Q(code_hash="")
                    & ~Q(address="")
                    & ~Q(source="")
                ),
            ),
            models.CheckConstraint(
                name="a_code_is_typed_in_by_a_person",
                condition=Q(used_on=None, used_by=None)
                | Q(used_on__isnull=False, used_by__isnull=False, made_on__isnull=False),
            ),
            models.CheckConstraint(name="codes_are_tried_a_few_times",
                                   condition=Q(tries__lte=MOST_TRIES)),
            models.UniqueConstraint(
                name="one_letter_asked_for_per_city",
                fields=["city"],
                condition=Q(made_on=None, used_on=None, dropped_on=None),
            ),
            models.UniqueConstraint(
                name="one_code_per_city",
                fields=["city"],
                condition=Q(made_on__isnull=False, used_on=None, dropped_on=None),
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.city}, {self.made_on or self.asked_on}"

    @property
    def is_spent(self):
        """Whether too many wrong codes were typed."""
        return self.tries >= MOST_TRIES

    def works_on(self, day):
        """Whether its code can be typed in on this day."""
        return self.expires_on is not None and self.expires_on >= day and not self.is_spent
