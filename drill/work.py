"""Letters and reports asked for, and what became of them."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import OperationalError, connection

from accounts.models import User
from accreditation.models import Session
from drill.parts import wait_until
from drill.visitors import Visitor, session_of
from hrcities.backup.manifest import digest_of
from office import letters, reports, trail
from office.models import Letter, Report
from office.models.letter import LetterState
from office.models.report import ReportState
from tests.accreditation.reports.samples import certificate_facts
from tests.factories.cities import CityFactory, MembershipFactory
from tests.factories.commitments import six
from tests.factories.people import PostFactory


@dataclass
class World:
    """Who writes, who is written to, and what the reports are about."""

    person: User
    subject: Session
    visitors: list[Visitor]


def make_world(ports: list[int]) -> World:
    framework = six()
    person = PostFactory(user__name="Sascha Secretariat").user
    visitors = []
    for number in range(len(ports)):
        city = CityFactory()
        lead = MembershipFactory(city=city).user
        code = framework.requirements.order_by("pk").first().code
        nearest_first = [*ports[number:], *ports[:number]]
        visitors.append(Visitor(city, code, session_of(lead), nearest_first))
    subject = Session.objects.create(
        code="2027-1", framework=framework, filing_opens_on="2027-01-01",
        filing_closes_on="2027-02-01", meets_on="2027-11-01",
    )  # fmt: skip
    return World(person, subject, visitors)


@dataclass
class Work:
    """A number of reports and letters, from asking to arriving."""

    world: World
    reports: list[int] = field(default_factory=list)
    letters: list[int] = field(default_factory=list)

    def ask(self, *, reports_: int, letters_: int) -> "Work":
        """Ask for so many, as the actions of the platform do."""
        connection.close()  # the database may have been restarted since
        first = Report.objects.count()
        for number in range(first, first + reports_):
            self.reports.append(self._report(number).pk)
        for _number in range(letters_):
            self.letters.append(self._letter().pk)
        return self

    def _report(self, number: int) -> Report:
        return reports.ask(
            kind="certificate", title=f"Certificate {number}", template="reports/certificate.html",
            facts={**reports.as_plain(certificate_facts()), "drill": number},
            about=self.world.subject, language="en", permission="accreditation.keep_sessions",
            by=self.world.person, tell=True,
        )  # fmt: skip

    def _letter(self) -> Letter:
        about = {"title": "Certificate", "about": "2027-1", "code": "ABCD"}
        return letters.write(
            to=self.world.person, template="mail/report_ready.txt", context={"report": about}
        )

    def is_done(self) -> bool:
        """Every document ready, whoever asked told, and every letter sent."""
        connection.close()  # the database may have been restarted since
        try:
            return not self._unready().exists() and not self._unsent().exists()
        except OperationalError:
            return False

    def until_done(self, seconds: float) -> float:
        return wait_until(self.is_done, "Not everything was done", seconds)

    def lost(self, received: list[str]) -> int:
        """What was asked for and has not come about, or is not what its row says."""
        broken = [report for report in self._ready() if not _is_whole(report)]
        arrived = set(received)
        gone = [number for number in self._numbers() if number not in arrived]
        return self._unready().count() + len(broken) + len(gone)

    def twice(self) -> int:
        """Documents of which somebody was told more than once."""
        told = Counter(self._told().values_list("about_key", flat=True))
        return sum(count - 1 for count in told.values())

    def letters_twice(self, received: list[str]) -> int:
        ours = set(self._numbers())
        arrived = Counter(number for number in received if number in ours)
        return sum(count - 1 for count in arrived.values())

    def _unready(self):
        return Report.objects.filter(pk__in=self.reports).exclude(state=ReportState.READY)

    def _ready(self):
        return Report.objects.filter(pk__in=self.reports, state=ReportState.READY)

    def _told(self):
        keys = [str(key) for key in self.reports]
        return Letter.objects.filter(about_label="office.report", about_key__in=keys)

    def _unsent(self):
        ours = Letter.objects.filter(pk__in=self.letters) | self._told()
        return ours.exclude(state=LetterState.SENT)

    def _numbers(self) -> list[str]:
        ours = Letter.objects.filter(pk__in=self.letters) | self._told()
        return list(ours.values_list("message_id", flat=True))


def _is_whole(report: Report) -> bool:
    place = Path(settings.MEDIA_ROOT) / report.file.name
    return place.is_file() and digest_of(place) == report.sha256


def chain_is_whole() -> bool:
    connection.close()
    return not trail.first_fault()
