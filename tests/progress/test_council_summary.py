"""The summary for the council: two pages for any record, and nothing added up on them."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from cities.choices import Role
from commitments.loading import load
from office import making, pdf
from office.models import Report
from office.subjects import called
from progress import reports
from progress.actions import add_measure, answer_requirement
from progress.edition import edition_of
from progress.models import Answer, Measure
from progress.reports.council_summary import council_summary
from tests.documents import FRAMEWORKS
from tests.factories.cities import CityFactory, MembershipFactory
from tests.factories.commitments import full, in_french, ninety, six, sixteen
from tests.factories.progress import answered, lead_for

pytestmark = pytest.mark.django_db
LONG = "Ἀθῆναι Ħamrun Großstadtverwaltungsgemeinschaftsangelegenheiten " * 8
WIDE = "W" * 300


@pytest.fixture
def city(db):
    return CityFactory(name="Östhafen", authority="Stadtgemeinde Östhafen")


@pytest.fixture
def framework(db):
    return six()


def pages_of(city, framework):
    """The summary as the worker makes it, read back from the PDF."""
    asked = reports.ask_council_summary(city=city, framework=framework, by=lead_for(city))
    reader = PdfReader(BytesIO(pdf.write(making.render(asked)).content))
    return reader, [" ".join(page.extract_text().split()) for page in reader.pages]


def test_an_empty_record_makes_two_pages(city, framework):
    reader, pages = pages_of(city, framework)

    assert len(pages) == 2
    assert "Where we stand with human rights" in pages[0]
    assert "No measure is planned or under way." in pages[1]
    assert "Ask for a plan" in pages[1]
    assert "/StructTreeRoot" in reader.trailer["/Root"]
    assert reader.trailer["/Root"]["/Lang"] == "en"
    assert all(f"{number} / 2" in page for number, page in enumerate(pages, start=1))


@pytest.mark.parametrize("words", [LONG, WIDE])
def test_a_full_record_with_long_names_makes_two_pages(city, words):
    framework = full()
    city.name, city.authority = words[:200], words[:200]
    city.save()
    for requirement in edition_of(framework).requirements.values():
        Answer.objects.create(
            city=city, requirement=requirement, step=1, text=words, state="ready", version=1
        )
    for number in range(60):
        Measure.objects.create(
            city=city, title=f"{number} {words}"[:300], owner=words[:150] if number % 2 else "",
            due_on=date(2027, 5, 1) if number % 3 else None,
        )  # fmt: skip

    _reader, pages = pages_of(city, framework)

    assert len(pages) == 2
    assert "more, in the record" in pages[1]
    assert "What the council can decide" in pages[1]


@pytest.mark.parametrize("edition", [sixteen, ninety])
def test_other_frameworks_make_two_pages_too(city, edition):
    framework = edition()
    answered(city, framework)

    _reader, pages = pages_of(city, framework)

    assert len(pages) == 2


def test_a_record_that_lacks_nothing_says_so_on_two_pages(city, framework):
    answered(city, framework, step=3)

    facts = council_summary(city, framework)
    _reader, pages = pages_of(city, framework)

    assert len(pages) == 2
    assert facts.top.texts
    assert "Decide whether to apply" in pages[1]


def test_counts_stand_by_pillar_and_step_and_are_never_added_up(city, framework):
    answers = edition_of(framework).requirements
    answer_requirement(
        city=city, requirement=answers["R1.1"], by=lead_for(city), version=0, step=1, text="Begun."
    )

    row = council_summary(city, framework).profile.rows[0]

    assert sum(row.counts) == 1
    assert row.others[0] == 0
    assert row.others[1] > 0
    assert not hasattr(row, "total")


def test_what_is_lacking_is_that_of_the_next_level_in_words(city, framework):
    facts = council_summary(city, framework)

    assert facts.next.title == "Level B"
    assert facts.next.lacking.texts
    assert not any("R1" in f"{one.name} {one.text}" for one in facts.next.lacking.texts)


def test_what_falls_short_stands_by_commitment_and_before_what_is_open(city, framework):
    asked = edition_of(framework).requirements
    last = list(edition_of(framework).commitments.values())[-1]
    for requirement in last.requirements.all():
        answer_requirement(
            city=city, requirement=asked[requirement.code], by=lead_for(city), version=0, step=0,
            text="Not yet.", state="ready",
        )  # fmt: skip

    lines = [one for one in council_summary(city, framework).next.lacking.texts if one.name]

    assert lines[0].name == last.title
    assert "below the step asked for" in lines[0].text
    assert all("not answered yet" in one.text for one in lines[1:])
    assert len({one.name for one in lines}) == len(lines)


def test_where_there_is_not_room_for_all_no_pillar_falls_away(city):
    whole = full()
    named = edition_of(whole).commitments.values()

    lacking = council_summary(city, whole).next.lacking

    shown = {one.name for one in lacking.texts}
    assert lacking.more
    assert {one.pillar_id for one in named if one.title in shown} == {
        one.pillar_id for one in named
    }
    assert [one.name for one in lacking.texts if one.name] == [
        one.title for one in named if one.title in shown
    ]


def test_measures_say_who_and_until_when_and_finished_ones_are_left_out(city, framework):
    lead = lead_for(city)
    add_measure(
        city=city, by=lead, title="Open a shelter", owner="Housing", due_on=date(2027, 5, 1)
    )
    add_measure(city=city, by=lead, title="Without anybody")
    done = add_measure(city=city, by=lead, title="Finished long ago")
    Measure.objects.filter(pk=done.pk).update(state="done")

    facts = council_summary(city, framework)

    assert facts.planned.texts == [
        "Open a shelter (Housing; 1 May 2027)",
        "Without anybody (nobody named yet; no day set yet)",
    ]
    assert "Name who sees to 1 measure that nobody answers for yet." in facts.decide


def url(city):
    return reverse("progress:council_summary", args=[city.slug])


def test_a_stranger_does_not_learn_of_the_page(client, city, framework, someone, sign_in):
    sign_in(client, someone)

    assert client.get(url(city)).status_code == 404
    assert client.post(url(city)).status_code == 404
    assert not Report.objects.exists()


def test_a_councillor_who_only_reads_asks_for_it_and_finds_it_again(
    client, city, framework, sign_in
):
    sign_in(client, MembershipFactory(city=city, role=Role.OBSERVER).user)

    asked = client.post(url(city), follow=True)
    page = client.get(url(city))

    report = Report.objects.get()
    assert "Östhafen" in asked.text
    assert report.get_absolute_url() in page.text
    assert report.about == city.name
    assert called(CityFactory.build(name="Sankt Iduna " * 9)).startswith("Sankt Iduna")


def test_another_citys_team_does_not_get_the_document(client, city, framework, sign_in):
    report = reports.ask_council_summary(city=city, framework=framework, by=lead_for(city))
    sign_in(client, lead_for(CityFactory()))

    assert client.get(report.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_however_many_were_asked_for(
    client, city, framework, sign_in, count, django_assert_num_queries
):
    lead = lead_for(city)
    for number in range(count):
        add_measure(city=city, by=lead, title=f"Measure {number}")
        reports.ask_council_summary(city=city, framework=framework, by=lead)
    sign_in(client, lead)
    client.get(url(city))

    with django_assert_num_queries(4):
        page = client.get(url(city))

    assert page.text.count("Asked for</span>") == count


def test_facts_cost_the_same_however_long_the_record(city, framework, django_assert_num_queries):
    edition_of(framework)
    lead = lead_for(city)
    for number in range(3):
        add_measure(city=city, by=lead, title=f"Measure {number}")

    with django_assert_num_queries(6):
        council_summary(city, framework)


# --- the words of the edition in another language -----------------------------------------------


def asked_in_french(city, framework):
    lead = lead_for(city)
    lead.reads_in = "fr"
    return reports.ask_council_summary(city=city, framework=framework, by=lead)


def test_pillars_steps_and_commitments_stand_in_the_language_of_the_asker(city, framework):
    in_french(framework)
    answered(city, framework, step=0, except_for=["R1.2"])

    asked = asked_in_french(city, framework)
    page = making.render(asked)

    assert '<span lang="fr">Droits</span>' in page
    assert '<span lang="fr">Pas encore</span>' in page
    assert '<span lang="fr">Les services locaux ouverts à chacun</span>: 1 ' in page
    assert asked.facts["next"]["title"] == "Level B"
    assert 'The text in <span lang="en">English</span> is the authentic one.' in page
    assert "is_marked" not in page


def test_in_another_language_it_makes_two_pages_and_costs_no_statement_more(
    city, django_assert_num_queries
):
    framework = full()
    load(FRAMEWORKS / "translations" / "hrc-eu-0.1.fr.yaml")
    framework.refresh_from_db()
    answered(city, framework, step=3, except_for=[*edition_of(framework).requirements][:30])
    council_summary(city, framework, "fr")

    with django_assert_num_queries(6):
        council_summary(city, framework, "fr")

    reader = PdfReader(BytesIO(pdf.write(making.render(asked_in_french(city, framework))).content))
    assert len(reader.pages) == 2


def test_what_was_frozen_before_lines_named_commitments_is_still_made(city, framework):
    asked = reports.ask_council_summary(city=city, framework=framework, by=lead_for(city))
    asked.facts["next"]["lacking"]["texts"] = ["A service: R1.1 has no answer yet."]

    assert "<li>A service: R1.1 has no answer yet.</li>" in making.render(asked)
