"""The words for states, outcomes and views in the procedure."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ApplicationState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    RETURNED = "returned", _("Returned for completion")
    SUBMITTED = "submitted", _("Submitted")
    HEARING = "hearing", _("Open for contributions")
    REPLYING = "replying", _("City replies to contributions")
    FORMING = "forming", _("Panel being formed")
    OBJECTING = "objecting", _("Panel drawn, open to objections")
    REVIEWING = "reviewing", _("Under review")
    SETTLING = "settling", _("Panel settles its findings")
    FACT_CHECK = "fact_check", _("City checks the facts")
    REPORTED = "reported", _("Before the committee")
    DEFERRED = "deferred", _("Deferred")
    RECOMMENDED = "recommended", _("Recommendation made, not yet released")
    ANNOUNCED = "announced", _("Recommendation announced")
    CHALLENGED = "challenged", _("Challenged")
    DECIDED = "decided", _("Decided")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


ENDED = (ApplicationState.PUBLISHED, ApplicationState.WITHDRAWN)


class Stage(models.TextChoices):
    """What the public sees of an application (design §5).

    It is open for contributions while they can be made; that the authority replies to them and a
    panel is drawn belongs to the review.
    """

    PREPARING = "preparing", _("Preparing")
    OPEN = "open", _("Open for contributions")
    REVIEW = "review", _("Under review")
    COMMITTEE = "committee", _("Before the committee")
    DECIDED = "decided", _("Decided")
    WITHDRAWN = "withdrawn", _("Withdrawn")


_S = ApplicationState
STAGES: dict[str, Stage] = {
    _S.DRAFT: Stage.PREPARING,
    _S.RETURNED: Stage.PREPARING,
    _S.SUBMITTED: Stage.PREPARING,
    _S.HEARING: Stage.OPEN,
    _S.REPLYING: Stage.REVIEW,
    _S.FORMING: Stage.REVIEW,
    _S.OBJECTING: Stage.REVIEW,
    _S.REVIEWING: Stage.REVIEW,
    _S.SETTLING: Stage.REVIEW,
    _S.FACT_CHECK: Stage.REVIEW,
    _S.REPORTED: Stage.COMMITTEE,
    _S.DEFERRED: Stage.COMMITTEE,
    _S.RECOMMENDED: Stage.COMMITTEE,
    _S.ANNOUNCED: Stage.COMMITTEE,
    _S.CHALLENGED: Stage.COMMITTEE,
    _S.DECIDED: Stage.COMMITTEE,
    _S.PUBLISHED: Stage.DECIDED,
    _S.WITHDRAWN: Stage.WITHDRAWN,
}


class SessionState(models.TextChoices):
    PLANNED = "planned", _("Planned")
    FILING = "filing", _("Open for filing")
    CLOSED = "closed", _("Closed for filing")
    DRAWN = "drawn", _("Panels drawn")
    SITTING = "sitting", _("Sitting")
    RELEASED = "released", _("Released")


class PanelObjectionState(models.TextChoices):
    """Where an objection to a member of the panel stands; the secretariat settles it."""

    OPEN = "open", _("Not settled yet")
    UPHELD = "upheld", _("Upheld")
    REJECTED = "rejected", _("Rejected")
    FALLEN = "fallen", _("Fell away: the member left the panel")


class ClarificationState(models.TextChoices):
    """Where a member's question to the city stands while the panel reviews."""

    ASKED = "asked", _("With the secretariat")
    PASSED_ON = "passed_on", _("With the city or region")
    ANSWERED = "answered", _("Answered")
    DECLINED = "declined", _("Not passed on")
    ENDED = "ended", _("Ended without an answer")


class MemberObjectionState(models.TextChoices):
    """Where the city's objection to somebody of the committee stands."""

    OPEN = "open", _("Not decided yet")
    UPHELD = "upheld", _("Upheld")
    REJECTED = "rejected", _("Rejected")
    TAKEN_BACK = "taken_back", _("Taken back")


class ConditionState(models.TextChoices):
    """Where a condition that goes with a label stands."""

    OPEN = "open", _("To be met")
    REPORTED = "reported", _("Reported as met")
    MET = "met", _("Met")
    NOT_MET = "not_met", _("Not met")


class Purpose(models.TextChoices):
    LEVEL = "level", _("A level of the label")
    FEEDBACK = "feedback", _("Feedback only")


class Seat(models.TextChoices):
    PEER = "peer", _("Peer")
    EXPERT = "expert", _("FRA expert")
    COMMUNITY = "community", _("Community reviewer")


class ConflictKind(models.TextChoices):
    EMPLOYER = "employer", _("Works or worked for this authority")
    TWINNED = "twinned", _("Twinned city")
    JOINT = "joint", _("Joint application")
    CONTRIBUTED = "contributed", _("Has contributed as a resident")
    PERSONAL = "personal", _("Personal or family ties")
    OTHER = "other", _("Another reason")


