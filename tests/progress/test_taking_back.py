"""A question is taken back before it is public; after that, it is withdrawn from public help."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from cities.actions import offer_help
from cities.choices import Role
from commitments.models import HelpWithdrawal, PublicHelp
from office.models import Letter, TrailEntry
from office.workflow import Refused
from progress.actions import (
    answer_question,
    ask,
    publish_question,
    take_back_question,
    withdraw_help,
)
from progress.models import Question
from tests.factories.cities import CityFactory
from tests.factories.progress import lead_for

WHY = "The law has changed since."


@pytest.fixture
def mentor(db):
    city = CityFactory(name="Aldersund", confirmed=True)
    words = "Housing, in English"
    return offer_help(city=city, version=city.version, note=words, by=lead_for(city))


@pytest.fixture
def question(city, six, requirement, mentor):
    """What this city asks another one, not answered yet."""
    text = "What counts as a rule?"
    by = lead_for(city)
    return ask(city=city, requirement=requirement(), text=text, by=by, mentor=mentor)


@pytest.fixture
def public(question, city, mentor):
    """The same, answered and public."""
    answer_question(
        question=question, text="A decision that binds.", may_be_public=True, by=lead_for(mentor)
    )
    return publish_question(question=question, wording="What counts?", by=lead_for(city))


@pytest.fixture
def framework_page(six):
    return reverse("commitments:commitment", args=[six.code, six.edition, "R1"])


def test_a_mentor_is_told_that_the_answer_is_public_and_how_to_withdraw_it(
    client, question, mentor, public, sign_in
):
    page = reverse("progress:asked_of_us", args=[mentor.slug, question.pk])
    sign_in(client, lead_for(mentor))

    answered = client.get(page)

    letter = Letter.objects.get(to=lead_for(mentor), subject__contains="is public now")
    assert "What counts?" in letter.body
    assert "you can withdraw it at any time" in letter.body
    assert letter.link == page
    assert "Others can read question and answer since" in answered.text


@pytest.mark.parametrize("reason", ["", "  ", "a\x00b"])
def test_nothing_is_taken_back_or_withdrawn_without_a_reason(question, public, city, reason):
    by = lead_for(city)
    waiting = Question.objects.create(
        city=city, framework_code="x", code="R1.1", text="?", by=by, asked_on="2026-01-01"
    )

    with pytest.raises(Refused):
        take_back_question(question=waiting, reason=reason, by=by)
    with pytest.raises(Refused):
        withdraw_help(public=public, reason=reason, by=by, side=None)

    assert not HelpWithdrawal.objects.exists()


def test_what_is_public_is_not_taken_back_but_withdrawn(question, public, city):
    with pytest.raises(Refused, match="withdrawn from public help"):
        take_back_question(question=question, reason=WHY, by=lead_for(city))


def test_what_is_taken_back_is_neither_answered_nor_made_public(question, city, mentor):
    take_back_question(question=question, reason=WHY, by=lead_for(city))

    with pytest.raises(Refused, match="taken the question back"):
        answer_question(question=question, text="Yes.", may_be_public=False, by=lead_for(mentor))
    with pytest.raises(Refused, match="has been taken back"):
        publish_question(question=question, wording="What counts?", by=lead_for(city))
    with pytest.raises(Refused, match="already"):
        take_back_question(question=question, reason=WHY, by=lead_for(city))
    assert not Question.objects.open().exists()


def test_a_reason_that_tells_who_asked_is_not_public(public, city):
    with pytest.raises(Refused, match="names Östhafen"):
        withdraw_help(public=public, reason="Östhafen asked for it.", by=lead_for(city), side=None)


def test_it_is_withdrawn_once(public, city):
    withdraw_help(public=public, reason=WHY, by=lead_for(city), side=None)

    with pytest.raises(Refused, match="already"):
        withdraw_help(public=public, reason="Again.", by=lead_for(city), side=None)

    assert HelpWithdrawal.objects.get().reason == WHY


def test_it_stands_in_the_trail_of_both_cities(public, city):
    withdraw_help(public=public, reason=WHY, by=lead_for(city), side=city)

    assert TrailEntry.objects.filter(step="withdraw_help").count() == 2


@pytest.mark.parametrize("broken", [{"taken_back_on": "2026-05-01"}, {"taken_back_because": "x"}])
def test_the_database_keeps_no_half_of_it(question, broken):
    with pytest.raises(IntegrityError), transaction.atomic():
        Question.objects.filter(pk=question.pk).update(**broken)


def test_others_do_not_learn_of_the_page_and_observers_do_not_act(
    client, city, question, public, member_of, address, someone, sign_in
):
    there = reverse("questions:help", args=[public.pk])
    sign_in(client, someone)
    stranger, none = client.get(there), client.get(there.replace(str(public.pk), "999999"))
    sign_in(client, lead_for(city))
    lead = client.post(there, {"reason": WHY})
    sign_in(client, member_of(city, Role.OBSERVER))
    observer = client.post(address("question", question.pk), {"reason": WHY, "do": "back"})

    assert (stranger.status_code, lead.status_code, observer.status_code) == (404, 404, 403)
    assert stranger.content == none.content
    assert not HelpWithdrawal.objects.exists()


def test_the_team_takes_its_question_back_and_whoever_was_asked_is_told(
    as_lead, city, mentor, question, address, sign_in
):
    mine = address("question", question.pk)
    empty = as_lead.post(mine, {"reason": "", "do": "back"})
    as_lead.post(mine, {"reason": WHY, "do": "back"})
    listed = as_lead.get(address("questions"))
    page = as_lead.get(mine)
    sign_in(as_lead, lead_for(mentor))
    theirs = as_lead.get(reverse("progress:asked_of_us", args=[mentor.slug, question.pk]))

    letter = Letter.objects.filter(to=lead_for(mentor)).first()
    entry = TrailEntry.objects.of(city).last()
    assert "error-summary" in empty.text or "This field is required" in empty.text
    assert "Taken back" in listed.text
    for shown in (page, theirs):
        assert WHY in shown.text
        assert "<textarea" not in shown.text
    assert "no longer asks you" in letter.subject
    assert (entry.step, entry.words.note) == ("take_back_question", f"R1.1: {WHY}")


def test_what_the_team_withdraws_is_shown_as_withdrawn_without_its_words(
    as_lead, client, city, question, public, address, framework_page
):
    as_lead.post(address("question", question.pk), {"reason": WHY, "do": "back"})

    shown = client.get(framework_page).text
    own = as_lead.get(address("question", question.pk)).text
    asked = as_lead.get(address("ask", "R1.1")).text
    for page in (shown, asked):
        assert "withdrawn on" in page
        assert WHY in page
        assert "A decision that binds." not in page
    assert "It was withdrawn from public help on" in own
    assert PublicHelp.objects.get().answer == "A decision that binds."
    assert TrailEntry.objects.of(city).last().step == "withdraw_help"


def test_the_secretariat_withdraws_what_is_public_whoever_was_asked(
    client, secretariat, sign_in, city, mentor, public, framework_page
):
    sign_in(client, secretariat)
    there = reverse("questions:help", args=[public.pk])

    desk = client.get(reverse("questions:desk")).text
    client.post(there, {"reason": WHY})
    page = client.get(there).text

    assert there in desk
    assert "Withdrawn" in client.get(reverse("questions:desk")).text
    assert WHY in page
    assert "<textarea" not in page
    assert "A decision that binds." not in client.get(framework_page).text
    for side in (city, mentor):
        assert Letter.objects.filter(to=lead_for(side)).first().subject == (
            "A question about R1.1 is no longer public"
        )


@pytest.mark.parametrize(("role", "code"), [(None, 404), (Role.OBSERVER, 403), (Role.EDITOR, 302)])
def test_of_the_city_that_answered_those_who_write_withdraw_it(
    client, mentor, question, public, member_of, someone, sign_in, role, code
):
    there = reverse("progress:asked_of_us", args=[mentor.slug, question.pk])
    sign_in(client, member_of(mentor, role) if role else someone)

    answer = client.post(there, {"reason": WHY})

    assert answer.status_code == code
    assert HelpWithdrawal.objects.exists() is (code == 302)


def test_the_city_that_answered_withdraws_it_and_both_sides_and_the_secretariat_see_it(
    client, city, mentor, secretariat, question, public, framework_page, address, sign_in
):
    there = reverse("progress:asked_of_us", args=[mentor.slug, question.pk])
    sign_in(client, lead_for(mentor))
    offered = client.get(there).text
    empty = client.post(there, {"reason": " "})
    naming = client.post(there, {"reason": "Östhafen asked for it."})

    client.post(there, {"reason": WHY})

    own = client.get(there).text
    again = client.post(there, {"reason": "Once more."})
    asker = sign_in(client, lead_for(city)).get(address("question", question.pk)).text
    sign_in(client, secretariat)
    office = client.get(reverse("questions:help", args=[public.pk])).text
    letter = Letter.objects.filter(to=lead_for(city)).first()
    entries = [TrailEntry.objects.of(side).last() for side in (city, mentor)]
    assert "This cannot be undone." in offered
    assert "Name neither of the two sides." in offered
    assert (empty.status_code, naming.status_code, again.status_code) == (200, 200, 200)
    assert "names Östhafen" in naming.text
    for page in (own, asker, office, client.get(framework_page).text):
        assert WHY in page
        assert "<textarea" not in page
    assert "Aldersund has withdrawn question and answer" in letter.body
    assert {(each.step, each.words.actor) for each in entries} == {
        ("withdraw_help", lead_for(mentor))
    }


@pytest.mark.parametrize("count", [1, 3])
def test_the_framework_page_costs_the_same_with_one_and_three(
    client, six, city, framework_page, count, django_assert_num_queries
):
    for number in range(count):
        public = PublicHelp.objects.create(
            framework_code=six.code, code="R1.1", question=f"Q{number}", answer="A",
            published_on="2026-05-01",
        )  # fmt: skip
        if number:
            HelpWithdrawal.objects.create(help=public, reason=WHY, withdrawn_on="2026-06-01")
    client.get(framework_page)

    with django_assert_num_queries(8):
        page = client.get(framework_page)

    assert page.text.count(WHY) == count - 1
