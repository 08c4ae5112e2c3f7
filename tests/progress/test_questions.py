"""“Ask about this”: answered by letter, and public only where both sides agree."""

import pytest
from django.urls import reverse

from cities.actions import end_offer, offer_help
from cities.choices import AuthorityKind, Role
from commitments.models import PublicHelp
from office.models import Letter
from office.workflow import Refused
from progress.actions import answer_question, ask, publish_question
from progress.actions.questions import MOST_OPEN
from progress.models import Question
from tests.factories.cities import CityFactory, MembershipFactory
from tests.factories.progress import lead_for


@pytest.fixture
def mentor(db):
    """A city that offers help."""
    city = CityFactory(name="Aldersund", confirmed=True)
    words = "Housing, in English"
    return offer_help(city=city, version=city.version, note=words, by=lead_for(city))


@pytest.fixture
def asked(city, six, requirement):
    """A function: a question of this city."""

    def make(text="What counts as a rule?", mentor=None):
        return ask(
            city=city, requirement=requirement(), text=text, by=lead_for(city), mentor=mentor
        )

    return make


@pytest.fixture
def answered(asked, secretariat):
    """A function: a question that was answered."""

    def make(may_be_public=True):
        return answer_question(
            question=asked(), text="A decision that binds.", may_be_public=may_be_public,
            by=secretariat,
        )  # fmt: skip

    return make


@pytest.mark.parametrize("text", ["", "  ", "a\x00b"])
def test_a_question_asks_something(asked, text):
    with pytest.raises(Refused):
        asked(text)


def test_only_cities_that_offer_help_are_asked(asked, city, mentor):
    end_offer(city=mentor, by=lead_for(mentor))
    unconfirmed = CityFactory(mentor_since="2026-01-01")

    for one in (mentor, unconfirmed, city):
        with pytest.raises(Refused):
            asked(mentor=one)


def test_only_confirmed_authorities_offer_help(city):
    with pytest.raises(Refused):
        offer_help(city=city, version=0, note="", by=lead_for(city))


def test_so_many_questions_wait_at_a_time(asked, city):
    for _number in range(MOST_OPEN):
        asked()

    with pytest.raises(Refused):
        asked()


def test_a_question_is_answered_once_and_with_words(asked, secretariat):
    question = asked()
    facts = {"question": question, "may_be_public": False, "by": secretariat}

    with pytest.raises(Refused):
        answer_question(text=" ", **facts)
    answer_question(text="Yes.", **facts)
    with pytest.raises(Refused):
        answer_question(text="No.", **facts)

    assert Question.objects.get().answer == "Yes."


@pytest.mark.parametrize(
    "text", ["In OSTHAFEN you need none.", "Osthafens Rat decides.", "Dear Ada Lovelace, none."]
)
def test_an_answer_that_tells_who_asked_is_not_made_public(asked, secretariat, text):
    question = asked()
    question.by.name = "Ada Lovelace"
    question.by.save(update_fields=["name"])

    with pytest.raises(Refused):
        answer_question(question=question, text=text, may_be_public=True, by=secretariat)

    assert answer_question(question=question, text=text, may_be_public=False, by=secretariat)


def test_a_member_council_tells_who_asked_as_well(asked, city, secretariat):
    city.councils.create(
        name="Obersee", kind=AuthorityKind.MUNICIPALITY, country="AT", population=9
    )

    with pytest.raises(Refused) as refused:
        answer_question(
            question=asked(), text="Obersee has it.", may_be_public=True, by=secretariat
        )

    assert "Obersee" in refused.value.reasons[0]


def test_a_mentor_is_not_named_by_whoever_asked(asked, city, mentor):
    question = asked(mentor=mentor)
    answer_question(question=question, text="A desk.", may_be_public=True, by=lead_for(mentor))

    with pytest.raises(Refused):
        publish_question(question=question, wording="How did Aldersund begin?", by=lead_for(city))


def test_an_answer_is_asked_again_when_it_is_published(answered, city):
    question = answered()
    type(city).objects.filter(pk=city.pk).update(name="Decision")  # renamed since

    with pytest.raises(Refused):
        publish_question(question=question, wording="What counts?", by=lead_for(city))

    assert not PublicHelp.objects.exists()


def test_the_answer_goes_to_whoever_asked_or_leads_by_then(asked, city, secretariat):
    editor = MembershipFactory(city=city)
    question = asked()
    Question.objects.update(by=editor.user)
    editor.until = editor.since
    editor.save()

    answer_question(question=question, text="Yes.", may_be_public=False, by=secretariat)

    assert Letter.objects.get(subject__contains="is answered").to == lead_for(city)


def test_what_one_side_keeps_to_itself_stays_private(answered, city):
    question = answered(may_be_public=False)

    with pytest.raises(Refused):
        publish_question(question=question, wording="What counts?", by=lead_for(city))

    assert not PublicHelp.objects.exists()


@pytest.mark.parametrize("wording", ["", "What counts in Osthafen?", "Municipality of Östhafen?"])
def test_a_public_question_does_not_say_who_asked(answered, city, wording):
    with pytest.raises(Refused):
        publish_question(question=answered(), wording=wording, by=lead_for(city))

    assert not PublicHelp.objects.exists()


