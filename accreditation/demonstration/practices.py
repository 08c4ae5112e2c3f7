"""What invented authorities tell others of what worked."""

from commitments.models import Framework
from progress.actions import write_practice
from progress.edition import edition_of
from progress.workflow import PRACTICE

from . import people


def publish_all(framework: Framework, cast: people.Cast) -> None:
    """Each is written and published by the lead of its authority."""
    known = edition_of(framework).requirements
    for told in people.document("practices.yaml"):
        facts = dict(told)
        key, codes = facts.pop("city"), facts.pop("requirements")
        city, lead = cast.cities[key], cast.leads[key]
        requirements = [known[code] for code in codes]
        practice = write_practice(city=city, by=lead, requirements=requirements, **facts)
        PRACTICE.perform("publish", practice, by=lead)
