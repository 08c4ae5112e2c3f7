"""Whatever stood in a record is found after it has moved: carried over, marked, or archived."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commitments.actions import publish_edition
from office.actors import PROCEDURE
from progress.actions import answer_requirement, rebase
from progress.choices import AnswerState
from progress.edition import edition_of
from progress.models import Answer
from progress.rebasing import plan_for
from progress.records import sheet_of
from tests.factories import commitments
from tests.factories.cities import CityFactory
from tests.factories.progress import lead_for

CODES = ["R1.1", "R1.2", "R2.1", "H1.1", "H1.2", "H2.1"]
HOSTILE = st.sampled_from(
    ["=HYPERLINK(\"http://x\")", "\u202egnirts\u202c", "👩🏽‍🚒" * 50, "<script>alert(1)</script>",
     "ä" * 20_000, "a\nb\r\nc\td", "{{ city }} {% url %}", "\ufeff\u200b", "%s %(x)s", "'; DROP"]
)  # fmt: skip
KEPT = st.characters(exclude_characters="\x00", exclude_categories=["Cs"])
TEXT = HOSTILE | st.text(KEPT, max_size=60)
SAID = st.fixed_dictionaries({
    "step": st.none() | st.integers(0, 3),
    "text": TEXT,
    "law": st.text(KEPT, max_size=60),
    "how": TEXT,
    "special": st.sampled_from(["", "other_level"]),
    "confidence": st.sampled_from(["", "documented"]),
})  # fmt: skip
RECORD = st.dictionaries(st.sampled_from(CODES), st.lists(SAID, min_size=1, max_size=3))
WORDS = ("step", "special", "text", "law", "how", "confidence")


@pytest.fixture
def editions(db):
    older, newer = commitments.six(), commitments.six_2()
    publish_edition(newer, by=PROCEDURE)
    return older, newer


def write(city, framework, record):
    """Every answer of the record, version by version, by its lead."""
    lead = lead_for(city)
    for code, versions in record.items():
        requirement = edition_of(framework).requirements[code]
        for number, said in enumerate(versions):
            answer_requirement(city=city, requirement=requirement, by=lead, version=number, **said)


def words_under(city, framework):
    """Each version under an edition: code and all its words, in order."""
    answers = Answer.objects.of(city, framework).select_related("requirement")
    return {
        answer.requirement.code: [
            tuple(getattr(version, name) for name in WORDS)
            for version in answer.versions.order_by("version")
        ]
        for answer in answers
    }


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(record=RECORD)
def test_every_text_is_found_after_the_move(editions, record):
    older, newer = editions
    city = CityFactory()
    write(city, older, record)
    before = words_under(city, older)
    if not before:
        return

    plan = plan_for(city, older, newer)
    rebase(city=city, older=older, newer=newer, by=lead_for(city))

    assert words_under(city, older) == before
    carried = {each.requirement.code for each in plan.carried}
    archived = {answer.requirement.code for answer in plan.archived}
    assert carried | archived == set(before)
    now = words_under(city, newer)
    assert {code: [before[code][-1]] for code in carried} == now
    marked = {one.code for one in sheet_of(city, newer).marked()}
    assert marked == {each.requirement.code for each in plan.changed}
    drafts = Answer.objects.of(city, newer).filter(state=AnswerState.DRAFT)
    assert marked <= set(drafts.values_list("requirement__code", flat=True))
