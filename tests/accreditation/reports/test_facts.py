"""What documents are made from: the filing, the panel's settled values, the label."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accreditation import reports
from accreditation.choices import ApplicationState as S
from accreditation.choices import FindingKind, Settled
from accreditation.models import Assessment, FiledCitation, Filing, Finding, Settlement
from accreditation.reports.panel_report import panel_report
from accreditation.reports.self_assessment import self_assessment
from commitments.wording import wording_of
from office import making
from office.models import Report
from tests.factories.commitments import in_french
from tests.factories.world import make_world


@pytest.fixture
def world(db):
    return make_world()


@pytest.fixture
def settling(world):
    return world.at(S.SETTLING)


def lines_of(facts):
    return {
        line.code: line
        for pillar in facts.pillars
        for commitment in pillar.commitments
        for line in commitment.requirements
    }


def test_a_report_never_says_who_found_what_first(settling):
    secrets = [f"secret of member {number}" for number in range(Assessment.objects.count())]
    for assessment, secret in zip(Assessment.objects.all(), secrets, strict=True):
        assessment.reason = secret
        assessment.save()

    facts = str(panel_report(settling, final=True))

    assert not [secret for secret in secrets if secret in facts]


def test_a_finding_left_out_by_the_panel_is_in_no_report(settling):
    requirement = settling.framework.requirements.first()
    for taken_up, seen in ((True, "taken up"), (False, "left out"), (None, "undecided")):
        Finding.objects.create(
            application=settling,
            requirement=requirement,
            kind=FindingKind.CONCERN,
            seen=seen,
            asked="Something",
            taken_up=taken_up,
        )

    facts = panel_report(settling, final=False)

    assert [concern.seen for concern in facts.concerns] == ["taken up"]


def test_a_difference_passed_on_has_both_values_and_reasons(settling):
    settlement = Settlement.objects.filter(application=settling).first()
    settlement.how, settlement.found = Settled.PASSED_ON, ""
    settlement.lowest, settlement.highest = "1", "2"
    settlement.reason_lower, settlement.reason_higher = "Only tried out.", "Works everywhere."
    settlement.save()

    facts = panel_report(settling, final=True)

    line = lines_of(facts)[settlement.requirement.code]
    assert line.value.label == "Passed on to the committee"
    assert (line.difference.lower.label, line.difference.higher.label) == ("Started", "In place")
    assert line.difference.reason_lower == "Only tried out."
    assert facts.passed_on == [settlement.requirement.code]


def test_a_draft_has_no_corrections_and_no_levels(settling):
    facts = panel_report(settling, final=False)

    assert (facts.corrections, facts.worked_out) == ([], None)


def test_a_final_report_has_the_levels_worked_out(settling):
    facts = panel_report(settling, final=True)

    assert [level.title for level in facts.worked_out.levels] == ["Level B", "Level A"]


def test_the_procedure_is_told_from_the_trail(settling):
    facts = panel_report(settling, final=False)

    assert facts.stages[0].label == "Submitted"
    assert facts.stages[-1].label == "Panel settles its findings"


def test_members_stand_with_their_public_names(settling):
    member = settling.panel.members.get(seat="community")
    member.reviewer.pseudonym = "River"
    member.reviewer.save()

    facts = panel_report(settling, final=False)

    assert "River" in [one.name for one in facts.members]
    assert member.user.name not in [one.name for one in facts.members]
    assert facts.members[0].chairs


def test_a_self_assessment_is_what_was_filed_and_not_what_came_after(world):
    application = world.at(S.SUBMITTED)
    application.city.answers.update(text="Improved since.", step=0)

    facts = self_assessment(application.filing)

    assert {line.value.label for line in lines_of(facts).values()} == {"Embedded"}
    assert "Improved since." not in str(facts)
    assert facts.content_hash == application.filing.content_hash


def test_facts_cost_the_same_however_long_the_filing(world):
    filing = world.at(S.SUBMITTED).filing
    with CaptureQueriesContext(connection) as all_answers:
        self_assessment(filing)
    first = filing.answers.first()
    FiledCitation.objects.filter(answer__filing=filing).exclude(answer=first).delete()
    filing.answers.exclude(pk=first.pk).delete()

    with CaptureQueriesContext(connection) as one_answer:
        self_assessment(Filing.objects.get(pk=filing.pk))

    assert len(one_answer) >= len(all_answers)


def test_each_document_is_asked_for_at_its_step(world):
    world.at(S.REPORTED)

    assert list(Report.objects.order_by("pk").values_list("kind", "permission")) == [
        ("self_assessment", "accreditation.read_filing"),
        ("panel_report_draft", "accreditation.read_draft_report"),
        ("panel_report", "accreditation.read_report"),
    ]


def test_asking_twice_is_asking_once(world):
    application = world.at(S.SUBMITTED)

    reports.ask_self_assessment(application.filing, by=None)

    assert Report.objects.count() == 1


def test_documents_are_in_the_working_language_where_we_have_it(world):
    application = world.at(S.SUBMITTED)
    application.working_language = "xx"

    assert reports.ask_self_assessment(application.filing, by=None).language == "en"


def test_a_certificate_is_asked_for_with_the_label(world):
    application = world.at(S.PUBLISHED, level="B")
    label = application.decision.label

    report = Report.objects.get(kind="certificate")

    assert report.facts["number"] == label.number
    assert report.facts["level_is_lowest"] is True
    assert report.facts["address"].endswith(f"/verify/{label.number}/")
    assert world.lead_of(application.city).has_perm(report.permission, application)


# --- the words of the edition in another language -----------------------------------------------


@pytest.fixture
def translated(world):
    application = world.at(S.SUBMITTED)
    in_french(application.framework)
    return application


@pytest.mark.parametrize("language", ["en", "de", "xx"])
def test_a_language_the_edition_does_not_have_changes_nothing(translated, language):
    translated.working_language = language

    assert reports.ask_self_assessment(translated.filing, by=None).pk == Report.objects.get().pk


def test_a_self_assessment_has_the_words_of_the_language_of_the_procedure(translated):
    translated.working_language = "fr"

    asked = reports.ask_self_assessment(translated.filing, by=None)

    pillar = asked.facts["pillars"][0]
    line = pillar["commitments"][0]["requirements"][0]
    assert pillar["title"] == {"said": "Droits", "lang": "fr", "is_marked": False}
    assert line["value"]["label"]["said"] == "Ancré"
    assert line["meaning"]["said"] == "Les personnes concernées confirment qu’elle fonctionne."
    assert asked.facts["translation"]["count"] == 24


def test_the_meaning_of_a_step_that_is_not_translated_is_marked_by_itself(translated):
    row = translated.framework.translations.get()
    row.sentences = {place: said for place, said in row.sentences.items() if "steps" not in place}
    row.save()
    translated.framework.translated["fr"] = "without steps"
    translated.working_language = "fr"

    asked = reports.ask_self_assessment(translated.filing, by=None)

    line = asked.facts["pillars"][0]["commitments"][0]["requirements"][0]
    assert (line["text"]["lang"], line["meaning"]["lang"]) == ("fr", "en")
    assert line["meaning"]["is_marked"]


def test_it_marks_what_is_not_translated_and_says_which_text_counts(translated):
    translated.working_language = "fr"

    page = making.render(reports.ask_self_assessment(translated.filing, by=None))

    mark = '<span class="untranslated">not translated yet</span>'
    assert f'<span lang="en">How we work</span> {mark}' in page
    assert 'The text in <span lang="en">English</span> is the authentic one.' in page
    assert "is_marked" not in page
    assert 'alt="Droits: as in the table below"' in page


def test_a_translation_costs_a_self_assessment_no_further_statement(translated):
    wording = wording_of(translated.framework, "fr")
    with CaptureQueriesContext(connection) as in_english:
        self_assessment(Filing.objects.get(pk=translated.filing.pk))

    with CaptureQueriesContext(connection) as in_another:
        self_assessment(Filing.objects.get(pk=translated.filing.pk), wording)

    assert len(in_another) == len(in_english)
