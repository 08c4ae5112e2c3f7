"""What is read once more before submitting: what is filed, what becomes public, what follows."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accreditation import clocks
from accreditation.choices import Purpose
from accreditation.models import Application
from cities.languages import name_of
from cities.models import City
from office.days import today
from progress.made_public import to_be_public
from progress.models import TeamComment
from progress.records import not_agreed, sheet_of

MOST_NAMED = 20  # titles in one sentence


class Row(NamedTuple):
    """One thing that is filed, and where it is changed, if it can be."""

    term: str
    value: str
    url: str


def summary_of(application: Application) -> dict[str, Any]:
    """What ``_to_be_filed.html`` shows."""
    city = application.city
    sheet = sheet_of(city, application.framework, evidence=False)
    return {
        "city": city,
        "rows": list(_rows(application)),
        "public": list(_public(application)),
        "follows": list(_follows(application)),
        "unanswered": sheet.unanswered(),
        "not_agreed": not_agreed(sheet),
        "open_comments": TeamComment.objects.open().filter(city=city).count(),
    }


def prepared(application: Application, url: str = "") -> Iterator[Row]:
    """What is applied for, and who decided it; ``url`` is where that can still be changed."""
    session = application.session
    yield Row(_("Applies for"), application.get_purpose_display(), url)
    if session:
        meets = _("%(session)s; day of the committee’s meeting: %(day)s") % {
            "session": session,
            "day": date_format(session.meets_on),
        }
        yield Row(_("Session"), meets, url)
    yield Row(_("Language you would like"), name_of(application.wished_language), url)
    yield Row(_("Decided by"), _decision(application), url)


def _rows(application: Application) -> Iterator[Row]:
    """What was prepared, and who confirmed the authority."""
    city = application.city
    yield from prepared(application, reverse("accreditation:prepare", args=[application.reference]))
    confirmed, where = _("Not yet"), reverse("cities:confirmation", args=[city.slug])
    if city.confirmed_on:
        confirmed = f"{city.authority}; {_how(city, city.confirmed_on)}"
        where = where if city.is_renamed else ""  # else nothing is left to be changed
    yield Row(_("Authority confirmed"), confirmed, where)


def _how(city: City, day: date) -> str:
    how = f"{city.get_confirmed_how_display()}, {date_format(day)}"
    if not city.is_renamed:
        return how
    waits = _(
        "“%(new)s” is not confirmed yet: what you file now says “%(authority)s”, and so does a "
        "label that comes of it"
    ) % {"new": city.new_authority, "authority": city.authority}
    return f"{how}. {waits}."


def _decision(application: Application) -> str:
    signed = getattr(application, "sign_off", None)
    if signed is None:
        return _("The council’s decision is not recorded yet")
    return _("%(body)s, %(day)s: “%(document)s”") % {
        "body": signed.body,
        "day": date_format(signed.decided_on),
        "document": signed.document.title,
    }


def _public(application: Application) -> Iterator[str]:
    """What anybody can read, and from when."""
    days = application.framework.clocks.days("community_window_min")
    if application.city.is_confirmed:
        yield _("Already: that your authority prepares an application.")
    else:
        yield _("Once the authority is confirmed: that it prepares an application.")
    yield _(
        "Once it is admitted: that residents and organisations can say how things are, for at "
        "least %(days)d days. What they say openly is released with the rest."
    ) % {"days": days}
    yield _("Once the panels are drawn: who sits on yours.")
    if application.purpose == Purpose.LEVEL:
        yield _(
            "After the decision, whatever it is: the letter with its reasons, and the final "
            "report. For each requirement the report shows the step you filed beside the one the "
            "panel found; it names groups, strengths, concerns and recommendations."
        )
    elif application.feedback_public:
        yield _(
            "After the decision: the final report, since you asked for that. For each requirement "
            "it shows the step you filed beside the one the panel found."
        )
    else:
        yield _("After the decision: nothing more. You asked for feedback that stays with you.")
    yield from _evidence(application)
    yield _(
        "Never: the texts of your answers, other evidence, and the comments of your team. The "
        "panel, the secretariat and the committee read answers and all evidence."
    )


def _evidence(application: Application) -> Iterator[str]:
    """What of the evidence becomes public with the decision, by its titles."""
    if application.purpose != Purpose.LEVEL and not application.feedback_public:
        return
    titles = list(to_be_public(application.city, application.framework))
    if not titles:
        yield _("Of your evidence nothing: you have made none of what you cite public.")
        return
    named = ", ".join(_("“%(title)s”") % {"title": title} for title in titles[:MOST_NAMED])
    more = len(titles) - MOST_NAMED
    if more > 0:
        named = ngettext("%(named)s and %(more)d more", "%(named)s and %(more)d more", more) % {
            "named": named,
            "more": more,
        }
    yield _(
        "After the decision, of your evidence what you have made public and cite: %(named)s. "
        "Everybody then reads its file or link as it is filed, where in it and what it shows. Once "
        "you take it back under “Evidence”, nobody finds it there any more."
    ) % {"named": named}


def _follows(application: Application) -> Iterator[str]:
    """What happens after submitting, and by when."""
    terms = application.framework.clocks
    checked = clocks.completeness_check(terms, today()).day
    yield _("At once: the record is frozen as it stands. You get a letter, a receipt with the "
            "content hash, and the self-assessment as a PDF.")  # fmt: skip
    yield _("Until %(day)s the secretariat checks that it is complete, and agrees on the language "
            "with you. It can return it once, with reasons; you then have %(days)d days.") % {
        "day": date_format(checked), "days": terms.days("completeness_fix"),
    }  # fmt: skip
    yield _("Then the hearing opens; you reply to what was said. A panel is drawn with all others "
            "of the session, reads, talks with you, and lets you correct facts.")  # fmt: skip
    if application.session:
        yield _("On %(day)s the committee meets.") % {
            "day": date_format(application.session.meets_on)
        }
    yield _("Until it recommends you can withdraw; that counts as never made.")
