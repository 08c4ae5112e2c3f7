"""An objection lodged and decided, for the tests beside this file."""

from django.urls import reverse

from accounts.models import User
from accreditation.actions import attending
from accreditation.workflow import OBJECTION
from tests.factories.accreditation_committee import lead_of

GROUNDS = "The member was paid by a party here. CANARY-GROUNDS"
WHY = "The report was paid for. CANARY-REASONS"


def lodge(application, member, **changes):
    facts = {"grounds": GROUNDS, "by": lead_of(application), **changes}
    return attending.object_to_attending(application=application, member=member, **facts)


def decide(objection, board, step="uphold"):
    for person in board[:2]:
        OBJECTION.perform(step, objection, by=person, note=WHY)
    objection.refresh_from_db()


def again(user):
    return User.objects.get(pk=user.pk)


def page_of(objection, name="member_objection", *more):
    return reverse(f"accreditation:{name}", args=[objection.reference, *more])
