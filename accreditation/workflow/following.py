"""What of an application goes along when a city's record moves to a newer edition?

A draft goes along. What has been submitted stays under its edition, and one that was returned has
to be completed under it first: it was admitted to a session that works with that edition.
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from accreditation.choices import ApplicationState as S
from accreditation.models import Application
from cities.models import City
from office import trail
from office.actors import acting
from office.workflow import Refused
from progress.kept import FOLLOWERS, Follower, Move


def nothing_returned(city: City) -> Iterator[str]:
    """The record is needed as it is while an application is being completed."""
    for application in Application.objects.filter(city=city, state=S.RETURNED):
        yield _returned(application)


def take_the_draft_along(move: Move) -> None:
    """A draft application is one under the newer edition; it chooses its session anew."""
    mine = Application.objects.filter(city=move.city, state__in=(S.DRAFT, S.RETURNED))
    for application in mine.select_for_update(no_key=True):
        if application.state == S.RETURNED:
            raise Refused(_returned(application))
        application.framework = move.newer
        application.is_pilot = move.newer.is_pilot
        if application.session and application.session.framework_id != move.newer.pk:
            application.session = None
        application.save(update_fields=["framework", "is_pilot", "session", "changed_at"])
        note = f"{move.older.edition} → {move.newer.edition}"
        trail.record(application, "rebase", by=acting(move.by), workflow="application", note=note)


def _returned(application: Application) -> str:
    sentence = _("%(reference)s was returned for completion under edition %(edition)s. Send it in "
                 "again, or withdraw it, before the record moves.")  # fmt: skip
    return sentence % {
        "reference": application.reference,
        "edition": application.framework.edition,
    }


FOLLOWERS.append(Follower(nothing_returned, take_the_draft_along))
