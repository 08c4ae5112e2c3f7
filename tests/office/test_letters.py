"""Letters: written with their cause, sent at least once, read by one person."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPResponseException, SMTPServerDisconnected

import pytest
from celery import current_app
from django.core import mail
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from office import letters, sending, tasks
from office.models import Letter
from office.models.letter import LetterState
from tests.factories.people import UserFactory

REFUSED = SMTPRecipientsRefused({"someone@example.org": (550, b"no such person")})


def write(to, **more):
    context = {"report": {"title": "Panel report", "about": "HRC-2027-0001", "code": "ABCD"}}
    return letters.write(
        to=to, template="mail/report_ready.txt", context={**context, **more}, link="/office/"
    )


@pytest.fixture
def letter(someone):
    return write(someone)


@pytest.fixture
def committed_letter(transactional_db):
    return write(UserFactory(name="Someone"))


def test_a_template_without_text_is_refused(someone):
    with pytest.raises(ValueError, match="has no subject or no text"):
        letters.write(to=someone, template="mail/_outcome.txt", context={"outcome": "no_level"})


def test_a_letter_of_what_was_undone_was_never_written(someone):
    with transaction.atomic():
        write(someone)
        transaction.set_rollback(True)

    assert not Letter.objects.exists()


def test_a_queue_that_is_down_hurts_nobody(
    someone, monkeypatch, django_capture_on_commit_callbacks, caplog
):
    def is_down(*_args, **_options):
        raise OperationalError("no route")

    monkeypatch.setattr(current_app, "send_task", is_down)

    with django_capture_on_commit_callbacks(execute=True):
        letter = write(someone)

    assert letter.state == LetterState.WAITING
    assert "the next sweep does its work" in caplog.text


def test_the_worker_is_woken_once_however_many_letters(
    someone, monkeypatch, django_capture_on_commit_callbacks
):
    sent = []
    monkeypatch.setattr(current_app, "send_task", lambda name, **_options: sent.append(name))

    with django_capture_on_commit_callbacks(execute=True):
        write(someone)
        write(someone)

    assert sent == ["office.tasks.send_letters"]


def test_the_first_line_is_the_subject_and_the_rest_the_letter(letter):
    assert letter.subject == "HRC-2027-0001: “Panel report” is ready"
    assert letter.body.startswith("The document “Panel report” that you asked for is ready")


def test_the_foot_names_the_operator_and_the_marks(someone, demonstration):
    letter = write(someone, pilot=True)

    marks = letter.body.partition(letters.FOOT)[2].splitlines()
    assert marks == [
        "Demonstration, not run or endorsed by FRA or the EU",
        "Pilot: under an edition that is still in consultation.",
        "This is a demonstration. Invented cities and people do not exist.",
    ]


def test_no_letter_is_sent_inside_a_transaction(committed_letter):
    with (
        pytest.raises(RuntimeError, match="durable"),
        transaction.atomic(),
    ):
        sending.send_waiting()

    assert mail.outbox == []


@pytest.mark.parametrize(
    "problem",
    [SMTPServerDisconnected("gone"), SMTPResponseException(421, b"not now"), OSError("no network")],
)
def test_a_mail_server_that_is_away_is_no_letters_fault(letter, monkeypatch, problem):
    monkeypatch.setattr(mail.EmailMessage, "send", raising(problem))

    tries = [sending.send_waiting() for _sweep in range(7)]

    letter.refresh_from_db()
    assert tries == [0] * 7
    assert (letter.state, letter.attempts) == (LetterState.WAITING, 0)


def hanging_up_at(*letters):
    """Sends as usual, but the line breaks at these."""
    usual, at = mail.EmailMessage.send, {letter.message_id for letter in letters}

    def send(message, **options):
        if message.extra_headers["Message-ID"] in at:
            raise SMTPServerDisconnected("Connection unexpectedly closed")
        return usual(message, **options)

    return send


def test_a_letter_at_which_the_server_hangs_up_keeps_no_other_back(letter, someone, monkeypatch):
    for _letter in range(3):
        write(someone)
    monkeypatch.setattr(mail.EmailMessage, "send", hanging_up_at(letter))

    assert sending.send_waiting() == 3
    letter.refresh_from_db()
    assert (letter.state, letter.attempts) == (LetterState.WAITING, 1)
    assert letter.claimed_until > timezone.now() + timedelta(minutes=1)


def test_a_letter_that_breaks_the_line_again_and_again_while_others_leave_has_failed(
    letter, someone, monkeypatch
):
    monkeypatch.setattr(mail.EmailMessage, "send", hanging_up_at(letter))

    for _attempt in range(6):
        write(someone)
        Letter.objects.update(claimed_until=None)
        sending.send_waiting()

    letter.refresh_from_db()
    assert letter.state == LetterState.FAILED


def test_many_letters_that_break_the_line_keep_no_other_back_for_long(someone, monkeypatch):
    bad, good = [write(someone) for _letter in range(6)], [write(someone) for _letter in range(3)]
    monkeypatch.setattr(mail.EmailMessage, "send", hanging_up_at(*bad))
    past = timezone.now() - timedelta(seconds=1)

    sent = []
    for _minutes in range(4):
        sent.append(sending.send_waiting())
        Letter.objects.exclude(claimed_until=None).update(claimed_until=past)

    assert sum(sent) == len(good)


def test_a_line_that_breaks_at_two_letters_in_a_row_is_a_server_that_is_away(
    letter, someone, monkeypatch
):
    others = [write(someone) for _letter in range(3)]
    monkeypatch.setattr(mail.EmailMessage, "send", hanging_up_at(letter, *others))

    assert sending.send_waiting() == 0
    assert list(Letter.objects.values_list("attempts", flat=True)) == [0] * 4
    assert Letter.objects.filter(claimed_until=None).count() == 2


def test_no_letter_is_taken_where_no_connection_is_to_be_had(letter, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    assert sending.send_waiting() == 0
    letter.refresh_from_db()
    assert (letter.state, letter.attempts) == (LetterState.WAITING, 0)


def test_one_letter_that_is_not_taken_keeps_no_other_back(letter, someone, monkeypatch):
    write(someone)
    usual = mail.EmailMessage.send

    def refuse_the_first(message, **options):
        if message.extra_headers["Message-ID"] == letter.message_id:
            raise REFUSED
        return usual(message, **options)

    monkeypatch.setattr(mail.EmailMessage, "send", refuse_the_first)

    assert sending.send_waiting() == 1
    letter.refresh_from_db()
    assert (letter.state, letter.attempts) == (LetterState.WAITING, 1)
    assert letter.claimed_until > timezone.now()


def test_a_letter_that_cannot_be_sent_does_not_keep_the_others_waiting(someone, caplog):
    broken, whole = write(someone), write(someone)
    Letter.objects.filter(pk=broken.pk).update(subject="In\ntwo lines, for Edda")

    assert sending.send_waiting() == 1

    broken.refresh_from_db()
    whole.refresh_from_db()
    assert (broken.state, whole.state) == (LetterState.WAITING, LetterState.SENT)
    assert caplog.messages == [f"Letter {broken.pk} could not be sent: BadHeaderError"]


def test_a_letter_not_taken_five_times_has_failed(letter, monkeypatch):
    monkeypatch.setattr(mail.EmailMessage, "send", raising(REFUSED))

    for _attempt in range(7):
        Letter.objects.update(claimed_until=None)
        sending.send_waiting()

    letter.refresh_from_db()
    assert (letter.state, letter.attempts) == (LetterState.FAILED, 5)


def test_more_letters_than_go_over_one_connection_leave(someone):
    for _letter in range(sending.BAG + 1):
        write(someone)

    assert sending.send_waiting() == sending.BAG + 1


def test_a_letter_whose_sender_died_each_time_has_failed(letter):
    Letter.objects.update(attempts=5, claimed_until=timezone.now() - timedelta(minutes=1))

    assert sending.send_waiting() == 0
    letter.refresh_from_db()
    assert letter.state == LetterState.FAILED


def test_a_letter_somebody_is_sending_is_left_to_them(letter):
    Letter.objects.update(claimed_until=timezone.now() + timedelta(minutes=1))

    assert sending.send_waiting() == 0
    assert mail.outbox == []


def test_a_letter_whose_sender_died_is_sent(letter):
    Letter.objects.update(claimed_until=timezone.now() - timedelta(minutes=1), attempts=1)

    assert sending.send_waiting() == 1


def test_sending_twice_has_one_effect(letter):
    tasks.send_letters()
    tasks.send_letters()

    letter.refresh_from_db()
    assert letter.state == LetterState.SENT
    assert len(mail.outbox) == 1


def test_a_mail_says_where_to_go_above_the_foot(letter):
    sending.send_waiting()

    (sent,) = mail.outbox
    text, _foot, marks = sent.body.partition(letters.FOOT)
    assert text.endswith("http://localhost:8000/office/")
    assert marks.startswith("Demonstration")
    assert sent.extra_headers["Message-ID"] == letter.message_id
    assert sent.to == [letter.to.email]


def raising(problem):
    def send(_mail, **_options):
        raise problem

    return send
