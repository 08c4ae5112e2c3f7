"""What is typed for a step that was taken meanwhile: refused with a sentence, and kept."""

import pytest
from django.urls import reverse

from accreditation.actions import applications as actions
from accreditation.choices import ApplicationState as S
from accreditation.models import Application, Reply, SignOff
from accreditation.workflow import APPLICATION
from office.days import today
from office.models import TrailEntry
from office.saving import ChangedMeanwhile
from office.workflow import Refused
from tests.at_once import at_once
from tests.factories.accreditation_committee import lead_of, make_case, make_session
from tests.factories.cities import CityFactory
from tests.factories.commitments import six
from tests.factories.progress import evidence_of, lead_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(db):
    return make_session(six(), state="filing")


def prepare(application, **other):
    words = {
        "version": application.version,
        "session": application.session,
        "purpose": "feedback",
        "wished_language": "fr",
        "feedback_public": True,
        "body": "Council",
        "decided_on": today(),
        "document": application.city.evidence.first() or evidence_of(application.city),
    }
    actions.prepare_application(application=application, by=lead_of(application), **words | other)


def agree(application):
    actions.agree_on_language(
        application=application, version=application.version, language="fr", by=lead_of(application)
    )


def reply(application, text="We heard them.", version=0):
    actions.write_reply(
        application=application, text=text, version=version, by=lead_of(application)
    )


ACTIONS = [(prepare, "submit"), (agree, "admit"), (reply, "reply")]
ELSEWHERE = [
    (act, state)
    for act, step in ACTIONS
    for state in S
    if state not in APPLICATION.transitions[step].source
]


@pytest.mark.parametrize(("act", "state"), ELSEWHERE)
def test_nothing_is_written_where_its_step_cannot_be_taken(session, act, state):
    application = make_case(session, state=state)

    with pytest.raises(Refused) as refused:
        act(application)

    application.refresh_from_db()
    assert all(refused.value.reasons)
    assert (application.purpose, application.working_language) == ("level", "")
    assert not SignOff.objects.exists()
    assert not Reply.objects.exists()
    assert not TrailEntry.objects.of(application).exists()


@pytest.mark.parametrize(("act", "step"), ACTIONS)
def test_what_the_page_last_knew_of_the_state_does_not_count(session, act, step):
    state = APPLICATION.transitions[step].source[0]
    application = make_case(session, state=state)
    Application.objects.update(state=S.FORMING)

    with pytest.raises(Refused):
        act(application)


def test_who_saves_a_reply_second_overwrites_nothing(session):
    application = make_case(session, state=S.REPLYING)
    reply(application, "First.")

    with pytest.raises(ChangedMeanwhile):
        reply(application, "Second.")

    assert Reply.objects.get().text == "First."


FORMS = [
    ("prepare", {"body": "Council of the lake"}, "Council of the lake"),
    ("admission", {"language": "fr", "version": 0}, 'value="fr" selected'),
    ("reply", {"text": "Nine associations wrote.", "version": 0}, "Nine associations wrote."),
]


@pytest.mark.parametrize(("name", "typed", "kept"), FORMS)
def test_the_form_comes_back_with_a_sentence_and_what_was_typed(
    client, session, secretariat, sign_in, name, typed, kept
):
    application = make_case(session, state=S.FORMING)
    if name == "prepare":
        typed = {
            **typed,
            "version": 0,
            "purpose": "level",
            "session": session.pk,
            "wished_language": "en",
            "decided_on": today().isoformat(),
            "document": evidence_of(application.city).pk,
        }
    sign_in(client, secretariat if name == "admission" else lead_of(application))

    answer = client.post(reverse(f"accreditation:{name}", args=[application.reference]), typed)

    assert answer.status_code == 409
    assert kept in answer.text
    assert answer.context["form"].non_field_errors()


def test_both_replies_are_shown_where_two_people_wrote_one(client, session, sign_in):
    application = make_case(session, state=S.REPLYING)
    reply(application, "What the first one wrote.")
    sign_in(client, lead_of(application))
    url = reverse("accreditation:reply", args=[application.reference])

    answer = client.post(url, {"text": "What the second one wrote.", "version": 0})
    client.post(url, {"text": "Both of us.", "version": 1})

    assert answer.status_code == 409
    assert "What the first one wrote." in answer.text
    assert "What the second one wrote." in answer.text
    assert Reply.objects.get().text == "Both of us."


