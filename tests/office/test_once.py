"""The same form sent many times has one effect; another form has its own."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from accreditation.choices import SessionState
from accreditation.models import Session
from cities.choices import Role
from commitments.models import Framework
from office.models import Submission, TrailEntry
from office.once import key_of
from office.tasks import sweep
from progress.models import Measure
from tests.at_once import at_once
from tests.factories.accreditation_committee import make_session
from tests.factories.cities import CityFactory
from tests.factories.commitments import six
from tests.factories.progress import answered

TOKEN = "t" * 64
RAMP = {"title": "A ramp at the town hall", "version": 0, "state": "planned"}


@pytest.fixture
def city(db):
    six()
    return CityFactory()


@pytest.fixture
def editor(city, member_of):
    return member_of(city, Role.EDITOR)


@pytest.fixture
def address(city):
    return reverse("progress:measure_new", args=[city.slug])


@pytest.fixture
def send(client, sign_in, editor, address):
    """A function: send a form for a new measure, from a page with this token."""
    sign_in(client, editor)

    def post(token=TOKEN, **typed):
        words = {**RAMP, **typed, "csrfmiddlewaretoken": token}
        return client.post(address, words)

    return post


def key(**changes):
    facts = {"path": "/a/", "data": {"csrfmiddlewaretoken": TOKEN, "text": "a"}, **changes}
    request = RequestFactory().post(**facts)
    request.upload_handlers = [MemoryFileUploadHandler(request)]  # as where files are asked for
    return key_of(request)


@pytest.mark.parametrize(
    "changes",
    [
        {"path": "/b/"},
        {"path": "/a/?page=2"},
        {"data": {"csrfmiddlewaretoken": TOKEN, "text": "b"}},
        {"data": {"csrfmiddlewaretoken": "u" * 64, "text": "a"}},
        {"data": {"csrfmiddlewaretoken": TOKEN, "text": "a", "more": ""}},
        {"data": {"csrfmiddlewaretoken": TOKEN, "text": "a", "file": b"other"}},
    ],
)
def test_another_address_word_or_page_is_another_form(changes):
    assert key(**changes) != key()


def test_another_file_of_the_same_name_is_another_form():
    keys = {
        key(data={"file": SimpleUploadedFile("a.txt", content)}) for content in (b"one", b"two")
    }

    assert len(keys) == 2


def test_broken_text_is_a_form_like_any_other():
    assert key(data={"text": "\udc80"}, content_type="application/x-www-form-urlencoded")


def test_a_form_with_errors_may_be_sent_again_as_it_is(send):
    first, second = send(title=""), send(title="")

    assert (first.status_code, second.status_code) == (200, 200)
    assert "This was sent twice" not in second.text


def test_whoever_died_while_acting_upon_a_form_does_not_keep_it(send, editor, address):
    send()
    Measure.objects.all().delete()
    begun = timezone.now() - timedelta(minutes=2)
    Submission.objects.update(went_to="", answered_at=None, sent_at=begun)

    send()

    assert Measure.objects.count() == 1


def test_while_the_first_is_acted_upon_the_second_is_told_so(send, monkeypatch):
    monkeypatch.setattr("office.once.PATIENCE", 0.0)
    send()
    Submission.objects.update(went_to="", answered_at=None)

    answer = send()

    assert answer.status_code == 202
    assert "the first is still being worked on" in answer.text
    assert Measure.objects.count() == 1


def test_the_same_words_from_a_page_opened_anew_are_meant_anew(send):
    send()
    send(token="u" * 64)

    assert Measure.objects.count() == 2


def test_the_same_form_after_another_one_is_meant_anew(send):
    """Somebody goes back to an old page and says again what they have changed in between."""
    send()
    send(title="A lift")
    send()

    assert Measure.objects.count() == 3


def test_another_form_in_between_does_not_let_one_run_twice(send, monkeypatch):
    """X, Y, X: the first X is still being acted upon."""
    monkeypatch.setattr("office.once.PATIENCE", 0.0)
    send()
    Submission.objects.update(went_to="", answered_at=None)

    send(title="A lift")
    answer = send()

    assert answer.status_code == 202
    assert Measure.objects.count() == 2


def test_a_form_that_was_answered_after_another_one_began_is_sent_twice(send):
    """X, Y, X: the first X took long, and the second X was the same press."""
    first = send()
    send(title="A lift")
    Submission.objects.update(answered_at=timezone.now())

    second = send()

    assert second.url == first.url
    assert Measure.objects.count() == 2


def test_a_refusal_that_leads_back_may_be_sent_again(client, sign_in, city, lead_of):
    """Somebody changed the answer, then took it back; the same page is still open."""
    lead = lead_of(city)
    answered(city, Framework.objects.current(), step=2)
    code = city.answers.first().requirement.code
    address = reverse("progress:agree_one", args=[city.slug, code])
    sign_in(client, lead)

    client.post(address, {"csrfmiddlewaretoken": TOKEN, "version": 9})
    client.get(reverse("accreditation:desk"))
    answer = client.post(address, {"csrfmiddlewaretoken": TOKEN, "version": 9}, follow=True)

    assert "This was sent twice" not in answer.text
    assert "Somebody changed this answer just now." in answer.text


def test_forms_of_long_ago_are_forgotten(send, editor):
    send()
    Submission.objects.update(sent_at=timezone.now() - timedelta(minutes=11))
    send(title="A lift")

    sweep()

    assert editor.submissions.count() == 1


def test_the_same_form_long_after_is_meant_anew(send):
    send()
    Submission.objects.update(sent_at=timezone.now() - timedelta(minutes=11))
    send()

    assert Measure.objects.count() == 2


def test_a_visitor_s_forms_are_not_remembered(client, db):
    client.post(reverse("account_login"), {"csrfmiddlewaretoken": TOKEN, "login": "x"})

    assert not Submission.objects.exists()


@pytest.mark.parametrize("name", ["voices:speak", "voices:reprisal", "voices:receipt"])
def test_speaking_leaves_no_trace_even_of_somebody_signed_in(client, sign_in, editor, name):
    sign_in(client, editor)

    client.post(reverse(name), {"csrfmiddlewaretoken": TOKEN})

    assert not Submission.objects.exists()


def test_what_is_remembered_tells_nothing_of_what_was_typed(send, editor):
    send()

    kept = Submission.objects.get(person=editor)
    assert len(kept.key) == 64
    assert "ramp" not in kept.key + kept.went_to


def test_a_second_press_leads_where_the_first_led_and_says_so(send, client):
    first, second = send(), send()

    assert (first.status_code, second.url) == (302, first.url)
    assert "This was sent twice. It was taken once." in client.get(second.url).text
    assert Measure.objects.count() == 1


# --- many at once, as only PostgreSQL can show it ---------------------------------------------


@pytest.fixture
def fifty(sign_in):
    """A function: what fifty connections of one person get for the same form."""

    def send(person, address, **typed):
        cookies = sign_in(Client(), person).cookies

        def post(_number):
            client = Client()
            client.cookies = cookies
            return client.post(address, {**typed, "csrfmiddlewaretoken": TOKEN})

        return at_once(50, post)

    return send


@pytest.mark.postgres(only=True)
@pytest.mark.django_db(transaction=True)
def test_of_fifty_forms_for_a_new_row_one_makes_it(fifty, editor, address):
    answers = fifty(editor, address, **RAMP)

    assert {(answer.status_code, answer.url) for answer in answers} == {(302, answers[0].url)}
    assert Measure.objects.count() == 1


@pytest.mark.postgres(only=True)
@pytest.mark.django_db(transaction=True)
def test_of_fifty_forms_with_an_answer_one_makes_a_version(fifty, editor, city):
    address = reverse("progress:requirement", args=[city.slug, "R1.1"])

    answers = fifty(editor, address, version=0, text="Once.")

    assert {(answer.status_code, answer.url) for answer in answers} == {(302, address)}
    assert city.answers.get().versions.count() == 1


@pytest.mark.postgres(only=True)
@pytest.mark.django_db(transaction=True)
def test_of_fifty_forms_for_a_step_one_takes_it_and_nobody_is_refused(fifty, secretariat):
    session = make_session(six(), state=SessionState.FILING)

    answers = fifty(
        secretariat, reverse("accreditation:session_step", args=[session.code, "close_filing"])
    )

    assert {answer.status_code for answer in answers} == {302}
    assert Session.objects.get().state == SessionState.CLOSED
    assert TrailEntry.objects.filter(step="close_filing").count() == 1
