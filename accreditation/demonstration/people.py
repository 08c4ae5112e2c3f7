"""The invented authorities and people of the demonstration."""

import unicodedata
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from allauth.account.models import EmailAddress
from django.utils import timezone

from accounts.choices import PostKind
from accounts.models import Post, User
from accreditation.actions.pool import add_reviewer, confirm_reviewer
from accreditation.models import Reviewer
from cities.actions import add_council, register_city
from cities.choices import AuthorityKind, Confirmation, Role
from cities.models import City, Membership
from office.days import today
from office.posts import grant_post

HERE = Path(__file__).parent


@dataclass
class Cast:
    """Everyone on the stage."""

    secretariat: list[User] = field(default_factory=list)
    chair: User = field(default_factory=User)
    committee: list[User] = field(default_factory=list)  # the chair included
    board: list[User] = field(default_factory=list)
    auditor: User = field(default_factory=User)
    cities: dict[str, City] = field(default_factory=dict)
    leads: dict[str, User] = field(default_factory=dict)
    reviewers: list[Reviewer] = field(default_factory=list)


@cache
def document(name: str) -> Any:
    """One of the demonstration's documents."""
    return yaml.safe_load((HERE / name).read_text())


def address(name: str) -> str:
    """An address nobody has, made from a name."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = "".join(sign if sign.isalnum() else " " for sign in plain).split()
    return ".".join(words) + "@people.example.org"


def invent(name: str) -> User:
    """A person of the demonstration: signs in by one click, has no password."""
    user = User.objects.create_user(address(name), name=name, invented=True)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def make_cast() -> Cast:
    """Everybody, with their posts and cities; in the order in which the posts must be granted."""
    people = document("people.yaml")
    cast = Cast()
    for name in people["secretariat"]:  # nobody was there to grant the first two
        user = invent(name)
        Post.objects.create(user=user, kind=PostKind.SECRETARIAT, since=timezone.localdate())
        cast.secretariat.append(user)
    first, second = cast.secretariat

    def entrust(name: str, kind: PostKind) -> User:
        user = invent(name)
        grant_post(user=user, kind=kind, by=first, confirmed_by=second)
        return user

    cast.chair = entrust(people["committee_chair"][0], PostKind.COMMITTEE_CHAIR)
    members = [entrust(name, PostKind.COMMITTEE) for name in people["committee"]]
    cast.committee = [cast.chair, *members]
    cast.board = [entrust(name, PostKind.BOARD) for name in people["board"]]
    cast.auditor = entrust(people["auditor"][0], PostKind.AUDITOR)
    entrust(people["observer"][0], PostKind.OBSERVER)
    entrust(people["technical_admin"][0], PostKind.TECHNICAL_ADMIN)
    for facts in document("cities.yaml"):
        _make_city(cast, dict(facts))
    for name, department, keys in people["coordinators"]:
        user = invent(name)
        for key in keys:
            _join(cast.cities[key], user, Role.COORDINATOR, department)
    for facts in people["reviewers"]:
        _make_reviewer(cast, *facts)
    return cast


def _make_city(cast: Cast, facts: dict[str, Any]) -> None:
    key = facts.pop("key")
    councils = facts.pop("councils", [])
    team = [(facts.pop("lead"), Role.LEAD)]
    team += [(person, Role.EDITOR) for person in facts.pop("editors", [])]
    team += [(person, Role.OBSERVER) for person in facts.pop("observers", [])]
    city = register_city(**facts, by=cast.secretariat[0], invented=True)
    city.confirmed_how, city.confirmed_on = Confirmation.INVITED, today()
    city.save(update_fields=["confirmed_how", "confirmed_on"])
    for (name, department), role in team:
        user = invent(name)
        _join(city, user, role, department)
        if role == Role.LEAD:
            cast.leads[key] = user
    for name, people in councils:
        add_council(
            city=city,
            name=name,
            kind=AuthorityKind.MUNICIPALITY,
            country=str(city.country),
            population=people,
            by=cast.leads[key],
        )
    cast.cities[key] = city


def _join(city: City, user: User, role: Role, department: str) -> None:
    Membership.objects.create(
        city=city, user=user, role=role, department=department, since=timezone.localdate()
    )


def _make_reviewer(
    cast: Cast, seat: str, name: str, country: str, city: str, languages: list[str], pseudonym: str
) -> None:
    user = invent(name)
    first, second = cast.secretariat
    reviewer = add_reviewer(
        name=name,
        email=user.email,
        seat=seat,
        country=country,
        city=cast.cities.get(city),
        languages=languages,
        pseudonym=pseudonym,
        by=first,
    )
    confirm_reviewer(reviewer=reviewer, by=second)
    cast.reviewers.append(reviewer)
