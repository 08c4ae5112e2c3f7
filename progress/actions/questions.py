"""Asking about a requirement, answering, and letting others read it."""

import re
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from cities.choices import Role
from cities.models import City
from cities.names import searchable
from commitments.models import PublicHelp, Requirement
from office import letters, trail
from office.actors import acting
from office.days import today
from office.workflow import Refused
from progress.models import Question

from .changed import check_texts

MOST_OPEN = 20  # of one city
WRITERS = (Role.LEAD, Role.EDITOR)


@transaction.atomic
@trail.gathered()
def ask(
    *, city: City, requirement: Requirement, text: str, by: User, mentor: City | None = None
) -> Question:
    """Ask the secretariat, or a city that offered help; whoever leads it gets a letter.

    Raises Refused for an empty question, a city that does not help, and where many are open.
    """
    check_texts({"text": text})
    if not text.strip():
        raise Refused(_("Please write what you want to know."))
    if mentor and not mentors_for(city).filter(pk=mentor.pk).exists():
        raise Refused(_("This city or region does not offer help just now."))
    if Question.objects.open().filter(city=city).count() >= MOST_OPEN:
        raise Refused(
            _("%(most)d of your questions wait for an answer. Please wait for some of them.")
            % {"most": MOST_OPEN}
        )
    question = Question.objects.create(
        city=city,
        framework_code=requirement.framework.code,
        code=requirement.code,
        text=text.strip(),
        by=by,
        asked_on=today(),
        mentor=mentor,
    )
    trail.record(city, "ask", by=acting(by), note=requirement.code)
    write_to_the_mentor(question, "question_asked")
    return question


@transaction.atomic
@trail.gathered()
def answer_question(*, question: Question, text: str, may_be_public: bool, by: User) -> Question:
    """Answer once; whoever asked gets a letter.

    Raises Refused for an empty answer, a second one, and one to be public that names either side.
    """
    question = Question.objects.select_for_update(no_key=True, of=("self",)).get(pk=question.pk)
    check_texts({"text": text})
    if question.taken_back_on:
        raise Refused(_("Whoever asked has taken the question back."))
    if question.answered_on:
        raise Refused(_("Somebody has answered this question already."))
    if not text.strip():
        raise Refused(_("Please write the answer."))
    if may_be_public and (named := named_in(question, text, by)):
        raise Refused(
            _("The answer names %(names)s. Leave that out, or keep the answer private.")
            % {"names": ", ".join(named)}
        )
    question.answer, question.may_be_public = text.strip(), may_be_public
    question.answered_by, question.answered_on = by, today()
    question.save(update_fields=["answer", "may_be_public", "answered_by", "answered_on"])
    trail.record(question.city, "answer_question", by=acting(by), note=question.code)
    write_to_who_asked(question, "question_answered")
    return question


@transaction.atomic
@trail.gathered()
def publish_question(*, question: Question, wording: str, by: User) -> PublicHelp:
    """The asking city agrees as well: all may read it from now on, without its name.

    A city that answered gets a letter, which says how to withdraw it.

    ``wording`` is the question as all may read it. Raises Refused where it is not answered, the
    other side does not agree, it is public already, or question or answer name either side.
    """
    question = Question.objects.select_for_update(no_key=True, of=("self",)).get(pk=question.pk)
    check_texts({"wording": wording})
    if question.help_id:
        raise Refused(_("It is public already."))
    if question.taken_back_on:
        raise Refused(_("The question has been taken back."))
    if not question.answered_on or not question.may_be_public:
        raise Refused(_("Whoever answered has not agreed that others read it."))
    if not wording.strip():
        raise Refused(_("Please write the question as others may read it."))
    if named := named_in(question, wording, question.answered_by):
        raise Refused(
            _("The question names %(names)s. Please leave that out.") % {"names": ", ".join(named)}
        )
    if named := named_in(question, question.answer, question.answered_by):
        raise Refused(
            _("The answer names %(names)s. It stays private.") % {"names": ", ".join(named)}
        )
    question.help = PublicHelp.objects.create(
        framework_code=question.framework_code,
        code=question.code,
        question=wording.strip(),
        answer=question.answer,
        published_on=today(),
    )
    question.save(update_fields=["help"])
    trail.record(question.city, "publish_question", by=acting(by), note=question.code)
    write_to_the_mentor(question, "question_public")
    return question.help


def mentors_for(city: City) -> QuerySet[City]:
    """Cities this one can ask: confirmed, offering help, and another."""
    offering = City.objects.filter(mentor_since__isnull=False, confirmed_on__isnull=False)
    return offering.exclude(pk=city.pk)


def named_in(question: Question, text: str, answered_by: User | None) -> list[str]:
    """Which names of the two sides stand in a text: cities, councils, and who wrote."""
    people = [person.name for person in (question.by, answered_by) if person]
    cities = [city for city in (question.city, question.mentor) if city]
    names = [name for city in cities for name in (city.name, city.authority)]
    councils = question.city.councils.values_list("name", flat=True)
    told = dict.fromkeys([*names, *councils, *people])
    return [name for name in told if name and _stands_in(text, name)]


def _stands_in(text: str, name: str) -> bool:
    """Whatever the letters' case and accents, and with an ending of a letter or two.

    A name of three letters or fewer is asked for as it is written: “Ed” is not “edit”.
    """
    ending = r"\w{0,2}"
    if len(name) <= 3:
        ending = ""
    else:
        text, name = searchable(text), searchable(name)
    return re.search(rf"(?<!\w){re.escape(name)}{ending}(?!\w)", text) is not None


def _who_asked(question: Question) -> list[User]:
    """The person who asked while on the team; else whoever leads it."""
    team = question.city.memberships.current()
    if team.filter(user=question.by).exists() and question.by.is_active:
        return [question.by]
    leads = team.filter(role=Role.LEAD)
    return list(User.objects.filter(pk__in=leads.values("user"), is_active=True))


def write_to_the_mentor(question: Question, template: str, **more: Any) -> None:
    """A letter to whoever leads the city that is asked; none where that is the secretariat."""
    if mentor := question.mentor:
        leads = mentor.memberships.current().filter(role=Role.LEAD)
        link = reverse("progress:asked_of_us", args=[mentor.slug, question.pk])
        for lead in User.objects.filter(pk__in=leads.values("user"), is_active=True):
            _write(question, lead, template, link, **more)


def write_to_who_asked(question: Question, template: str, **more: Any) -> None:
    link = reverse("progress:question", args=[question.city.slug, question.pk])
    for person in _who_asked(question):
        _write(question, person, template, link, **more)


def _write(question: Question, to: User, template: str, link: str, **more: Any) -> None:
    letters.write(
        to=to,
        template=f"mail/{template}.txt",
        about=question.city,
        link=link,
        context={"question": question, "city": question.city, **more},
    )
