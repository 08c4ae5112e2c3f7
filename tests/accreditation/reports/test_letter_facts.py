"""The letter with the decision: made when it is published, from what stands then."""

import pytest
from django.urls import reverse

from accreditation.choices import ApplicationState as S
from accreditation.choices import Outcome, Purpose
from accreditation.models import Application, Vote
from accreditation.reports.decision_letter import decision_letter
from office import making
from office.models import Report
from tests.factories.accreditation_committee import recommend
from tests.factories.world import make_city, make_world

pytestmark = pytest.mark.django_db
ADDRESS = "https://cities.example.org"


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def published(world):
    return world.at(S.PUBLISHED)


def letter_of(application):
    return Report.objects.of(application).get(kind="decision_letter")


def test_there_is_no_letter_before_the_decision_is_published(world):
    application = world.at(S.DECIDED)

    assert not Report.objects.of(application).filter(kind="decision_letter").exists()


def test_the_letter_says_nothing_of_votes_nor_of_grounds(published):
    vote = Vote.objects.filter(recommendation__application=published).first()
    Vote.objects.filter(pk=vote.pk).update(dissent="CANARY-DISSENT")

    facts = str(decision_letter(published, address=ADDRESS))

    assert "CANARY-DISSENT" not in facts
    assert str(vote.member) not in facts


def test_publishing_asks_for_the_letter_with_label_reasons_and_days(published):
    facts = letter_of(published).facts

    assert facts["level"]["code"] == "B"
    assert facts["label"]["number"] == published.decision.label.number
    assert facts["reasons"] == published.decision.reasons
    assert [one["by"] for one in facts["follows"]] == sorted(one["by"] for one in facts["follows"])
    assert facts["met"][0]["session"] == str(published.recommendation.session)


def test_what_changes_later_changes_nothing_in_the_letter(published):
    before = letter_of(published).facts

    published.city.name = "Renamed"
    published.city.save()

    assert letter_of(published).facts == before


def test_feedback_and_no_level_have_a_letter_without_label(world):
    decided = world.at(S.DECIDED)
    type(decided.decision).objects.update(outcome=Outcome.NO_LEVEL, level=None)
    application = Application.objects.get(pk=decided.pk)

    facts = decision_letter(application, address=ADDRESS)

    assert (facts.level, facts.label, facts.follows) == (None, None, [])


@pytest.mark.parametrize("count", [0, 2])
def test_recommendations_are_to_be_answered_where_there_are_any(world, count):
    decided = world.at(S.DECIDED)
    recommend(decided, count)

    facts = decision_letter(decided, address=ADDRESS)

    asked = [one for one in facts.follows if "each recommendation" in one.what]
    assert (len(facts.recommended), len(asked)) == (count, min(count, 1))


def test_the_team_reads_it_and_another_citys_team_does_not(client, world, published, sign_in):
    url = letter_of(published).get_absolute_url()

    theirs = sign_in(client, world.lead_of(published.city)).get(url).status_code
    others = sign_in(client, world.lead_of(make_city())).get(url).status_code

    assert (theirs, others) == (200, 404)


def address_of(application):
    return reverse("register:decision", args=[application.city.slug, application.reference])


def test_anybody_has_it_once_it_is_made_and_no_sooner(client, published):
    before = client.get(address_of(published)).status_code

    making.make(letter_of(published).pk)

    after = client.get(address_of(published))
    content = b"".join(after.streaming_content)
    assert (before, after.status_code) == (404, 200)
    assert content.startswith(b"%PDF-")
    city = client.get(reverse("register:city", args=[published.city.slug]))
    assert "Letter with the decision" in city.text


def test_feedback_that_is_not_to_be_published_is_nobody_elses(client, published):
    making.make(letter_of(published).pk)
    Application.objects.filter(pk=published.pk).update(
        purpose=Purpose.FEEDBACK, feedback_public=False
    )

    assert client.get(address_of(published)).status_code == 404
