"""Who is written to at a step."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from accounts.choices import PostKind
from accounts.models import Post, User
from accreditation import voting
from accreditation.choices import ReviewState
from accreditation.models import Application, PanelMember
from cities.choices import Role


def city_leads(application: Any) -> Iterable[User]:
    leads = application.city.memberships.current().filter(role=Role.LEAD)
    return User.objects.filter(pk__in=leads.values("user"), is_active=True)


def city_team(subject: Any) -> Iterable[User]:
    """Everybody who speaks for the city now, whatever their role."""
    team = subject.city.memberships.current().values("user")
    return User.objects.filter(pk__in=team, is_active=True)


def holders(*kinds: str) -> QuerySet[User]:
    """Active people who hold one of these posts now."""
    posts = Post.objects.current().of_kind(*kinds)
    return User.objects.filter(pk__in=posts.values("user"), is_active=True)


def secretariat(_subject: object) -> Iterable[User]:
    return holders(PostKind.SECRETARIAT)


def committee(application: Application) -> Iterable[User]:
    """The committee but those who take no part in this case."""
    return voting.committee_of(application)


def board(application: Application) -> Iterable[User]:
    """The board but those who take no part in this case, or recommended in it."""
    return voting.board_of(application)


def panel_members(application: Application) -> QuerySet[User]:
    """Those who sit now and take part; nobody whom something keeps from the case."""
    return User.objects.filter(pk__in=_taking_part(application).values("user"))


def panel_and_who_fills_its_seats(application: Application) -> Iterable[User]:
    """The panel, whoever has declared; where a seat is to be filled anew, the secretariat too."""
    if _has_a_seat_to_fill(application):
        return panel_members(application) | holders(PostKind.SECRETARIAT)
    return panel_members(application)


def who_declares(application: Application) -> Iterable[User]:
    """Those of the panel who have not declared conflicts; where a seat is to be filled anew, the
    secretariat.
    """
    if _has_a_seat_to_fill(application):
        return secretariat(application)
    waiting = _taking_part(application).filter(declared_on=None)
    return User.objects.filter(pk__in=waiting.values("user"))


def who_reviews(application: Application) -> Iterable[User]:
    """Those of the panel who have not filed their review."""
    waiting = _taking_part(application).exclude(review__state=ReviewState.FILED)
    return User.objects.filter(pk__in=waiting.values("user"))


def panel_chair(application: Application) -> Iterable[User]:
    chairs = _taking_part(application).filter(is_chair=True)
    return User.objects.filter(pk__in=chairs.values("user"))


def _has_a_seat_to_fill(application: Application) -> bool:
    return _seated(application).filter(is_lost=True).exists()


def _taking_part(application: Application) -> QuerySet[PanelMember]:
    return _seated(application).filter(is_lost=False)


def _seated(application: Application) -> Any:
    return PanelMember.objects.seated().filter(panel__application=application).with_loss()
