"""What somebody said, sealed, and the protection they chose."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from voices.choices import Protection, Screened

from .window import Window


class ContributionQuerySet(models.QuerySet):
    def to_screen(self):
        """Those without a decision that has been recorded."""
        return self.filter(is_recorded=False).exclude(screened=Screened.ERASED)

    def passed(self):
        return self.filter(screened=Screened.PASSED, is_recorded=True)


class Contribution(models.Model):
    """What a resident or an organisation says of a city during a hearing.

    Text, name, language and commitments are sealed together (``voices.sealing``). Nothing here
    says who wrote it, from where or when; the key is random, and so is the order. ``author_key``
    belongs to the receipt: what is sealed to it, only the author can open.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    window = models.ForeignKey(Window, models.PROTECT, related_name="contributions")
    protection = models.CharField(_("who may read it"), max_length=6, choices=Protection)
    sealed = models.BinaryField(help_text=_("For screeners, and for readers once released."))
    shortened = models.BinaryField(default=bytes, help_text=_("The same, with words taken out."))
    own = models.BinaryField(help_text=_("The author's own copy."))
    answer = models.BinaryField(default=bytes, help_text=_("What became of it, for the author."))
    author_key = models.BinaryField(max_length=32)
    selector = models.CharField(max_length=32, unique=True)
    verifier = models.CharField(max_length=32)
    screened = models.CharField(
        _("screening"), max_length=7, choices=Screened, default=Screened.WAITING
    )
    screened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_recorded = models.BooleanField(default=False, help_text=_("The decision is in the trail."))
    additions = models.JSONField(
        default=list, help_text=_("Digests of the forms by which its author added words.")
    )
    published = models.JSONField(null=True, blank=True, help_text=_("What everybody may read."))

    objects = ContributionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="contribution_protection_known",
                condition=Q(protection__in=Protection.values),
            ),
            models.CheckConstraint(
                name="contribution_screening_known", condition=Q(screened__in=Screened.values)
            ),
            models.CheckConstraint(
                name="a_person_has_screened_it",
                condition=Q(screened__in=[Screened.WAITING, Screened.ERASED])
                | Q(screened_by__isnull=False),
            ),
            models.CheckConstraint(
                name="only_public_words_are_published",
                condition=Q(published__isnull=True)
                | Q(protection=Protection.PUBLIC, screened=Screened.PASSED, is_recorded=True),
            ),
        ]

    def __str__(self):
        return str(self.pk)
