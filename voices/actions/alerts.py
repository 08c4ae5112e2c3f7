"""Calling named people when somebody suffers for having spoken, or is in danger."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.choices import PostKind
from accounts.models import Post, User
from office import letters, trail
from office.actors import acting
from office.days import today
from office.workflow import Refused
from voices import sealing
from voices.choices import AlertKind
from voices.models import Alert, Contribution, Window

PERMISSION = "voices.see_alerts"


@transaction.atomic
def report_reprisal(
    *,
    text: str,
    contact: str,
    window: Window | None,
    contribution: Contribution | None = None,
    place: str = "",
    is_unconnected: bool = False,
    form: str | None = None,
) -> None:
    """Take what somebody reports, with a receipt or without, and call the named people.

    ``place`` is where, as it was said: in most places nobody has been heard.
    ``is_unconnected`` tells them that a receipt was given by which no contribution was found.
    The same ``form`` again changes nothing. Raises NoKey when there is nothing to seal with.
    """
    words = {
        "text": text.strip(),
        "contact": contact.strip(),
        "place": place,
        "is_unconnected": is_unconnected,
    }
    facts = {
        "kind": AlertKind.REPRISAL,
        "window": window,
        "contribution": contribution,
        "sealed": sealing.seal(words),
    }
    _keep_and_call(form, facts)


def call_for(contribution: Contribution, words: str) -> None:
    """Call the named people, because somebody of whom a contribution tells may be in danger."""
    facts = {
        "kind": AlertKind.DANGER,
        "window": contribution.window,
        "contribution": contribution,
        "sealed": sealing.seal({"text": words.strip()}),
    }
    _keep_and_call(None, facts)


def was_taken(form: str) -> bool:
    """Whether a report has come by this form already."""
    return Alert.objects.filter(form=form).exists()


def _keep_and_call(form: str | None, facts: dict[str, Any]) -> None:
    """Keep the alert and write to those who must see to it. The letter says nothing of it."""
    facts["raised_on"] = today()
    if form is None:
        Alert.objects.create(**facts)
    elif not Alert.objects.get_or_create(form=form, defaults=facts)[1]:
        return
    link = reverse("screening:alerts")
    for person in named_people():
        letters.write(
            to=person, template="mail/voices_alert.txt", context={}, link=link, only_day=True
        )


def named_people() -> QuerySet[User]:
    """Screeners, and the lead of the secretariat."""
    kinds = (PostKind.SCREENER, PostKind.SECRETARIAT_LEAD)
    posts = Post.objects.current().of_kind(*kinds)
    return User.objects.filter(pk__in=posts.values("user"), is_active=True)


@transaction.atomic
def see_to_alert(*, alert: Alert, done: str, by: User) -> None:
    """Say what was done about it; it then waits for nobody. Raises Refused the second time."""
    if not by.has_perm(PERMISSION):
        raise PermissionDenied(_("Alerts are for screeners and the lead of the secretariat."))
    alert.refresh_from_db(from_queryset=Alert.objects.select_for_update(no_key=True))
    if alert.handled_on:
        raise Refused(_("Somebody has seen to it already."))
    alert.handled_on, alert.handled_by = today(), by
    alert.done = sealing.seal({"text": done.strip()})
    alert.save(update_fields=["handled_on", "handled_by", "done"])
    trail.record(alert, "see_to_alert", by=acting(by), workflow="hearing")
