from datetime import date

import pytest
from django.db import IntegrityError, transaction

from commitments.choices import EditionState
from commitments.levels import Assessed, GroupLine, Record, reached
from commitments.models import Framework, Requirement
from commitments.terms import DAYS, MONTHS, BodyTerms, PanelTerms
from tests.factories.commitments import full, ninety, six, sixteen

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "values",
    [
        {"state": "open"},
        {"state": EditionState.PUBLISHED, "published_on": None},
        {"state": EditionState.CONSULTATION, "published_on": date(2026, 1, 1)},
        {"state": EditionState.RETIRED, "retired_on": None},
        {"state": EditionState.RETIRED, "published_on": date(2026, 2, 1),
         "retired_on": date(2026, 1, 1)},
    ],
)  # fmt: skip
def test_an_edition_has_a_known_state_with_its_dates(values):
    six()

    with pytest.raises(IntegrityError), transaction.atomic():
        Framework.objects.update(**values)


def test_codes_are_unique_within_an_edition():
    framework = six()
    requirement = framework.requirements.first()
    requirement.pk = None

    with pytest.raises(IntegrityError), transaction.atomic():
        requirement.save()


def test_the_newest_published_edition_is_current_whatever_is_in_consultation():
    older, _consultation, newer = six(), full(), sixteen()

    assert Framework.objects.current() == newer

    Framework.objects.filter(pk=newer.pk).update(
        state=EditionState.RETIRED, retired_on=newer.published_on
    )
    assert Framework.objects.current() == older


def test_an_edition_in_consultation_is_current_while_none_is_published():
    assert Framework.objects.current() is None

    assert full() == Framework.objects.current()


@pytest.mark.parametrize(
    ("population", "code"), [(0, "S"), (19_999, "S"), (20_000, "M"), (9_000_000, "L")]
)
def test_authorities_have_a_size_class(population, code):
    assert six().size_class_for(population).code == code


def test_an_edition_without_size_classes_has_none():
    assert sixteen().size_class_for(5000) is None


def test_what_an_edition_leaves_out_has_the_values_of_the_first_edition():
    silent, spoken = sixteen(), full()

    assert silent.panel == spoken.panel == PanelTerms()
    assert silent.committee == spoken.committee == BodyTerms(seats=7, quorum=5)
    assert silent.board == spoken.board == BodyTerms(seats=5, quorum=3)
    assert silent.clocks == spoken.clocks
    assert spoken.terms["clocks_days"] == DAYS
    assert spoken.terms["clocks_months"] == MONTHS
    assert silent.max_consecutive_deferrals == spoken.max_consecutive_deferrals == 2
    assert silent.sessions_per_year == spoken.sessions_per_year == 2


def test_an_edition_says_its_own_panel_and_bodies():
    framework = six()

    assert framework.panel.size == 5
    assert framework.panel.assess_core == "all"
    assert framework.panel.assess_other == 3
    assert framework.committee == BodyTerms(seats=3, quorum=2)
    assert framework.clocks.days("challenge") == 28
    assert framework.clocks.months("validity") == 60


def test_a_clock_no_edition_can_have_is_an_error():
    with pytest.raises(KeyError):
        six().clocks.days("lunch")


def test_steps_are_the_requirements_own_words_or_the_scales():
    framework = six()

    own, fallen_back = framework.requirements.in_order()[:2]

    assert own.steps()[1] == (1, "Started", "A rule is being written.")
    assert fallen_back.steps()[1].meaning == "Decided or tried out, with someone responsible."
    assert own.labels == {0: "Not there yet", 1: "Started", 2: "In place", 3: "Embedded"}


@pytest.mark.parametrize("count", [1, 3])
def test_steps_cost_no_query_once_fetched(count, django_assert_num_queries):
    framework = six()
    requirements = Requirement.objects.of(framework).in_order().with_steps()[:count]

    with django_assert_num_queries(2):  # requirements, steps
        lines = [(one.commitment.pillar.code, one.steps()) for one in requirements]

    assert len(lines) == count


@pytest.mark.parametrize("make", [six, full])
def test_the_structure_is_read_in_three_queries(make, django_assert_num_queries):
    framework = make()

    with django_assert_num_queries(3):
        codes = [
            requirement.code
            for pillar in framework.structure()
            for commitment in pillar.commitments.all()
            for requirement in commitment.requirements.all()
        ]

    assert sorted(codes) == sorted(framework.requirements.values_list("code", flat=True))


def record(framework, *, at, excluded=(), below=None):
    """A settled record with every requirement at one step, but for what is excluded or below."""
    return Record(
        requirements=[
            Assessed(
                one.code,
                one.commitment.code,
                one.commitment.pillar.code,
                one.is_core,
                (below or {}).get(one.code, at),
                one.labels,
                excluded=one.code in excluded,
            )
            for one in framework.requirements.in_order().with_steps()
        ],
        pillars={pillar.code: pillar.title for pillar in framework.pillars.all()},
        groups=[GroupLine(group, True, True) for group in ("women", "children", "roma")],
        grave_concerns=0,
        reasoned=[level.code for level in framework.levels.all()],
    )


@pytest.mark.parametrize(
    ("make", "at", "level"),
    [
        (full, 0, None), (full, 1, None), (full, 2, "B"), (full, 3, "A"),
        (six, 0, None), (six, 1, "B"), (six, 2, "B"), (six, 3, "A"),
        (sixteen, 1, None), (sixteen, 2, "aligned"), (sixteen, 4, "compliant"),
        (ninety, 0, None), (ninety, 1, "third"),
    ],
)  # fmt: skip
def test_records_reach_the_levels_of_any_edition(make, at, level):
    framework = make()

    rung = reached(record(framework, at=at), framework.rungs())

    assert (rung.code if rung else None) == level


def test_what_does_not_apply_stands_in_no_ones_way():
    framework = sixteen()
    weak = {"C1.1": 0}

    held = reached(record(framework, at=4, below=weak), framework.rungs())
    excluded = reached(record(framework, at=4, below=weak, excluded=["C1.1"]), framework.rungs())

    assert held is None
    assert excluded.code == "compliant"


def test_one_no_among_ninety_questions_holds_the_highest_level_back():
    framework = ninety()

    rung = reached(record(framework, at=1, below={"Q2.5": 0}), framework.rungs())

    assert rung.code == "second"
