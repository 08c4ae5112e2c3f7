"""The hearing of an application, and what its readers may know of what was said."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from accreditation.models import Application
from voices import released
from voices.choices import Readers


def hearing_of(application: Application) -> released.Hearing | None:
    """The hearing that was held for this application, or None before it is admitted."""
    if application.submitted_on is None:
        return None
    return released.hearing_of(application.city, since=application.submitted_on)


def voices_of(application: Application, readers: Readers) -> list[released.Voice]:
    """What these readers may read of it; nothing before the release."""
    hearing = hearing_of(application)
    return released.voices_for(hearing.window, readers) if hearing else []


def nothing_quotes_a_reviewers_only_contribution(application: Application) -> Iterator[str]:
    """The city reads the report: words meant for reviewers only must not stand in it."""
    hearing = hearing_of(application)
    if hearing is None:
        return
    for title in released.quoting_reviewers_only(hearing.window, texts_of(application)):
        yield _(
            "%(text)s repeats words of a contribution that only reviewers may read. Please say "
            "it in other words."
        ) % {"text": title}


def texts_of(application: Application) -> dict[str, str]:
    """Everything of the panel's that the city will read, by what it is called."""
    texts = {
        str(one): f"{one.seen}\n{one.asked}\n{one.recommended}"
        for one in application.findings.select_related("requirement").exclude(taken_up=False)
    }
    for one in application.settlements.select_related("requirement"):
        words = f"{one.reason}\n{one.reason_lower}\n{one.reason_higher}"
        texts[_("The reason on %(code)s") % {"code": one.requirement.code}] = words
    for reasoned in application.reasoned.select_related("level"):
        texts[_("The reasoned finding on %(level)s") % {"level": reasoned.level}] = reasoned.text
    if statement := getattr(application, "statement", None):
        words = f"{statement.summary}\n{statement.grave_reason}\n{statement.dialogue_with}"
        texts[_("The panel's statement")] = words
    if filing := application.filing:
        for group in filing.groups.filter(view__isnull=False).select_related("view"):
            texts[group.label] = group.view.reason
        for measure in filing.measures.filter(view__isnull=False).select_related("view"):
            texts[measure.origin] = measure.view.reason
    return texts
