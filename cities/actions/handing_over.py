"""Handing the lead to another person: a document, and two people of the secretariat (design §2)."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from cities.choices import Role
from cities.models import ChosenDocument, City, HandOver, Membership
from office import letters, trail
from office.actors import acting
from office.days import today
from office.workflow import Refused

PERMISSION = "cities.hand_over_lead"


def ask_to_hand_over(
    *, city: City, to: User, reason: str, document: ChosenDocument, by: User
) -> HandOver:
    """Ask that ``to`` lead the team, as the first of two people; who leads now is told at once.

    Raises PermissionDenied where ``by`` may not, and Refused where there is nothing to hand over.
    """
    _check_people(to, by)
    if not reason.strip():
        raise Refused(_("Please give the reason."))
    with transaction.atomic(), trail.gathered():
        city = City.objects.select_for_update(no_key=True).get(pk=city.pk)
        before = _lead_of(city)
        if before and before.user_id == to.pk:
            raise Refused(_("This person is the lead already."))
        if city.hand_overs.waiting().exists():
            raise Refused(_("A hand-over waits for a second person already."))
        hand_over = HandOver.objects.create(
            city=city,
            to=to,
            before=before.user if before else None,
            reason=reason.strip(),
            file=document.file.name,
            filename=document.filename,
            content_type=document.content_type,
            sha256=document.sha256,
            asked_by=by,
            asked_on=today(),
        )
        document.delete()  # the hand-over points at its file now
        trail.record(city, "hand_over_lead:proposed", by=acting(by), note=document.sha256)
        if before:
            _write(hand_over, before.user, "lead_hand_over_asked")
    return hand_over


@transaction.atomic
@trail.gathered()
def hand_over_lead(*, hand_over: HandOver, by: User) -> Membership:
    """``to`` leads from now on; who led before stays as an editor. By the second of two people.

    Raises PermissionDenied where one of the two may not, Refused when it is over, or somebody
    else has come to lead since it was asked for.
    """
    city = City.objects.select_for_update(no_key=True).get(pk=hand_over.city_id)
    hand_over.refresh_from_db()
    _check_waits(hand_over)
    _check_people(hand_over.to, hand_over.asked_by, by)
    if not hand_over.to.is_active:
        raise Refused(_("The account of this person is closed."))
    before = _lead_of(city)
    if (before.user_id if before else None) != hand_over.before_id:
        raise Refused(_("Somebody else has come to lead meanwhile. Please ask for it anew."))
    mine = city.memberships.current().filter(user=hand_over.to).first()
    for ending in (mine, before):
        if ending:
            ending.until = timezone.localdate()
            ending.save(update_fields=["until"])
    if before:
        _begin(city, before.user, Role.EDITOR, before.department)
    membership = _begin(city, hand_over.to, Role.LEAD, mine.department if mine else "")
    hand_over.confirmed_by, hand_over.done_on = by, today()
    hand_over.save(update_fields=["confirmed_by", "done_on"])
    note = _("To %(to)s; asked for by %(first)s. %(reason)s") % {
        "to": hand_over.to,
        "first": hand_over.asked_by,
        "reason": hand_over.reason,
    }
    trail.record(city, "hand_over_lead", by=acting(by), note=note)
    _tell_everybody(hand_over)
    return membership


@transaction.atomic
@trail.gathered()
def drop_hand_over(*, hand_over: HandOver, by: User) -> None:
    """Give it up; the lead stays where it is.

    Raises PermissionDenied for whom it is about, Refused when it is over.
    """
    if hand_over.to == by:
        raise PermissionDenied(_("This is about you, so another person gives it up."))
    city = City.objects.select_for_update(no_key=True).get(pk=hand_over.city_id)
    hand_over.refresh_from_db()
    _check_waits(hand_over)
    hand_over.dropped_on = today()
    hand_over.save(update_fields=["dropped_on"])
    trail.record(city, "hand_over_lead:dropped", by=acting(by))
    if hand_over.before:
        _write(hand_over, hand_over.before, "lead_hand_over_dropped")


def _check_people(to: User, *two: User) -> None:
    for person in two:
        if not (person.is_active and person.has_perm(PERMISSION)):
            raise PermissionDenied(_("Only the secretariat hands over the lead."))
    if len(set(two)) < len(two):
        raise PermissionDenied(_("This takes two people: another one has to confirm it."))
    if to in two:
        raise PermissionDenied(_("Nobody hands the lead to themselves."))


def _check_waits(hand_over: HandOver) -> None:
    if hand_over.done_on or hand_over.dropped_on:
        raise Refused(_("This hand-over is over already."))


def _lead_of(city: City) -> Membership | None:
    leads = city.memberships.current().filter(role=Role.LEAD)
    return leads.select_related("user").first()


def _begin(city: City, user: User, role: str, department: str) -> Membership:
    return Membership.objects.create(
        city=city, user=user, role=role, department=department, since=timezone.localdate()
    )


def _tell_everybody(hand_over: HandOver) -> None:
    """The new lead, who led before, and the rest of the team."""
    _write(hand_over, hand_over.to, "lead_is_you")
    if hand_over.before:
        _write(hand_over, hand_over.before, "lead_was_you")
    told = [person.pk for person in (hand_over.to, hand_over.before) if person]
    team = User.objects.filter(
        pk__in=hand_over.city.memberships.current().values("user"), is_active=True
    )
    for person in team.exclude(pk__in=told):
        _write(hand_over, person, "lead_is_another")


def _write(hand_over: HandOver, person: User, template: str) -> None:
    letters.write(
        to=person,
        template=f"mail/{template}.txt",
        about=hand_over.city,
        link=reverse("cities:team", args=[hand_over.city.slug]),
        context={"city": hand_over.city, "new": hand_over.to, "before": hand_over.before},
    )
