"""A worksheet: two pages for every commitment of an edition, whatever was answered."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from cities.choices import Role
from commitments.loading import load
from office import making, pdf
from office.models import Report
from progress import reports
from progress.edition import edition_of
from progress.models import Answer
from progress.reports.worksheet import worksheet
from tests.documents import FRAMEWORKS
from tests.factories.cities import CityFactory, MembershipFactory
from tests.factories.commitments import full, in_french, ninety, sixteen
from tests.factories.progress import answered, lead_for

pytestmark = pytest.mark.django_db
LONG = "Ἀθῆναι Ħamrun Großstadtverwaltungsgemeinschaftsangelegenheiten " * 80


def pages_of(city, framework, code):
    """The worksheet as the worker makes it, read back from the PDF."""
    asked = reports.ask_worksheet(
        city=city,
        framework=framework,
        commitment=edition_of(framework).commitments[code],
        by=lead_for(city),
    )
    reader = PdfReader(BytesIO(pdf.write(making.render(asked)).content))
    return reader, [" ".join(page.extract_text().split()) for page in reader.pages]


def test_a_commitment_without_answers_has_two_pages_to_write_on(city, six):
    reader, pages = pages_of(city, six, "R1")

    assert len(pages) == 2
    assert "nothing written yet" in pages[0]
    assert "R1.2" in pages[1]
    assert "/StructTreeRoot" in reader.trailer["/Root"]


def test_the_longest_commitments_of_the_framework_have_two_pages(city):
    framework = full()
    commitments = edition_of(framework).commitments
    longest = sorted(
        commitments, key=lambda code: -sum(
            len(one.text) + sum(len(step.meaning) for step in one.steps())
            for one in commitments[code].requirements.all()
        ),
    )  # fmt: skip
    for requirement in edition_of(framework).requirements.values():
        Answer.objects.create(city=city, requirement=requirement, step=1, text=LONG, version=1)

    for code in longest[:2]:
        _reader, pages = pages_of(city, framework, code)

        assert len(pages) == 2
        assert "(more in the record)" in pages[0]
        assert all(one.code in " ".join(pages) for one in commitments[code].requirements.all())


@pytest.mark.parametrize("edition", [sixteen, ninety])
def test_other_frameworks_have_an_even_number_of_pages(city, edition):
    framework = edition()
    answered(city, framework, evidence=False)
    code = max(
        edition_of(framework).commitments.values(), key=lambda one: len(one.requirements.all())
    ).code

    facts = worksheet(city, framework, edition_of(framework).commitments[code])
    _reader, pages = pages_of(city, framework, code)

    assert len(pages) == len(facts.pages)
    assert len(pages) % 2 == 0


def test_a_single_requirement_leaves_a_page_for_notes(city, six):
    facts = worksheet(city, six, edition_of(six).commitments["R2"])

    assert [len(page.blocks) for page in facts.pages] == [1, 0]
    assert facts.pages[1].rules > 20


def test_the_step_that_was_answered_is_ticked(city, six):
    answered(city, six, evidence=False, step=1)

    facts = worksheet(city, six, edition_of(six).commitments["R1"])

    assert [step.here for step in facts.pages[0].blocks[0].steps].index(True) == 1


def test_strangers_and_unknown_commitments_find_nothing(client, city, six, address, sign_in):
    sign_in(client, lead_for(CityFactory()))

    assert client.get(address("worksheet", "R1")).status_code == 404
    sign_in(client, lead_for(city))
    assert client.get(address("worksheet", "R9")).status_code == 404


def test_who_only_reads_asks_for_one_and_finds_it_again(client, city, six, address, sign_in):
    sign_in(client, MembershipFactory(city=city, role=Role.OBSERVER).user)

    client.post(address("worksheet", "R1"))
    page = client.get(address("worksheet", "R1"))
    other = client.get(address("worksheet", "R2"))

    report = Report.objects.get()
    assert report.get_absolute_url() in page.text
    assert report.get_absolute_url() not in other.text


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_however_many_were_asked_for(
    as_lead, city, six, address, count, django_assert_num_queries
):
    for number in range(count):
        Answer.objects.update_or_create(
            city=city, requirement=edition_of(six).requirements["R1.1"],
            defaults={"text": f"Text {number}", "version": 1},
        )  # fmt: skip
        as_lead.post(address("worksheet", "R1"))
    as_lead.get(address("worksheet", "R1"))

    with django_assert_num_queries(4):  # session with its person, roles, edition, worksheets
        page = as_lead.get(address("worksheet", "R1"))

    assert page.text.count("Asked for</span>") == count


# --- in another language --------------------------------------------------------------------------


def worksheet_in_french(city, framework, code):
    lead = lead_for(city)
    lead.reads_in = "fr"
    asked = reports.ask_worksheet(
        city=city,
        framework=framework,
        commitment=edition_of(framework).commitments[code],
        by=lead,
    )
    pages = PdfReader(BytesIO(pdf.write(making.render(asked)).content)).pages
    return asked, [" ".join(page.extract_text().split()) for page in pages]


def test_it_has_the_words_of_the_language_its_asker_reads_and_marks_the_others(city, six):
    asked, pages = worksheet_in_french(city, in_french(six), "R1")

    assert asked.facts["title"] == {
        "said": "Les services locaux ouverts à chacun", "lang": "fr", "is_marked": False,
    }  # fmt: skip
    assert "La règle est en cours d’écriture." in pages[0]
    assert "A sentence on the website. not translated yet" in pages[0]
    assert "The words in français are a translation; the text in" in pages[0]
    assert len(pages) == 2


def test_the_longest_commitment_has_two_pages_in_french_too(city):
    framework = full()
    load(FRAMEWORKS / "translations" / "hrc-eu-0.1.fr.yaml")
    framework.refresh_from_db()
    commitments = edition_of(framework, "fr").commitments
    longest = max(
        commitments, key=lambda code: sum(
            len(one.text) + sum(len(step.meaning) for step in one.steps())
            for one in commitments[code].requirements.all()
        ),
    )  # fmt: skip
    for requirement in commitments[longest].requirements.all():
        Answer.objects.create(city=city, requirement=requirement, step=1, text=LONG, version=1)

    _asked, pages = worksheet_in_french(city, framework, longest)

    assert len(pages) == 2
    assert "(more in the record)" in pages[0]


def test_facts_that_were_frozen_before_there_were_translations_are_still_made(city, six):
    asked = reports.ask_worksheet(
        city=city, framework=six, commitment=edition_of(six).commitments["R1"], by=lead_for(city)
    )

    assert "translation" not in asked.facts
    assert '<span lang="en">Everyone can use local services</span>' in making.render(asked)
