"""Answering what was said by theme, and marking what was weighed."""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accreditation.models import Application, Considered, PanelMember, ThemeReply
from accreditation.workflow.hearing import voices_of
from commitments.models import Commitment
from office import trail
from office.saving import ChangedMeanwhile
from office.workflow import Refused
from voices.choices import Readers

from .applications import write_reply


@transaction.atomic
@trail.gathered()
def reply_by_theme(
    *,
    application: Application,
    text: str,
    themes: Mapping[Commitment, str],
    version: int,
    by: User,
) -> None:
    """Save what the city answers, on the whole and to each theme; the step sends it on.

    Raises Refused when no reply is awaited, ChangedMeanwhile, with the other person's answers
    to the themes as well, when somebody else saved first.
    """
    try:
        write_reply(application=application, text=text, version=version, by=by)
    except ChangedMeanwhile as changed:
        for kept in application.theme_replies.select_related("commitment"):
            setattr(changed.current, f"theme_{kept.commitment.code}", kept.text)
        raise
    for commitment, answer in themes.items():
        ThemeReply.objects.update_or_create(
            application=application, commitment=commitment, defaults={"text": answer.strip()}
        )


@transaction.atomic
def consider(*, member: PanelMember, voices: Collection[UUID], by: User) -> None:
    """Mark these of the released voices as weighed, and no others.

    Leaves no trail: nobody may learn how far a member is. Raises Refused for somebody else's.
    """
    if member.user_id != by.pk:
        raise Refused(_("Each member marks what they have considered themselves."))
    member.refresh_from_db(from_queryset=PanelMember.objects.select_for_update(no_key=True))
    readable = {voice.key for voice in voices_of(member.panel.application, Readers.PANEL)}
    Considered.objects.filter(member=member).delete()
    Considered.objects.bulk_create(
        Considered(member=member, voice=key) for key in sorted(readable & set(voices))
    )
