"""Answering on the page of a requirement: nothing typed is lost, nobody overwritten."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from commitments.models import Commitment
from progress.actions import answer_requirement
from progress.choices import AnswerState
from progress.models import Answer, AnswerVersion, Citation, Evidence
from progress.views import overview
from tests.factories.cities import CityFactory
from tests.factories.progress import answered, evidence_of, lead_for, pdf

pytestmark = pytest.mark.usefixtures("catalogues")


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


@pytest.mark.parametrize(
    ("said", "is_hinted"),
    [
        ({"step": "2", "state": "ready"}, True),
        ({"step": "2", "state": "draft"}, False),
        ({"step": "0", "state": "ready"}, False),
        ({"step": "2", "state": "ready", "cite-url": "https://example.org/plan"}, False),
    ],
)
def test_who_says_ready_without_evidence_learns_that_it_is_wanted(
    as_lead, city, requirement, address, said, is_hinted
):
    core = next(one for one in ("R1.1", "R1.2", "R2.1", "H1.1") if requirement(one).is_core)
    cited = {"cite-title": "Plan", "cite-language": "en", "cite-locator": "p. 1",
             "cite-shows": "All of it.", "cite-visibility": "public"}  # fmt: skip
    said = {"version": 0, "text": "Done.", **(cited if "cite-url" in said else {}), **said}

    page = as_lead.post(address("requirement", core), said, follow=True)

    assert f"{core} is saved." in page.text
    assert ("No evidence is cited yet." in page.text) == is_hinted


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
        (
            {"special": "unknown", "how": "A survey.", "until": "2026-01-01", "state": "ready"},
            "This day is not to come.",
        ),
        (
            {"special": "unknown", "how": "A survey.", "until": "2026-01-01", "state": "draft"},
            "This day is not to come.",
        ),
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


def test_what_a_special_answer_asks_for_is_not_called_optional(as_lead, address):
    page = as_lead.get(address("requirement", "R1.1")).text

    for name in ("law", "body", "how", "until"):
        (label,) = re.findall(rf'<label for="id_{name}">(.*?)</label>', page)
        assert "(asked for with this answer)" in label
    assert "Asked for with “Task of another level of government”." in page


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


def test_the_lead_reads_the_step_the_words_and_the_evidence_before_agreeing(
    as_lead, city, six, requirement, address
):
    first, *_others = answered(city, six)
    answer_requirement(
        city=city, requirement=requirement("R1.2"), by=lead_for(city), version=1, special="unknown",
        how="A survey.", until=date(2050, 3, 1), text="long " * 80, state=AnswerState.READY,
    )  # fmt: skip

    page = as_lead.get(address("agree")).text

    labels = first.requirement.labels
    for said in (
        f'<span class="strong">{labels[first.step]}</span>', "Annual report</a>, p. 1:",
        "That R1.1 is kept.", "We do not know yet", "A survey.", "until 1 March 2050",
        "Read all of it",
    ):  # fmt: skip
        assert said in page, said


def test_very_many_answers_are_read_commitment_by_commitment(
    as_lead, city, six, address, monkeypatch
):
    monkeypatch.setattr(overview, "READ_AT_ONCE", 3)
    answered(city, six)
    codes = [one.code for one in Commitment.objects.filter(framework=six)]

    first = as_lead.get(address("agree")).text
    last = as_lead.get(address("agree") + f"?commitment={codes[-1]}").text
    elsewhere = as_lead.get(address("agree") + "?commitment=none").text

    assert "6 answers wait for you in all" in first
    assert first.count('name="answer"') < 6
    assert all(f"?commitment={code}" in first for code in codes[1:])
    assert f'<h2><span class="code">{codes[-1]}</span>' in last
    assert f'<h2><span class="code">{codes[0]}</span>' in elsewhere


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


def test_saving_costs_at_most_eight_statements(as_lead, address, django_assert_max_num_queries):
    for version in (0, 1):
        typed = {"version": version, "step": 1, "text": f"Words {version}.", "state": "ready"}
        as_lead.post(address("requirement", "R1.1"), typed)

    # With that of the key of a form that was drawn, which these have not, it is eight.
    with django_assert_max_num_queries(7):
        saved = as_lead.post(address("requirement", "R1.1"), {**typed, "version": 2})

    assert saved.status_code == 302
    assert Answer.objects.get().version == 3