def test_of_two_windows_the_second_sees_what_the_first_applied_for(client, session, sign_in):
    application = make_case(session, state=S.DRAFT)
    sign_in(client, lead_of(application))
    url = reverse("accreditation:prepare", args=[application.reference])
    document = evidence_of(application.city, title="Minutes of the council")
    first = {
        "version": 0, "purpose": "feedback", "session": session.pk, "wished_language": "fr",
        "body": "City council", "decided_on": today().isoformat(), "document": document.pk,
    }  # fmt: skip
    second = {**first, "purpose": "level", "wished_language": "en", "body": "The mayor alone"}
    client.post(url, first)

    answer = client.post(url, second)

    application.refresh_from_db()
    assert answer.status_code == 409
    assert (application.purpose, application.sign_off.body) == ("feedback", "City council")
    stands = dict(answer.context["form"].meanwhile)
    assert stands["Who decided to apply?"] == "City council"
    assert stands["What do you apply for?"] == "Feedback only"
    assert stands["Where can it be read?"] == "Minutes of the council"
    assert 'value="The mayor alone"' in answer.text

    client.post(url, {**second, "version": answer.context["form"]["version"].value()})

    kept = Application.objects.get()
    assert (kept.purpose, kept.sign_off.body) == ("level", "The mayor alone")


def test_two_of_the_secretariat_agree_on_one_language_and_not_past_one_another(session):
    application = make_case(session, state=S.SUBMITTED)
    seen = Application.objects.get()
    agree(application)

    with pytest.raises(ChangedMeanwhile) as changed:
        actions.agree_on_language(
            application=application, version=seen.version, language="de", by=lead_of(application)
        )

    assert changed.value.current.working_language == "fr"


@pytest.mark.postgres(only=True)
@pytest.mark.django_db(transaction=True)
def test_of_many_who_prepare_at_once_one_is_first_and_all_others_are_told(session):
    application = make_case(session, state=S.DRAFT)
    evidence_of(application.city)

    outcomes = at_once(
        5,
        lambda number: prepare(Application.objects.get(), version=0, body=f"Council {number}",
                               session=session),
    )  # fmt: skip

    told = [each for each in outcomes if isinstance(each, ChangedMeanwhile)]
    application.refresh_from_db()
    assert (len(told), application.version) == (4, 1)
    assert TrailEntry.objects.of(application).filter(step="prepare").count() == 1


@pytest.mark.postgres(only=True)
@pytest.mark.django_db(transaction=True)
def test_a_reply_written_while_it_is_sent_on_is_there_before_it_or_refused(session):
    """Five rounds: whoever comes first, nothing is written once the step was taken."""
    for _round in range(5):
        application = make_case(session, state=S.REPLYING)
        lead = lead_of(application)

        def act(number, reference=application.reference, lead=lead):
            mine = Application.objects.get(reference=reference)
            if number == 0:
                return APPLICATION.perform("reply", mine, by=lead)
            return actions.write_reply(application=mine, text=f"{number}", version=0, by=lead)

        at_once(4, act)

        steps = [entry.step for entry in TrailEntry.objects.of(application).order_by("pk")]
        assert steps.count("write_reply") <= 1
        assert steps[-1] == "reply"


@pytest.mark.postgres(only=True)
@pytest.mark.django_db(transaction=True)
def test_of_many_applications_opened_at_once_each_has_a_reference_of_its_own(session):
    cities = [CityFactory() for _number in range(5)]
    leads = [lead_for(city) for city in cities]

    outcomes = at_once(
        5,
        lambda number: actions.open_application(
            city=cities[number], framework=session.framework, by=leads[number]
        ),
    )

    assert len({application.reference for application in outcomes}) == 5


@pytest.mark.postgres(only=True)
@pytest.mark.django_db(transaction=True)
def test_a_city_that_applies_five_times_at_once_has_one_application(session):
    city = CityFactory()
    lead = lead_for(city)

    at_once(
        5,
        lambda _number: actions.open_application(city=city, framework=session.framework, by=lead),
    )

    assert city.applications.count() == 1
