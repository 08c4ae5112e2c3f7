"""What the self-assessment says: the record exactly as the city filed it."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from accreditation.models import FiledAnswer, FiledCitation, Filing
from commitments.models import Framework, Requirement
from commitments.wording import Wording
from commitments.words import Words

from .parts import (
    Authority,
    Edition,
    Marks,
    Profile,
    Value,
    authority_of,
    edition_of,
    instead_of_a_step,
    labelled,
    marks_of,
    profiles,
    value_of,
    word_with_its_place,
)


@dataclass(frozen=True)
class Citation:
    title: str
    locator: str
    shows: str
    language: str
    identity: str


@dataclass(frozen=True)
class Answered:
    """One requirement and the city's answer to it."""

    code: str
    text: str
    is_core: bool
    type: str
    value: Value
    meaning: str
    words: str
    beside: str  # a special answer beside the step, with its law and body
    law: str
    body: str
    how: str
    until: date | None
    confidence: str
    citations: list[Citation]


@dataclass(frozen=True)
class AnsweredCommitment:
    code: str
    title: str
    plain: str
    requirements: list[Answered]


@dataclass(frozen=True)
class AnsweredPillar:
    code: str
    title: str
    question: str
    commitments: list[AnsweredCommitment]


@dataclass(frozen=True)
class Group:
    label: str
    change: str
    agreed: str
    evidence: str
    locator: str


@dataclass(frozen=True)
class EarlierMeasure:
    origin: str
    title: str
    account: str


@dataclass(frozen=True)
class CouncilSignOff:
    body: str
    decided_on: date
    document: str


@dataclass(frozen=True)
class SelfAssessment:
    """The whole document; ``content_hash`` is that of the receipt."""

    marks: Marks
    authority: Authority
    edition: Edition
    reference: str
    filing: int
    filed_on: date
    content_hash: str
    sign_off: CouncilSignOff | None
    profiles: list[Profile]
    specials: list[tuple[str, str]]
    pillars: list[AnsweredPillar]
    groups: list[Group]
    measures: list[EarlierMeasure]


def self_assessment(filing: Filing, wording: Wording | None = None) -> SelfAssessment:
    """The facts of a filing, in the language that is active; as many queries however long it is.

    With a ``wording`` the words of the edition stand in its language.
    """
    application = filing.application
    framework = application.framework
    answers = list(
        filing.answers.select_related("requirement__commitment__pillar", "requirement__scale")
        .prefetch_related("requirement__scale__steps", "citations__evidence__evidence")
        .order_by(
            "requirement__commitment__pillar__position",
            "requirement__commitment__position",
            "requirement__position",
        )
    )
    if wording:
        for answer in answers:
            word_with_its_place(answer.requirement, wording)
    others = instead_of_a_step(framework, wording)
    valued = [(answer, value_of(answer.requirement, _found(answer), others)) for answer in answers]
    return SelfAssessment(
        marks=marks_of(application),
        authority=authority_of(filing, framework, wording),
        edition=edition_of(framework, wording),
        reference=application.reference,
        filing=filing.number,
        filed_on=filing.filed_on,
        content_hash=filing.content_hash,
        sign_off=_sign_off(filing),
        profiles=profiles(
            [(answer.requirement, value) for answer, value in valued], list(others.values())
        ),
        specials=_specials(framework, wording),
        pillars=_pillars(framework, valued, wording),
        groups=[
            Group(
                label=group.label,
                change=group.change,
                agreed=group.agreed,
                evidence=group.evidence.evidence.title if group.evidence else "",
                locator=group.locator,
            )
            for group in filing.groups.select_related("evidence__evidence")
        ],
        measures=[
            EarlierMeasure(measure.origin, measure.title, measure.account)
            for measure in filing.measures.all()
        ],
    )


def _specials(framework: Framework, wording: Wording | None) -> list[tuple[str, str]]:
    specials = list(framework.special_answers.all())
    if wording:
        specials = [wording.worded(each) for each in specials]
    return [(each.label, each.meaning) for each in specials]


def _found(answer: FiledAnswer) -> str:
    return str(answer.step) if answer.step is not None else answer.special


def _sign_off(filing: Filing) -> CouncilSignOff | None:
    sign_off = getattr(filing.application, "sign_off", None)
    if sign_off is None:
        return None
    return CouncilSignOff(sign_off.body, sign_off.decided_on, sign_off.document.title)


def _pillars(
    framework: Framework, valued: list[tuple[FiledAnswer, Value]], wording: Wording | None
) -> list[AnsweredPillar]:
    specials = dict(framework.special_answers.values_list("key", "label"))
    confidence = {entry["key"]: entry["label"] for entry in framework.terms.get("confidence", [])}
    if wording:
        specials = labelled(specials, wording)
        confidence = {
            key: wording.say(f"confidence/{key}", label) for key, label in confidence.items()
        }
    pillars = []
    for pillar, in_pillar in groupby(
        valued, key=lambda pair: pair[0].requirement.commitment.pillar
    ):
        commitments = [
            AnsweredCommitment(
                code=commitment.code,
                title=commitment.title,
                plain=commitment.plain,
                requirements=[
                    _answered(answer, value, specials, confidence) for answer, value in members
                ],
            )
            for commitment, members in groupby(
                in_pillar, key=lambda pair: pair[0].requirement.commitment
            )
        ]
        pillars.append(AnsweredPillar(pillar.code, pillar.title, pillar.question, commitments))
    return pillars


def _answered(
    answer: FiledAnswer, value: Value, specials: dict[str, str], confidence: dict[str, str]
) -> Answered:
    requirement = answer.requirement
    return Answered(
        code=requirement.code,
        text=requirement.text,
        is_core=requirement.is_core,
        type=requirement.get_type_display() if requirement.type else "",
        value=value,
        meaning=_meaning(requirement, value),
        words=answer.text,
        beside=specials.get(answer.special, "") if answer.step is not None else "",
        law=answer.law,
        body=answer.body,
        how=answer.how,
        until=answer.until,
        confidence=confidence.get(answer.confidence, ""),
        citations=[_citation(citation) for citation in answer.citations.all()],
    )


def _meaning(requirement: Requirement, value: Value) -> str:
    if value.place is None:
        return ""
    meaning = requirement.steps()[value.place].meaning
    return meaning.alone if isinstance(meaning, Words) else meaning


def _citation(citation: FiledCitation) -> Citation:
    version = citation.evidence
    return Citation(
        title=citation.title,
        locator=citation.locator,
        shows=citation.shows,
        language=version.evidence.language,
        identity=version.sha256 or version.url,
    )
