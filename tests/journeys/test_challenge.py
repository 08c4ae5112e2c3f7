"""A city challenges what the committee recommends, and the board settles it: in browsers."""

import pytest
from django.urls import reverse

from accreditation.choices import ApplicationState as S
from accreditation.models import Decision
from tests.factories.world import make_world
from tests.journeys.hands import choose, fill, follow, group_of, press, take

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_challenge_is_written_lodged_and_settled_by_the_board(at_desk):
    world = make_world()
    application = world.at(S.ANNOUNCED)
    lead, first, other = at_desk(world.lead_of(application.city)), *map(at_desk, world.board[:2])

    lead.goto(reverse("accreditation:desk"))
    follow(lead, "Read the recommendation; you can challenge it")
    fill(lead, Grounds="Level A asks for a result for one group; ours stands on page 4.")
    press(lead, "Save the grounds", "saved")
    step = reverse("accreditation:step", args=[application.reference, "challenge"])
    take(lead, step, "Challenge the recommendation", "Done: Challenge the recommendation.")

    first.goto(reverse("accreditation:desk"))
    follow(first, "Settle the challenge")
    choose(group_of(first, "What does the board say?"), "Upheld: Level A")
    fill(first, Reasons="The result on page 4 was overlooked.")
    press(first, "Save the draft", "The draft is saved.")
    for page in (first, other):
        page.goto(reverse("accreditation:board", args=[application.reference]))
        choose(group_of(page, "My vote"), "For")
        press(page, "Save my vote", "Your vote is saved.")
    follow(other, "Check and confirm")
    press(other, "Settle the challenge", "Done: Settle the challenge.")

    decision = Decision.objects.get(application=application)
    assert (decision.level.code, decision.reasons) == ("A", "The result on page 4 was overlooked.")
