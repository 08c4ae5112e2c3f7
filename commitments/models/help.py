"""What one authority asked about a requirement, and all may read."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PublicHelp(models.Model):
    """A question about a requirement with its answer, published because both sides agreed.

    It names neither side. Codes of requirements stay from edition to edition, so it stands with
    each edition of the framework that has this one.
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
