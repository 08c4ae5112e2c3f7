"""Rows that others point at are locked so that pointing at them does not wait (no_key)."""

from pathlib import Path
from threading import Barrier

import pytest
from django.conf import settings
from django.db import transaction

from accounts.models import User
from office import trail
from office.actors import PROCEDURE, acting
from office.models import TrailEntry
from office.posts import hold_posts_of
from tests.at_once import at_once

ROOMS = ["accounts", "office", "cities", "commitments", "progress", "voices", "accreditation",
         "register", "hrcities"]  # fmt: skip


def test_every_lock_lets_others_point_at_the_row():
    """One exception says why: nobody may point at a piece of evidence that is being retired."""
    bare = [
        path.relative_to(settings.BASE_DIR).as_posix()
        for room in ROOMS
        for path in Path(settings.BASE_DIR, room).rglob("*.py")
        for call in path.read_text().split("select_for_update(")[1:]
        if not call.startswith("no_key=True")
    ]

    assert bare == ["progress/actions/evidence.py"]


@pytest.mark.postgres(only=True)
@pytest.mark.django_db(transaction=True)
def test_somebody_acts_while_their_posts_are_changed_and_neither_waits_for_ever(
    secretariat, someone
):
    """An entry points at its actor while the head of the trail is held; both are wanted here."""
    trail.record(someone, "before", by=PROCEDURE)
    both = Barrier(2, timeout=20)

    def changes_the_posts():
        with transaction.atomic():
            hold_posts_of(someone)
            both.wait()
            trail.record(someone, "posts", by=acting(secretariat))

    def acts():
        person = User.objects.get(pk=someone.pk)
        with transaction.atomic():
            trail.record(person, "one", by=PROCEDURE)  # holds the head of the trail
            both.wait()
            trail.record(person, "two", by=acting(person))

    outcomes = at_once(2, lambda number: (changes_the_posts, acts)[number]())

    assert outcomes == [None, None]
    steps = TrailEntry.objects.order_by("number").values_list("step", flat=True)
    assert list(steps) == ["before", "one", "two", "posts"]
