"""The draw's pages: frozen before the seed, two people, nothing seen before all is drawn."""

import hashlib
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.choices import PostKind
from accreditation import seating
from accreditation.actions import draws
from accreditation.models import Draw, PanelMember, Reviewer
from accreditation.workflow import SESSION
from office.models import Installation, Proposal, TrailEntry
from office.workflow import Refused
from tests.factories.accreditation_panels import (
    at_objecting,
    cost_of,
    freeze,
    let_the_seed_be_known,
    make_case,
)

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def named(**typed):
    """What is typed to freeze: a source nobody can know yet."""
    return {"source": "drand, round 9", "day": "2099-01-01", "time": "12:00", **typed}


def seeded(case):
    """Frozen, and its seed entered."""
    draw = freeze(case)
    let_the_seed_be_known(case.session)
    draws.enter_seed(draw=draw, seed="1", by=case.secretariat[0])
    return draw


def url(case, name="draw", *more):
    return reverse(f"accreditation:{name}", args=[case.session.code, *more])


# --- what goes wrong --------------------------------------------------------------------------


def test_a_stranger_finds_no_draw(client, sign_in, someone):
    case = at_objecting()
    sign_in(client, someone)

    for name, more in {"draw": [], "drawn": [1], "draw_file": [1]}.items():
        assert client.get(url(case, name, *more)).status_code == 404
    assert client.get(url(case, "freeze")).status_code == 404
    assert client.post(url(case, "freeze"), named()).status_code == 404


def test_the_committee_reads_the_draw_but_prepares_nothing(client, sign_in, holder_of):
    case = make_case()
    sign_in(client, holder_of(PostKind.COMMITTEE))

    page = client.get(url(case))

    assert page.status_code == 200
    assert "Freeze" not in page.text
    assert client.post(url(case, "freeze"), named()).status_code == 403
    assert client.post(url(case), {"seed": "1"}).status_code == 403
    assert not Draw.objects.exists()


def test_nothing_is_frozen_while_nobody_waits():
    case = at_objecting()

    with pytest.raises(Refused, match="No application of this session waits"):
        freeze(case)


def test_an_impossible_draw_says_why_before_anybody_draws(client, sign_in):
    case = make_case()
    Reviewer.objects.filter(seat="expert").update(available=False)
    sign_in(client, case.secretariat[0])
    freeze(case)
    let_the_seed_be_known(case.session)
    client.post(url(case), {"seed": "1"})

    page = client.get(url(case)).text

    assert "0 of 1 FRA experts can be found" in page


def test_one_person_alone_draws_nothing():
    case = make_case()
    seeded(case)
    SESSION.perform("draw", case.session, by=case.secretariat[0])

    with pytest.raises(Refused, match="another person must confirm"):
        SESSION.perform("draw", case.session, by=case.secretariat[0])

    assert not PanelMember.objects.exists()


@pytest.mark.parametrize("again", ["freeze", "seed"])
def test_a_confirmation_asked_for_falls_with_its_text_or_seed(again):
    case = make_case()
    first, second = case.secretariat
    draw = seeded(case)
    SESSION.perform("draw", case.session, by=first)

    if again == "freeze":
        freeze(case, by=second, reason="A reviewer has left.")
    else:
        draws.enter_seed(draw=draw, seed="2", by=second)

    assert not Proposal.objects.open().exists()
    assert TrailEntry.objects.of(case.session).filter(step="draw:fallen").exists()
    assert (case.session.draws.prepared().get().seed == "") == (again == "freeze")


def test_a_seed_cannot_change_once_panels_are_drawn():
    case = at_objecting()

    with pytest.raises(Refused, match="the seed stays as it is"):
        draws.enter_seed(draw=Draw.objects.get(), seed="2", by=case.secretariat[0])


@pytest.mark.parametrize(
    "facts", [{}, {"source": "a lottery"}, {"source": " ", "known_at": timezone.now() + HOUR},
              {"source": "a lottery", "known_at": timezone.now() - HOUR}]
)  # fmt: skip
def test_nothing_is_frozen_without_a_source_that_is_still_unknown(facts):
    case = make_case()

    with pytest.raises(Refused, match="whose value nobody can know yet"):
        draws.freeze_pool(session=case.session, by=case.secretariat[0], **facts)

    assert not Draw.objects.exists()


def test_the_page_takes_no_source_whose_moment_is_over(client, sign_in):
    case = make_case()
    sign_in(client, case.secretariat[0])

    page = client.post(url(case, "freeze"), named(day="2020-01-01"))

    assert "This moment is over" in page.text
    assert not Draw.objects.exists()


