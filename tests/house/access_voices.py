"""What contributors have sent, for the access table: something said elsewhere, not yet released."""

from uuid import UUID

from django.db.models import QuerySet

from accounts.choices import PostKind
from tests.factories.cities import CityFactory
from tests.factories.people import PostFactory, UserFactory
from tests.factories.voices import contribution_of, make_window, speak
from voices import actions
from voices.choices import Protection
from voices.models import Alert, Contribution, Window

POSTS = {"screener": PostKind.SCREENER, "secretariat lead": PostKind.SECRETARIAT_LEAD}
UNSCREENED, ALERT = "canaryunscreenedcanary", "canaryalertcanary"


def speak_elsewhere(scene) -> None:
    """Another city hears people; nothing has been screened, and an alert was raised."""
    for role, kind in POSTS.items():
        scene.people[role] = PostFactory(user=UserFactory(name=f"The {role}"), kind=kind).user
    window = make_window(CityFactory(confirmed=True), scene.application.framework)
    receipt = speak(window, UNSCREENED, Protection.PUBLIC, name="Somebody")
    actions.report_reprisal(
        text=ALERT, contact="", window=window, contribution=contribution_of(receipt)
    )


def windows() -> QuerySet[Window]:
    return Window.objects.filter(closed_on=None)


def key_of(name: str) -> UUID:
    kind = Alert if name == "screening:alert" else Contribution
    rows = kind.objects.filter(window__in=windows())
    return rows.get().pk
