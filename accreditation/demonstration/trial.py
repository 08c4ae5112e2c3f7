"""A small place that has just begun: residents have scanned it, nobody has confirmed it yet."""

from accounts.words import new_token
from cities.actions import ask_for_letter, start_record
from cities.choices import AuthorityKind
from cities.models import City
from commitments.models import Framework
from progress.edition import edition_of
from progress.scan import keeping
from progress.scan.keeping import Said
from progress.scan.proposing import propose_scan

from . import people

SCANNED = {
    "S1.3": Said(step=1, words="At the counter it depends on who sits there."),
    "S4.1": Said(step=2, words="The advice centre in the old school answers within a day."),
    "P2.2": Said(step=0, words="Asked about the market square, we never heard of it again."),
    "P3.1": Said(unknown=True),
    "I3.1": Said(step=2),
}


def begin(framework: Framework) -> City:
    """A private trial record, with what was said in the parish hall as its first draft."""
    lead = people.invent("Leopold Kienast")
    city = start_record(
        by=lead,
        name="Tannried im Forst",
        authority="Municipality of Tannried im Forst",
        kind=AuthorityKind.MUNICIPALITY,
        country="AT",
        population=3_140,
        languages=["de"],
        website="https://tannried.example",
        invented=True,
    )
    if edition_of(framework).scan:
        opened = keeping.save(keeping.begin(new_token(), framework), SCANNED)
        propose_scan(city=city, framework=framework, opened=opened, by=lead)
    ask_for_letter(city=city, by=lead)
    return city
