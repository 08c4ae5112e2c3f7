"""One click in the story: who to become, which page to come to, how many days to let pass."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accreditation import letters
from accreditation.models import Application, Label, Session
from office.days import today
from office.models import Clock, Proposal


@dataclass(frozen=True)
class Act:
    """One click: be this person (or stay who you are) and come to this page."""

    label: str
    url: str
    person: User | None = None


@dataclass(frozen=True)
class Help:
    """What the invented people do themselves when asked, and what is said of it."""

    what: str
    label: str
    says: str


def label_of(application: Application) -> Label | None:
    return Label.objects.filter(decision__application=application).first()


def lead_of(application: Application) -> User:
    return next(iter(letters.city_leads(application)))


def secretariat() -> list[User]:
    return list(letters.secretariat(None))


def session_of(application: Application) -> Session:
    return Session.objects.get(applications=application)


def become(person: User, doing: str, page: str, *args: str) -> Act:
    label = _("Become %(name)s and %(doing)s") % {"name": person, "doing": doing}
    return Act(label, reverse(f"accreditation:{page}", args=args), person)


def step_address(name: str, key: str, step: str) -> str:
    return reverse(f"accreditation:{name}", args=[key, step])


def as_two(subject: Application | Session, step: str, doing: str) -> Act:
    """The first of two people, or the second once the first has asked."""
    first, second = secretariat()[:2]
    asked = Proposal.objects.open().of(subject).filter(step=step).first()
    name, key = "step", getattr(subject, "reference", "")
    if isinstance(subject, Session):
        name, key = "session_step", subject.code
    if asked is None:
        label = _("Become %(name)s, the first of two, and %(doing)s")
        return Act(label % {"name": first, "doing": doing}, step_address(name, key, step), first)
    other = second if asked.by == first else first
    label = _("Become %(name)s, the second of two, and confirm")
    return Act(label % {"name": other}, step_address(name, key, step), other)


def clock_of(application: Application, step: str) -> date | None:
    clock = Clock.objects.running().of(application).filter(step=step).first()
    return clock.due_on if clock else None


def days_until(last_day: date | None, label: str, after: int = 1) -> Act:
    """Let days pass until ``after`` days from a last day; at least one."""
    days = max((last_day - today()).days + after, 1) if last_day else 1
    return Act(label, f"{reverse('demonstration_days')}?days={days}", secretariat()[0])
