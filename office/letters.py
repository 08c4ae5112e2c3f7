"""How a letter is written: in the reader's language, in the transaction of its cause."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import User
from office.days import is_demonstration, today
from office.models import Letter
from office.models.letter import LetterState
from office.subjects import called
from office.waking import wake

FOOT = "\n\n-- \n"  # what stands below is said of every letter
SUBJECT_LENGTH = 250


def write(
    *,
    to: User,
    template: str,
    context: dict[str, Any],
    about: models.Model | None = None,
    link: str = "",
    only_day: bool = False,
) -> Letter:
    """Write a letter; the worker sends it once this transaction is committed.

    ``template`` (``mail/report_ready.txt``) holds the subject in its first line, then the text;
    ``link`` is a path of ours. A true ``pilot`` in the context marks the letter as a pilot's.
    With ``only_day``, no time of it is kept that is finer than a day.
    Raises ValueError for a template without subject or text.
    """
    text = {"template": template, "language": to.language, "context": {"to": to, **context}}
    return _keep(text, about=about, link=link, to=to, only_day=only_day)


def write_to_address(
    *,
    address: str,
    language: str,
    template: str,
    context: dict[str, Any],
    about: models.Model,
    link: str = "",
) -> Letter:
    """Write to somebody who may have no account; address and text are kept until it has left.

    Raises ValueError as ``write`` does.
    """
    text = {"template": template, "language": language, "context": context}
    return _keep(text, about=about, link=link, address=address)


def withdraw(about: models.Model) -> None:
    """Forget the letters to an address about this that have not left: it is over."""
    Letter.objects.about(about).filter(to=None).exclude(state=LetterState.SENT).delete()


def moment_of(*, only_day: bool) -> datetime:
    """Now, or where no time may be kept, the beginning of the real day."""
    now = timezone.localtime()
    return now.replace(hour=0, minute=0, second=0, microsecond=0) if only_day else now


def _keep(
    text: dict[str, Any],
    *,
    about: models.Model | None,
    link: str,
    only_day: bool = False,
    **reader: Any,
) -> Letter:
    subject, body = rendered(**text)
    letter = Letter.objects.create(
        language=text["language"],
        subject=subject,
        body=body,
        about_label=about._meta.label_lower if about else "",
        about_key=str(about.pk) if about else "",
        about=called(about) if about else "",
        link=link,
        message_id=f"<{uuid4().hex}@{urlsplit(settings.PUBLIC_ADDRESS).hostname}>",
        written_on=today(),
        written_at=moment_of(only_day=only_day),
        only_day=only_day,
        **reader,
    )
    wake("office.tasks.send_letters")
    return letter


def rendered(*, template: str, language: str, context: dict[str, Any]) -> tuple[str, str]:
    """Subject and text of a letter, as ``write`` would keep them; nothing is written.

    Raises ValueError for a template without subject or text.
    """
    with translation.override(language):
        written = render_to_string(template, {**context, **_place()})
        subject, _newline, text = written.strip().partition("\n")
        if not subject.strip() or not text.strip():
            raise ValueError(f"{template} has no subject or no text.")
        body = text.strip() + FOOT + foot(pilot=bool(context.get("pilot")))
    return " ".join(subject.split())[:SUBJECT_LENGTH], body


def foot(*, pilot: bool) -> str:
    """Who runs this, and the marks every letter bears (design §3, §8)."""
    lines = [str(settings.OPERATOR)]
    if pilot:
        lines.append(_("Pilot: under an edition that is still in consultation."))
    if is_demonstration():
        lines.append(_("This is a demonstration. Invented cities and people do not exist."))
    return "\n".join(lines)


def as_mail(letter: Letter) -> str:
    """The text as it is sent: with the address to go to, above the foot."""
    if not letter.link:
        return letter.body
    text, _foot, marks = letter.body.partition(FOOT)
    return f"{text}\n\n{settings.PUBLIC_ADDRESS}{letter.link}{FOOT}{marks}"


def _place() -> dict[str, Any]:
    return {"operator": settings.OPERATOR, "is_demonstration": is_demonstration()}
