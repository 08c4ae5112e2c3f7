"""The life of one reviewer's review."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from accreditation import letters
from accreditation.choices import ApplicationState, ReviewState
from accreditation.models import Application, Review
from office.days import today
from office.workflow import Taken, Transition, Workflow

from .completing import complete_if_ready
from .differences import work_out_the_differences
from .panel_guards import every_member_has_filed

AT_WORK = (ApplicationState.REVIEWING, ApplicationState.SETTLING)


def panel_is_reviewing(review: Review) -> Iterator[str]:
    """Or settling, where a member who came later still reviews."""
    if review.member.panel.application.state not in AT_WORK:
        yield _("The panel is not reviewing now.")


def every_assigned_requirement_assessed(review: Review) -> Iterator[str]:
    done = [
        assessment.requirement_id
        for assessment in review.assessments.all()
        if assessment.is_complete
    ]
    if missing := review.member.assigned.exclude(pk__in=done).count():
        yield ngettext(
            "%(count)d requirement assigned to you has no step with a reason yet.",
            "%(count)d requirements assigned to you have no step with a reason yet.",
            missing,
        ) % {"count": missing}


def other_level_viewed(review: Review) -> Iterator[str]:
    """“Task of another level” is confirmed or questioned wherever the city says so."""
    filing = review.member.panel.application.filing
    claimed = filing.answers.exclude(special="").filter(step__isnull=False)
    open_views = review.assessments.filter(
        requirement__in=claimed.values("requirement"), other_level=""
    )
    for assessment in open_views.select_related("requirement"):
        yield _("%(code)s: please confirm or question that it is a task of another level.") % {
            "code": assessment.requirement.code
        }


def note_the_day(review: Review, _taken: Taken) -> None:
    review.filed_on = today()
    review.save(update_fields=["filed_on"])


def complete_the_panel(review: Review, _taken: Taken) -> None:
    """The last review filed completes the panel; of a member who came later, once more."""
    application = review.member.panel.application
    if application.state == ApplicationState.SETTLING:
        work_out_the_differences(application)
        if not list(every_member_has_filed(application)):
            members = letters.panel_members(application)
            letters.write(application, members, "mail/reviews_complete.txt")
    else:
        complete_if_ready(application)


def leave_the_work_of_the_panel(review: Review, _taken: Taken) -> None:
    """What was filed stays on record, and is no part of what the panel settles."""
    application = review.member.panel.application
    if application.state == ApplicationState.SETTLING:
        work_out_the_differences(application)


def the_reviewer_takes_part(review: Review) -> bool:
    """Whom something keeps from the case is not asked for anything."""
    return _the_reviewer(review).exists()


def remind_the_reviewer(review: Review, _taken: Taken) -> None:
    """Of a member who came later than the others; those are reminded all alike."""
    letters.write(review.member.panel.application, _the_reviewer(review), "mail/reminder.txt")


def _the_reviewer(review: Review) -> QuerySet[User]:
    """The member while they take part; else nobody."""
    members = letters.panel_members(review.member.panel.application)
    return members.filter(pk=review.member.user_id)


def hold_the_application_of(review: Review) -> None:
    """Lock it before the review: whoever writes about a panel takes this order (application,
    member, review), so that no two people ever wait for each other."""
    application = review.member.panel.application
    application.refresh_from_db(from_queryset=Application.objects.select_for_update(no_key=True))


class ReviewWorkflow(Workflow):
    """A step of a review may move its application, so the application is held from the start."""

    def lock(self, subject: Review) -> None:
        hold_the_application_of(subject)
        super().lock(subject)


REVIEW = ReviewWorkflow(
    "review",
    Transition(
        name="file",
        label=gettext_lazy("File my review"),
        source=(ReviewState.OPEN,),
        target=ReviewState.FILED,
        permission="accreditation.keep_own_review",
        guards=[panel_is_reviewing, every_assigned_requirement_assessed, other_level_viewed],
        effects=[note_the_day, complete_the_panel],
        explains=gettext_lazy(
            "You cannot change it afterwards. The others read it once all have filed."
        ),
    ),
    Transition(
        name="remind",
        label=gettext_lazy("Remind"),
        source=(ReviewState.OPEN,),
        target=None,
        clock=True,
        waits=the_reviewer_takes_part,
        effects=[remind_the_reviewer],
    ),
    Transition(
        name="end",
        label=gettext_lazy("End with the seat"),
        source=(ReviewState.OPEN, ReviewState.FILED),
        target=ReviewState.ENDED,
        procedure=True,
        effects=[leave_the_work_of_the_panel],
    ),
)
