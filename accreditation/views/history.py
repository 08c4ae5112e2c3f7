"""What has happened to an application, as far as its reader may know it."""

from typing import Any

from accounts.choices import PostKind
from accounts.models import User
from accreditation.models import Application
from accreditation.workflow import APPLICATION
from office.models import TrailEntry

# Reminders go to all alike, and tell that somebody has not done their part.
UNTOLD = {"remind"}
# Acts between steps that are the city's own, or answer it. What is not named here stays between
# the panel and those who keep the procedure: who declared, what was settled and when, which
# change of a seat was prepared, what a first person asked for (trust §1, “Blindness”).
OF_THE_CITY = {
    "open", "prepare", "sign_off", "agree_on_language", "write_reply", "object",
    "uphold_objection", "reject_objection",
}  # fmt: skip


def happened(user: User, application: Application) -> Any:
    """The entries this person may read, oldest first; the count tells no more than they do."""
    entries = TrailEntry.objects.of(application).select_related("words")
    if user.holds(PostKind.SECRETARIAT, PostKind.AUDITOR):
        return entries
    entries = entries.filter(step__in=(APPLICATION.transitions.keys() - UNTOLD) | OF_THE_CITY)
    if application.state_for(user) != application.state:
        day = application.recommendation.made_on
        entries = entries.exclude(step__in=["recommend", "defer"], day__gte=day)
    return entries
