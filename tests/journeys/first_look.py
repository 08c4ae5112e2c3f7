"""What a newcomer sees of a demonstration first; the pictures of the README are taken here."""

import os
from pathlib import Path

from django.conf import settings
from django.urls import reverse

from tests.journeys.hands import follow, says

# ``SCREENSHOTS=docs/screenshots`` renews those of the README.
PICTURES = Path(os.environ.get("SCREENSHOTS") or settings.DATA / "screenshots")


def look_around(page, cast, look_at):
    """Read of a city, become one of its people by one click, and see their record."""
    county, beginner = cast.cities["valdoria"], cast.cities["iduna"]

    page.goto("/")
    taken(page, "home")
    page.goto(reverse("register:city", args=[county.slug]))
    says(page, "Valid · Level B")
    taken(page, "city")
    page.goto(reverse("account_login"))
    look_at(page, "demonstration-sign-in")
    page.get_by_role("button", name=f"Sign in as {cast.leads['iduna'].name}", exact=True).click()
    says(page, "One click counts as second factor here.")
    follow(page, f"Record {beginner.name}")
    taken(page, "record")
    look_at(page, "demonstration-record")
    answer = beginner.answers.order_by("pk").first()
    page.goto(reverse("progress:requirement", args=[beginner.slug, answer.requirement.code]))
    says(page, answer.requirement.text)
    taken(page, "requirement")
    look_at(page, "demonstration-requirement")

    sizes = [file.stat().st_size for file in PICTURES.glob("*.png")]
    assert len(sizes) == 4
    assert max(sizes) < 300_000


def taken(page, name):
    """Keep what is seen of the page at first."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png")
