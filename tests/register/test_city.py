from datetime import date, timedelta
from html import unescape

import pytest

from accreditation.choices import ApplicationState as S
from accreditation.choices import Purpose, Stage
from accreditation.models import Decision, Label
from accreditation.reports import ask_certificate
from office.days import today
from office.making import make, make_waiting
from office.models import Report
from register import drawing, published
from tests.factories.accreditation_committee import announced, decided, made, make_case
from tests.factories.cities import CityFactory

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
OPEN_TO_NOBODY = ("CANARY", "Level A", "Level B")


def content_of(document):
    """All of it: a file that is read to its end closes by itself."""
    return b"".join(document.streaming_content)


def make_certificates():
    for report in Report.objects.filter(kind="certificate"):
        make(report.pk)


def read(client, city):
    drawing.forget()
    return client.get(f"/cities/{city.slug}/")


def test_a_private_trial_record_is_not_found(client, private):
    assert client.get(f"/cities/{private.slug}/").status_code == 404
    assert client.get("/cities/nobody/").status_code == 404


def test_a_self_declared_city_says_that_it_is_not_accredited(client, self_declared):
    page = read(client, self_declared).text

    assert "Self-declared, not accredited" in page
    assert "it holds no label" in page
    assert "plaque" not in page


def test_an_unconfirmed_authority_shows_no_stage(client, session):
    application = make_case(session, state=S.DRAFT)
    city = application.city
    city.self_declared, city.confirmed_how, city.confirmed_on = True, "", None
    city.save()

    assert "Application under way" not in read(client, city).text


@pytest.mark.parametrize("state", list(published.OPEN))
def test_of_an_open_application_only_the_stage_is_public(client, session, state):
    application = make_case(session, state=state)

    page = read(client, application.city)

    now = next(step for step in page.context["steps"] if step["state"] == "now")
    assert now["label"] == application.stage.label
    assert application.get_state_display() in [str(stage.label) for stage in Stage] or (
        application.get_state_display() not in page.text
    )
    assert not any(word in page.text for word in (*OPEN_TO_NOBODY, application.reference))


@pytest.mark.parametrize("done", [made, announced, decided])
@pytest.mark.parametrize("code", ["A", "B"])
def test_nothing_is_known_of_a_decision_before_it_is_published(client, session, done, code):
    application = make_case(session)
    before = read(client, application.city).text

    done(application, code=code)

    assert read(client, application.city).text == before
    assert "Before the committee" in before


def test_preparing_tells_nothing_of_a_submission(client, session):
    application = make_case(session, state=S.DRAFT)
    before = read(client, application.city).text

    for state in (S.SUBMITTED, S.RETURNED):
        application.state = state
        application.save()

        assert read(client, application.city).text == before


def test_a_withdrawn_application_counts_as_never_made(client, session):
    application = make_case(session, state=S.WITHDRAWN)
    never = CityFactory(confirmed=True)

    page = read(client, application.city).text

    assert page == read(client, never).text.replace(never.name, application.city.name).replace(
        never.slug, application.city.slug
    )


def test_feedback_that_a_city_keeps_to_itself_is_not_published(client, session):
    application = make_case(session, purpose=Purpose.FEEDBACK)
    decision = decided(application)
    Decision.objects.filter(pk=decision.pk).update(
        outcome="feedback", level=None, published_on=today()
    )
    application.state = S.PUBLISHED
    application.save()

    assert "CANARY-REASONS" not in read(client, application.city).text
    assert application.city.name not in client.get("/decisions/").text
    assert application.city.name not in client.get("/sessions/").text

    application.feedback_public = True
    application.save()
    assert "CANARY-REASONS" in read(client, application.city).text


def test_an_accredited_city_shows_label_decision_profile_and_findings(client, accredited):
    city = accredited.city
    page = unescape(read(client, city).text)

    report = Report.objects.get(kind="panel_report")
    assert "Valid · Level B" in page
    assert "invented" in page
    assert "Demonstration: this label certifies nothing." in page
    assert accredited.number in page
    assert accredited.decision.reasons in page
    assert "The report of the panel is being made" in page
    for pillar in city.applications.get().framework.pillars.all():
        assert pillar.title in page
    for finding in report.facts["concerns"] + report.facts["strengths"]:
        assert finding["seen"] in page
    if report.facts["concerns"]:
        assert "Taken into its plan" in page


def test_profile_counts_steps_and_adds_up_nothing(client, accredited):
    facts = Report.objects.get(kind="panel_report").facts

    shown = read(client, accredited.city).context["page"].profiles

    rows = facts["profiles"][0]["rows"]
    assert [pillar.title for pillar in shown[0].pillars] == [row["title"] for row in rows]
    assert all(f'<td class="number">{row["counts"][-1]}</td>' in shown[0].pillars[n].bar
               for n, row in enumerate(rows))  # fmt: skip


