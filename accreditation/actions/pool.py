"""Keeping the pool of reviewers, and what keeps them from a city."""

import secrets

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.choices import PostKind
from accounts.invited import account_for
from accounts.models import Post, User
from accreditation.choices import Seat
from accreditation.models import Conflict, Reviewer
from accreditation.numbers import ALPHABET
from accreditation.seating.conflicts import why_it_stays
from cities.models import City
from office import letters, proposals, trail
from office.actors import PROCEDURE, acting
from office.days import today
from office.models import Proposal
from office.posts import PERMISSION, grant_post
from office.workflow import Refused

WORKFLOW = "pool"
GRANT = "grant_reviewer"


@transaction.atomic
@trail.gathered()
def add_reviewer(
    *,
    name: str,
    email: str,
    seat: str,
    country: str,
    city: City | None,
    languages: list[str],
    by: User,
    employer: str = "",
    pseudonym: str = "",
) -> Reviewer:
    """Put a person into the pool; they may be drawn once a second person has confirmed.

    Raises Refused when this person is in the pool already.
    """
    user = User.objects.filter(email__iexact=email.strip()).first()
    if user is None:
        user = account_for(email, name)
    elif Reviewer.objects.filter(user=user).exists():
        raise Refused(_("This person is in the pool already."))
    reviewer = Reviewer(user=user, code=_new_code(), seat=seat)
    _write(reviewer, country, city, languages, employer, pseudonym)
    trail.record(reviewer, "add_reviewer", by=acting(by), workflow=WORKFLOW)
    if not Post.objects.current().of_kind(PostKind.REVIEWER).filter(user=user).exists():
        proposals.propose(WORKFLOW, reviewer, GRANT, by=by)
    return reviewer


@transaction.atomic
def change_reviewer(
    *,
    reviewer: Reviewer,
    country: str,
    city: City | None,
    languages: list[str],
    available: bool,
    by: User,
    employer: str = "",
    pseudonym: str = "",
) -> None:
    """Change what the draw knows of somebody. Panels already drawn stay as they are."""
    reviewer.refresh_from_db(from_queryset=Reviewer.objects.select_for_update(no_key=True))
    reviewer.available = available
    _write(reviewer, country, city, languages, employer, pseudonym)
    trail.record(reviewer, "change_reviewer", by=acting(by), workflow=WORKFLOW)


@transaction.atomic
@trail.gathered()
def confirm_reviewer(*, reviewer: Reviewer, by: User) -> Proposal | None:
    """The second of two people entrusts a reviewer with the post (design §2).

    Where the first has left the secretariat meanwhile, ``by`` becomes the first: the new Proposal
    is returned. Raises Refused when nothing waits, when it is the person who asked, or when the
    post does not go together with another one; PermissionDenied for one's own.
    """
    reviewer.refresh_from_db(from_queryset=Reviewer.objects.select_for_update(no_key=True))
    asked = waiting_for(reviewer)
    if asked is None:
        raise Refused(_("Nothing waits for a second person here."))
    if not asked.by.has_perm(PERMISSION):
        why = _("Whoever asked for this no longer holds the post; it takes two people anew.")
        proposals.drop(asked, reviewer, how="dropped", by=PROCEDURE, note=why)
        return proposals.propose(WORKFLOW, reviewer, GRANT, by=by)
    if asked.by == by:
        raise Refused(_("You have asked for this; another person must confirm it."))
    try:
        grant_post(user=reviewer.user, kind=PostKind.REVIEWER, by=asked.by, confirmed_by=by)
    except ValidationError as error:
        raise Refused(*error.messages) from error
    proposals.confirm(asked, by=by)
    letters.write(to=reviewer.user, template="mail/reviewer_welcome.txt", context={})
    return None


@transaction.atomic
@trail.gathered()
def take_back_reviewer(*, reviewer: Reviewer, by: User, note: str = "") -> None:
    """Give up what waits for a second person: nobody has come into the pool.

    What the draw would have known of them is removed; an account stays its owner's. Raises
    Refused when nothing waits any more.
    """
    reviewer.refresh_from_db(from_queryset=Reviewer.objects.select_for_update(no_key=True))
    asked = waiting_for(reviewer)
    if asked is None:
        raise Refused(_("Nothing waits for a second person here."))
    proposals.drop(asked, reviewer, how="taken_back", by=acting(by), note=note)
    reviewer.conflicts.all().delete()
    reviewer.delete()


@transaction.atomic
def note_conflict(
    *, reviewer: Reviewer, city: City, kind: str, by: User, because: str = ""
) -> Conflict:
    """Keep a reviewer from the cases of a city. The reason is never published.

    ``because`` says which other reason. Raises Refused when it is noted already.
    """
    conflict, created = Conflict.objects.get_or_create(
        reviewer=reviewer,
        city=city,
        kind=kind,
        because=because.strip(),
        defaults={"declared_on": today()},
    )
    if not created:
        raise Refused(_("This conflict is noted already."))
    trail.record(reviewer, "note_conflict", by=acting(by), workflow=WORKFLOW)
    return conflict


@transaction.atomic
def take_back_conflict(*, conflict: Conflict, by: User, note: str = "") -> None:
    """Give up a conflict that was noted by mistake. Raises Refused where something relied on it."""
    reviewer = conflict.reviewer
    reviewer.refresh_from_db(from_queryset=Reviewer.objects.select_for_update(no_key=True))
    if not Conflict.objects.filter(pk=conflict.pk).exists():
        raise Refused(_("This conflict has been taken back already."))
    if reasons := list(why_it_stays(conflict)):
        raise Refused(*reasons)
    conflict.delete()
    trail.record(reviewer, "take_back_conflict", by=acting(by), workflow=WORKFLOW, note=note)


def waiting_for(reviewer: Reviewer) -> Proposal | None:
    """What the first person asked for, while it waits for the second."""
    return proposals.waiting(WORKFLOW, reviewer, GRANT)


def _write(
    reviewer: Reviewer,
    country: str,
    city: City | None,
    languages: list[str],
    employer: str,
    pseudonym: str,
) -> None:
    """A peer is of the country of their authority; only a community reviewer has a pseudonym."""
    if reviewer.seat == Seat.PEER and city is None:
        raise Refused(_("A peer works for a city or region; please say which."))
    reviewer.city = city
    reviewer.country = str(city.country) if reviewer.seat == Seat.PEER and city else country
    reviewer.languages, reviewer.employer = languages, employer.strip()
    reviewer.pseudonym = pseudonym.strip() if reviewer.seat == Seat.COMMUNITY else ""
    reviewer.save()


def _new_code() -> str:
    """A code nobody has yet. It tells nothing about the person."""
    while True:
        code = "R-" + "".join(secrets.choice(ALPHABET) for _place in range(5))
        if not Reviewer.objects.filter(code=code).exists():
            return code
