"""In one sitting: each thing of the year is looked at, and kept with the update."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accreditation.actions import labels as actions
from accreditation.workflow import LABEL
from accreditation.workflow.label_year import demanded, lines_of
from cities.choices import Role
from office.days import today
from office.models import TrailEntry
from office.ringing import let_days_pass
from office.workflow import Refused
from progress.models import Measure, Series

pytestmark = pytest.mark.django_db


@pytest.fixture
def late(held):
    """A measure that is late once the update can be filed."""
    measure = Measure.objects.create(
        city=held.label.city, title="A third shelter", due_on=today() + timedelta(days=1)
    )
    let_days_pass((held.label.due_update.opens_on - today()).days)
    return measure


@pytest.fixture
def pages(held):
    """A function: an address of the label."""

    def url(name, *args):
        return reverse(f"accreditation:{name}", args=[held.label.number, *args])

    return url


def blockers(held):
    return LABEL.transitions["file_update"].blockers(held.label)


def test_an_update_waits_until_the_year_was_looked_through(held, late):
    held.write_update()
    before = blockers(held)

    held.look_through()

    assert before == ["1 thing of the past year has not been looked at yet."]
    assert blockers(held) == []


def test_what_is_mended_need_not_be_looked_at(held, late):
    held.write_update()
    late.state = "done"
    late.save()

    assert blockers(held) == []


def test_a_line_that_says_something_new_is_looked_at_again(held, late):
    held.write_update()
    held.look_through()
    late.origin = "HRC-1/F1"
    late.save()

    assert blockers(held) == ["1 thing of the past year has not been looked at yet."]


def test_what_nobody_was_shown_is_not_kept(held, late):
    actions.look_through(label=held.label, keys=["measure-1:made-up"], by=held.lead)

    assert held.label.due_update.looked_at == []


def test_a_label_that_has_ended_has_no_year_to_look_through(held):
    LABEL.perform("withdraw", held.label, by=held.lead, note="We merge.")

    with pytest.raises(Refused, match="No yearly update is asked for now"):
        actions.look_through(label=held.label, keys=[], by=held.lead)


def test_the_lines_are_kept_as_they_stood_and_the_next_year_begins_after(held, late):
    held.file_update()
    late.title = "Another"
    late.save()

    filed = held.label.updates.get(number=1)
    assert [line["title"] for line in filed.lines] == ["A third shelter"]
    assert filed.lines[0]["says"].startswith("It is late")
    assert TrailEntry.objects.of(held.label).filter(step="look_through").exists()


def test_what_was_told_last_year_is_compared_with(held, late):
    held.file_update()
    late.state = "done"
    late.save()

    (line,) = lines_of(held.label, held.label.due_update)

    assert line.says == "It is new that it stands at: Done."


def test_an_editor_looks_through_the_year_on_the_page(
    client, held, late, member_of, sign_in, pages
):
    held.write_update()
    sign_in(client, member_of(held.label.city, Role.EDITOR))
    page = client.get(pages("update"))
    (about,) = page.context["year"]
    (line,) = about.lines

    kept = client.post(pages("look_through"), {"line": [line.key]}, follow=True)
    client.post(pages("look_through"), {})

    assert line.url in page.text
    assert f'value="{line.key}" id="measures-1" checked' in kept.text
    assert held.label.due_update.looked_at == []


def test_the_year_is_folded_by_what_its_lines_are_about(client, held, late, sign_in, pages):
    Series.objects.create(city=held.label.city, name="Places in shelters", unit="places")
    sign_in(client, held.lead)
    before = client.get(pages("update"))
    first, _second = before.context["year"]
    client.post(pages("look_through"), {"line": [line.key for line in first.lines]})

    after = client.get(pages("update")).text

    assert "Measures and recommendations: 1, 1 not looked at yet" in before.text
    assert "Measures and recommendations: 1, all looked at" in after
    assert "Indicators and readings: 1, 1 not looked at yet" in after
    assert '<details class="reveal" open' not in after


def test_what_is_needed_to_file_is_never_called_optional(client, held, late, sign_in, pages):
    sign_in(client, held.lead)
    without = client.get(pages("update")).text
    late.origin = "HRC-1/F1"
    late.save()

    asked = client.get(pages("update")).text

    needed, optional = "(needed when you file it)", "(optional)"
    assert [without.count(each) for each in (needed, optional)] == [2, 2]
    assert [asked.count(each) for each in (needed, optional)] == [3, 1]
    assert demanded(held.label) == ["what_changed", "recommendations", "went_wrong"]


def test_the_page_says_how_far_the_update_is(client, held, late, sign_in, pages):
    def stages():
        return [each["state"] for each in client.get(pages("update")).context["stages"]]

    sign_in(client, held.lead)
    begun = stages()
    held.look_through()
    looked = stages()
    held.write_update()

    assert begun == ["now", "next", "next"]
    assert looked == ["done", "now", "next"]
    assert stages() == ["done", "done", "now"]


def test_those_who_only_read_are_told_so(client, held, late, member_of, sign_in, pages):
    sign_in(client, member_of(held.label.city, Role.OBSERVER))

    assert "What the year has brought" not in client.get(pages("update")).text
    assert client.post(pages("look_through"), {}).status_code == 403


def test_an_answer_that_came_too_late_says_why(client, held, sign_in, pages):
    LABEL.perform("withdraw", held.label, by=held.lead, note="We merge.")
    sign_in(client, held.lead)

    page = client.post(pages("look_through"), {}, follow=True)

    assert "No yearly update is asked for now" in page.text


def test_the_record_leads_to_the_update_of_its_label(client, held, late, sign_in, pages):
    sign_in(client, held.lead)
    year = reverse("accreditation:year", args=[held.label.city.slug])
    to_update = client.get(year)
    LABEL.perform("withdraw", held.label, by=held.lead, note="We merge.")

    alone = client.get(year)

    assert to_update.url == pages("update")
    assert "A third shelter" in alone.text
    assert "It stands as it is" not in alone.text