def test_what_a_city_writes_in_its_record_stays_there(client, accredited):
    for measure in accredited.city.measures.all():
        measure.account, measure.owner = "CANARY-ACCOUNT", "CANARY-OWNER"
        measure.save()

    assert "CANARY" not in read(client, accredited.city).text


def test_report_and_certificate_can_be_had_once_they_are_ready(client, accredited):
    reference = accredited.decision.application.reference
    report = f"/cities/walkham/report/{reference}.pdf"
    certificate = f"/cities/walkham/certificate/{accredited.number}.pdf"
    assert client.get(report).status_code == client.get(certificate).status_code == 404

    make_waiting()

    page = read(client, accredited.city).text
    for address in (report, certificate):
        document = client.get(address)
        assert f'href="{address}"' in page
        assert document["Content-Disposition"].startswith("attachment")
        assert content_of(document).startswith(b"%PDF-")


@pytest.mark.parametrize(
    "facts",
    [
        {"state": "suspended"},
        {"state": "removed"},
        {"granted_on": date(2020, 1, 1), "valid_until": date(2024, 12, 31)},
    ],
)
def test_of_a_label_that_is_not_valid_no_certificate_is_had(client, accredited, facts):
    make_certificates()
    certificate = f"/cities/walkham/certificate/{accredited.number}.pdf"
    assert content_of(client.get(certificate))

    Label.objects.filter(pk=accredited.pk).update(**facts)

    assert client.get(certificate).status_code == 404
    assert f'href="{certificate}"' not in read(client, accredited.city).text


def test_no_certificate_of_an_earlier_level_is_had_while_the_new_one_is_made(client, accredited):
    make_certificates()
    certificate = f"/cities/walkham/certificate/{accredited.number}.pdf"
    other = accredited.framework.levels.exclude(pk=accredited.level_id).first()
    accredited.level, accredited.lowered_from = other, accredited.level
    accredited.save()
    ask_certificate(accredited, by=None)

    while_it_is_made = client.get(certificate).status_code
    make_certificates()

    assert while_it_is_made == 404
    assert content_of(client.get(certificate)).startswith(b"%PDF-")


def test_no_report_is_had_before_its_decision_is_published(client, world):
    application = world.at(S.DECIDED)
    make_waiting()
    slug, reference = application.city.slug, application.reference
    assert client.get(f"/cities/{slug}/report/{reference}.pdf").status_code == 404

    world.walk_to(application, S.PUBLISHED)

    assert content_of(client.get(f"/cities/{slug}/report/{reference}.pdf"))
    assert client.get(f"/cities/nobody/report/{reference}.pdf").status_code == 404
    assert client.get(f"/cities/{slug}/report/HRC-1999-0001.pdf").status_code == 404


def test_the_hearing_and_the_session_say_until_when(client, world):
    application = world.at(S.HEARING)

    page = read(client, application.city).text

    assert "Open for contributions until" in page
    assert "23:59 (Europe/Vienna)" in page
    assert "The committee meets on" in page


def test_the_number_of_a_label_is_never_broken(client, accredited):
    page = read(client, accredited.city).text

    assert f'Verify label <span class="nowrap">{accredited.number}</span>' in page


def test_a_renewal_shows_beside_the_label_that_is_held(client, world, accredited):
    application = world.reopen(accredited.city)

    page = read(client, accredited.city).text

    assert "Valid · Level B" in page
    assert "A new application is under way" in page
    assert "It is another application than the one decided on" in page
    assert application.reference not in page


def test_a_label_past_its_time_is_not_valid_whether_its_clock_rang_or_not(client, label):
    label.granted_on = today() - timedelta(days=9)
    label.valid_until = today() - timedelta(days=1)
    label.save()

    page = read(client, label.city).text

    assert "Not valid · Level B" in page
    assert "It was granted to the authority" in page


def test_every_label_says_that_it_certifies_the_authority_alone(client, label):
    page = read(client, label.city).text

    assert "It certifies the authority" in page
    assert "not the city or region as a whole" in page


def test_a_city_page_costs_five_statements_once_its_frozen_parts_were_read(
    client, accredited, django_assert_num_queries
):
    client.get("/about/")  # knows by now whether this is a demonstration

    with django_assert_num_queries(11):  # those, report, hearing, voices, reply …
        client.get("/cities/walkham/")
    with django_assert_num_queries(5):  # applications, documents, measures, day twice
        client.get("/cities/walkham/")


def test_steps_of_the_public_way_are_in_the_words_of_the_design():
    assert [str(stage.label) for stage in published.WAY] == [
        "Preparing", "Open for contributions", "Under review", "Before the committee", "Decided"
    ]  # fmt: skip