class ReviewState(models.TextChoices):
    OPEN = "open", _("Open")
    FILED = "filed", _("Filed")
    ENDED = "ended", _("Ended with the seat")


class OtherLevelView(models.TextChoices):
    CONFIRMED = "confirmed", _("Confirmed")
    QUESTIONED = "questioned", _("Questioned")


class FindingKind(models.TextChoices):
    CONCERN = "concern", _("Concern")
    STRENGTH = "strength", _("Strength")


class Settled(models.TextChoices):
    """How the panel came to the value of one requirement."""

    OPEN = "open", _("Not settled yet")
    EQUAL = "equal", _("All found the same")
    SETTLED = "settled", _("Settled in writing")
    PASSED_ON = "passed_on", _("Passed on to the committee")


class DialogueMode(models.TextChoices):
    ON_SITE = "on_site", _("On site")
    REMOTE = "remote", _("Remote")


class Outcome(models.TextChoices):
    LEVEL = "level", _("Level")
    NO_LEVEL = "no_level", _("No level")
    FEEDBACK = "feedback", _("Feedback given")
    DEFERRED = "deferred", _("Deferred")


class VoteView(models.TextChoices):
    FOR = "for", _("For")
    AGAINST = "against", _("Against")
    ABSTAINS = "abstains", _("Abstains")


class LeftOut(models.TextChoices):
    """Why a vote that was cast does not count."""

    LEFT = "left", _("holds no post in this body any more")
    RECUSED = "recused", _("takes no part in this case")
    TEAM = "team", _("works with this city or region")
    PANEL = "panel", _("sits or sat on the panel")
    EXCLUDED = "excluded", _("takes no part: the city's objection was upheld")
    ABSENT = "absent", _("does not attend this session")
    RECOMMENDED = "recommended", _("took part in the recommendation")


class ChallengeOutcome(models.TextChoices):
    UPHELD = "upheld", _("Upheld")
    REJECTED = "rejected", _("Rejected")
    REFERRED_BACK = "referred_back", _("Referred back to the committee")


class LabelState(models.TextChoices):
    """Where a label stands (design §6). The first four are valid; the last five are ends."""

    VALID = "valid", _("Valid")
    ON_HOLD = "on_hold", _("Valid, report late")
    SPECIAL_REVIEW = "special_review", _("Valid, under special review")
    DOWNGRADE_NOTICE = "downgrade_notice", _("Valid, with a downgrade notice")
    SUSPENDED = "suspended", _("Suspended")
    EXPIRED = "expired", _("Expired")
    LAPSED = "lapsed", _("Lapsed")
    WITHDRAWN = "withdrawn", _("Withdrawn at the authority's own wish")
    REMOVED = "removed", _("Removed")
    REPLACED = "replaced", _("Replaced")


_L = LabelState
LABEL_VALID = (_L.VALID, _L.ON_HOLD, _L.SPECIAL_REVIEW, _L.DOWNGRADE_NOTICE)
LABEL_ENDED = (_L.EXPIRED, _L.LAPSED, _L.WITHDRAWN, _L.REMOVED, _L.REPLACED)
LABEL_HELD = (*LABEL_VALID, _L.SUSPENDED)

# What a state means to those who hold the label, and what follows.
LABEL_MEANS = {
    _L.VALID: _("The label is valid. A short update is due every year."),
    _L.ON_HOLD: _(
        "The label is valid, and its page says that the yearly update is late. Once the update is "
        "filed, this ends by itself."
    ),
    _L.SPECIAL_REVIEW: _(
        "The label is valid while its circumstances are looked into, and its page says so. A "
        "special review that finds nothing ends by itself."
    ),
    _L.DOWNGRADE_NOTICE: _(
        "The label is valid and keeps its level. The city lead can answer with evidence; then the "
        "secretariat decides with reasons: the level stays, or it is lowered."
    ),
    _L.SUSPENDED: _(
        "The label is not valid. Two people of the secretariat can restore it; otherwise it lapses."
    ),
    _L.EXPIRED: _("The time of the label is over. The authority can apply again at any time."),
    _L.LAPSED: _(
        "The label was suspended for too long and has ended. The authority can apply again at any "
        "time."
    ),
    _L.WITHDRAWN: _("The authority has given the label back. It can apply again at any time."),
    _L.REMOVED: _("The label was taken away, with reasons. What it showed stays on record."),
    _L.REPLACED: _("A new label took its place."),
}
RAN_OUT_MEANS = _(
    "The label is not valid. Its time is over, so that nobody can restore it: only a new label can "
    "take its place. The authority can apply for one at any time. Until then this one lapses."
)
