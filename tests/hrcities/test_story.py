"""The story that leads a newcomer: chapters, ticks and help."""

import re

import pytest
from django.urls import reverse

from accounts.choices import PostKind
from accreditation.actions import decisions
from accreditation.choices import ApplicationState as S
from accreditation.demonstration import helping, walk, walk_panel
from accreditation.demonstration.story import story_application
from accreditation.models import Assessment
from accreditation.workflow import APPLICATION
from hrcities.demonstration.acts import ACTS, Act, Help, next_acts
from hrcities.demonstration.chapters import CHAPTERS, chapters_of
from office.workflow import Refused
from tests.factories.cities import MembershipFactory
from tests.factories.people import PostFactory
from tests.factories.voices import let_all_pass, speak
from tests.factories.world import ORDER, make_city, make_world
from voices.models import Window

HERE = "demonstration"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|nonce="[^"]*"')


@pytest.fixture
def world(settings, db):
    settings.DEMONSTRATION_SIGN_IN = True
    return make_world()


@pytest.fixture
def story(world):
    """The application of the story, ready to be filed."""
    city = make_city(name="Skovhavn", slug="skovhavn", invented=True)
    MembershipFactory(city=city, role="editor")
    return world.open(city)


def now_of(application):
    return next(chapter for chapter in chapters_of(application) if chapter.is_now)


def test_a_demonstration_without_the_storys_city_says_so(client, world):
    assert "This demonstration has no story" in client.get(reverse(HERE)).text


def test_a_real_city_of_that_name_is_not_the_storys(client, world):
    world.open(make_city(name="Skovhavn", slug="skovhavn"))

    assert story_application() is None


def test_a_withdrawn_application_ends_the_story(client, world, story):
    APPLICATION.perform("withdraw", story, by=world.lead_of(story.city))

    page = client.get(reverse(HERE))

    assert "The story has ended" in page.text
    assert "Your turn" not in page.text


def test_every_state_has_acts_and_a_chapter():
    told = {state for chapter in CHAPTERS for state in chapter.states}

    assert set(ACTS) == set(S)
    assert told == set(S) - {S.WITHDRAWN}


def test_each_step_on_the_way_ticks_a_chapter_and_opens_the_next(world, story):
    keys = [now_of(story).told.key]
    for state in ORDER[1:]:
        world.walk_to(story, state)
        assert next_acts(story) != []
        keys.append(now_of(story).told.key)

    told = [chapter.key for chapter in CHAPTERS]
    assert list(dict.fromkeys(keys)) == told[1:]
    assert all(chapter.is_done for chapter in chapters_of(story))


def test_an_open_answer_comes_before_the_filing(world, story):
    answer = story.city.answers.first()
    answer.citations.all().delete()
    answer.versions.all().delete()
    answer.delete()

    chapter = now_of(story)

    assert (chapter.number, chapter.told.key) == (1, "answers")
    assert answer.requirement.code in chapter.acts[0].label


def test_an_answer_to_a_core_requirement_without_evidence_says_what_is_missing(world, story):
    answer = story.city.answers.filter(requirement__is_core=True).first()
    answer.citations.all().delete()

    act = now_of(story).acts[0]

    assert act.label.endswith(f"cite evidence for {answer.requirement.code}")


def test_each_act_leads_to_a_page_that_opens_for_that_person(client, sign_in, world, story):
    closed = []
    for state in ORDER:
        world.walk_to(story, state)
        for act in next_acts(story):
            if isinstance(act, Act):
                visitor = sign_in(client, act.person) if act.person else client
                if visitor.get(act.url).status_code != 200:
                    closed.append((state, act.label))
                client.logout()

    assert closed == []


def test_what_was_said_is_screened_before_the_hearing_can_end(client, sign_in, world, story):
    screener = PostFactory(kind=PostKind.SCREENER).user
    world.walk_to(story, S.HEARING)
    speak_or_wait = [act.label for act in next_acts(story)]
    window = Window.objects.get(city=story.city)
    speak(window, "The ramp at the harbour is too steep.")

    screen, once_more = next_acts(story)

    assert speak_or_wait == [once_more.label, "Let the hearing come to its end"]
    assert screen.person == screener
    assert "The ramp at the harbour" in sign_in(client, screener).get(screen.url).text
    let_all_pass(window, screener)
    assert [act.label for act in next_acts(story)] == speak_or_wait


