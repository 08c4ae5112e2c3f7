"""How somebody likes to answer."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Manner(models.Model):
    """Whether a person answers a whole commitment on one page, in every record; else one by one."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="manner"
    )
    whole = models.BooleanField(_("a whole commitment on one page"), default=False)

    def __str__(self):
        return f"{self.person}: {self.whole}"
