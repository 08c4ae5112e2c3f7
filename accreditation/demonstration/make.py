"""Make a demonstration of an empty database: invented cities all along the procedure.

Only actions and steps are called, with days that pass; no state is written.
"""

from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction

import commitments
from accounts.models import User
from accreditation.actions.applications import open_application
from cities.models import City
from cities.self_declared import load_self_declared
from commitments.loading import load
from commitments.models import Framework
from office.models import Installation

from . import courses, later, offline, past, people, practices, readings, record, story, team, trial
from .course import Course

FRAMEWORKS = Path(commitments.__file__).parent / "frameworks"
FULL, CATALOGUES = FRAMEWORKS / "hrc-eu-0.1.yaml", FRAMEWORKS / "catalogues.yaml"


def make(*, everyone: bool = False) -> people.Cast:
    """Mark the empty database as a demonstration, for ever, and fill it.

    Three authorities and the one of the story are taken to where they stand; with ``everyone`` so
    many more that each state and each outcome exists somewhere. Editions and the cities that
    declared themselves may be in the database; raises ValidationError when there are people or
    other cities already.
    """
    with transaction.atomic():
        listed = City.objects.filter(self_declared=True, takes_part=False)
        if User.objects.exists() or City.objects.exclude(pk__in=listed).exists():
            raise ValidationError("A demonstration is made of an empty database only.")
        Installation.objects.create(pk=1, is_demonstration=True)
        framework = Framework.objects.current() or _loaded()
        load_self_declared()
        cast = people.make_cast()
        if everyone:
            past.play_all(Course(framework, cast, everyone))
        course = Course(framework, cast, everyone)
        courses.plan_sessions(course)
        since = past.since() if everyone else []
        courses.play(course, [*courses.EVENTS, *later.EVENTS, *since])
        if everyone:
            practices.publish_all(framework, course.cast)
        begin_iduna(framework, course.cast)
        trial.begin(framework)
        story.begin(framework, course.cast)
    return course.cast


def _loaded() -> Framework:
    framework = load(FULL, CATALOGUES).framework
    if framework is None:
        raise ValidationError("The edition could not be loaded.")
    return framework


def begin_iduna(framework: Framework, cast: people.Cast) -> None:
    """A small place in the middle of its answers, with an application in draft."""
    city, lead = cast.cities["iduna"], cast.leads["iduna"]
    record.fill("iduna", city, framework, lead, agreed=False, groups=1)
    offline.bring_back(city, framework, lead)
    readings.bring_table(city, framework, lead)
    team.share_out(city, framework, lead)
    team.ask_around(city, cast.cities["skovhavn"], framework, lead, cast.secretariat[0])
    open_application(city=city, framework=framework, by=lead)
