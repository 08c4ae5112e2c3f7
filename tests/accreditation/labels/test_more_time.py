"""More time for what the holder of a label is to do: for what, until when, and who is told."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.formats import date_format

from accreditation import clocks
from accreditation.actions.deadlines import extend_deadline
from accreditation.choices import ApplicationState as A
from accreditation.choices import LabelState as S
from accreditation.models import Label
from accreditation.workflow import LABEL
from office.days import today
from office.models import Clock, TrailEntry
from office.ringing import let_days_pass
from office.workflow import Refused
from tests.factories.accreditation_committee import make_case, make_session
from tests.factories.labels import make_held

pytestmark = pytest.mark.django_db
MONTH = timedelta(days=30)
WHY = "The town hall was flooded."


@pytest.fixture
def held():
    return make_held()


def due(held, step):
    return Clock.objects.running().of(held.label).get(step=step).due_on


def said(held, step):
    clock = Clock.objects.running().of(held.label).get(step=step)
    return clock.due_on, clock.extended_because


def reviewed(held):
    held.taken_by_two("open_special_review")
    held.taken_by_two("close_special_review")


def suspended(held, days):
    held.taken_by_two("suspend")
    let_days_pass(days)
    held.label.refresh_from_db()
    held.taken_by_two("restore")


def extend(held, step, to, by=None):
    extend_deadline(subject=held.label, step=step, to=to, because=WHY, by=by or held.two[0])
    held.label.refresh_from_db()


def page(held, step):
    return reverse("accreditation:label_deadline", args=[held.label.number, step])


def test_nobody_else_gives_more_time(client, sign_in, held, someone):
    address = page(held, "give_notice")

    unseen = sign_in(client, someone).get(address)
    told = sign_in(client, held.lead).post(address, {"to": today(), "because": WHY})

    assert (unseen.status_code, told.status_code) == (404, 403)
    with pytest.raises(PermissionDenied):
        extend(held, "give_notice", due(held, "give_notice") + MONTH, by=held.lead)


@pytest.mark.parametrize("step", ["end_special_review", "suspend_unrenewed", "remind_of_talk"])
def test_a_special_review_and_the_last_day_of_a_label_have_no_more_time(
    client, sign_in, held, step
):
    held.taken_by_two("open_special_review")
    sign_in(client, held.two[0])

    label = client.get(reverse("accreditation:label", args=[held.label.number])).text

    assert Clock.objects.running().of(held.label).filter(step=step).exists()
    assert client.get(page(held, step)).status_code == 404
    assert page(held, step) not in label
    assert "A special review takes no longer than this." in label
    assert page(held, "give_notice") in label


@pytest.mark.parametrize(("days", "sentence"), [(0, "later than"), (5000, "must come before")])
def test_a_day_too_soon_or_past_the_label_is_refused(client, sign_in, held, days, sentence):
    before = due(held, "give_notice")
    to = before + timedelta(days=days)
    sign_in(client, held.two[0])

    typed = client.post(page(held, "give_notice"), {"to": to, "because": WHY})

    assert sentence in typed.text
    with pytest.raises(Refused, match=sentence):
        extend(held, "give_notice", to)
    assert due(held, "give_notice") == before


def test_where_no_day_is_left_the_page_says_why(client, sign_in, held):
    let_days_pass(60)
    held.taken_by_two("give_downgrade_notice")
    last_day = held.label.answer_until - MONTH
    Label.objects.filter(pk=held.label.pk).update(valid_until=last_day)
    held.label.refresh_from_db()
    sign_in(client, held.two[0])
    why = f"would have to come before {date_format(last_day)}, the label’s last day."

    label = client.get(reverse("accreditation:label", args=[held.label.number])).text
    typed = client.get(page(held, "remind_to_decide")).text

    assert page(held, "remind_to_decide") not in label
    assert page(held, "give_notice") in label
    assert why in label
    assert why in typed
    assert 'name="to"' not in typed
    with pytest.raises(Refused, match="No more time can be given"):
        extend(held, "remind_to_decide", held.label.answer_until + MONTH)


def test_while_a_renewal_runs_only_the_update_ends_before_the_last_day(client, sign_in, held):
    held.taken_by_two("give_downgrade_notice")
    renewal = make_case(make_session(held.label.framework, "next"), state=A.SUBMITTED)
    last_day = min(held.label.answer_until, due(held, "give_notice"))
    Label.objects.filter(pk=held.label.pk).update(valid_until=last_day, renewal=renewal)
    held.label.refresh_from_db()
    later = held.label.answer_until + MONTH

    extend(held, "remind_to_decide", later)

    assert held.label.answer_until == later
    with pytest.raises(Refused, match="the label’s last day"):
        extend(held, "give_notice", due(held, "give_notice") + MONTH)


def test_a_notice_can_be_answered_for_as_long_as_more_time_says(held):
    held.taken_by_two("give_downgrade_notice")
    before, later = due(held, "remind_to_decide"), due(held, "remind_to_decide") + MONTH
    extend(held, "remind_to_decide", later)

    let_days_pass((before - today()).days + 1)

    assert held.label.answer_until == later
    assert due(held, "remind_to_decide") == later
    with pytest.raises(Refused, match=date_format(later)):
        held.taken_by_two("keep_level")


def test_a_yearly_update_is_late_once_the_later_day_has_passed(held):
    before = due(held, "give_notice")
    extend(held, "give_notice", before + MONTH)

    let_days_pass((before - today()).days + 1)
    in_time = held.label.due_update
    held.pass_until_over("give_notice")

    assert (in_time.due_on, in_time.noticed_on) == (before + MONTH, None)
    assert held.label.due_update.noticed_on == today()


def test_a_yearly_update_comes_before_the_next_one(held):
    suspended(held, 10)
    second = clocks.months_after(held.label.granted_on, 24) + timedelta(days=10)

    with pytest.raises(Refused, match="the day the next yearly update is due"):
        extend(held, "give_notice", second)
    extend(held, "give_notice", second - timedelta(days=1))
    let_days_pass((second - today()).days - 1)
    held.file_update()

    assert (held.label.due_update.number, held.label.due_update.due_on) == (2, second)


def test_the_last_yearly_update_comes_before_the_last_day(held):
    Label.objects.filter(pk=held.label.pk).update(valid_until=due(held, "give_notice") + MONTH)
    held.label.refresh_from_db()

    with pytest.raises(Refused, match="the label’s last day"):
        extend(held, "give_notice", held.label.valid_until)


def test_a_report_is_marked_late_once_the_later_day_has_passed(held):
    held.pass_until_over("give_notice")
    before = due(held, "hold")
    extend(held, "hold", before + MONTH)

    let_days_pass((before - today()).days + 1)
    held.label.refresh_from_db()
    in_time = held.label.state
    held.pass_until_over("hold")

    assert (in_time, held.label.state) == (S.VALID, S.ON_HOLD)


def test_a_special_review_or_a_suspension_takes_no_time_that_was_given(held):
    held.pass_until_over("give_notice")
    later = due(held, "hold") + MONTH
    extend(held, "hold", later)

    reviewed(held)
    after_the_review = said(held, "hold")
    suspended(held, 10)
    after_the_suspension = said(held, "hold")
    reviewed(held)

    assert after_the_review == (later, WHY)
    assert after_the_suspension == (later + timedelta(days=10), WHY)
    assert said(held, "hold") == after_the_suspension


def test_a_suspension_during_a_special_review_takes_no_time_either(held):
    held.pass_until_over("give_notice")
    later = due(held, "hold") + MONTH
    extend(held, "hold", later)

    held.taken_by_two("open_special_review")
    suspended(held, 10)
    held.taken_by_two("close_special_review")

    assert said(held, "hold") == (later + timedelta(days=10), WHY)


def test_the_reason_stands_on_the_page_after_a_special_review(client, sign_in, held):
    held.pass_until_over("give_notice")
    extend(held, "hold", due(held, "hold") + MONTH)
    reviewed(held)

    page = sign_in(client, held.lead).get(reverse("accreditation:label", args=[held.label.number]))

    assert f"extended: {WHY}" in page.text


def test_a_suspended_label_lapses_after_the_later_day(held):
    held.taken_by_two("suspend")
    before = due(held, "lapse")
    extend(held, "lapse", before + MONTH)

    let_days_pass((before - today()).days + 1)
    held.label.refresh_from_db()
    in_time = held.label.state
    held.pass_until_over("lapse")

    assert (in_time, held.label.state) == (S.SUSPENDED, S.LAPSED)


def test_the_page_keeps_the_reason_and_both_sides_are_told(client, sign_in, held):
    later = due(held, "give_notice") + MONTH
    sign_in(client, held.two[0])

    answer = client.post(page(held, "give_notice"), {"to": later, "because": WHY}, follow=True)

    entry = TrailEntry.objects.of(held.label).last()
    told = [held.letters_to(person)[0] for person in (held.lead, *held.two)]
    assert f"extended: {WHY}" in answer.text
    assert (entry.step, entry.workflow) == ("extend", LABEL.name)
    assert entry.words.actor == held.two[0]
    assert all(date_format(later) in subject for subject in told)
    assert (
        WHY
        in sign_in(client, held.lead)
        .get(reverse("accreditation:label", args=[held.label.number]))
        .text
    )
