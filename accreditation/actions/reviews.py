"""What a reviewer writes while reading: how far each requirement is, and findings."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from accreditation.choices import FindingKind, ReviewState
from accreditation.models import Application, Assessment, FiledAnswer, Finding, Review
from accreditation.workflow.review import hold_the_application_of
from commitments.choices import CountsAs
from commitments.models import GraveConcern, Requirement
from office.saving import ChangedMeanwhile, save_if_unchanged
from office.workflow import Refused
from progress.edition import Edition, edition_of


def values_for(
    requirement: Requirement, edition: Edition | None = None
) -> list[tuple[str, str, str]]:
    """What may have been found of a requirement: value, label and meaning of each step in order.

    Special answers that stand instead of a step come last. ``edition`` is the requirement's own, as
    it reads in some language.
    """
    edition = edition or edition_of(requirement.framework)
    steps = edition.requirements[requirement.code].steps()
    return [(str(value), label, meaning) for value, label, meaning in steps] + [
        (special.key, special.label, special.meaning)
        for special in edition.specials.values()
        if special.counts_as != CountsAs.OWN_POWERS
    ]


def values_open(
    requirement: Requirement, filed: str, edition: Edition | None = None
) -> list[tuple[str, str, str]]:
    """What can be found of it: any step, and of the special answers only what the city ``filed``.

    A special answer is the city's to give; a reviewer finds that it is right, or a step.
    """
    values = values_for(requirement, edition)
    return [value for value in values if value[0].isdecimal() or value[0] == filed]


@transaction.atomic
def record_assessment(
    *,
    review: Review,
    requirement: Requirement,
    found: str,
    reason: str,
    passage: str,
    other_level: str,
    version: int,
    by: User,
) -> Assessment:
    """Keep what this reviewer finds of one requirement; it may be incomplete until they file.

    ``version`` is that of the assessment they saw, 0 for none. Raises Refused for a review that
    is filed, a requirement not assigned to it, a value its scale does not have or a view of a
    special answer that the city did not give, and ChangedMeanwhile when another window saved
    first. Leaves no trail: nobody may learn of it.
    """
    _lock(review, by)
    if not review.member.assigned.filter(pk=requirement.pk).exists():
        raise Refused(_("This requirement is not assigned to you."))
    application = review.member.panel.application
    check_value(application, requirement, found)
    _check_other_level(application, requirement, other_level)
    assessment, _created = Assessment.objects.get_or_create(review=review, requirement=requirement)
    save_if_unchanged(
        assessment,
        version,
        {
            "found": found,
            "reason": reason.strip(),
            "passage": passage.strip(),
            "other_level": other_level,
        },
    )
    return assessment


@transaction.atomic
def record_assessments(*, review: Review, assessments: Iterable[Assessment], by: User) -> None:
    """Keep at once what this reviewer finds of requirements they have not assessed before.

    Takes unsaved assessments. Raises Refused as ``record_assessment`` does, and ChangedMeanwhile
    when one of them has been assessed after all; then none is kept.
    """
    _lock(review, by)
    assigned = set(review.member.assigned.values_list("pk", flat=True))
    assessed = {one.requirement_id: one for one in review.assessments.all()}
    new, application = list(assessments), review.member.panel.application
    for assessment in new:
        if assessment.requirement_id in assessed:
            raise ChangedMeanwhile(assessed[assessment.requirement_id])
        if assessment.requirement_id not in assigned:
            raise Refused(_("This requirement is not assigned to you."))
        check_value(application, assessment.requirement, assessment.found)
        _check_other_level(application, assessment.requirement, assessment.other_level)
        assessment.review, assessment.version = review, 1
        assessment.reason, assessment.passage = (
            assessment.reason.strip(),
            assessment.passage.strip(),
        )
    Assessment.objects.bulk_create(new)


def check_value(application: Application, requirement: Requirement, found: str) -> None:
    """Raise Refused for what cannot be found here: another scale's step, an answer nobody gave."""
    labels = {value: label for value, label, _meaning in values_for(requirement)}
    if found and found not in labels:
        raise Refused(_("The scale of this requirement has no such step."))
    if found and not found.isdecimal():
        filed = _filed(application, requirement)
        if filed is None or filed.special != found:
            raise Refused(
                _("The city did not answer “%(answer)s” here, so that nobody can find it right.")
                % {"answer": labels[found]}
            )


def _check_other_level(application: Application, requirement: Requirement, view: str) -> None:
    if not view:
        return
    filed = _filed(application, requirement)
    edition = edition_of(requirement.framework)
    if filed is None or filed.step is None or not edition.stands_beside_a_step(filed.special):
        raise Refused(_("The city did not say here that another level of government has the task."))


def _filed(application: Application, requirement: Requirement) -> FiledAnswer | None:
    return FiledAnswer.objects.filter(filing=application.filing, requirement=requirement).first()


@transaction.atomic
def write_finding(
    *,
    review: Review,
    requirement: Requirement,
    kind: str,
    seen: str,
    asked: str,
    recommended: str,
    grave: GraveConcern | None,
    by: User,
    finding: Finding | None = None,
    version: int = 0,
) -> Finding:
    """Write or change one of one's own findings while the review is open.

    Raises Refused once it is filed, ChangedMeanwhile when another window saved first.
    """
    _lock(review, by)
    words = finding_words(kind, seen, asked, recommended, grave)
    if finding is None:
        return Finding.objects.create(
            application=review.member.panel.application,
            review=review,
            number=1 + (review.findings.aggregate(last=Max("number"))["last"] or 0),
            requirement=requirement,
            **words,
        )
    if finding.review_id != review.pk:
        raise Refused(_("Each member changes their own findings."))
    save_if_unchanged(finding, version, {"requirement": requirement, **words})
    return finding


@transaction.atomic
def remove_finding(*, review: Review, finding: Finding, by: User) -> None:
    """Take back one of one's own findings. Raises Refused once the review is filed."""
    _lock(review, by)
    if finding.review_id != review.pk:
        raise Refused(_("Each member changes their own findings."))
    finding.delete()


def finding_words(
    kind: str, seen: str, asked: str, recommended: str, grave: GraveConcern | None
) -> dict[str, object]:
    """The words of a finding as they are kept. Raises Refused for a grave strength."""
    if grave and kind != FindingKind.CONCERN:
        raise Refused(_("Only a concern can be grave."))
    return {
        "kind": kind,
        "seen": seen.strip(),
        "asked": asked.strip(),
        "recommended": recommended.strip(),
        "grave": grave,
    }


def _lock(review: Review, by: User) -> None:
    """Hold the review, so that nothing is written into one that is being filed."""
    hold_the_application_of(review)
    review.refresh_from_db(from_queryset=Review.objects.select_for_update(no_key=True))
    if review.member.user_id != by.pk:
        raise Refused(_("Each member writes their own review."))
    if review.state != ReviewState.OPEN:
        raise Refused(_("This review is filed; it cannot be changed any more."))
