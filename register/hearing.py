"""What was said to everybody in a hearing, and what the city answers: frozen from then on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from accreditation.choices import ApplicationState as S
from accreditation.models import Reply, ThemeReply
from cities.models import City
from commitments.models import Commitment
from voices import released
from voices.choices import Readers

BEFORE_RELEASE = (S.DRAFT, S.RETURNED, S.SUBMITTED, S.HEARING)


@dataclass(frozen=True)
class Said:
    """One voice, as its author gave it to everybody."""

    text: str
    language: str
    name: str
    themes: Sequence[str]


@dataclass(frozen=True)
class Answered:
    """What the city answers to one theme."""

    code: str
    theme: str
    text: str


@dataclass(frozen=True)
class Heard:
    """The latest hearing of a city, as far as a stranger may know it."""

    voices: Sequence[Said]
    reply: str
    answers: Sequence[Answered]


def heard(city: int, application: Mapping[str, Any]) -> Heard | None:
    """What was said and answered, of an application that has its hearing behind it.

    None where nothing is public. The reply stands there once the city has finished it.
    """
    hearing = released.hearing_of(City(pk=city), since=application["submitted_on"])
    if hearing is None:
        return None
    key = application["pk"]
    said = released.voices_for(hearing.window, Readers.PUBLIC)
    reply, texts = ("", {}) if application["state"] == S.REPLYING else _replied(key)
    if not (said or reply or texts):
        return None
    codes = {code for voice in said for code in voice.commitments} | set(texts)
    asked = Commitment.objects.filter(framework__applications=key, code__in=codes)
    titles = dict(asked.values_list("code", "title"))
    voices = [
        Said(voice.text, voice.language, voice.name,
             [titles[code] for code in voice.commitments if code in titles])
        for voice in said
    ]  # fmt: skip
    answers = [Answered(code, titles.get(code, code), text) for code, text in texts.items()]
    return Heard(voices, reply, answers)


def _replied(application: int) -> tuple[str, dict[str, str]]:
    """The reply on the whole, and to each theme by its code."""
    reply = Reply.objects.filter(application=application).values_list("text", flat=True).first()
    themes = ThemeReply.objects.filter(application=application).exclude(text="")
    return reply or "", dict(themes.values_list("commitment__code", "text"))
