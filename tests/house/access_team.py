"""What a team shares, so that each of its pages has something to be about."""

from datetime import date
from decimal import Decimal

from accounts.models import User
from accreditation.models import CalendarAddress
from cities.actions import add_department
from cities.choices import AuthorityKind
from cities.models import City, MemberCouncil
from commitments.models import Framework, PublicHelp
from office.days import today
from progress.actions import ask, begin_series, bring_readings, comment_on, record_reading
from progress.edition import edition_of
from progress.models import Aside, Question
from tests.factories.cities import CityFactory
from tests.factories.practices import practice_of


def subscribe(city: City, lead: User, digest: str) -> None:
    """An address under which the lead's calendar finds the dates of the city."""
    membership = city.memberships.get(user=lead)
    CalendarAddress.objects.create(membership=membership, digest=digest, made_on=today())


def begin(city: City, framework: Framework, lead: User) -> None:
    """Something of all that a team shares."""
    requirement = edition_of(framework).requirements["R1.1"]
    add_department(city=city, name="Housing", by=lead)
    ask(city=city, requirement=requirement, text="What counts here?", by=lead)
    Question.objects.create(
        city=CityFactory(), framework_code=framework.code, code="R1.1", text="How did you begin?",
        by=lead, asked_on=today(), mentor=city,
    )  # fmt: skip
    public = PublicHelp.objects.create(
        framework_code=framework.code, code="R1.1", question="Who decides?", answer="The council.",
        published_on=today(),
    )  # fmt: skip
    Question.objects.create(
        city=CityFactory(), framework_code=framework.code, code="R1.1", text="Who decides?",
        by=lead, asked_on=today(), answer=public.answer, answered_by=lead, answered_on=today(),
        may_be_public=True, help=public,
    )  # fmt: skip
    MemberCouncil.objects.create(
        city=city, name="Ein Rat", kind=AuthorityKind.DISTRICT, country="AT", population=900
    )
    comment_on(city=city, requirement=requirement, text="Is it so?", by=lead)
    practice_of(city, framework)
    Aside.objects.create(
        city=city, requirement=requirement, by=lead, version=0, text="Typed while somebody saved."
    )
    series = begin_series(city=city, by=lead, name="Children with a place", unit="percent")
    record_reading(series=series, by=lead, version=0, on=date(2025, 12, 31), whole_year=True,
                   value=Decimal(48), people=900)  # fmt: skip
    bring_readings(city=city, framework=framework, by=lead, filename="readings.csv",
                   content=b"indicator,period,value\nChildren with a place,2024,44\n")  # fmt: skip
