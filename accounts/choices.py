"""The posts a person can hold."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PostKind(models.TextChoices):
    """What someone is entrusted with on the platform. Who speaks for a city is its membership."""

    SECRETARIAT = "secretariat", _("Secretariat")
    SECRETARIAT_LEAD = "secretariat_lead", _("Lead of the secretariat")
    SCREENER = "screener", _("Screener of contributions")
    COMMITTEE = "committee", _("Committee member")
    COMMITTEE_CHAIR = "committee_chair", _("Committee chair")
    BOARD = "board", _("Board member")
    REVIEWER = "reviewer", _("Reviewer")
    OBSERVER = "observer", _("Institutional observer")
    AUDITOR = "auditor", _("Auditor")
    TECHNICAL_ADMIN = "technical_admin", _("Technical admin")


class PostStep(models.TextChoices):
    """What two people can do about a post."""

    GRANT = "grant", _("Grant")
    END = "end", _("End")


# Everyone but institutional observers signs in with a second factor (design §2).
WITHOUT_SECOND_FACTOR = frozenset({PostKind.OBSERVER})
