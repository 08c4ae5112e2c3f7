"""The pages of a record: who reads, who writes, and what happens when two write at once."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cities.choices import Role
from progress.actions import (
    add_measure,
    add_measures_from,
    answer_requirement,
    record_group_result,
)
from progress.choices import AnswerState
from progress.models import Answer, AnswerVersion, Citation, Evidence, GroupResult, Measure
from tests.factories import commitments
from tests.factories.cities import CityFactory
from tests.factories.progress import answered, evidence_of, lead_for, pdf


@pytest.fixture(autouse=True)
def catalogues(six):
    """Groups at risk come with the catalogues; the small edition stays the current one."""
    commitments.full()
    return six


@pytest.fixture
def address(city):
    """A function: the address of a page of this city's record."""

    def of(name, *args):
        return reverse(f"progress:{name}", args=[city.slug, *args])

    return of


@pytest.fixture
def as_lead(client, city, lead_of, sign_in):
    return sign_in(client, lead_of(city))


def every_page(city):
    """(name, further arguments) of each page of a record with something in it."""
    evidence = evidence_of(city)
    measure = add_measure(city=city, by=lead_for(city), title="A measure")
    return [
        ("record", []),
        ("commitment", ["R1"]),
        ("requirement", ["R1.1"]),
        ("versions", ["R1.1"]),
        ("agree", []),
        ("evidence", []),
        ("evidence_new", []),
        ("evidence_detail", [evidence.pk]),
        ("groups", []),
        ("group", ["roma"]),
        ("measures", []),
        ("measure_new", []),
        ("measure", [measure.pk]),
    ]


def test_a_visitor_is_asked_to_sign_in(client, city, six, address):
    for name, args in every_page(city):
        assert client.get(address(name, *args)).status_code == 302


@pytest.mark.parametrize("who", ["someone", "secretariat", "neighbour"])
def test_a_stranger_sees_what_they_see_of_a_city_that_is_not_there(
    client, city, six, address, who, request, sign_in, member_of
):
    answered(city, six)
    people = {"neighbour": lambda: member_of(CityFactory(), Role.LEAD)}
    sign_in(client, people[who]() if who in people else request.getfixturevalue(who))

    for name, args in every_page(city):
        page = client.get(address(name, *args))
        nowhere = client.get(address(name, *args).replace(city.slug, "nowhere"))

        assert page.status_code == nowhere.status_code == 404
        assert page.content == nowhere.content


def test_somebody_who_left_the_team_is_a_stranger(client, city, member_of, sign_in, address):
    editor = member_of(city, Role.EDITOR)
    sign_in(client, editor)
    assert client.get(address("record")).status_code == 200

    editor.memberships.update(until="2026-01-01")

    assert client.get(address("record")).status_code == 404


def test_an_observer_reads_and_never_writes(client, city, six, address, member_of, sign_in):
    answered(city, six)
    sign_in(client, member_of(city, Role.OBSERVER))
    before = list(Answer.objects.values())

    for name, args in every_page(city):
        page = client.get(address(name, *args))
        for_writers = name in ("agree", "evidence_new", "measure_new")
        assert page.status_code == (403 if for_writers else 200), name
        if name in ("requirement", "evidence_new", "evidence_detail", "group", "measure"):
            refused = client.post(address(name, *args), {"version": 1, "step": 3})
            assert refused.status_code == 403
            assert "You can read this record." in refused.text

    assert list(Answer.objects.values()) == before


def test_an_editor_does_not_agree(client, city, six, address, member_of, sign_in):
    answered(city, six)
    sign_in(client, member_of(city, Role.EDITOR))

    assert client.get(address("agree")).status_code == 403
    assert client.post(address("agree_one", "R1.1"), {"version": 1}).status_code == 403
    assert "Agree this answer" not in client.get(address("requirement", "R1.1")).text


def test_every_page_opens_for_the_lead_empty_or_full(as_lead, city, six, address):
    for name in ("record", "evidence", "groups", "measures", "agree"):
        assert as_lead.get(address(name)).status_code == 200

    answered(city, six)
    for name, args in every_page(city):
        assert as_lead.get(address(name, *args)).status_code == 200, name


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("commitment", ["X9"]),
        ("requirement", ["X9.9"]),
        ("versions", ["R1.1"]),
        ("evidence_detail", [999]),
        ("group", ["martians"]),
        ("measure", [999]),
    ],
)
def test_what_is_not_there_is_not_found(as_lead, address, name, args):
    assert as_lead.get(address(name, *args)).status_code == 404


