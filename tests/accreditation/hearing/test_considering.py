"""A reviewer sends what they have weighed from two windows at once: one answer after the other."""

import pytest

from accounts.choices import PostKind
from accreditation.actions.hearing import consider
from accreditation.models import Application, Considered, PanelMember
from accreditation.workflow.hearing import voices_of
from office.days import today
from tests.at_once import at_once
from tests.factories.accreditation_panels import at_reviewing
from tests.factories.people import PostFactory
from tests.factories.voices import let_all_pass, make_window, release, speak
from voices.choices import Readers

pytestmark = [pytest.mark.postgres(only=True), pytest.mark.django_db(transaction=True)]


def test_two_answers_at_once_are_taken_one_after_the_other():
    case = at_reviewing()
    Application.objects.update(submitted_on=today())
    case.application.refresh_from_db()
    window = make_window(case.city, case.framework)
    for number in range(8):
        speak(window, text=f"The door number {number} is locked.")
    let_all_pass(window, PostFactory(kind=PostKind.SCREENER).user)
    release(window)
    member = case.members[0]
    keys = [voice.key for voice in voices_of(case.application, Readers.PANEL)]

    for _round in range(10):
        outcomes = at_once(
            2,
            lambda _number: consider(
                member=PanelMember.objects.get(pk=member.pk), voices=keys, by=member.user
            ),
        )
        assert outcomes == [None, None]

    assert Considered.objects.filter(member=member).count() == len(keys)