def test_the_story_says_the_same_however_many_have_spoken(client, world, story):
    PostFactory(kind=PostKind.SCREENER)
    world.walk_to(story, S.HEARING)
    window = Window.objects.get(city=story.city)

    speak(window)
    of_one = TOKEN.sub("", client.get(reverse(HERE)).text)
    for text in ("The lift broke again.", "Nobody answers letters."):
        speak(window, text, protection="panel")

    assert TOKEN.sub("", client.get(reverse(HERE)).text) == of_one


def test_of_two_people_the_second_confirms_what_the_first_has_asked_for(world, story):
    world.walk_to(story, S.DECIDED)
    decisions.mark_previewed(application=story, by=world.secretariat[0])
    (first,) = next_acts(story)

    APPLICATION.perform("publish", story, by=first.person)
    (second,) = next_acts(story)

    assert "the first of two" in first.label
    assert "the second of two" in second.label
    assert {first.person, second.person} == set(world.secretariat)
    assert first.url == second.url


def test_a_visitor_reads_the_story_and_finds_one_button_for_each_person(client, world, story):
    page = client.get(reverse(HERE))

    assert page.status_code == 200
    assert "0 of 14 chapters" not in page.text
    assert "1 of 14 chapters" in page.text
    assert len(re.findall(r"/demonstration/sign-in/\d+/", page.text)) == 1


def test_the_page_costs_the_same_wherever_the_story_stands(
    client, world, story, django_assert_max_num_queries
):
    for state in (S.DRAFT, S.REVIEWING, S.REPORTED, S.PUBLISHED):
        world.walk_to(story, state)
        with django_assert_max_num_queries(40):
            client.get(reverse(HERE))


# --- the invented people's help ------------------------------------------------------------------


def test_help_is_for_the_storys_application_where_it_stands(client, world, story):
    answer = client.post(reverse("demonstration_help", args=["review"]), follow=True)

    assert "There is nothing left for them to do here." in answer.text


def test_help_that_nobody_offers_does_not_exist(client, world, story):
    assert client.post(reverse("demonstration_help", args=["publish"])).status_code == 404
    assert client.get(reverse("demonstration_help", args=["review"])).status_code == 405


def test_members_finish_their_reviews_and_leave_what_was_written(client, world, story):
    world.walk_to(story, S.REVIEWING)
    member = walk_panel.seated(story)[1]
    walk_panel.assess(member, walk_panel.agreeing, most=1)
    written = Assessment.objects.get()

    client.post(reverse("demonstration_help", args=["review"]))

    story.refresh_from_db()
    written.refresh_from_db()
    assert story.state == S.SETTLING
    assert written.version == 1


def test_help_at_the_panel_and_the_committee_brings_the_step_within_reach(world, story):
    world.walk_to(story, S.OBJECTING)
    helping.finish(story, "declare")
    world.walk_to(story, S.SETTLING)
    helping.finish(story, "settle")
    assert APPLICATION.transitions["settle"].blockers(story) == []
    walk_panel.settle(story)

    world.walk_to(story, S.REPORTED)
    walk.sit(world.session, world.committee, world.secretariat[0])
    with pytest.raises(Refused, match="no draft"):
        helping.finish(story, "vote")


def test_the_board_votes_for_what_one_of_them_has_drafted(world, story):
    world.walk_to(story, S.ANNOUNCED)
    walk.challenge(story, world.lead_of(story.city), "A page was overlooked.")
    assert [type(act) for act in next_acts(story)] == [Act]
    with pytest.raises(Refused, match="no draft"):
        helping.finish(story, "board-vote")
    walk.draft_settlement(story, world.board[0], "rejected", reasons="It was read.")
    assert [type(act) for act in next_acts(story)] == [Act, Help]

    helping.finish(story, "board-vote")

    assert APPLICATION.transitions["settle_challenge"].blockers(story) == []