def test_a_seed_cannot_be_entered_before_it_can_be_known(client, sign_in):
    case = make_case()
    draw = freeze(case)
    sign_in(client, case.secretariat[0])

    with pytest.raises(Refused, match="The seed can be entered from"):
        draws.enter_seed(draw=draw, seed="1", by=case.secretariat[0])

    page = client.get(url(case)).text
    assert "nobody can know it before" in page
    assert "Keep the seed" not in page


def test_whoever_freezes_anew_says_why():
    case = make_case()
    freeze(case)

    with pytest.raises(Refused, match="Please say why"):
        freeze(case)

    assert Draw.objects.count() == 1


def test_a_seed_is_not_entered_for_a_file_that_was_set_aside():
    case = make_case()
    draw = freeze(case)
    let_the_seed_be_known(case.session)
    freeze(case, reason="A reviewer has left.")

    with pytest.raises(Refused, match="frozen anew meanwhile"):
        draws.enter_seed(draw=draw, seed="1", by=case.secretariat[0])


def test_in_a_demonstration_no_other_seed_than_the_hash_is_taken():
    Installation.objects.update_or_create(pk=1, defaults={"is_demonstration": True})
    case = make_case()
    draw = draws.freeze_pool(session=case.session, by=case.secretariat[0])

    with pytest.raises(Refused, match="the seed is the hash"):
        draws.enter_seed(draw=draw, seed="one that suits", by=case.secretariat[0])


# --- what goes right ----------------------------------------------------------------------------


def test_before_the_draw_no_seat_is_shown_anywhere(client, sign_in):
    case = make_case()
    sign_in(client, case.secretariat[0])
    client.post(url(case, "freeze"), named())
    let_the_seed_be_known(case.session)
    client.post(url(case), {"seed": "1"})

    page = client.get(url(case)).text

    assert "The draw is possible." in page
    assert not any(reviewer.code in page for reviewer in Reviewer.objects.all())
    assert not PanelMember.objects.exists()


def test_what_was_frozen_first_stays_when_it_is_frozen_anew():
    """The time of freezing is that of the newest text; the earlier one keeps its own."""
    case = make_case()
    first = freeze(case)
    Draw.objects.update(frozen_at=timezone.now() - HOUR)

    second = freeze(case, reason="A reviewer has left.")

    first.refresh_from_db()
    assert second.frozen_at - first.frozen_at >= HOUR
    assert (first.number, second.number) == (1, 2)
    assert first.set_aside_because == "A reviewer has left."
    assert Draw.objects.prepared().get() == second


def test_the_file_has_the_hash_that_was_published(client, sign_in):
    case = make_case()
    sign_in(client, case.secretariat[0])
    client.post(url(case, "freeze"), named())

    page = client.get(url(case)).text
    file = client.get(url(case, "draw_file", 1))

    assert hashlib.sha256(file.content).hexdigest() in page
    assert file["Content-Disposition"].startswith("attachment")


def test_a_demonstration_offers_the_hash_as_seed_and_says_so(client, sign_in):
    Installation.objects.update_or_create(pk=1, defaults={"is_demonstration": True})
    case = make_case()
    sign_in(client, case.secretariat[0])
    client.post(url(case, "freeze"))

    page = client.get(url(case)).text

    assert f'value="{Draw.objects.get().frozen_hash}"' in page
    assert "the hash of the frozen file (demonstration)" in page


def test_what_was_drawn_can_be_checked_on_the_page(client, sign_in, holder_of):
    case = at_objecting()
    sign_in(client, holder_of(PostKind.AUDITOR))

    page = client.get(url(case, "drawn", 1)).text

    assert "gives the same panels" in page
    assert "Every hard rule holds." in page
    assert "is the one whose hash was kept" in page
    assert all(member.reviewer.public_name in page for member in case.members)


def test_a_changed_file_is_noticed_on_the_page(client, sign_in):
    case = at_objecting()
    draw = Draw.objects.get()
    draw.frozen = re.sub(r'"free":2', '"free":1', draw.frozen)
    draw.save()
    sign_in(client, case.secretariat[0])

    page = client.get(url(case, "drawn", 1)).text

    assert "is not the one whose hash was kept" in page


def test_drawing_is_the_same_as_calling_the_draw_again():
    case = at_objecting()
    draw = Draw.objects.get()

    seats = {}
    for member in case.members:
        seats.setdefault(member.seat, []).append(member.reviewer.code)

    assert draw.seats[case.application.reference] == seats
    assert draw.frozen_hash == seating.hash_of(draw.frozen)


def test_the_page_costs_the_same_however_many_wait(client, sign_in):
    case = make_case()
    sign_in(client, case.secretariat[0])

    with_one = cost_of(client, url(case))
    for _n in range(2):
        make_case(framework=case.framework, session=case.session)

    assert cost_of(client, url(case)) == with_one
    assert client.get(url(case)).text.count("working language: English") == 3
