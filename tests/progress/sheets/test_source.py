"""An answer taken from a spreadsheet says where it came from, also when the sheet is gone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cities.choices import Role
from progress.actions import put_sheet_away
from progress.actions.answers import WORDS
from progress.models import Answer, ProposedAnswer, ReturnedSheet
from progress.sheets import bringing
from tests.factories.sheets import changed, returned_sheet

pytestmark = pytest.mark.django_db


@pytest.fixture
def settled(client, city, six, address, member_of, sign_in):
    """A function: a spreadsheet of which R1.1 was taken, and R1.2 was left unless it waits."""

    def settle(*, waits=False):
        editor = member_of(city, Role.EDITOR)
        sign_in(client, editor)
        cells = {"R1.1": {"text": "Taken."}, "R1.2": {"text": "Never saved."}}
        sheet = returned_sheet(city, six, changed(city, six, cells))
        taken, left = sheet.proposals.order_by("requirement__position")
        client.post(address("proposals"), {"do": "accept", "take": f"{taken.pk}.0"})
        if not waits:
            client.post(address("proposals"), {"do": "decline", "take": f"{left.pk}.0"})
        sheet.refresh_from_db()
        return sheet, editor

    return settle


def where_it_came_from(client, address, code="R1.1"):
    return client.get(address("versions", code)).text.partition("Where it came from")[2]


def old(sheet):
    ReturnedSheet.objects.filter(pk=sheet.pk).update(
        brought_at=timezone.now() - timedelta(days=30, minutes=1)
    )
    bringing.forget_old()


def away(sheet):
    put_sheet_away(sheet=sheet, by=sheet.brought_by)


def test_once_all_is_settled_the_answer_keeps_its_source_and_who_took_it(client, address, settled):
    sheet, editor = settled()

    origin = where_it_came_from(client, address)

    assert sheet.source in origin
    assert f"accepted by {editor}" in origin


@pytest.mark.parametrize("gone", [old, away])
@pytest.mark.parametrize("waits", [False, True])
def test_it_keeps_them_when_the_spreadsheet_is_gone(client, address, settled, gone, waits):
    sheet, _editor = settled(waits=waits)

    gone(sheet)

    assert not ReturnedSheet.objects.exists()
    assert sheet.source in where_it_came_from(client, address)


@pytest.mark.parametrize("gone", [old, away, lambda sheet: None])
def test_nothing_is_kept_of_what_was_said_nor_of_what_was_left(settled, gone):
    sheet, _editor = settled()

    gone(sheet)

    kept = ProposedAnswer.objects.get()
    assert kept.requirement.code == "R1.1"
    assert not any(getattr(kept, name) for name in WORDS)
    assert Answer.objects.get().text == "Taken."