def test_somebody_elses_text_is_shown_beside_mine(as_lead, city, requirement, address, someone):
    answer_requirement(
        city=city, requirement=requirement(), by=someone, version=0, text="Theirs, saved first."
    )

    page = as_lead.post(address("requirement", "R1.1"), {"version": 0, "text": "Mine, just now."})

    assert "Theirs, saved first." in page.text
    assert page.text.count("Mine, just now.") == 2  # beside the other, and in the form
    assert Answer.objects.get().text == "Theirs, saved first."
    chosen = as_lead.post(address("requirement", "R1.1"), {"version": 1, "text": "Mine."})
    assert chosen.status_code == 302
    assert list(AnswerVersion.objects.values_list("text", flat=True)) == [
        "Mine.",
        "Theirs, saved first.",
    ]


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (SimpleUploadedFile("page.html", b"<html>"), "Files of this kind cannot be taken."),
        (SimpleUploadedFile("fake.pdf", b"MZ"), "is not what its name says"),
        (SimpleUploadedFile("empty.pdf", b""), "This file is empty."),
        (SimpleUploadedFile("huge.pdf", b"%PDF-" + b"x" * 2_000_000), "a file may have 1 MB"),
    ],
)
def test_a_refused_file_keeps_what_was_typed(as_lead, address, settings, file, sentence):
    settings.EVIDENCE_MAX_BYTES = 1024 * 1024
    file.seek(0)
    typed = {"version": 0, "step": 2, "text": "A long text.", "state": "ready",
             "cite-file": file, "cite-locator": "p. 7", "cite-shows": "That it works."}  # fmt: skip

    page = as_lead.post(address("requirement", "R1.1"), typed)

    assert sentence in page.text
    assert "A long text.</textarea>" in page.text
    assert 'value="p. 7"' in page.text
    assert not Answer.objects.exists()
    assert not Evidence.objects.exists()


def test_a_citation_says_where_and_what(as_lead, city, address):
    evidence = evidence_of(city)

    page = as_lead.post(
        address("requirement", "R1.1"), {"version": 0, "cite-evidence": evidence.pk}
    )

    assert "so that a reviewer finds the passage" in page.text
    assert "Say in one sentence what the passage shows." in page.text
    assert not Citation.objects.exists()


def test_evidence_of_another_city_cannot_be_chosen(as_lead, address):
    foreign = evidence_of(CityFactory())
    typed = {"version": 0, "cite-evidence": foreign.pk, "cite-locator": "p. 1", "cite-shows": "X"}

    page = as_lead.post(address("requirement", "R1.1"), typed)

    assert "error-summary" in page.text
    assert not Citation.objects.exists()


def test_answer_and_new_evidence_go_together(as_lead, city, address):
    typed = {"version": 0, "step": 2, "text": "We do.", "state": "ready",
             "confidence": "documented", "cite-file": pdf("Jahresbericht.pdf"),
             "cite-locator": "p. 7", "cite-shows": "That it works."}  # fmt: skip

    saved = as_lead.post(address("requirement", "R1.1"), typed, follow=True)

    answer = Answer.objects.get()
    assert (answer.step, answer.state, answer.confidence) == (2, "ready", "documented")
    assert answer.citations.get().evidence.title == "Jahresbericht"
    assert "R1.1 is saved." in saved.text
    assert "Jahresbericht" in saved.text


def test_a_citation_is_taken_back(as_lead, city, six, address):
    answered(city, six)
    citation = Citation.objects.filter(answer__requirement__code="R1.1").get()

    elsewhere = as_lead.post(address("uncite", "R1.2", citation.pk))
    taken = as_lead.post(address("uncite", "R1.1", citation.pk))

    assert (elsewhere.status_code, taken.status_code) == (404, 302)
    assert not Citation.objects.filter(pk=citation.pk).exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"state": "ready"}, "Choose the step you have reached."),
        ({"special": "unknown", "step": "1"}, "stands instead of a step"),
        ({"special": "unknown", "state": "ready"}, "Say by when you will know."),
        ({"special": "other_level", "state": "ready"}, "Name the body that has the task."),
        ({"text": "a\x00b"}, "Null characters are not allowed."),
        ({"step": "77"}, "Select a valid choice."),
        ({"version": "-1"}, "greater than or equal to 0"),
        ({"until": "31.31.2026"}, "Enter a valid date."),
    ],
)
def test_what_is_missing_is_said_beside_the_field(as_lead, address, typed, sentence):
    page = as_lead.post(
        address("requirement", "R1.1"), {"version": "0", "text": "Keep me.", **typed}
    )

    assert page.status_code == 200
    assert "error-summary" in page.text
    assert sentence in page.text
    assert not Answer.objects.exists()


