"""Asking for everything a record holds, for those who take it over."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from cities.models import City
from commitments.models import Framework
from office import reports, trail
from office.actors import acting
from office.waking import wake
from office.workflow import Refused
from progress.models import HandOverFile


def ask_hand_over_file(*, city: City, framework: Framework, by: User) -> HandOverFile:
    """Have the hand-over file made from the record as it stands when the worker reads it.

    Raises Refused while another of this record is being made.
    """
    try:
        with transaction.atomic():
            asked = HandOverFile.objects.create(
                city=city,
                framework=framework,
                language=reports.language_for(by.language),
                asked_by=by,
            )
            trail.record(asked, "ask_hand_over_file", by=acting(by))
            wake("progress.tasks.make_hand_over_files")
    except IntegrityError:
        raise Refused(_("One is being made already. It will be here in a moment.")) from None
    return asked
