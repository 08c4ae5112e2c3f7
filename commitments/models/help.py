"""What one authority asked about a requirement, and all may read."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class PublicHelp(models.Model):
    """A question about a requirement with its answer, published because both sides agreed.

    It names neither side, and it never changes: what is withdrawn gets a ``HelpWithdrawal``, and is
    shown from then on as withdrawn, without its words. Codes of requirements stay from edition to
    edition, so it stands with each edition of the framework that has this one.
    """

    framework_code = models.SlugField(_("framework"), max_length=40)
    code = models.CharField(_("requirement"), max_length=20)
    question = models.TextField(_("question"))
    answer = models.TextField(_("answer"))
    published_on = models.DateField(_("published"))

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(name="help_by_place", fields=["framework_code", "code"])]

    def __str__(self):
        return f"{self.code}: {self.question[:40]}"

    @property
    def withdrawn(self):
        """How it was withdrawn, or None; read it along (``select_related("withdrawal")``)."""
        return getattr(self, "withdrawal", None)


class HelpWithdrawal(models.Model):
    """That public help is none any more, and why; who withdrew it stands in the trail."""

    help = models.OneToOneField(PublicHelp, models.PROTECT, related_name="withdrawal")
    reason = models.TextField(_("reason"))
    withdrawn_on = models.DateField(_("withdrawn"))

    class Meta:
        constraints = [
            models.CheckConstraint(name="help_is_withdrawn_with_a_reason", condition=~Q(reason="")),
        ]

    def __str__(self):
        return f"{self.help}, {self.withdrawn_on}"
