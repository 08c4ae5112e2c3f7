"""Which documents there are, what they are called and who may read them."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from accreditation.models import Application, Filing, Label
from commitments.wording import first_of, frozen, wording_of
from office import reports
from office.models import Report

from .certificate import certificate
from .decision_letter import decision_letter
from .panel_report import panel_report
from .self_assessment import self_assessment


def ask_self_assessment(filing: Filing, by: User | None) -> Report:
    """The record as filed, for all who may read the filing.

    It is written in the language of the procedure, whoever asks: the one that was agreed or, until
    then, the one that was wished. The words of the edition stand in its own where it has no other.
    """
    application = filing.application
    framework = application.framework
    spoken = application.working_language or application.wished_language
    language = reports.language_for(spoken, framework.language)
    wording = wording_of(framework, first_of(framework, spoken))
    with translation.override(language):
        return reports.ask(
            kind="self_assessment",
            title=_("Self-assessment (%(language)s)") % {"language": wording.name}
            if wording
            else _("Self-assessment"),
            template="reports/self_assessment.html",
            facts=frozen(self_assessment(filing, wording), wording),
            about=application,
            language=language,
            permission="accreditation.read_filing",
            by=by,
            tell=by is not None,
        )


def ask_panel_report(application: Application, final: bool, by: User | None) -> Report:
    """The panel's report: the draft for the fact-check, the final one for the committee.

    The words of the edition stand in the working language, where the edition has it.
    """
    language = _language(application, by)
    framework = application.framework
    wording = wording_of(framework, first_of(framework, application.working_language))
    with translation.override(language):
        return reports.ask(
            kind="panel_report" if final else "panel_report_draft",
            title=_("Panel report") if final else _("Panel report, draft"),
            template="reports/panel_report.html",
            facts=frozen(panel_report(application, final=final, wording=wording), wording),
            about=application,
            language=language,
            permission="accreditation.read_report" if final else "accreditation.read_draft_report",
            by=by,
            tell=by is not None,
        )


def ask_certificate(label: Label, by: User | None) -> Report:
    """The certificate of a label, for those who may read the report behind it."""
    application = label.decision.application
    language = _language(application, by)
    with translation.override(language):
        return reports.ask(
            kind="certificate",
            title=_("Certificate"),
            template="reports/certificate.html",
            facts=certificate(label),
            about=application,
            language=language,
            permission="accreditation.read_report",
            by=by,
            tell=by is not None,
        )


def ask_decision_letter(application: Application, by: User | None) -> Report:
    """The letter with the decision, for those who may read the report behind it."""
    language = _language(application, by)
    with translation.override(language):
        return reports.ask(
            kind="decision_letter",
            title=_("Decision"),
            template="reports/decision_letter.html",
            facts=decision_letter(application, address=settings.PUBLIC_ADDRESS),
            about=application,
            language=language,
            permission="accreditation.read_report",
            by=by,
        )


def _language(application: Application, by: User | None) -> str:
    """The working language agreed on; before that, the language of whoever asks."""
    return reports.language_for(application.working_language, by.language if by else "")
