"""Which thing each address is asked about: the scene's own, and one that does not exist."""

from uuid import UUID

from accounts.models import Post, PostChange
from accreditation.models import (
    Application,
    Clarification,
    Condition,
    FiledCitation,
    FiledGroup,
    Finding,
    Label,
    NoticeAnswer,
    Objection,
    Review,
)
from cities.models import HandOver
from commitments.models import Comment, PublicHelp
from office.models import Letter, Report
from progress.models import (
    Aside,
    BroughtTable,
    Citation,
    Evidence,
    EvidenceVersion,
    HandOverFile,
    Measure,
    Reading,
    ReturnedSheet,
    Series,
)
from tests.house import access_voices
from tests.house.access_world import GROUP, TOKEN, Scene

NOBODY = 999_999
NONE_SUCH = {int: NOBODY, UUID: UUID(int=0)}
REPORTS = {
    "self-assessment": {"permission": "accreditation.read_filing"},
    "draft report": {"permission": "accreditation.read_draft_report"},
    "final report": {"permission": "accreditation.read_report"},
}
CODES = {  # what ``code`` stands for; elsewhere it is the code of a session
    "progress:commitment": "R1",
    "progress:whole": "R1",
    "progress:manner": "R1",
    "progress:worksheet": "R1",
    "progress:assign": "R1",
    "progress:comments_on": "R1.1",
    "progress:ask": "R1.1",
    "progress:resolve_comment": "R1.1",
    "progress:group": GROUP,
    "progress:requirement": "R1.1",
    "progress:archived_answer": "R1.1",
    "progress:agree_one": "R1.1",
    "progress:versions": "R1.1",
    "progress:uncite": "R1.1",
    "progress:autosave": "R1.1",
    "progress:restore": "R1.1",
    "progress:drop_aside": "R1.1",
    "accreditation:review_commitment": "R1",
    "accreditation:new_own_finding": "R1.1",
    "accreditation:new_panel_finding": "R1.1",
    "accreditation:ask_the_city": "R1.1",
    "accreditation:difference": "R1.1",
    "accreditation:reasoned": "A",
}
OF_A_REVIEWER = {
    "accreditation:reviewer",
    "accreditation:confirm_reviewer",
    "accreditation:take_back_reviewer",
    "accreditation:note_conflict",
    "accreditation:take_back_conflict",
}
# What makes an address one about something that does not exist.
SUBJECTS = ("key", "slug", "reference", "number", "token", "pk", "code")


def arguments_of(scene: Scene, name: str, case: str, pattern: str) -> dict[str, object]:
    """Values for each part of ``pattern`` that can be filled in.

    Where the thing does not exist in this state, its key is that of nobody.
    """
    found: dict[str, object] = {}
    for part in ("part", "key", "slug", "what", "reference", "membership", "invitation", "citation",
                 "aside", "version", "number", "token", "pk", "reading", "page", "code", "step",
                 "sha256", "edition", "commitment", "older", "framework", "other",
                 "other_edition"):  # fmt: skip
        if f":{part}>" in pattern or f"<{part}>" in pattern:
            found[part] = _value(scene, name, case, part)
    return found


def strange(arguments: dict[str, object]) -> dict[str, object]:
    """The same address about something that does not exist."""
    for part in SUBJECTS:
        if part in arguments:
            missing = NONE_SUCH.get(type(arguments[part]), "nowhere-0")
            return {**arguments, part: missing}
    return {}


def _value(scene: Scene, name: str, case: str, part: str) -> object:
    framework, city = scene.application.framework, scene.city
    match part:
        case "key" if name.endswith("_finding"):
            own = Finding.objects.filter(application=scene.application, review=None).first()
            return own.key if own else NONE_SUCH[UUID]
        case "key" if ":clarification" in name:
            asked = Clarification.objects.filter(application=scene.application).first()
            return asked.key if asked else NONE_SUCH[UUID]
        case "key":
            return access_voices.key_of(name)
        case "part":
            return "commitment"
        case "what":
            return "review"
        case "slug":
            return city.slug
        case "reference" if name.startswith("accreditation:condition"):
            return getattr(Condition.objects.binding().first(), "reference", "nowhere-C0")
        case "reference" if "member_objection" in name:
            return f"{scene.application.reference}-O1"
        case "reference":
            return scene.application.reference
        case "membership":
            return city.memberships.get(user=scene.people["editor"]).pk
        case "invitation":
            return city.invitations.get().pk
        case "reading":
            return Reading.objects.get(series__city=city).pk
        case "citation":
            return Citation.objects.filter(answer__requirement__code="R1.1")[0].pk
        case "aside":
            return Aside.objects.get(by=scene.people["lead"]).pk
        case "version" | "page":
            return 1
        case "token":
            return TOKEN
        case "step":
            return case or "withdraw"
        case "sha256":
            shown = FiledGroup.objects.public().filter(filing__application=scene.application)
            return shown.values_list("evidence__sha256", flat=True).first() or "0" * 64
        case "edition":
            return framework.edition
        case "framework" | "other":
            return framework.code
        case "older" | "other_edition":
            return "2"
        case "commitment":
            return "R1"
        case "number" if ":practice" in name:
            return 1
        case "number" if ":draw" in name or name.endswith(("_finding", "_correction")):
            return 1
        case "number":
            return getattr(Label.objects.first(), "number", "HRC-2000-0000-0")
        case "code":
            return _code(scene, name)
    return _key(scene, name, case)


