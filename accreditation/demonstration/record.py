"""What the invented authorities say in their records, and the documents they cite."""

from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string

from accounts.models import User
from cities.models import City
from commitments.models import Framework, Requirement
from office import pdf, trail
from office.days import today
from progress.actions import (
    agree,
    answer_requirement,
    attach_evidence,
    cite,
    record_competences,
    record_group_result,
)
from progress.choices import AnswerState, Visibility
from progress.edition import edition_of
from progress.files import checking
from progress.models import Evidence

from .people import document
from .readings import add_readings

THREE = (
    ("Decision of the council on human rights", "Decision"),
    ("Yearly human rights account", "Account"),
    ("Human rights action plan", "Plan"),
)
ONE = (("Human rights decision, account and plan", "Decision, account and plan"),)
COMPETENCES = {
    "housing": ("shared", "Housing assistance act: the region pays, the municipality allocates"),
    "social": ("shared", "Regional health and social services act"),
    "health": ("none", "Regional health and social services act"),
    "schools": ("shared", "Schools act: buildings here, teachers by the state"),
    "earlyyears": ("own", "Childcare act"),
    "planning": ("own", "Planning act"),
    "registry": ("delegated", "Civil status act"),
    "publicspace": ("own", "Local government act"),
    "utilities": ("own", "Local government act"),
    "safety": ("none", "Police act"),
    "culture": ("own", ""),
    "participation": ("own", "Local government act"),
}
MOST_REQUIREMENTS = 4  # in one commitment; the last step given holds for the rest
GROUPS = (
    ("women", "The shelter no longer turns anyone away; the last time was two years ago.",
     "Agreed with the women who run the advice centre, at their yearly meeting."),
    ("poverty", "Help with bills arrives within nine days instead of forty.",
     "The table of people in poverty read the figures and added what they miss."),
    ("disability", "Two thirds of stops and all counters can be used without help.",
     "Walked and signed off by the disability council."),
    ("migrants", "Registration at the counter no longer asks for papers it does not need.",
     "Four associations tested it with us and wrote the report together."),
)  # fmt: skip


def add_documents(key: str, city: City, by: User) -> list[Evidence]:
    """Real PDFs that say what they are, checked as any other file: three where a newcomer begins,
    and one elsewhere, since writing and checking them takes half of the time of a record."""
    day, found = today(), []
    for title, kind in THREE if key in document("answers.yaml") else ONE:
        html = render_to_string(
            "reports/demonstration_document.html",
            {"title": title, "kind": kind, "city": city, "day": day},
        )
        file = SimpleUploadedFile(f"{kind.lower()}.pdf", pdf.write(html).content, "application/pdf")
        evidence = attach_evidence(
            city=city,
            by=by,
            title=title,
            language=city.languages[0],
            visibility=Visibility.PUBLIC,
            file=file,
        )
        checking.check(evidence.versions.get())  # at once, since the days of its procedure pass now
        found.append(evidence)
    return found


def said_by(key: str) -> dict[str, tuple[str, str]]:
    """(steps of its requirements in order, what is done) of each commitment."""
    in_full = document("answers.yaml")
    if key in in_full:
        return {code: (steps, detail) for code, (steps, detail) in in_full[key].items()}
    more = document("more_answers.yaml")
    steps, own = more[key]["steps"], more[key]["own"]
    place = list(more).index(key)
    said = {}
    for at, (code, texts) in enumerate(document("shared.yaml").items()):
        values = steps.get(code, steps[code[0]]).split()
        values += values[-1:] * (MOST_REQUIREMENTS - len(values))
        said[code] = (" ".join(values), own.get(code, texts[(place + at) % len(texts)]))
    return said


def fill(
    key: str, city: City, framework: Framework, by: User, *, agreed: bool = True, groups: int = 3
) -> list[Evidence]:
    """Answer as the documents say, cite evidence for what is claimed, show groups' results."""
    with trail.gathered():
        return _filled(key, city, framework, by, agreed=agreed, groups=groups)


def _filled(
    key: str, city: City, framework: Framework, by: User, *, agreed: bool, groups: int
) -> list[Evidence]:
    said = said_by(key)
    documents = add_documents(key, city, by)
    answers = []
    for number, requirement in enumerate(edition_of(framework).requirements.values()):
        steps, detail = said.get(requirement.commitment.code, ("", ""))
        place = requirement.position - _first_position(requirement, framework)
        values = steps.split()
        value = values[place] if place < len(values) else "-"
        if value == "-":
            continue
        answer = answer_requirement(
            city=city,
            requirement=requirement,
            by=by,
            version=0,
            state=AnswerState.READY,
            **_words(value, requirement, detail),
        )
        if value in "o123":
            cite(
                answer=answer,
                evidence=documents[number % len(documents)],
                locator=f"p. {number % 7 + 1}, §{number % 4 + 1}",
                shows=f"{requirement.labels.get(answer.step or 0, '')}: {_first_sentence(detail)}",
                by=by,
            )
        answers.append(answer)
    if agreed:
        agree(answers=answers, by=by)
    record_competences(city=city, changed=COMPETENCES, by=by)
    add_readings(key, city, framework, by)
    for group, change, how in GROUPS[:groups]:
        record_group_result(
            city=city,
            group=group,
            change=change,
            agreed=how,
            evidence=documents[1 % len(documents)],
            locator="p. 4",
            version=0,
            by=by,
        )
    return documents


def _first_position(requirement: Requirement, framework: Framework) -> int:
    commitment = edition_of(framework).commitments[requirement.commitment.code]
    return min(one.position for one in commitment.requirements.all())


def _words(value: str, requirement: Requirement, detail: str) -> dict[str, Any]:
    if value == "u":
        return {
            "special": "unknown",
            "how": "We ask the services concerned and count for one season.",
            "until": today() + timedelta(days=150),
        }
    step = 2 if value == "o" else int(value)
    text = next(text for at, _label, text in requirement.steps() if at == step)
    words: dict[str, Any] = {
        "step": step,
        "text": f"{text} {detail}",
        "confidence": "documented" if step >= 2 else "self_reported",
    }
    if value == "o":
        words |= {
            "special": "other_level",
            "law": "Regional health and social services act",
            "body": "The region",
        }
    return words


def _first_sentence(text: str) -> str:
    return text.split(";")[0].split(". ")[0].rstrip(".") + "."


def go_on(city: City, framework: Framework, by: User) -> None:
    """A record lives on after it was filed: two answers say more, and one cites another passage."""
    answers = city.answers.filter(requirement__framework=framework, special="", step__gt=0)
    first, second = answers.select_related("requirement").order_by("requirement__position")[:2]
    for answer, news in (
        (first, "Since spring the counter staff are trained for it once a year."),
        (second, "The committee of residents looked at it in May and asked for two changes."),
    ):
        answer_requirement(
            city=city,
            requirement=answer.requirement,
            by=by,
            version=answer.version,
            step=answer.step,
            text=f"{answer.text} {news}",
            confidence=answer.confidence,
            state=AnswerState.READY,
        )
    cite(
        answer=first,
        evidence=city.evidence.order_by("pk")[0],
        locator="p. 12, annex",
        shows="The plan of the yearly training, with dates.",
        by=by,
    )
