"""One commitment on paper: its questions, their steps, what is answered so far, room to write."""

from dataclasses import dataclass, replace
from datetime import date
from math import ceil

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cities.models import City
from commitments.models import Commitment, Framework, Requirement
from commitments.wording import wording_of
from office.days import today
from progress.edition import Edition, edition_of
from progress.models import Answer

from .heading import Authority, Marks, authority_of, marks_of
from .room import lines_of, shortened

PAGE = 48.5  # lines of a page
HEAD, TITLE = 11, 2  # lines of what stands above: on the first page, on the others
TRANSLATED = 1  # one more where it is a translation, if the texts above leave none
LONGEST = 3  # lines of each of the two texts above, at most
BROAD, NARROW = 90.0, 88.0  # signs on a line of a text, of a step
RULE = 1.55  # lines that one line of handwriting takes
FEWEST, MOST = 3, 18  # lines to write on, for each requirement
TIGHT = 2  # so few rather than more than two pages
AROUND = 3.2  # lines: the words above answer and writing, and the space between requirements


@dataclass(frozen=True)
class Step:
    label: str
    meaning: str
    here: bool


@dataclass(frozen=True)
class Block:
    """One requirement with what is said so far; ``rules`` lines to write on, first the fewest."""

    code: str
    text: str
    core: bool
    steps: list[Step]
    others: list[Step]
    said: str
    more: bool
    state: str
    rules: int


@dataclass(frozen=True)
class Page:
    """``rules`` is for notes, where no requirement stands on it."""

    blocks: list[Block]
    rules: int


@dataclass(frozen=True)
class Worksheet:
    """The whole document: an even number of pages, two unless a commitment asks for very much."""

    marks: Marks
    authority: Authority
    edition: str
    language: str
    dated: date
    code: str
    title: str
    plain: str
    not_enough: str
    pages: list[Page]


def worksheet(
    city: City, framework: Framework, commitment: Commitment, language: str = ""
) -> Worksheet:
    """The commitment as it stands today, in the language that is active. One statement.

    The words of the edition stand in ``language``, where it is translated into that.
    """
    edition = edition_of(framework, language)
    commitment = edition.commitments[commitment.code]
    first = HEAD
    if wording_of(framework, language):
        above = (commitment.plain, commitment.not_enough)
        spare = sum(LONGEST - lines_of(shortened(text, 240), BROAD) for text in above)
        first += max(TRANSLATED - spare, 0)
    requirements = list(commitment.requirements.all())
    rows = Answer.objects.filter(city=city, requirement__in=[one.pk for one in requirements])
    answers = {each.requirement_id: each for each in rows.order_by()}
    blocks = [_block(one, answers.get(one.pk), edition) for one in requirements]
    return Worksheet(
        marks=marks_of(city, framework),
        authority=authority_of(city),
        edition=shortened(str(framework), 110),
        language=framework.language,
        dated=today(),
        code=commitment.code,
        title=shortened(commitment.title, 110),
        plain=shortened(commitment.plain, 240),
        not_enough=shortened(commitment.not_enough, 240),
        pages=[
            _filled(page, _room(number, first)) for number, page in enumerate(_laid(blocks, first))
        ],
    )


def _block(requirement: Requirement, answer: Answer | None, edition: Edition) -> Block:
    steps = [
        Step(
            shortened(step.label, 40),
            shortened(step.meaning, 200),
            answer is not None and answer.step == step.value,
        )
        for step in requirement.steps()
    ]
    others = [
        Step(shortened(each.label, 60), "", answer is not None and answer.special == key)
        for key, each in edition.specials.items()
    ]
    return Block(
        code=requirement.code,
        text=shortened(requirement.text, 400),
        core=requirement.is_core,
        steps=steps,
        others=others,
        said=" ".join(_said(answer).split()),
        more=False,
        state=str(answer.get_state_display()) if answer else _("No answer yet"),
        rules=FEWEST,
    )


def _said(answer: Answer | None) -> str:
    """What is answered, besides step and special answer, as one text."""
    if answer is None:
        return ""
    until = date_format(answer.until) if answer.until else ""
    parts = (answer.text, answer.law, answer.body, answer.how, until)
    return " · ".join(part for part in parts if part)


def _laid(blocks: list[Block], first: int) -> list[list[Block]]:
    """The requirements by page; with fewer lines to write on, where that spares pages."""
    pages = _paged(blocks, first)
    tight = _paged([replace(block, rules=TIGHT) for block in blocks], first)
    return tight if len(tight) < len(pages) else pages


def _paged(blocks: list[Block], first: int) -> list[list[Block]]:
    """The requirements on as few pages as surely hold them, and as even as that allows."""
    pages: list[list[Block]] = [[]]
    left = _room(0, first)
    for block in blocks:
        needed = _needed(block)
        if needed > left and pages[-1]:
            pages.append([])
            left = _room(len(pages) - 1, first)
        pages[-1].append(block)
        left -= needed
    count = max(len(pages) + len(pages) % 2, 2)
    even = _evenly(blocks, count)
    fits = all(_fits(page, _room(number, first)) for number, page in enumerate(even))
    return even if fits else pages + [[]] * (count - len(pages))


def _evenly(blocks: list[Block], count: int) -> list[list[Block]]:
    """The first page, which has less room, takes the smaller share."""
    pages, rest = [], list(blocks)
    for left in range(count, 0, -1):
        share = len(rest) // left
        pages.append(rest[:share])
        rest = rest[share:]
    return pages if blocks and len(blocks) >= count else [blocks, *([[]] * (count - 1))]


def _fits(page: list[Block], room: float) -> bool:
    return sum(map(_needed, page)) <= room


def _needed(block: Block) -> float:
    """Lines that a requirement takes at least."""
    return _fixed(block) + 1 + block.rules * RULE


def _room(number: int, first: int) -> float:
    return PAGE - (first if number == 0 else TITLE)


def _fixed(block: Block) -> float:
    """Lines that a requirement takes whatever was said and whatever is still to be written."""
    steps = sum(lines_of(f"{one.label}: {one.meaning}", NARROW) for one in block.steps)
    others = lines_of(" ".join(f"____{one.label}" for one in block.others), NARROW)
    return lines_of(f"{block.code} {block.text} core", BROAD) + steps + others + AROUND


def _lines(said: str) -> int:
    return lines_of(said, BROAD) if said else 1


def _filled(blocks: list[Block], room: float) -> Page:
    """What room is left goes to what was said, and the rest to lines to write on."""
    if not blocks:
        return Page([], int(room / RULE) - 2)
    spare = room - sum(map(_fixed, blocks))
    filled = []
    for place, block in enumerate(blocks):
        share = spare / (len(blocks) - place)
        lines = max(min(_lines(block.said), int(share - block.rules * RULE)), 1)
        said = shortened(block.said, int(lines * BROAD * 0.9)) if block.said else ""
        rules = min(max(int((share - lines) / RULE), block.rules), MOST)
        filled.append(replace(block, said=said, more=said != block.said, rules=rules))
        spare -= lines + ceil(rules * RULE)
    return Page(filled, 0)
