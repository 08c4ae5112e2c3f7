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


# Which posts go together (design §2). The auditor checks what others do and changes nothing; the
# technical admin sees no assessments and no contributions. So neither also holds a post that acts
# in the procedure, nor the other's. All others go together: a screener is one of the secretariat,
# and a member of the committee may sit on the board, where nobody who recommended takes part in
# settling that challenge (a guard of each case).
ACTING = frozenset(PostKind) - {PostKind.OBSERVER, PostKind.AUDITOR, PostKind.TECHNICAL_ADMIN}
APART = {
    PostKind.AUDITOR: ACTING | {PostKind.TECHNICAL_ADMIN},
    PostKind.TECHNICAL_ADMIN: ACTING | {PostKind.AUDITOR},
}


def apart_from(kind: str) -> frozenset[str]:
    """The posts that nobody holds beside this one."""
    own = APART.get(PostKind(kind), frozenset())
    return own | {other for other, kinds in APART.items() if kind in kinds}


# Everyone but institutional observers signs in with a second factor (design §2).
WITHOUT_SECOND_FACTOR = frozenset({PostKind.OBSERVER})
