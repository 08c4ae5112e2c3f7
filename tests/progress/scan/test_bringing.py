"""A quick scan becomes a draft: proposals with their source, and nothing by itself."""

import pytest
from django.urls import reverse

from cities.choices import Role
from commitments.loading import load
from office.models import TrailEntry
from progress import throttle
from progress.actions import accept_proposal, answer_requirement
from progress.models import Answer, ProposedAnswer, TeamComment
from progress.scan.keeping import Said, save
from progress.scan.proposing import propose_scan
from tests.documents import SIX_2
from tests.factories.cities import CityFactory, MembershipFactory
from tests.factories.progress import lead_for

pytestmark = pytest.mark.django_db
WRONG = "abacus abdomen abdominal abide abiding ability"


@pytest.fixture
def bring(client, city):
    """A function: type these words beside the record."""
    return lambda words: client.post(reverse("progress:scan", args=[city.slug]), {"words": words})


def ours(city, framework):
    """The team has answered R1.1."""
    requirement = framework.requirements.get(code="R1.1")
    answer_requirement(city=city, requirement=requirement, by=lead_for(city), version=0, step=1,
                       text="Ours.")  # fmt: skip


@pytest.fixture
def as_observer(client, city, sign_in):
    return sign_in(client, MembershipFactory(city=city, role=Role.OBSERVER).user)


def test_strangers_find_no_such_page(client, city, scan, sign_in, someone):
    sign_in(client, someone)

    assert client.get(reverse("progress:scan", args=[city.slug])).status_code == 404


def test_who_only_reads_the_record_brings_nothing(as_observer, bring, scan):
    assert bring(scan.words.words).status_code == 403
    assert not ProposedAnswer.objects.exists()


def test_wrong_words_propose_nothing_and_are_throttled(as_lead, bring, scan):
    for _time in range(throttle.words.most):
        assert "We know no scan with these words." in bring(WRONG).text

    assert bring(scan.words.words).status_code == 429
    assert not ProposedAnswer.objects.exists()


def test_an_empty_scan_proposes_nothing(as_lead, bring, opened):
    page = bring(opened.words.words)

    assert "Nothing has been answered in this scan yet." in page.text


def test_answers_become_proposals_and_no_answer_changes(as_lead, bring, scan, city, six):
    ours(city, six)

    page = bring(scan.words.words)

    proposed = ProposedAnswer.objects.order_by("requirement__code").values_list(
        "requirement__code", "step", "text", "ready"
    )
    assert list(proposed) == [("R1.1", 3, "Ours.", False), ("R1.2", 0, "", False)]
    assert page.url.startswith(reverse("progress:proposals", args=[city.slug]) + "?source=")
    assert list(Answer.objects.values_list("text", flat=True)) == ["Ours."]
    assert TrailEntry.objects.filter(step="bring_scan").count() == 1


def test_what_residents_wrote_is_quoted_as_theirs_and_never_proposed_as_the_city_s(
    as_lead, client, bring, scan, city
):
    page = bring(scan.words.words)
    told = client.get(page.url).text
    proposal = ProposedAnswer.objects.get(requirement__code="R1.1")
    answer = accept_proposal(proposal=proposal, by=lead_for(city), version=0)

    comment = TeamComment.objects.get()
    assert comment.code == "R1.1"
    assert comment.text == "Residents wrote in a quick scan: “The clinic treats everybody.”"
    assert (answer.step, answer.text) == (3, "")
    assert "What residents wrote on 1 requirement is quoted there as a comment." in told


def test_words_for_which_no_comment_is_free_are_told(opened, city, six, monkeypatch):
    monkeypatch.setattr("progress.actions.comments.MOST_OPEN", 1)
    scan = save(opened, {"R1.1": Said(words="Often shut."), "R1.2": Said(words="Far away.")})

    brought = propose_scan(city=city, framework=six, opened=scan, by=lead_for(city))

    assert (brought.count, brought.quoted) == (0, 1)
    assert "Please resolve some before you add another." in brought.left[0]


def test_bringing_it_twice_leaves_one_of_each(as_lead, bring, scan):
    bring(scan.words.words)
    bring(scan.words.words)

    assert ProposedAnswer.objects.open().count() == 2
    assert TeamComment.objects.count() == 1


def test_the_page_with_the_proposals_names_the_source(as_lead, client, bring, scan):
    page = client.get(bring(scan.words.words).url)

    assert "Quick scan with residents, brought here on" in page.text


def test_what_today_s_edition_does_not_ask_is_left_out_with_a_sentence(opened, city):
    scan = save(opened, {"R1.1": Said(step=1), "H1.1": Said(step=1)})
    newer = load(SIX_2).framework
    newer.requirements.filter(code="H1.1").update(code="H9.9")

    brought = propose_scan(city=city, framework=newer, opened=scan, by=lead_for(city))

    assert brought.left == ("Today’s edition has no requirement H1.1.",)
    assert brought.count == 1


def test_whoever_writes_in_one_record_is_led_there(as_lead, client, city):
    assert client.get(reverse("scan:choose")).url == reverse("progress:scan", args=[city.slug])


def test_whoever_writes_in_several_chooses(client, sign_in, city, someone):
    other = CityFactory(name="Westhafen")
    for each in (city, other):
        MembershipFactory(city=each, user=someone, role=Role.EDITOR)
    sign_in(client, someone)

    page = client.get(reverse("scan:choose"))

    assert all(reverse("progress:scan", args=[each.slug]) in page.text for each in (city, other))


def test_whoever_has_no_record_is_shown_how_to_open_one(client, sign_in, someone, six):
    sign_in(client, someone)

    page = client.get(reverse("scan:choose"))

    assert reverse("cities:start") in page.text


def test_an_empty_record_offers_to_bring_a_scan(as_lead, client, city, six):
    address, offer = (
        reverse("progress:record", args=[city.slug]),
        "Have you scanned with residents?",
    )
    empty = client.get(address).text
    ours(city, six)

    assert (offer in empty, offer in client.get(address).text) == (True, False)
