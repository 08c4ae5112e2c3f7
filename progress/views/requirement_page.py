"""What the page of one requirement shows: its answer, its evidence, and all that helps."""

from collections.abc import Sequence
from typing import Any

from django.db.models import BigAutoField, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.http import SignedInRequest
from accounts.worded import worded_once
from cities.models import City
from commitments.choices import Ask
from commitments.models import Commitment, Requirement
from progress.actions import words_of
from progress.around import around
from progress.choices import AnswerState
from progress.completeness import is_complete
from progress.edition import edition_of
from progress.forms import AnswerForm, CitationForm
from progress.models import Answer, Aside, Evidence, EvidenceVersion
from progress.rebasing import carrying_of
from progress.records import Sheet, claims, sheet_of
from progress.views.asides import Both
from progress.views.pages import RecordPage
from progress.views.proposals import beside

NONE = 0  # the key of no answer
SPECIAL = ("special", "law", "body", "how", "until")  # what is said beside or instead of a step


def answer_on(page: RecordPage, asked: Requirement) -> Answer:
    """The answer as it stands; an empty one that is not saved where there is none."""
    for answer in _answers_on(city=page.city, requirement=asked):
        return answer
    return Answer(city=page.city, requirement=asked)


@worded_once(city=BigAutoField(), requirement=BigAutoField())
def _answers_on(city: City, requirement: Requirement) -> QuerySet[Answer]:
    rows = Answer.objects.filter(city=city, requirement=requirement).order_by()
    return rows.select_related("changed_by", "carried__earlier__requirement__framework")


def form_for(
    page: RecordPage,
    asked: Requirement,
    *,
    data: Any = None,
    answer: Answer | None = None,
    aside: Aside | None = None,
    prefix: str | None = None,
) -> AnswerForm:
    """The form that shows ``answer``, or what was set aside from it."""
    initial: dict[str, Any] = {}
    if answer is not None:
        initial = {"version": answer.version, **words_of(aside or answer)}
    if aside is not None:
        initial["aside"] = aside.pk
    edition = page.worded
    return AnswerForm(
        data, initial=initial, requirement=edition.requirements[asked.code], edition=edition,
        prefix=prefix,
    )  # fmt: skip


def evidence_on(page: RecordPage, answer: Answer | None) -> list[Evidence]:
    """The city's evidence, once for each passage of it that ``answer`` cites."""
    return _evidence_beside(city=page.city, answer=(answer and answer.pk) or NONE)


@worded_once(city=BigAutoField(), answer=BigAutoField())
def _evidence_beside(city: City, answer: Answer) -> QuerySet[Evidence]:
    newest = EvidenceVersion.objects.filter(evidence=OuterRef("pk")).order_by("-version")
    return (
        Evidence.objects.filter(city=city, retired_on=None)
        .annotate(
            file_state=Subquery(newest.values("state")[:1]),
            cited=FilteredRelation("citations", condition=Q(citations__answer=answer)),
            citation=F("cited__pk"),
            locator=F("cited__locator"),
            shows=F("cited__shows"),
        )
        .order_by("title", "pk", "citation")
    )