def _code(scene: Scene, name: str) -> str:
    if name in CODES:
        return CODES[name]
    if name.startswith("commitments:"):
        return scene.application.framework.code
    if name in OF_A_REVIEWER:
        return scene.people["panel member"].reviewer.code
    return scene.world.session.code


def _key(scene: Scene, name: str, case: str) -> int:
    application: Application = scene.application
    cited = FiledCitation.objects.filter(answer__filing__application=application)
    groups = FiledGroup.objects.filter(filing__application=application)
    rows = {
        "progress:evidence_detail": Evidence.objects.filter(city=scene.city),
        "progress:evidence_describe": Evidence.objects.filter(city=scene.city),
        "progress:evidence_use": Evidence.objects.filter(city=scene.city),
        "progress:evidence_state": Evidence.objects.filter(city=scene.city),
        "progress:evidence_read": Evidence.objects.filter(city=scene.city),
        "progress:evidence_page": Evidence.objects.filter(city=scene.city),
        "progress:download": Evidence.objects.filter(city=scene.city),
        "consultation:comment": Comment.objects.all(),
        "cities:change_department": scene.city.departments.all(),
        "progress:question": scene.city.questions.all(),
        "progress:asked_of_us": scene.city.questions_to_answer.all(),
        "questions:answer": scene.city.questions.filter(mentor=None),
        "questions:help": PublicHelp.objects.all(),
        "cities:remove_council": scene.city.councils.all(),
        "progress:resolve_comment": scene.city.team_comments.all(),
        "progress:measure": Measure.objects.filter(city=scene.city),
        "progress:brought_readings": BroughtTable.objects.filter(city=scene.city),
        "progress:indicator": Series.objects.filter(city=scene.city),
        "progress:indicator_words": Series.objects.filter(city=scene.city),
        "progress:indicator_end": Series.objects.filter(city=scene.city),
        "progress:indicator_reading": Series.objects.filter(city=scene.city),
        "progress:hand_over_download": HandOverFile.objects.filter(city=scene.city),
        "progress:returned": ReturnedSheet.objects.filter(city=scene.city),
        "accreditation:evidence": cited,
        "accreditation:evidence_read": cited,
        "accreditation:evidence_page": cited,
        "accreditation:group_evidence": groups,
        "accreditation:group_evidence_read": groups,
        "accreditation:group_evidence_page": groups,
        "accreditation:answer_evidence": EvidenceVersion.objects.filter(
            pk__in=NoticeAnswer.objects.values("evidence")
        ),
        "accreditation:objection": Objection.objects.all(),
        "accreditation:objection_deadline": Objection.objects.all(),
        "accreditation:review_deadline": Review.objects.all(),
        "screening:window": access_voices.windows(),
        "screening:contribution": access_voices.windows(),
        "cities:confirm_hand_over": HandOver.objects.filter(city=scene.city),
        "cities:drop_hand_over": HandOver.objects.filter(city=scene.city),
        "cities:hand_over_document": HandOver.objects.filter(city=scene.city),
        "office:end_post": Post.objects.filter(user=scene.people["board member"]),
        "office:post_change": PostChange.objects.all(),
        "office:drop_post_change": PostChange.objects.all(),
        "office:letter": Letter.objects.filter(to=scene.people["lead"]),
        "demonstration_letter": Letter.objects.all(),
        "sign_in_as": type(scene.people["lead"]).objects.all(),
    }
    found = Report.objects.filter(**REPORTS[case]) if case in REPORTS else rows[name]
    first = found.order_by("-pk").first()
    return first.pk if first else NOBODY
