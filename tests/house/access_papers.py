"""What waits for a second person, documents and letters, for the scene of the access table."""

from datetime import date

from django.core.files.base import ContentFile

from accounts.choices import PostKind
from accounts.models import User
from cities import documents
from cities.actions import ask_to_hand_over
from cities.choices import Role
from cities.models import City
from office import heartbeat
from office.models import Letter, Report
from office.models.report import ReportState
from office.posts import ask_to_grant
from tests.factories.cities import CityFactory
from tests.factories.progress import pdf

LONG_AGO = date(2020, 1, 1)


def ask_second_person(city: City, people: dict[str, User], first: User) -> None:
    """A post and a lead that one person has asked for."""
    ask_to_grant(user=people["someone"], kind=PostKind.BOARD, reason="A seat is empty.", by=first)
    document = documents.choose(city=city, by=first, upload=pdf("CANARY.pdf"))
    ask_to_hand_over(
        city=city, to=people[Role.EDITOR], reason="An election.", document=document, by=first
    )


def make_documents(people: dict[str, User]) -> None:
    """Documents as the worker would have made them, and a letter of the lead's own."""
    for report in Report.objects.all():
        report.file.save(f"{report.pk}.pdf", ContentFile(b"%PDF-1.7"), save=False)
        report.state, report.sha256, report.pages = ReportState.READY, "0" * 64, 1
        report.save()
    Letter.objects.create(
        to=people["lead"], language="en", subject="Of the city", body="Words.",
        message_id="<1@test>", written_on=LONG_AGO,
    )  # fmt: skip
    heartbeat.beat()
    CityFactory(self_declared=True, takes_part=False)
