"""In which language documents of a case are written: the procedure's, never a reader's own."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accreditation import reports
from accreditation.actions.applications import agree_on_language
from accreditation.choices import ApplicationState as S
from accreditation.demonstration import walk
from accreditation.models import Application
from accreditation.reports.panel_report import panel_report
from commitments.wording import wording_of
from office import making
from office.models import Report
from tests.factories.commitments import in_french
from tests.factories.progress import evidence_of
from tests.factories.world import make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    """Its edition can be read in English, its own language, and in French."""
    world = make_world()
    in_french(world.framework)
    return world


def submitted(world, wished, lead_reads=""):
    """An application for which this language was wished, filed by a lead who reads another."""
    application = world.open()
    lead = world.lead_of(application.city)
    lead.reads_in = lead_reads
    lead.save()
    document = evidence_of(application.city, by=lead)
    walk.submit(application, world.session, document, lead, language=wished)
    return Application.objects.get(pk=application.pk)


def agree(world, application, language):
    agree_on_language(
        application=application,
        version=application.version,
        language=language,
        by=world.secretariat[0],
    )


def titles():
    return list(Report.objects.order_by("pk").values_list("title", flat=True))


@pytest.mark.parametrize("wished", ["en", "de"])
def test_what_the_lead_reads_in_private_decides_nothing(world, wished):
    submitted(world, wished, lead_reads="fr")

    report = Report.objects.get()

    assert "translation" not in report.facts
    assert report.title == "Self-assessment"


def test_it_is_filed_in_the_language_that_was_wished(world):
    submitted(world, "fr", lead_reads="en")

    report = Report.objects.get()

    assert report.facts["translation"]["language"] == "fr"
    assert report.title == "Self-assessment (français)"


@pytest.mark.parametrize(
    ("wished", "agreed", "expected"),
    [
        ("en", "fr", ["Self-assessment", "Self-assessment (français)"]),
        ("fr", "en", ["Self-assessment (français)", "Self-assessment"]),
        ("en", "en", ["Self-assessment"]),
        ("fr", "fr", ["Self-assessment (français)"]),
        ("fr", "de", ["Self-assessment (français)"]),
    ],
)
def test_it_is_asked_for_anew_in_the_language_that_was_agreed(world, wished, agreed, expected):
    application = submitted(world, wished)

    agree(world, application, agreed)

    assert titles() == expected


def test_agreeing_anew_asks_for_no_document_twice(world):
    application = submitted(world, "en")

    for language in ("fr", "en", "fr"):
        agree(world, application, language)

    assert titles() == ["Self-assessment", "Self-assessment (français)"]


def test_a_panel_report_has_the_words_of_the_working_language_and_the_levels_in_its_own(world):
    application = world.at(S.FACT_CHECK)
    application.working_language = "fr"

    asked = reports.ask_panel_report(application, final=True, by=None)
    page = making.render(asked)

    line = asked.facts["pillars"][0]["commitments"][0]["requirements"][0]
    assert line["text"]["said"].startswith("Une règle écrite ouvre les services essentiels")
    assert line["value"]["label"]["lang"] == "fr"
    assert asked.facts["grave"]["kinds"][0]["lang"] == "fr"
    assert [level["title"] for level in asked.facts["worked_out"]["levels"]] == [
        "Level B", "Level A",
    ]  # fmt: skip
    assert 'The text in <span lang="en">English</span> is the authentic one.' in page
    assert "is_marked" not in page


def test_a_translation_costs_a_panel_report_no_further_statement(world):
    application = world.at(S.FACT_CHECK)
    wording = wording_of(application.framework, "fr")
    with CaptureQueriesContext(connection) as in_english:
        panel_report(Application.objects.get(pk=application.pk), final=True)
    in_its_own = len(in_english)

    with CaptureQueriesContext(connection) as in_another:
        panel_report(Application.objects.get(pk=application.pk), final=True, wording=wording)

    assert len(in_another) == in_its_own