def test_state_and_author_cannot_be_posted(as_lead, city, address, someone):
    typed = {"version": 0, "step": 1, "state": "agreed", "changed_by": someone.pk, "city": 1}

    as_lead.post(address("requirement", "R1.1"), typed)

    assert not Answer.objects.filter(state="agreed").exists()
    assert not Answer.objects.filter(changed_by=someone).exists()


@pytest.mark.parametrize("text", ["é" * 20_000, "‏עברית‎ 👩🏽‍🦽", "line\r\nline", "  indented"])
def test_texts_come_back_into_the_form(as_lead, address, text):
    as_lead.post(address("requirement", "R1.1"), {"version": 0, "text": text})

    assert Answer.objects.get().text == text.replace("\r\n", "\n")


def test_the_lead_agrees_what_they_have_read(as_lead, city, six, address):
    first, second, *_others = answered(city, six)
    answer_requirement(
        city=city, requirement=second.requirement, by=lead_for(city), version=1, step=1,
        text="Changed after the page was read.", state=AnswerState.READY,
    )  # fmt: skip

    as_lead.post(address("agree"), {"answer": [f"{first.pk}.1", f"{second.pk}.1"]})

    agreed = Answer.objects.filter(state=AnswerState.AGREED)
    assert list(agreed.values_list("pk", flat=True)) == [first.pk]


def test_one_answer_is_agreed_on_its_page(as_lead, city, six, address):
    answered(city, six)

    old = as_lead.post(address("agree_one", "R1.1"), {"version": "0"}, follow=True)
    now = as_lead.post(address("agree_one", "R1.1"), {"version": "1"}, follow=True)

    assert "Please read it once more." in old.text
    assert "R1.1 is agreed." in now.text


def test_earlier_versions_are_read_with_their_changes(as_lead, city, requirement, address):
    for version, text in enumerate(["We do it sometimes.", "We do it always."]):
        answer_requirement(
            city=city, requirement=requirement(), by=lead_for(city), version=version, text=text
        )

    page = as_lead.get(address("versions", "R1.1"))

    assert "<del>sometimes.</del>" in page.text
    assert "<ins>always.</ins>" in page.text


def test_many_versions_are_read_in_parts(as_lead, city, requirement, address):
    for version in range(23):
        answer_requirement(
            city=city, requirement=requirement(), by=lead_for(city), version=version,
            text=f"State {version}.",
        )  # fmt: skip

    newest = as_lead.get(address("versions", "R1.1"))
    oldest = as_lead.get(address("versions", "R1.1") + "?before=4")

    assert "?before=4" in newest.text
    assert "Version 3 " in oldest.text
    assert "Version 4 " not in oldest.text
    assert as_lead.get(address("versions", "R1.1") + "?before=²").status_code == 200


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
    assert "Somebody saved this while you were writing" in late.text
    assert Measure.objects.get().account == "All trained."


def test_a_measure_of_ones_own_is_added(as_lead, city, address):
    typed = {"version": 0, "title": "A help desk", "requirement": "R1.1", "state": "planned"}

    as_lead.post(address("measure_new"), typed)

    assert Measure.objects.get().requirement.code == "R1.1"
    assert "A help desk" in as_lead.get(address("measures")).text


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
        add_measure(city=city, by=lead_for(city), title=f"M {number}", requirement=requirement())
        as_lead.post(
            address("requirement", "R1.1"),
            {"version": number, "step": 1, "state": "ready", "text": f"T{number}",
             "cite-evidence": pieces[number].pk, "cite-locator": "p", "cite-shows": "S"},
        )  # fmt: skip
    # session, person, roles, edition, and what the page itself asks for
    costs = {"record": 7, "commitment": 5, "agree": 5, "evidence": 6, "groups": 6, "measures": 5,
             "versions": 6, "evidence_detail": 7}  # fmt: skip
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

    # session, person, roles, edition, answer, evidence, all answers at a glance
    with django_assert_num_queries(7):
        as_lead.get(address("requirement", "R1.1"))


def test_saving_costs_at_most_eight_statements(
    as_lead, city, six, address, django_assert_num_queries
):
    answered(city, six)
    as_lead.get(address("requirement", "R1.1"))

    # session, person, roles, edition, then select, update and insert, in a savepoint of the test
    with django_assert_num_queries(7 + 2):
        saved = as_lead.post(
            address("requirement", "R1.1"), {"version": 1, "step": 1, "text": "New."}
        )

    assert saved.status_code == 302
