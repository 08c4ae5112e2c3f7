"""Links of evidence are asked about now and then, and marked when they answer no more."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from cities.choices import Role
from office import outside
from office.models import TrailEntry
from office.outside import Found
from progress import links
from progress.actions import add_version, attach_evidence, retire_evidence
from progress.choices import LinkState
from progress.models import LinkCheck
from progress.tasks import check_links
from tests.factories.progress import evidence_of, lead_for

pytestmark = pytest.mark.usefixtures("six")
DAYS = timedelta(days=1)


@pytest.fixture
def said(monkeypatch):
    """What each server of the world says, by link, and all links that were asked about, in order.

    A stand-in for the internet, which no test asks.
    """
    answers = {"asked": []}

    def look(url):
        answers["asked"].append(url)
        return answers.get(url, Found.REACHED)

    monkeypatch.setattr(outside, "look", look)
    return answers


def a_link(city, url="https://example.org/plan", title="Plan"):
    return attach_evidence(city=city, by=lead_for(city), title=title, language="de", url=url)


def days_pass(days):
    """All moments kept of links move back by so many days."""
    for link in LinkCheck.objects.all():
        for name in ("asked_at", "failing_since", "lost_at", "due_at"):
            if moment := getattr(link, name):
                setattr(link, name, moment - days * DAYS)
        link.save()


def test_every_word_for_what_is_found_has_its_sentence():
    assert {each.value for each in Found} == {each.value for each in LinkState if each.value}


def test_a_new_link_is_asked_about_once_and_again_after_a_week(city, said):
    a_link(city)

    for _time in range(2):
        check_links()
    days_pass(6)
    check_links()
    assert len(said["asked"]) == 1
    days_pass(2)
    check_links()

    assert len(said["asked"]) == 2
    assert LinkCheck.objects.get().state == LinkState.REACHED


def test_files_and_what_is_out_of_use_are_not_asked_about(city, said):
    evidence_of(city)
    retire_evidence(evidence=a_link(city), by=lead_for(city))

    check_links()

    assert said["asked"] == []


def test_where_it_is_turned_off_nothing_is_asked(city, said, settings):
    settings.CHECK_LINKS = False
    a_link(city)

    check_links()

    assert said["asked"] == []


def test_of_one_host_few_are_asked_in_one_go_and_the_others_later(city, said):
    for number in range(8):
        a_link(city, f"https://example.org/{number}")
    a_link(city, "https://example.net/")

    asked = [links.check_due() for _time in range(3)]

    assert asked == [6, 3, 0]
    assert len(set(said["asked"])) == 9


def test_a_link_is_marked_after_three_failures_over_a_week_and_no_sooner(city, said):
    evidence = a_link(city)
    said["https://example.org/plan"] = Found.GONE
    marks = []

    for _time in range(6):
        check_links()
        marks.append(LinkCheck.objects.get().is_lost)
        days_pass(2)

    assert marks == [False, False, False, False, True, True]
    assert TrailEntry.objects.of(evidence).values_list("step", flat=True).last() == "mark_link"


def test_one_failure_that_is_long_past_does_not_count(city, said):
    a_link(city)
    for found in (Found.SILENT, Found.SILENT, Found.REACHED, Found.SILENT):
        said["https://example.org/plan"] = found
        check_links()
        days_pass(8)

    link = LinkCheck.objects.get()

    assert (link.failures, link.is_lost) == (1, False)


def lose(city, said, url="https://example.org/plan"):
    """A link that has not answered for nine days."""
    evidence = a_link(city, url)
    said[url] = Found.GONE
    for _time in range(5):
        check_links()
        days_pass(2)
    return evidence


def test_a_link_that_answers_again_loses_its_mark(city, said):
    evidence = lose(city, said)
    said["https://example.org/plan"] = Found.REACHED
    days_pass(8)

    check_links()

    assert not LinkCheck.objects.get().is_lost
    assert TrailEntry.objects.of(evidence).values_list("step", flat=True).last() == "unmark_link"


@pytest.mark.parametrize("found", [Found.CLOSED, Found.INSIDE])
def test_a_link_that_others_may_not_open_is_no_lost_link(as_lead, city, address, said, found):
    evidence = a_link(city)
    said["https://example.org/plan"] = found
    for _time in range(5):
        check_links()
        days_pass(8)

    page = as_lead.get(address("evidence_detail", evidence.pk))

    assert not LinkCheck.objects.get().is_lost
    assert "reviewers may not be able to open it." in page.text


def test_the_team_sees_since_when_and_nothing_is_deleted(as_lead, city, address, said):
    evidence = lose(city, said)
    since = LinkCheck.objects.get().failing_since

    pages = [as_lead.get(address("evidence")), as_lead.get(address("evidence") + "?only=lost")]
    detail = as_lead.get(address("evidence_detail", evidence.pk))
    record = as_lead.get(address("record"))

    day = f"{timezone.localtime(since):%-d %B %Y}"
    for page in pages:
        assert f"Has not answered since {day}" in page.text
        assert "Links that do not answer (1)" in page.text
    assert f"This link has not answered since {day}." in detail.text
    assert "The page is not there any more." in detail.text
    assert 'href="https://example.org/plan"' in detail.text
    assert "1 link among your evidence does not answer any more" in record.text


def test_a_newer_version_settles_it(as_lead, city, address, said):
    evidence = lose(city, said)

    add_version(evidence=evidence, by=lead_for(city), url="https://example.org/moved")

    assert "does not answer any more" not in as_lead.get(address("record")).text
    assert "Every link answers." in as_lead.get(address("evidence") + "?only=lost").text


def test_an_observer_is_not_asked_to_mend_links(client, city, address, said, member_of, sign_in):
    lose(city, said)
    sign_in(client, member_of(city, Role.OBSERVER))

    assert "does not answer any more" not in client.get(address("record")).text


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_of_links_costs_the_same_however_many(
    as_lead, city, address, said, count, django_assert_max_num_queries
):
    for number in range(count):
        a_link(city, f"https://example{number}.org/")
    check_links()

    with django_assert_max_num_queries(11):
        as_lead.get(address("evidence"))


def test_two_workers_ask_once(city, said, monkeypatch):
    a_link(city)

    def meanwhile(url):
        said["asked"].append(url)
        monkeypatch.setattr(outside, "look", said["asked"].append)
        links.check_due()  # another worker
        return Found.REACHED

    monkeypatch.setattr(outside, "look", meanwhile)
    check_links()

    assert said["asked"] == ["https://example.org/plan"]


@pytest.mark.parametrize(
    "wrong",
    [{"state": "odd"}, {"failures": 1}, {"failing_since": timezone.now()}],
)
def test_the_database_keeps_what_is_always_true(city, said, wrong):
    a_link(city)
    check_links()

    with pytest.raises(IntegrityError):
        LinkCheck.objects.update(**wrong)
