"""Opening an application and preparing its steps."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accreditation import reports
from accreditation.choices import ApplicationState as S
from accreditation.models import Application, Reply, Session, SignOff
from accreditation.numbers import next_reference
from accreditation.workflow import APPLICATION
from cities.models import City
from commitments.models import Framework
from commitments.wording import first_of
from office import trail
from office.actors import acting
from office.days import today
from office.saving import save_if_unchanged
from office.workflow import Refused
from progress.models import Evidence

SUBMITTED = _("This application has been submitted. What stands here can no longer be changed.")
WITHDRAWN = _("This application has been withdrawn. What stands here can no longer be changed.")
NOT_AT_ADMISSION = _("This application does not wait for admission; its language stays as it is.")
NO_REPLY_NOW = _("No reply is awaited now, so this text was not saved.")


@transaction.atomic
def open_application(*, city: City, framework: Framework, by: User) -> Application:
    """A draft application of ``city`` under ``framework``.

    Raises ValidationError when the city has an open one. References are given out one by one: who
    opens another application of this edition meanwhile waits.
    """
    Framework.objects.select_for_update(no_key=True).get(pk=framework.pk)
    application = Application(
        city=city,
        framework=framework,
        reference=next_reference(today().year),
        opened_by=by,
        opened_on=today(),
        is_pilot=framework.is_pilot,
    )
    application.full_clean()
    application.save()
    trail.record(application, "open", by=acting(by), workflow="application")
    return application


@transaction.atomic
def prepare_application(
    *,
    application: Application,
    version: int,
    session: Session,
    purpose: str,
    wished_language: str,
    feedback_public: bool,
    body: str,
    decided_on: date,
    document: Evidence,
    by: User,
) -> None:
    """Say what is applied for, in which session and language, and which council decided it.

    Raises Refused once it has been submitted or withdrawn, ChangedMeanwhile when somebody else
    saved first.
    """
    _lock_before(application, "submit")
    words: dict[str, Any] = {
        "purpose": purpose,
        "wished_language": wished_language,
        "feedback_public": feedback_public,
    }
    if application.state == S.DRAFT:
        words["session"] = session
    _save(application, version, words)
    SignOff.objects.update_or_create(
        application=application,
        defaults={"body": body, "decided_on": decided_on, "document": document},
    )
    trail.record(application, "prepare", by=acting(by), workflow="application")
    trail.record(application, "sign_off", by=acting(by), workflow="application")


def prepared_of(application: Application) -> dict[str, Any]:
    """What was said of it last, by the names ``prepare_application`` takes."""
    signed = SignOff.objects.filter(application=application).first()
    return {
        "version": application.version,
        "purpose": application.purpose,
        "feedback_public": application.feedback_public,
        "session": application.session_id,
        "wished_language": application.wished_language or "en",
        "body": signed.body if signed else "",
        "decided_on": signed.decided_on if signed else None,
        "document": signed.document_id if signed else None,
    }


@transaction.atomic
@trail.gathered()
def agree_on_language(*, application: Application, version: int, language: str, by: User) -> None:
    """Set the language in which panel and city work; English is always possible (design §5).

    The self-assessment is asked for anew in it, where the edition can be read in it.

    Raises Refused when the application does not wait for admission, ChangedMeanwhile when somebody
    else saved first.
    """
    _lock_before(application, "admit", NOT_AT_ADMISSION)
    _save(application, version, {"working_language": language})
    trail.record(
        application, "agree_on_language", by=acting(by), workflow="application", note=language
    )
    if first_of(application.framework, language) == language:
        reports.ask_self_assessment(application.filing, by=None)


@transaction.atomic
def write_reply(*, application: Application, text: str, version: int, by: User) -> Reply:
    """Save the city's reply to the contributions; the step sends it on.

    Raises Refused when no reply is awaited, ChangedMeanwhile when somebody else saved first.
    """
    _lock_before(application, "reply", NO_REPLY_NOW)
    reply, _created = Reply.objects.get_or_create(application=application)
    save_if_unchanged(reply, version, {"text": text})
    trail.record(application, "write_reply", by=acting(by), workflow="application")
    return reply


def closed_because(application: Application) -> str:
    """Why what was prepared can no longer be changed."""
    return str(WITHDRAWN if application.state == S.WITHDRAWN else SUBMITTED)


def _save(application: Application, version: int, words: dict[str, Any]) -> None:
    save_if_unchanged(application, version, {**words, "changed_at": timezone.now()})


def _lock_before(application: Application, step: str, refusal: Promise | None = None) -> None:
    """Hold the application; it must stand where ``step`` can still be taken (trust §4).

    Asked under the lock, since the step may have been taken while a person typed.
    """
    application.refresh_from_db(from_queryset=Application.objects.select_for_update(no_key=True))
    if application.state not in APPLICATION.transitions[step].source:
        raise Refused(str(refusal or closed_because(application)))
