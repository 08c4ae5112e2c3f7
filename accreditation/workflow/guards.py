"""What must be in place before a step of the city or the secretariat, as reasons.

A guard yields one sentence for each thing missing. Those of the panel stand in
``panel_guards``, those of the committee and the board in ``committee_guards``.
"""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accreditation.choices import ApplicationState as S
from accreditation.choices import SessionState
from accreditation.models import Application
from office.days import is_demonstration, today
from office.models import Clock
from progress import records
from progress.files.standing import unready
from voices import screening


def every_requirement_answered(application: Application) -> Iterator[str]:
    missing = len(records.unanswered(application.city, application.framework))
    if missing:
        yield ngettext(
            "%(count)d requirement has no answer yet.",
            "%(count)d requirements have no answer yet.",
            missing,
        ) % {"count": missing}


def core_claims_cite_evidence(application: Application) -> Iterator[str]:
    for requirement in records.core_without_evidence(application.city, application.framework):
        yield _("%(code)s is a core requirement and cites no evidence yet.") % {
            "code": requirement.code
        }


def cited_files_checked(application: Application) -> Iterator[str]:
    """What is filed must be there for reviewers: every file it points at has been released."""
    sign_off = getattr(application, "sign_off", None)
    also = [sign_off.document_id] if sign_off else []
    for evidence in unready(application.city, application.framework, also):
        sentence = (
            _("The newest file of “%(title)s” could not be taken; add another one to it.")
            if evidence.is_refused
            else _("A file of “%(title)s” is still being checked. Look again in a minute.")
        )
        yield sentence % {"title": evidence.title}


def council_signed_off(application: Application) -> Iterator[str]:
    if not hasattr(application, "sign_off"):
        yield _("The decision of the elected council is not recorded yet.")


def authority_confirmed(application: Application) -> Iterator[str]:
    if not application.city.is_confirmed:
        yield _("It is not confirmed yet that this account speaks for the authority.")


def session_open_for_filing(application: Application) -> Iterator[str]:
    """A new application needs an open session; a returned one keeps its place."""
    session = application.session
    if session is None:
        yield _("No session has been chosen yet.")
    elif application.state == S.RETURNED:
        clock = Clock.objects.running().of(application).filter(step="lapse").first()
        if clock is None or clock.due_on < today():
            yield _("The time for completion is over.")
    elif session.state != SessionState.FILING or today() > session.filing_closes_on:
        yield _("%(session)s takes no applications now.") % {"session": session}
    elif session.framework_id != application.framework_id:
        yield _("%(session)s works with another edition of the framework.") % {"session": session}


def edition_can_be_applied_under(application: Application) -> Iterator[str]:
    framework = application.framework
    if framework.state == "retired":
        yield _("This edition of the framework has been retired.")
    elif framework.is_pilot and not is_demonstration():
        yield _("This edition is in consultation; applications need a published one.")


def not_returned_before(application: Application) -> Iterator[str]:
    if application.returned_times >= 1:
        yield _("It has been returned once already; it can be admitted or withdrawn.")


def working_language_agreed(application: Application) -> Iterator[str]:
    if not application.working_language:
        yield _("The working language has not been agreed yet.")


def hearing_window_over(application: Application) -> Iterator[str]:
    clock = Clock.objects.of(application).filter(step="close_hearing").order_by("-pk").first()
    if clock and clock.due_on >= today():
        yield _("Residents and organisations can contribute until the end of %(day)s.") % {
            "day": date_format(clock.due_on)
        }


def everything_screened(application: Application) -> Iterator[str]:
    yield from screening.everything_screened(application.city)
