"""Every state of a label: how it comes, what it means, who is told, how it ends."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.formats import date_format

from accreditation.actions import labels as actions
from accreditation.choices import LABEL_ENDED, LABEL_MEANS, LABEL_VALID
from accreditation.choices import LabelState as S
from accreditation.models import Label, LabelChange
from accreditation.workflow import LABEL
from accreditation.workflow.label_reasons import REASONS
from accreditation.workflow.label_suspension import RESUMES
from office.days import today
from office.models import Letter, Report, TrailEntry
from office.ringing import let_days_pass
from office.workflow import Refused
from tests.factories.accreditation_committee import make_label
from tests.factories.labels import make_held

pytestmark = pytest.mark.django_db


def blockers(held, step):
    return LABEL.transitions[step].blockers(held.label)


def states_in_public(held):
    return list(held.label.changes.values_list("state", flat=True))


def test_every_state_says_what_it_means():
    assert set(LABEL_MEANS) == set(S)
    assert set(LABEL_VALID) | {S.SUSPENDED} | set(LABEL_ENDED) == set(S)


def test_every_step_that_nobody_takes_has_a_public_reason_in_a_sentence():
    alone = {name for name, row in LABEL.transitions.items() if not row.permission and row.target}

    assert set(REASONS) == alone - {"replace", *RESUMES.values()}


def test_a_suspension_can_be_restored_as_long_as_the_label_has_time(held):
    held.taken_by_two("suspend", "A grave event.")

    letter = Letter.objects.filter(to=held.lead).first().body
    assert "Two people of the secretariat can restore it" in letter
    assert "If it is not restored until" in letter


def test_a_label_that_ran_out_promises_no_restoring(held):
    held.pass_until_over("suspend_unrenewed")

    letter = Letter.objects.filter(to=held.lead).first().body
    lines = "".join(letter.splitlines())
    assert held.label.reason == (
        f"The time of the label ended on {date_format(held.label.valid_until)}, and no renewal "
        "that was filed in time is under way."
    )
    assert held.label.reason in lines
    assert "only a new label can take its place" in lines
    assert "It lapses after" in lines
    assert "restored" not in lines


def test_a_special_review_needs_reasons_and_two_people(held):
    with pytest.raises(Refused, match="reasons"):
        LABEL.perform("open_special_review", held.label, by=held.two[0])

    LABEL.perform("open_special_review", held.label, by=held.two[0], note="Why.")
    with pytest.raises(Refused, match="another person"):
        LABEL.perform("open_special_review", held.label, by=held.two[0], note="Why.")

    assert held.label.state == S.VALID


def test_a_special_review_keeps_the_label_valid_and_tells_city_and_secretariat(held):
    held.taken_by_two("open_special_review", "A new law.")

    subject = f"{held.label.city.name}, {held.label.number}: Valid, under special review"
    assert (held.label.state, held.label.is_valid) == (S.SPECIAL_REVIEW, True)
    assert (held.label.reason, held.label.state_since) == ("A new law.", today())
    assert subject in held.letters_to(held.lead)
    assert subject in held.letters_to(held.two[1])


def test_a_special_review_that_is_not_closed_ends_after_eighteen_months(held):
    held.taken_by_two("open_special_review")
    opened = today()

    held.pass_until_over("end_special_review")

    entry = TrailEntry.objects.of(held.label).filter(step="end_special_review").get()
    assert (held.label.state, entry.actor_kind) == (S.VALID, "clock")
    assert held.label.reason == (
        f"The time for the special review that was opened on {date_format(opened)} is over. "
        "Nothing was decided in it that changes the label."
    )
    assert entry.words.note == "18 months after the special review was opened"


def test_the_lowest_level_cannot_be_lowered(db):
    lowest = make_held("B")

    with pytest.raises(Refused, match="Level B is the lowest level"):
        LABEL.perform("give_downgrade_notice", lowest.label, by=lowest.two[0], note="Why.")


def test_a_notice_keeps_the_level_and_is_not_decided_before_the_answer(held):
    held.taken_by_two("give_downgrade_notice")

    assert (held.label.level.code, held.label.is_valid) == ("A", True)
    for step in ("keep_level", "lower_level"):
        assert blockers(held, step)[0].startswith("The city has not answered yet; it can until")


def test_an_answer_says_something_and_cites_evidence(held):
    held.taken_by_two("give_downgrade_notice")
    assert blockers(held, "answer_notice") == ["The answer is not written yet."]

    held.write_answer(evidence=False)

    assert blockers(held, "answer_notice") == ["The answer cites no evidence yet."]


def test_there_is_nothing_to_answer_without_a_notice(held):
    with pytest.raises(Refused, match="no notice to answer"):
        held.write_answer()


def test_a_notice_is_answered_once(held):
    held.taken_by_two("give_downgrade_notice")
    held.write_answer()
    LABEL.perform("answer_notice", held.label, by=held.lead)

    with pytest.raises(Refused, match="The notice was answered on"):
        LABEL.perform("answer_notice", held.label, by=held.lead)
    with pytest.raises(Refused, match="The notice was answered on"):
        actions.write_answer(label=held.label, text="More.", evidence=[], version=1, by=held.lead)
    assert (
        f"{held.label.city.name}, {held.label.number}: the downgrade notice is answered"
        in held.letters_to(held.two[0])
    )


def test_once_answered_two_people_keep_the_level(held):
    held.taken_by_two("give_downgrade_notice")
    held.write_answer()
    LABEL.perform("answer_notice", held.label, by=held.lead)

    held.taken_by_two("keep_level", "The minutes show it.")

    assert (held.label.state, held.label.level.code) == (S.VALID, "A")
    assert held.label.lowered_from is None


def test_once_the_time_is_over_two_people_lower_the_level(held):
    held.taken_by_two("give_downgrade_notice")
    held.pass_until_over("remind_to_decide")

    held.taken_by_two("lower_level", "Nothing was said.")

    assert (held.label.state, held.label.level.code) == (S.VALID, "B")
    assert held.label.lowered_from.code == "A"
    assert held.label.changes.last().level.code == "B"
    assert Report.objects.filter(kind="certificate").get().facts["level"] == "B"


def test_a_second_notice_has_an_answer_of_its_own(held):
    held.taken_by_two("give_downgrade_notice")
    held.write_answer()
    LABEL.perform("answer_notice", held.label, by=held.lead)
    held.taken_by_two("keep_level")
    let_days_pass(5)

    held.taken_by_two("give_downgrade_notice")

    assert blockers(held, "answer_notice") == ["The answer is not written yet."]


def test_a_suspended_label_lapses_after_twelve_months(held):
    held.taken_by_two("suspend", "A grave event.")
    assert held.running() == {"lapse"}

    held.pass_until_over("lapse")

    assert (held.label.state, held.label.is_valid) == (S.LAPSED, False)
    assert held.running() == set()
    assert f"{held.label.city.name}, {held.label.number}: Lapsed" in held.letters_to(held.lead)


def test_a_restored_label_has_the_clocks_it_had(held):
    before = held.running()
    held.taken_by_two("suspend", "A grave event.")

    held.taken_by_two("restore", "It was not so.")

    assert held.label.state == S.VALID
    assert held.running() == before


def test_a_label_is_never_removed_out_of_the_blue(held):
    with pytest.raises(Refused, match="not possible from “Valid”"):
        LABEL.perform("remove", held.label, by=held.two[0], note="Why.")

    held.taken_by_two("suspend", "A grave event.")
    held.taken_by_two("remove", "It was so.")

    assert (held.label.state, held.label.reason) == (S.REMOVED, "It was so.")
    assert held.running() == set()


def test_only_the_city_s_lead_gives_a_label_back(held):
    with pytest.raises(PermissionDenied):
        LABEL.perform("withdraw", held.label, by=held.two[0], note="Why.")
    with pytest.raises(Refused, match="reasons"):
        LABEL.perform("withdraw", held.label, by=held.lead)

    LABEL.perform("withdraw", held.label, by=held.lead, note="We merge.")

    assert (held.label.state, held.label.reason) == (S.WITHDRAWN, "We merge.")
    assert (
        f"{held.label.city.name}, {held.label.number}: Withdrawn at the authority's own wish"
        in held.letters_to(held.two[0])
    )


def test_the_history_is_kept_in_public(held):
    held.taken_by_two("open_special_review", "A new law.")
    held.taken_by_two("suspend", "A grave event.")
    held.taken_by_two("remove", "It was so.")

    assert states_in_public(held) == [S.VALID, S.SPECIAL_REVIEW, S.SUSPENDED, S.REMOVED]


@pytest.mark.postgres
@pytest.mark.parametrize("model", [Label, LabelChange])
def test_the_database_knows_the_states(held, model):
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.update(state="wonderful")


@pytest.mark.postgres
@pytest.mark.parametrize("state", [*LABEL_VALID, S.SUSPENDED])
def test_the_database_refuses_a_second_label_while_one_is_held(held, state):
    other = make_label(held.label.decision.application.session)
    Label.objects.filter(pk=held.label.pk).update(state=state)

    with pytest.raises(IntegrityError), transaction.atomic():
        Label.objects.filter(pk=other.pk).update(city=held.label.city)


@pytest.mark.postgres
@pytest.mark.parametrize("state", LABEL_ENDED)
def test_a_label_at_an_end_makes_room_for_another(held, state):
    other = make_label(held.label.decision.application.session)
    Label.objects.filter(pk=held.label.pk).update(state=state)

    Label.objects.filter(pk=other.pk).update(city=held.label.city)

    assert list(Label.objects.held()) == [other]


def test_the_talk_is_reminded_of_after_thirty_months_and_recorded_once_held(held):
    held.pass_until_over("remind_of_talk")
    assert f"{held.label.city.name}, {held.label.number}: the mid-term talk" in held.letters_to(
        held.lead
    )

    actions.record_talk(
        label=held.label, held_on=today(), with_whom="The mayor's office", mode="remote",
        said="Shelters are full.", by=held.two[0],
    )  # fmt: skip

    assert TrailEntry.objects.of(held.label).last().step == "record_talk"
    with pytest.raises(Refused, match="must have been held between"):
        actions.record_talk(
            label=held.label, held_on=held.label.granted_on.replace(year=2000), mode="remote",
            with_whom="Nobody", said="Nothing.", by=held.two[0],
        )  # fmt: skip


def test_an_early_talk_needs_no_reminder(held):
    actions.record_talk(
        label=held.label, held_on=today(), with_whom="The mayor's office", mode="on_site",
        said="All is well.", by=held.two[0],
    )  # fmt: skip

    assert "remind_of_talk" not in held.running()
