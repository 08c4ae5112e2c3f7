"""Which documents a team can ask for, and which it has asked for."""

from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from cities.models import City
from commitments.models import Commitment, Framework
from office import reports
from office.models import Report

from .council_summary import council_summary
from .worksheet import worksheet

COUNCIL_SUMMARY = "council_summary"
WORKSHEET = "worksheet %s"  # with the code of its commitment


def ask_council_summary(*, city: City, framework: Framework, by: User) -> Report:
    """Two pages for the elected council, from the record as it stands now, in the asker's words."""
    language = reports.language_for(by.language)
    with translation.override(language):
        return reports.ask(
            kind=COUNCIL_SUMMARY,
            title=_("Summary for the council"),
            template="reports/council_summary.html",
            facts=council_summary(city, framework),
            about=city,
            language=language,
            permission="progress.read_record",
            by=by,
            tell=True,
        )


def council_summaries(city: City) -> QuerySet[Report]:
    """Those asked for so far, the newest first."""
    return Report.objects.of(city).filter(kind=COUNCIL_SUMMARY)


def ask_worksheet(*, city: City, framework: Framework, commitment: Commitment, by: User) -> Report:
    """Two pages to work on by hand, with what is answered as it stands now."""
    language = reports.language_for(by.language)
    with translation.override(language):
        return reports.ask(
            kind=WORKSHEET % commitment.code,
            title=_("Worksheet %(code)s") % {"code": commitment.code},
            template="reports/worksheet.html",
            facts=worksheet(city, framework, commitment),
            about=city,
            language=language,
            permission="progress.read_record",
            by=by,
        )


def worksheets(city: City, commitment: Commitment) -> QuerySet[Report]:
    """Those of this commitment asked for so far, the newest first."""
    return Report.objects.of(city).filter(kind=WORKSHEET % commitment.code)
