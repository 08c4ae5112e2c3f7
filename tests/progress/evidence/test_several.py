"""Several files at once: one that cannot be taken keeps no other back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cities.choices import Role
from progress.models import ChosenFile, Evidence
from tests.factories.progress import a_pdf, answered, evidence_of, pdf

pytestmark = pytest.mark.usefixtures("six")


def files(*names):
    """Good files of these names, each with other pages; and a bad one for what ends in exe."""
    return [
        SimpleUploadedFile(name, b"MZ" if name.endswith("exe") else a_pdf(number))
        for number, name in enumerate(names, 2)
    ]


def titles(**said):
    """What is typed for each file that waits."""
    typed = {"visibility": "reviewers", "keep": "yes"}
    for each in ChosenFile.objects.open():
        stem = each.filename.split(".")[0]
        typed |= {f"of-{each.key}-title": said.get(stem, ""), f"of-{each.key}-language": "de"}
    return typed


def test_a_bad_file_is_named_and_the_others_are_taken_in(as_lead, address):
    page = as_lead.post(
        address("evidence_several"), {"file": files("a.pdf", "b.exe", "c.pdf")}, follow=True
    )

    assert "b.exe: Files of this kind cannot be taken." in page.text
    assert [each.filename for each in ChosenFile.objects.all()] == ["a.pdf", "c.pdf"]
    assert 'value="a"' in page.text


def test_of_files_too_large_together_those_that_came_are_taken_and_the_others_named(
    as_lead, address, settings
):
    sent = files("a.pdf", "b.pdf")
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE, settings.FILES_AT_ONCE_MAX_BYTES = 0, sent[0].size + 9

    page = as_lead.post(address("evidence_several"), {"file": sent}, follow=True)

    assert "b.pdf: Together these files were too large to be sent at once." in page.text
    assert [each.filename for each in ChosenFile.objects.all()] == ["a.pdf"]


@pytest.mark.parametrize("button", ["keep", "choose"])
def test_where_no_file_was_chosen_the_page_says_so(as_lead, address, button):
    page = as_lead.post(address("evidence_several"), {"visibility": "reviewers", button: "yes"})

    assert page.status_code == 200
    assert "No file was chosen. Choose one or more, then try again." in page.text
    assert "error-summary" in page.text


def test_each_file_is_read_by_those_chosen_for_it_or_for_all(as_lead, address):
    as_lead.post(address("evidence_several"), {"file": files("a.pdf", "b.pdf")})
    key = ChosenFile.objects.get(filename="b.pdf").key
    typed = {**titles(), f"of-{key}-visibility": "public"}
    noted = {name: value for name, value in typed.items() if name != "keep"}

    as_lead.post(address("evidence_several"), {**noted, "note": "yes"})
    page = as_lead.get(address("evidence_several")).text
    as_lead.post(address("evidence_several"), typed)

    assert page.count('<option value="public" selected>') == 1
    seen = dict(Evidence.objects.values_list("title", "visibility"))
    assert seen == {"a": "reviewers", "b": "public"}


def test_each_becomes_evidence_under_the_title_typed_or_its_name(as_lead, address):
    as_lead.post(address("evidence_several"), {"file": files("a.pdf", "b.pdf")})

    page = as_lead.post(address("evidence_several"), titles(a="Minutes of May"), follow=True)

    assert "2 documents are kept." in page.text
    assert [each.title for each in Evidence.objects.order_by("title")] == ["Minutes of May", "b"]


def test_titles_typed_survive_more_files_and_a_removal(as_lead, address):
    as_lead.post(address("evidence_several"), {"file": files("a.pdf")})
    more = {**titles(a="Minutes of May"), "file": files("x.pdf", "b.pdf")}

    as_lead.post(address("evidence_several"), more)
    drop = ChosenFile.objects.get(filename="b.pdf").key
    page = as_lead.post(
        address("evidence_several"), {**titles(a="Of May"), "drop": drop}, follow=True
    )

    assert [each.filename for each in ChosenFile.objects.all()] == ["a.pdf", "x.pdf"]
    assert 'value="Of May"' in page.text


def test_enter_in_a_title_keeps_the_title_and_no_more(as_lead, address):
    as_lead.post(address("evidence_several"), {"file": files("a.pdf")})
    typed = {**titles(a="Minutes"), "note": "yes"}
    del typed["keep"]

    as_lead.post(address("evidence_several"), typed)

    assert ChosenFile.objects.get().title == "Minutes"
    assert not Evidence.objects.exists()


def test_one_that_is_there_already_waits_and_the_others_are_kept(as_lead, city, address):
    evidence_of(city, title="Annual report")
    as_lead.post(address("evidence_several"), {"file": [pdf("copy.pdf"), *files("b.pdf")]})

    page = as_lead.post(address("evidence_several"), titles(), follow=True)

    assert "“copy.pdf” is in your record already" in page.text
    assert "as “Annual report”" in page.text
    assert sorted(each.title for each in Evidence.objects.all()) == ["Annual report", "b"]
    twice = {**titles(), f"of-{ChosenFile.objects.open().get().key}-twice": "on"}
    as_lead.post(address("evidence_several"), twice)
    assert Evidence.objects.filter(title="copy").exists()


def test_one_file_chosen_twice_is_kept_once(as_lead, address):
    as_lead.post(address("evidence_several"), {"file": [pdf("a.pdf"), pdf("b.pdf")]})

    page = as_lead.post(address("evidence_several"), titles(), follow=True)

    assert "1 document is kept." in page.text
    assert "“b.pdf” is in your record already" in page.text
    assert Evidence.objects.get().title == "a"


def test_what_was_chosen_is_shown_where_evidence_is(as_lead, address):
    as_lead.post(address("evidence_several"), {"file": files("a.pdf", "b.pdf")})

    page = as_lead.get(address("evidence"))

    assert "2 files you chose are not evidence yet" in page.text


def test_an_observer_adds_nothing(client, city, address, member_of, sign_in):
    sign_in(client, member_of(city, Role.OBSERVER))

    page = client.post(address("evidence_several"), {"file": files("a.pdf")})

    assert page.status_code == 403
    assert not ChosenFile.objects.exists()


def statements(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


def test_the_page_costs_the_same_with_one_file_and_with_three(as_lead, address):
    as_lead.post(address("evidence_several"), {"file": files("a.pdf")})
    one = statements(as_lead, address("evidence_several"))

    as_lead.post(address("evidence_several"), {"file": files("x.pdf", "b.pdf", "c.pdf")})

    assert statements(as_lead, address("evidence_several")) == one


def test_evidence_that_is_cited_nowhere_is_told_apart(as_lead, city, six, address):
    answered(city, six, except_for=["R1.2"])
    evidence_of(city, title="Never mentioned")

    page = as_lead.get(address("evidence") + "?only=nowhere")

    assert "Cited nowhere (1)" in page.text
    assert "Never mentioned" in page.text
    assert "Annual report" not in page.text


def test_answers_without_evidence_are_listed_core_ones_first(as_lead, city, six, address):
    answered(city, six, evidence=False, except_for=["R2.1"])

    page = as_lead.get(address("evidence_missing"))

    core = page.text.index("Core requirements")
    others = page.text.index("Other requirements")
    assert core < page.text.index(">H1.1<") < others < page.text.index(">H1.2<")
    assert ">R2.1<" not in page.text


def test_where_all_cite_something_the_page_says_so(as_lead, city, six, address):
    answered(city, six)

    assert "No answer is without evidence." in as_lead.get(address("evidence_missing")).text