def test_what_both_agree_to_stands_on_the_framework_page(client, answered, city, six):
    question = answered()
    facts = {"question": question, "wording": "What counts?", "by": lead_for(city)}

    publish_question(**facts)
    with pytest.raises(Refused):
        publish_question(**facts)

    page = client.get(reverse("commitments:commitment", args=[six.code, six.edition, "R1"]))
    assert "A decision that binds." in page.text
    assert city.name not in page.text


def test_a_question_goes_its_way_on_pages(as_lead, city, six, address, secretariat, sign_in):
    empty = as_lead.post(address("ask", "R1.1"), {"text": ""})
    as_lead.post(address("ask", "R1.1"), {"text": "What counts here?"})
    question = Question.objects.get()
    mine = address("question", question.pk)
    waiting = as_lead.get(mine)
    sign_in(as_lead, secretariat)
    answering = reverse("questions:answer", args=[question.pk])
    desk = as_lead.get(reverse("accreditation:desk"))
    refused = as_lead.post(answering, {"text": "As in Östhafen.", "may_be_public": "on"})
    as_lead.post(answering, {"text": "A decision.", "may_be_public": "on"})
    done = as_lead.get(answering)
    sign_in(as_lead, lead_for(city))
    named = as_lead.post(mine, {"wording": "What counts in Östhafen?"})
    as_lead.post(mine, {"wording": "What counts?"})

    assert "error-summary" in empty.text
    assert "The answer comes by letter." in waiting.text
    assert answering in desk.text
    assert "The answer names Östhafen" in refused.text
    assert "has got the answer by letter" in done.text
    assert "Other questions" in done.text
    assert "The question names Östhafen" in named.text
    assert "Others can read it on the framework" in as_lead.get(mine).text
    assert "Others have asked" in as_lead.get(address("ask", "R1.1")).text


def test_a_mentor_finds_the_question_on_the_desk_and_answers(client, asked, mentor, sign_in):
    question = asked(mentor=mentor)
    sign_in(client, lead_for(mentor))
    page = reverse("progress:asked_of_us", args=[mentor.slug, question.pk])

    desk = client.get(reverse("accreditation:desk"))
    answer = client.post(page, {"text": "We began with one desk."})

    question.refresh_from_db()
    assert page in desk.text
    assert answer.url == page
    assert question.answer == "We began with one desk."
    assert Letter.objects.filter(to=lead_for(mentor), subject__contains="asks you").exists()


def test_a_mentor_sees_nothing_of_the_record(client, asked, mentor, address, sign_in):
    asked(mentor=mentor)
    sign_in(client, lead_for(mentor))

    assert client.get(address("requirement", "R1.1")).status_code == 404


def test_the_secretariat_does_not_read_what_a_mentor_was_asked(
    client, asked, mentor, secretariat, sign_in
):
    question = asked(mentor=mentor)
    sign_in(client, secretariat)

    page = client.get(reverse("questions:answer", args=[question.pk]))

    assert page.status_code == 404


def test_an_observer_reads_questions_and_asks_none(
    client, asked, city, member_of, address, sign_in
):
    question = asked()
    sign_in(client, member_of(city, Role.OBSERVER))

    assert client.get(address("question", question.pk)).status_code == 200
    assert client.get(address("ask", "R1.1")).status_code == 403
    assert client.post(address("question", question.pk), {"wording": "x"}).status_code == 403
    assert client.post(address("offer_help"), {"note": ""}).status_code == 403


def test_the_lead_offers_help_and_ends_it(client, six, mentor, sign_in):
    sign_in(client, lead_for(mentor))
    page = reverse("progress:offer_help", args=[mentor.slug])

    too_long = client.post(page, {"note": "x" * 301, "do": "offer", "version": mentor.version})
    client.post(page, {"note": "Schools", "do": "offer", "version": mentor.version})
    mentor.refresh_from_db()
    note = mentor.mentor_note
    client.post(page, {"do": "end"})

    mentor.refresh_from_db()
    assert (too_long.status_code, "x" * 301 in too_long.text) == (409, True)
    assert note == "Schools"
    assert mentor.mentor_since is None


def test_of_two_windows_the_second_sees_what_the_first_offered(client, six, mentor, sign_in):
    sign_in(client, lead_for(mentor))
    page = reverse("progress:offer_help", args=[mentor.slug])
    client.post(page, {"note": "Schools", "do": "offer", "version": mentor.version})

    second = client.post(page, {"note": "Parks", "do": "offer", "version": mentor.version})

    mentor.refresh_from_db()
    assert (second.status_code, mentor.mentor_note) == (409, "Schools")
    assert "<dd>Schools</dd>" in second.text
    assert 'value="Parks"' in second.text


@pytest.mark.parametrize("count", [1, 3])
def test_lists_of_questions_cost_the_same_however_long(
    as_lead, asked, city, six, mentor, address, count, secretariat, sign_in,
    django_assert_num_queries,
):  # fmt: skip
    for _number in range(count):
        asked()
        Question.objects.create(
            city=mentor, framework_code=six.code, code="R1.1", text="How?", by=secretariat,
            asked_on="2026-01-01", mentor=city,
        )  # fmt: skip
    as_lead.get(address("questions"))

    # session with its person, roles, edition, asked, to answer
    with django_assert_num_queries(5):
        as_lead.get(address("questions"))
    sign_in(as_lead, secretariat)
    as_lead.get(reverse("questions:desk"))
    with django_assert_num_queries(5):  # session with its person, posts, open, answered, public
        as_lead.get(reverse("questions:desk"))
