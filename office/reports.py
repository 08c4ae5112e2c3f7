"""How a document is asked for: facts, template and language frozen in one row."""

import dataclasses
import hashlib
import json
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.http import FileResponse
from django.utils.functional import Promise
from django.utils.text import slugify

from accounts.models import User
from office.days import today
from office.models import Report
from office.models.report import ReportState
from office.subjects import called
from office.trail import canonical
from office.waking import wake


def ask(
    *,
    kind: str,
    title: str,
    template: str,
    facts: Any,
    about: models.Model,
    language: str,
    permission: str,
    by: User | None = None,
    tell: bool = False,
) -> Report:
    """Ask for a PDF; the worker makes it once this transaction is committed.

    ``facts`` is a dataclass or a dict of plain values; days become ISO text. The same facts about
    the same subject in the same language are one document: its row is given back, and asked for
    again if it had failed. ``permission`` is what a reader needs with regard to ``about``.
    """
    plain = as_plain(facts)
    with transaction.atomic():
        report, created = Report.objects.get_or_create(
            kind=kind,
            about_label=about._meta.label_lower,
            about_key=str(about.pk),
            language=language,
            facts_digest=hashlib.sha256(canonical(plain).encode()).hexdigest(),
            defaults={
                "title": title,
                "template": template,
                "facts": plain,
                "about": called(about),
                "permission": permission,
                "asked_by": by,
                "asked_on": today(),
                "tell": tell,
            },
        )
        if created:
            wake("office.tasks.make_reports")
        else:
            ask_again(report)
    return report


def ask_again(report: Report) -> bool:
    """Have a report that failed made once more; False when it had not failed."""
    failed = Report.objects.filter(pk=report.pk, state=ReportState.FAILED)
    if not failed.update(
        state=ReportState.ASKED, percent=0, attempts=0, problem="", claimed_until=None
    ):
        return False
    report.refresh_from_db()
    wake("office.tasks.make_reports")
    return True


def as_plain(facts: Any) -> dict[str, Any]:
    """Facts as JSON knows them. Raises TypeError for a value that has no plain form."""
    values = dataclasses.asdict(facts) if dataclasses.is_dataclass(facts) else facts  # type: ignore[arg-type]
    return json.loads(json.dumps(values, default=_plain, ensure_ascii=False))


def _plain(value: Any) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Promise):
        return str(value)
    raise TypeError(f"{value!r} is no plain fact.")


def language_for(*wished: str) -> str:
    """The first of these languages documents can be made in, else our own."""
    spoken = dict(settings.LANGUAGES)
    return next((language for language in wished if language in spoken), settings.LANGUAGE_CODE)


def as_download(report: Report) -> FileResponse:
    """The finished file, to be kept and never to be shown in place. Ask first who may have it."""
    response = FileResponse(
        report.file.open("rb"),
        as_attachment=True,
        filename=f"{slugify(f'{report.about} {report.title}')[:100]}.pdf",
        content_type="application/pdf",
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response
