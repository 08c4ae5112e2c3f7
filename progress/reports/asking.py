"""Which documents a team can ask for, and which it has asked for."""

from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from cities.models import City
from commitments.models import Commitment, Framework
from commitments.wording import first_of, frozen, wording_of
from office import reports
from office.models import Report

from .council_summary import council_summary
from .goals_annex import goals_annex
from .worksheet import worksheet

COUNCIL_SUMMARY = "council_summary"
GOALS_ANNEX = "goals_annex"
WORKSHEET = "worksheet %s"  # with the code of its commitment


def ask_council_summary(*, city: City, framework: Framework, by: User) -> Report:
    """Two pages for the elected council, from the record as it stands now, in the asker's words.

    Those of the edition stand in the language its asker reads, where the edition has it.
    """
    language = reports.language_for(by.language)
    words_in = first_of(framework, by.reads_in, language)
    with translation.override(language):
        return reports.ask(
            kind=COUNCIL_SUMMARY,
            title=_("Summary for the council"),
            template="reports/council_summary.html",
            facts=frozen(
                council_summary(city, framework, words_in), wording_of(framework, words_in)
            ),
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
    """Two pages to work on by hand, with what is answered as it stands now.

    The words of the edition stand in the language its asker reads, where the edition has it.
    """
    language = reports.language_for(by.language)
    words_in = first_of(framework, by.reads_in, language)
    with translation.override(language):
        return reports.ask(
            kind=WORKSHEET % commitment.code,
            title=_("Worksheet %(code)s") % {"code": commitment.code},
            template="reports/worksheet.html",
            facts=frozen(
                worksheet(city, framework, commitment, words_in), wording_of(framework, words_in)
            ),
            about=city,
            language=language,
            permission="progress.read_record",
            by=by,
        )


def worksheets(city: City, commitment: Commitment) -> QuerySet[Report]:
    """Those of this commitment asked for so far, the newest first."""
    return Report.objects.of(city).filter(kind=WORKSHEET % commitment.code)


def ask_goals_annex(*, city: City, framework: Framework, by: User) -> Report:
    """The record by Sustainable Development Goal, to go with a Voluntary Local Review."""
    language = reports.language_for(by.language)
    with translation.override(language):
        return reports.ask(
            kind=GOALS_ANNEX,
            title=_("Annex for a Voluntary Local Review"),
            template="reports/goals_annex.html",
            facts=goals_annex(city, framework),
            about=city,
            language=language,
            permission="progress.read_record",
            by=by,
            tell=True,
        )


def goals_annexes(city: City) -> QuerySet[Report]:
    """Those asked for so far, the newest first."""
    return Report.objects.of(city).filter(kind=GOALS_ANNEX)
