"""The record by Sustainable Development Goal, on the page, as a table, and as an annex."""

import csv
import io
import json
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from pypdf import PdfReader

from cities.choices import Role
from office import making, pdf
from office.models import Report
from progress import reports
from progress.actions import add_measure, answer_requirement, begin_series, record_reading
from progress.edition import edition_of
from progress.goals import goals_of
from progress.handover.tables import tables_of
from progress.models import Answer
from progress.reports.goals_annex import goals_annex
from tests.factories.cities import CityFactory, MembershipFactory
from tests.factories.commitments import full
from tests.factories.progress import answered, lead_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def framework(db):
    return full()


@pytest.fixture
def said(city, framework):
    """A function: the answer to one requirement of the full edition."""

    def answer(code, **words):
        return answer_requirement(
            city=city, requirement=edition_of(framework).requirements[code], by=lead_for(city),
            version=0, **{"step": 1, "state": "ready", **words},
        )  # fmt: skip

    return answer


def test_goals_stand_in_order_and_name_the_targets_that_are_served(city, framework):
    goals = goals_of(city, framework)

    codes = [int(goal.code) for goal in goals]
    assert codes == sorted(codes)
    ten = next(goal for goal in goals if goal.code == "10")
    assert ten.title == "Reduced inequalities"
    assert ten.targets["10.2"]
    assert all(target.startswith("10.") for part in ten.parts for target in part.targets)


def test_an_answer_stands_under_each_goal_it_serves(city, framework, said):
    said("S1.1", text="Adopted.")

    goals = [
        goal.code
        for goal in goals_of(city, framework)
        if any(each.answer for part in goal.parts for each in part.said)
    ]

    assert goals == ["10", "16"]


def test_its_text_is_told_once_in_the_annex_and_drafts_are_left_out(city, framework, said):
    said("S1.1", text="Adopted.")
    said("S1.2", text="Half a thought.", state="draft")

    facts = goals_annex(city, framework)

    lines = [line for goal in facts.goals for served in goal.served for line in served.lines]
    assert [(line.code, line.words, line.above) for line in lines] == [
        ("S1.1", "Adopted.", ""),
        ("S1.1", "", "10"),
    ]
    assert facts.drafts == 1


def test_the_table_has_every_answer_and_measure_and_no_formula(city, framework, said, as_lead):
    said("S1.1", text="=1+1")
    requirement = edition_of(framework).requirements["S1.1"]
    add_measure(city=city, by=lead_for(city), title="@SUM(A1)", requirements=[requirement])

    file = as_lead.get(f"/record/{city.slug}/goals/table/")
    rows = list(csv.DictReader(io.StringIO(b"".join(file).decode("utf-8-sig"))))

    assert file["Content-Disposition"].startswith("attachment")
    ours = [row for row in rows if row["requirement"] == "S1.1" and row["goal"] == "10"]
    assert [(row["kind"], row["says"]) for row in ours] == [
        ("answer", "'=1+1"), ("measure", "'@SUM(A1)"),
    ]  # fmt: skip


def test_the_annex_is_a_tagged_document_with_each_goal(city, framework, said):
    said("S1.1", text="Adopted. שלום")

    asked = reports.ask_goals_annex(city=city, framework=framework, by=lead_for(city))
    reader = PdfReader(BytesIO(pdf.write(making.render(asked)).content))

    text = " ".join(" ".join(page.extract_text().split()) for page in reader.pages)
    assert "Goal 10: Reduced inequalities" in text
    assert "The record says nothing of this goal yet." in text
    assert "/StructTreeRoot" in reader.trailer["/Root"]


def test_strangers_find_nothing(client, city, framework, address, sign_in):
    sign_in(client, lead_for(CityFactory()))

    assert client.get(address("goals")).status_code == 404
    assert client.post(address("goals")).status_code == 404
    assert client.get(address("goals_table")).status_code == 404


def test_who_only_reads_asks_for_the_annex(client, city, framework, address, sign_in):
    sign_in(client, MembershipFactory(city=city, role=Role.OBSERVER).user)

    client.post(address("goals"))
    page = client.get(address("goals"))

    assert Report.objects.get().get_absolute_url() in page.text


def test_an_edition_without_goals_says_so(as_lead, six, address):
    page = as_lead.get(address("goals"))

    assert "This edition names no Sustainable Development Goals." in page.text


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_however_much_there_is(
    as_lead, city, framework, address, count, django_assert_num_queries
):
    if count == 3:
        answered(city, framework, evidence=False)
    for number in range(count):
        requirement = edition_of(framework).requirements["S1.1"]
        add_measure(city=city, by=lead_for(city), title=f"M{number}", requirements=[requirement])
    as_lead.get(address("goals"))

    # session with its person, roles, edition, answers, measures, goals, then readings, groups,
    # series, annexes
    with django_assert_num_queries(10):
        as_lead.get(address("goals"))

    assert Answer.objects.count() == (0 if count == 1 else 116)


@pytest.fixture
def measured(city, framework):
    """Readings of everybody and of two groups, of which one rests on few people."""
    series = begin_series(
        city=city, by=lead_for(city), name="=Places", unit="percent", targets=["10.2", "4.2"]
    )
    for group, value, people in (("", 48, 900), ("roma", 77.7, 4), ("women", 61.25, 896)):
        record_reading(
            series=series, by=lead_for(city), version=0, on=date(2025, 12, 31), whole_year=True,
            group=group, value=Decimal(str(value)), people=people,
        )  # fmt: skip
    return series


def test_a_reading_stands_under_each_goal_of_its_targets(city, framework, measured, as_lead):
    page = as_lead.get(f"/record/{city.slug}/goals/").text

    goals = {goal.code for goal in goals_of(city, framework) if goal.measured}
    assert goals == {"10", "4"}
    assert page.count("=Places") == 4  # by name and as the caption of its table, under both
    assert "48\u00a0%" in page


def test_no_file_tells_of_few_people_or_gives_them_away(city, framework, measured, as_lead):
    file = as_lead.get(f"/record/{city.slug}/goals/table/")
    table = b"".join(file).decode("utf-8-sig")
    annex = reports.ask_goals_annex(city=city, framework=framework, by=lead_for(city))
    packed = json.dumps(
        [list(each.rows) for each in tables_of(city, framework)], default=str, ensure_ascii=False
    )

    for text in (table, json.dumps(annex.facts, ensure_ascii=False), packed):
        assert "Kept back" in text
        assert "fewer than 10 people" not in text.casefold()
        assert "77.7" not in text
        assert "61.25" not in text
    rows = [row for row in csv.DictReader(io.StringIO(table)) if row["kind"] == "reading"]
    assert [(row["says"], row["value"], row["state"]) for row in rows[:3]] == [
        ("'=Places", "48", ""),
        ("'=Places", "", "Kept back"),
        ("'=Places", "", "Kept back"),
    ]


def test_the_annex_draws_the_line_and_tells_its_numbers(city, framework, measured):
    asked = reports.ask_goals_annex(city=city, framework=framework, by=lead_for(city))
    reader = PdfReader(BytesIO(pdf.write(making.render(asked)).content))

    text = " ".join(" ".join(page.extract_text().split()) for page in reader.pages)
    assert "=Places percent" in text
    assert "48 %" in text.replace("\u00a0", " ")
