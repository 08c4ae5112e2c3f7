"""What a team shares, so that each of its pages has something to be about."""

from accounts.models import User
from cities.actions import add_department
from cities.choices import AuthorityKind
from cities.models import City, MemberCouncil
from commitments.models import Framework
from progress.actions import comment_on
from progress.edition import edition_of
from progress.models import Aside


def begin(city: City, framework: Framework, lead: User) -> None:
    """A department, a member council, a comment, and words the lead typed that were set aside."""
    requirement = edition_of(framework).requirements["R1.1"]
    add_department(city=city, name="Housing", by=lead)
    MemberCouncil.objects.create(
        city=city, name="Ein Rat", kind=AuthorityKind.DISTRICT, country="AT", population=900
    )
    comment_on(city=city, requirement=requirement, text="Is it so?", by=lead)
    Aside.objects.create(
        city=city, requirement=requirement, by=lead, version=0, text="Typed while somebody saved."
    )