def shown(
    request: SignedInRequest,
    page: RecordPage,
    asked: Requirement,
    answer: Answer,
    form: AnswerForm,
    citation: CitationForm | None = None,
    both: Both | None = None,
    begun: Aside | None = None,
    waiting: Sequence[Aside] = (),
) -> HttpResponse:
    """The page: ``both`` is to be decided, ``begun`` stands in the form, ``waiting`` does not."""
    evidence: list[Any] = list(evidence_on(page, answer))
    once = list({each.pk: each for each in evidence}.values())
    sheet = sheet_of(page.city, page.framework, evidence=False)
    special = page.worded.specials.get(answer.special)
    complete = is_complete(answer, special)
    language, text = get_language(), page.words_key
    words = page.worded.requirements[asked.code]
    context = {
        "page": page,
        "city": page.city,
        "requirement": words,
        "commitment": words.commitment,
        "steps": words.steps(),
        # The same for all who stand alike: drawn once, while nothing was typed (is_plain).
        "steps_key": (language, text, asked.code, answer.step),
        "specials": specials_of(page, form),
        "specials_key": (language, text, *(getattr(answer, name) for name in SPECIAL)),
        "ladder": [
            {"value": value, "label": label, "meaning": meaning}
            for value, label, meaning in words.steps()
        ],
        "answer": answer,
        **_carried_from(page, asked, answer),
        "state_word": answer.get_state_display() if answer.pk else _("No answer yet"),
        "answer_label": _label(words, answer.step),
        "answer_special": special,
        "form": form,
        # An empty form is made and drawn once for the same choices; see _answer_form.html.
        "citation": citation
        or SimpleLazyObject(lambda: CitationForm(city=page.city, evidence=once)),
        "citation_key": (language, page.city.languages, [(e.pk, e.title) for e in once]),
        "citation_open": citation is not None,
        "citations": [each for each in evidence if each.citation],
        "wants_evidence": _wants_evidence(asked, answer, evidence),
        "links": links_of(page, asked.commitment),
        "proposals": beside(page, asked),
        "around": around(page.city, asked),
        "both": both,
        "begun": begun,
        "waiting": waiting,
        "is_plain": not form.is_bound and both is None and begun is None,
        **_neighbours(asked, sheet),
        "may_change": page.may_change,
        "can_be_agreed": page.may_agree and answer.pk and complete and not both
        and answer.state != AnswerState.AGREED,
    }  # fmt: skip
    return render(request, "progress/requirement.html", context)


def _wants_evidence(asked: Requirement, answer: Answer, evidence: list[Any]) -> bool:
    """Whether what counts as ready would hold up an application, for want of evidence alone."""
    is_ready_claim = answer.state != AnswerState.DRAFT and claims(answer.step, asked)
    return asked.is_core and is_ready_claim and not any(each.citation for each in evidence)


def _carried_from(page: RecordPage, asked: Requirement, answer: Answer) -> dict[str, Any]:
    """The earlier edition's answer this one comes from, and whether its question wants a look."""
    carried = getattr(answer, "carried", None)
    if carried is None:
        return {}
    was = carried.earlier.requirement.framework
    return {
        "carrying": carrying_of(carried.earlier, asked, edition_of(was), page.edition),
        "carried_from": was,
        "is_marked": carried.is_changed and carried.version == answer.version,
    }


def _label(asked: Requirement, step: int | None) -> str:
    return asked.labels.get(step, "") if step is not None else ""


def _neighbours(asked: Requirement, sheet: Sheet) -> dict[str, Requirement | None]:
    """The requirements before and after this one, and the next that still wants an answer."""
    in_order = list(sheet.edition.requirements.values())
    place = in_order.index(asked)
    others = (*in_order[place + 1 :], *in_order[:place])
    return {
        "before": in_order[place - 1] if place else None,
        "after": in_order[place + 1] if place + 1 < len(in_order) else None,
        "next_unanswered": next((one for one in others if not sheet.is_answered(one)), None),
    }


def specials_of(page: RecordPage, form: AnswerForm) -> list[dict[str, Any]]:
    """Each special answer with the fields it asks for, each field beside the first that asks."""
    fields = {Ask.LAW: "law", Ask.BODY: "body", Ask.HOW: "how", Ask.UNTIL: "until"}
    placed: set[str] = set()
    rows = []
    for special in page.worded.specials.values():
        names = [fields[ask] for ask in special.asks if ask in fields]
        rows.append({"special": special, "asked": [form[n] for n in names if n not in placed]})
        placed.update(names)
    return rows


def links_of(page: RecordPage, commitment: Commitment) -> list[dict[str, Any]]:
    """The commitment's links in words: (heading, lines)."""
    labels = page.edition.labels
    kinds = [
        ("charter", "charter_articles", _("Charter of Fundamental Rights"), _("Art. %s")),
        ("sdg", "sdg_targets", _("Sustainable Development Goals"), _("Target %s")),
        ("areas", "municipal_areas", _("Areas of municipal work"), ""),
        ("instruments", "instruments", _("Human rights instruments"), ""),
    ]
    return [
        {
            "title": title,
            "lines": [
                f"{mark % code}: {labels[catalogue].get(code, code)}" if mark
                else labels[catalogue].get(code, code)
                for code in commitment.links[kind]
            ],
        }
        for kind, catalogue, title, mark in kinds
        if commitment.links.get(kind)
    ]  # fmt: skip
