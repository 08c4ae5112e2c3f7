"""The other pages of a record, and what each of them costs."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from progress.actions import (
    add_measure,
    add_measures_from,
    record_group_result,
)
from progress.models import Evidence, GroupResult, Measure
from tests.factories.progress import answered, evidence_of, lead_for, pdf

pytestmark = pytest.mark.usefixtures("catalogues")


def test_a_group_result_saved_meanwhile_is_shown(as_lead, city, address, someone):
    record_group_result(
        city=city, group="roma", by=someone, version=0, change="Theirs.", agreed="With them."
    )

    page = as_lead.post(address("group", "roma"), {"version": 0, "change": "Mine.", "agreed": ""})

    assert "Theirs." in page.text
    assert "Mine.</textarea>" in page.text
    assert GroupResult.objects.get().change == "Theirs."


def test_a_group_result_is_complete_with_evidence(as_lead, city, address):
    evidence = evidence_of(city)
    typed = {"version": 0, "change": "Fewer are turned away.", "agreed": "With their association.",
             "evidence": evidence.pk, "locator": "p. 3"}  # fmt: skip

    as_lead.post(address("group", "roma"), typed)
    page = as_lead.get(address("groups"))

    assert "You have one complete result." in page.text
    assert "Level A asks an authority of your size for results for 1 group." in page.text


def test_a_measure_done_without_an_account_is_refused(as_lead, city, address):
    (measure,) = add_measures_from(city=city, recommendations=[("F-1", "Train the staff.", None)])

    refused = as_lead.post(address("measure", measure.pk), {"version": 1, "state": "done"})
    done = as_lead.post(
        address("measure", measure.pk), {"version": 1, "state": "done", "account": "All trained."}
    )
    late = as_lead.post(
        address("measure", measure.pk), {"version": 1, "state": "planned", "owner": "Staff office"}
    )

    assert "Say what has been done, or why it was dropped." in refused.text
    assert done.status_code == 302
    assert "Somebody else saved this meanwhile" in late.text
    assert Measure.objects.get().account == "All trained."


def test_a_measure_of_ones_own_is_added(as_lead, city, address):
    typed = {
        "version": 0,
        "title": "A help desk",
        "requirements": ["R1.1", "R1.2"],
        "state": "planned",
    }

    as_lead.post(address("measure_new"), typed)

    served = Measure.objects.get().requirements.all()
    assert [each.code for each in served] == ["R1.1", "R1.2"]
    assert "A help desk" in as_lead.get(address("measures")).text


@pytest.mark.parametrize(
    ("name", "args", "words", "count"),
    [("measure_new", [], "(asked for once it is done or dropped)", 1),
     ("group", ["roma"], "(needed for a complete result)", 3),
     ("evidence_new", [], "(one of the two)", 2)],
)  # fmt: skip
def test_what_is_asked_for_at_some_time_is_not_called_optional(
    as_lead, city, address, name, args, words, count
):
    page = as_lead.get(address(name, *args)).text

    assert page.count(f'<span class="field__optional">{words}</span>') == count


def test_newer_evidence_stands_above_the_older(as_lead, city, address):
    evidence = evidence_of(city)

    both = as_lead.post(
        address("evidence_detail", evidence.pk), {"file": pdf(), "url": "https://example.org"}
    )
    as_lead.post(address("evidence_detail", evidence.pk), {"url": "example.org/2027"})

    assert "one of the two" in both.text
    assert evidence.versions.first().url == "https://example.org/2027"


def test_a_refused_file_keeps_the_title_of_new_evidence(as_lead, address):
    typed = {"title": "Annual report", "language": "de", "visibility": "reviewers",
             "file": SimpleUploadedFile("fake.pdf", b"MZ")}  # fmt: skip

    page = as_lead.post(address("evidence_new"), typed)

    assert 'value="Annual report"' in page.text
    assert not Evidence.objects.exists()


def test_evidence_added_meanwhile_can_be_chosen_at_once(as_lead, city, address):
    before = as_lead.get(address("requirement", "R1.1"))
    evidence_of(city, title="Housing report")

    after = as_lead.get(address("requirement", "R1.1"))

    assert "Housing report" not in before.text
    assert "Housing report</option>" in after.text


def test_the_overview_says_what_comes_next(as_lead, city, six, address):
    answered(city, six, except_for=["H1.1"])

    page = as_lead.get(address("record"))

    assert "1 requirement has no answer yet" in page.text
    assert "5 answers are ready for you to agree" in page.text
    assert address("requirement", "H1.1") in page.text
    assert "Decided in the review" in page.text


@pytest.mark.parametrize("count", [1, 3])
def test_lists_cost_the_same_however_long(
    as_lead, city, six, count, address, requirement, django_assert_max_num_queries
):
    answered(city, six, except_for=["R1.1"], agreed=True)
    pieces = [evidence_of(city, title=f"Piece {number}") for number in range(count)]
    for number, group in enumerate(["roma", "women", "older"][:count]):
        record_group_result(city=city, group=group, by=lead_for(city), version=0, change="C.",
                            agreed="A.", evidence=pieces[number], locator="p. 1")  # fmt: skip
        add_measure(city=city, by=lead_for(city), title=f"M {number}", requirements=[requirement()])
        as_lead.post(
            address("requirement", "R1.1"),
            {"version": number, "step": 1, "state": "ready", "text": f"T{number}",
             "cite-evidence": pieces[number].pk, "cite-locator": "p", "cite-shows": "S"},
        )  # fmt: skip
    # session, person, roles, edition, and what the page itself asks for
    costs = {"record": 9, "commitment": 6, "agree": 7, "evidence": 7, "groups": 6, "measures": 6,
             "versions": 7, "evidence_detail": 7}  # fmt: skip
    args = {"commitment": ["R1"], "versions": ["R1.1"], "evidence_detail": [pieces[0].pk]}
    as_lead.get(address("record"))

    for name, cost in costs.items():
        with django_assert_max_num_queries(cost):
            as_lead.get(address(name, *args.get(name, [])))


@pytest.mark.parametrize("count", [1, 3])
def test_the_form_costs_at_most_ten_statements(
    as_lead, city, six, count, address, django_assert_num_queries
):
    answered(city, six)
    for number in range(count):
        evidence_of(city, title=f"Piece {number}")
    as_lead.get(address("requirement", "R1.1"))

    # session with its person, roles, edition, answer, words set aside, evidence, all answers at a
    # glance, proposals, what stands around it
    with django_assert_num_queries(9):
        as_lead.get(address("requirement", "R1.1"))


def test_saving_costs_at_most_eight_statements(
    as_lead, city, six, address, django_assert_num_queries
):
    answered(city, six)
    as_lead.get(address("requirement", "R1.1"))

    words = {"csrfmiddlewaretoken": "t" * 64, "version": 1, "step": 1, "text": "New."}
    # session with its person, the form, roles, edition, then update and insert, in a savepoint of
    # the test
    with django_assert_num_queries(6 + 2):
        saved = as_lead.post(address("requirement", "R1.1"), words)

    assert saved.status_code == 302
