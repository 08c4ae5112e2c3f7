"""What residents and organisations of the invented cities say, and what these answer."""

from accounts.choices import PostKind
from accounts.models import User
from accreditation.actions.hearing import reply_by_theme
from accreditation.models import Application, Reply
from accreditation.workflow.hearing import voices_of
from office.posts import grant_post
from voices import demonstration
from voices.choices import Readers

from .people import Cast, document, invent


def speak(key: str, application: Application, cast: Cast) -> None:
    """They speak in the open hearing; the screener reads it all."""
    said = document("voices.yaml")["said"][key]
    demonstration.speak(city=application.city, said=said, screener=screener(cast))


def answer(key: str, application: Application, lead: User) -> None:
    """The city answers the themes it was let read."""
    answers = document("voices.yaml")["answers"][key]
    codes = {code for voice in voices_of(application, Readers.CITY) for code in voice.commitments}
    themes = application.framework.commitments.filter(code__in=codes & set(answers))
    kept = Reply.objects.filter(application=application).first()
    reply_by_theme(
        application=application,
        text=kept.text if kept else "",
        themes={theme: answers[theme.code] for theme in themes},
        version=kept.version if kept else 0,
        by=lead,
    )


def screener(cast: Cast) -> User:
    """Who reads contributions, and beside them the lead of the secretariat; made once."""
    names, (first, second) = document("voices.yaml")["people"], cast.secretariat
    found = User.objects.filter(name=names["screener"]).first()
    if found is None:
        found = invent(names["screener"])
        grant_post(user=found, kind=PostKind.SCREENER, by=first, confirmed_by=second)
        lead = invent(names["secretariat_lead"])
        grant_post(user=lead, kind=PostKind.SECRETARIAT_LEAD, by=first, confirmed_by=second)
    return found
