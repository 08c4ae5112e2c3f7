"""How people come to speak for a city: a letter with a link only its reader knows."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import User
from cities.choices import Confirmation, Role
from cities.models import City, Invitation, Membership
from office import letters, trail
from office.actors import acting
from office.days import is_demonstration, today
from office.models import Letter
from office.models.letter import LetterState
from office.workflow import Refused

from .authorities import register_city
from .departments import on_the_list

VALID_DAYS = 30


@transaction.atomic
@trail.gathered()
def invite(
    *,
    city: City,
    email: str,
    role: str,
    by: User,
    department: str = "",
    confirms_authority: bool = False,
) -> Invitation:
    """Offer somebody a role for the city; the letter leaves once this is committed.

    Raises Refused when they are on the team, have an open invitation, or a lead is there already.
    """
    email = email.strip().lower()
    current = city.memberships.current()
    if current.filter(user__email=email).exists():
        raise Refused(_("This person is on the team already."))
    if role == Role.LEAD and current.filter(role=Role.LEAD).exists():
        raise Refused(_("This city or region has a lead already."))
    if held := city.invitations.open().select_for_update(no_key=True).filter(email=email).first():
        if not held.is_expired:
            raise Refused(_("This address has an open invitation already."))
        held.revoked_at = timezone.now()
        held.save(update_fields=["revoked_at"])
        letters.withdraw(held)
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        city=city,
        email=email,
        role=role,
        department=on_the_list(city, department),
        by=by,
        confirms_authority=confirms_authority,
        token_digest=digest_of(token),
        expires_at=timezone.now() + timedelta(days=VALID_DAYS),
    )
    trail.record(city, "invite", by=acting(by), note=str(invitation.get_role_display()))
    _write(invitation, token)
    return invitation


@transaction.atomic
@trail.gathered()
def invite_authority(*, email: str, by: User, city: City | None = None, **facts) -> Invitation:
    """The secretariat invites an authority: a row for it, unless it has one, and its lead.

    Accepting confirms the authority (design §2, “Joining”). ``facts`` are those of
    ``register_city``. Raises Refused as ``invite`` does.
    """
    if city is None:
        facts = {"invented": is_demonstration(), **facts}
        city = register_city(by=by, takes_part=False, **facts)
    return invite(city=city, email=email, role=Role.LEAD, by=by, confirms_authority=True)


@transaction.atomic
@trail.gathered()
def send_again(*, invitation: Invitation, by: User) -> Invitation:
    """A new link to the same address; the old one no longer works. Raises Refused if it is over."""
    invitation = _open_or_refused(invitation)
    token = secrets.token_urlsafe(32)
    invitation.token_digest = digest_of(token)
    invitation.sent_at = timezone.now()
    invitation.expires_at = timezone.now() + timedelta(days=VALID_DAYS)
    invitation.save(update_fields=["token_digest", "sent_at", "expires_at"])
    trail.record(invitation.city, "send_invitation_again", by=acting(by))
    _write(invitation, token)
    return invitation


@transaction.atomic
def revoke_invitation(*, invitation: Invitation, by: User) -> None:
    """The link stops working. Raises Refused when it was accepted or revoked before."""
    invitation = _open_or_refused(invitation)
    invitation.revoked_at = timezone.now()
    invitation.save(update_fields=["revoked_at"])
    letters.withdraw(invitation)
    trail.record(invitation.city, "revoke_invitation", by=acting(by))


def invitation_for(token: str) -> Invitation | None:
    """The open, unexpired invitation with this link, or None."""
    found = Invitation.objects.open().filter(token_digest=digest_of(token))
    invitation = found.select_related("city", "by").first()
    return None if invitation is None or invitation.is_expired else invitation


@transaction.atomic
def accept(*, token: str, user: User) -> Membership:
    """``user`` joins the team; an authority invited by the secretariat is thereby confirmed.

    Raises Refused when the link is over, was sent to another address, or the seat is taken.
    """
    found = (
        Invitation.objects.open()
        .select_for_update(no_key=True)
        .filter(token_digest=digest_of(token))
    )
    invitation = found.first()
    if invitation is None or invitation.is_expired:
        raise Refused(_("This invitation is no longer open. Please ask for a new one."))
    if user.email.lower() != invitation.email.lower():
        raise Refused(
            _("This invitation was sent to another address than the one you signed in with.")
        )
    city = City.objects.select_for_update(no_key=True).get(pk=invitation.city_id)
    current = city.memberships.current()
    if current.filter(user=user).exists():
        raise Refused(_("You are on this team already."))
    if invitation.role == Role.LEAD and current.filter(role=Role.LEAD).exists():
        raise Refused(_("This city or region has a lead already."))
    membership = Membership.objects.create(
        city=city,
        user=user,
        role=invitation.role,
        department=invitation.department,
        since=timezone.localdate(),
    )
    invitation.accepted_at, invitation.accepted_by = timezone.now(), user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    if invitation.confirms_authority:
        _confirm(city)
    user.__dict__.pop("_memberships_by_city", None)
    trail.record(
        city, "accept_invitation", by=acting(user), note=str(membership.get_role_display())
    )
    return membership


def undelivered(invitations: Iterable[Invitation]) -> set[int]:
    """Keys of those whose letter did not leave, however often it was tried."""
    keys = [str(invitation.pk) for invitation in invitations]
    failed = Letter.objects.filter(
        about_label=Invitation._meta.label_lower, about_key__in=keys, state=LetterState.FAILED
    )
    return {int(key) for key in failed.values_list("about_key", flat=True)}


def digest_of(token: str) -> str:
    """What is kept of a link: its SHA-256."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _confirm(city: City) -> None:
    if not city.is_confirmed:
        city.confirmed_how, city.confirmed_on = Confirmation.INVITED, today()
    city.takes_part, city.joined_on = True, city.joined_on or today()
    city.save(update_fields=["confirmed_how", "confirmed_on", "takes_part", "joined_on"])
    if not city.is_renamed:  # a new name is confirmed by its letter alone
        city.confirmation_letters.open().update(dropped_on=today())


def _open_or_refused(invitation: Invitation) -> Invitation:
    held = Invitation.objects.open().select_for_update(no_key=True).filter(pk=invitation.pk).first()
    if held is None:
        raise Refused(_("This invitation is over already."))
    return held


def _write(invitation: Invitation, token: str) -> None:
    """The letter is a row of this transaction; one that has not left yet is overtaken by it."""
    letters.withdraw(invitation)
    letters.write_to_address(
        address=invitation.email,
        language=get_language() or settings.LANGUAGE_CODE,
        template="mail/invitation.txt",
        context={"invitation": invitation, "days": VALID_DAYS},
        about=invitation,
        link=reverse("cities:invitation", args=[token]),
    )
