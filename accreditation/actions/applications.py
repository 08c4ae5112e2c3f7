"""Opening an application and preparing its steps."""

from datetime import date

from django.db import transaction

from accounts.models import User
from accreditation.choices import ApplicationState as S
from accreditation.models import Application, Reply, Session, SignOff
from accreditation.numbers import next_reference
from cities.models import City
from commitments.models import Framework
from office import trail
from office.actors import acting
from office.days import today
from office.workflow import Refused
from progress.models import Evidence


@transaction.atomic
def open_application(*, city: City, framework: Framework, by: User) -> Application:
    """A draft application of ``city`` under ``framework``.

    Raises ValidationError when the city has an open one.
    """
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
    session: Session,
    purpose: str,
    wished_language: str,
    feedback_public: bool,
    by: User,
) -> None:
    """Say what is applied for, in which session and language.

    Raises Refused once it has been submitted.
    """
    _lock(application)
    if application.state not in (S.DRAFT, S.RETURNED):
        raise Refused("")
    application.purpose = purpose
    application.wished_language = wished_language
    application.feedback_public = feedback_public
    if application.state == S.DRAFT:
        application.session = session
    application.save(
        update_fields=["purpose", "wished_language", "feedback_public", "session", "changed_at"]
    )
    trail.record(application, "prepare", by=acting(by), workflow="application")


@transaction.atomic
def sign_off(
    *, application: Application, body: str, decided_on: date, document: Evidence, by: User
) -> SignOff:
    """Record that the elected council stands behind the application."""
    _lock(application)
    recorded, _created = SignOff.objects.update_or_create(
        application=application,
        defaults={"body": body, "decided_on": decided_on, "document": document},
    )
    trail.record(application, "sign_off", by=acting(by), workflow="application")
    return recorded


@transaction.atomic
def agree_on_language(*, application: Application, language: str, by: User) -> None:
    """Set the language in which panel and city work; English is always possible (design §5)."""
    _lock(application)
    application.working_language = language
    application.save(update_fields=["working_language", "changed_at"])
    trail.record(
        application, "agree_on_language", by=acting(by), workflow="application", note=language
    )


@transaction.atomic
def write_reply(*, application: Application, text: str, by: User) -> Reply:
    """Save the city's reply to the contributions; the step sends it on."""
    _lock(application)
    reply, _created = Reply.objects.update_or_create(
        application=application, defaults={"text": text}
    )
    trail.record(application, "write_reply", by=acting(by), workflow="application")
    return reply


def _lock(application: Application) -> None:
    application.refresh_from_db(from_queryset=Application.objects.select_for_update())
