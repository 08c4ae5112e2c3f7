"""The record in the shape of another framework, and answers given there, by a mapping."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from progress import edition
from progress.mapped import in_shape_of, said_under
from progress.models import Answer, ProposedAnswer
from tests.factories.accreditation_panels import cost_of
from tests.factories.commitments import in_french, mapped, sixteen
from tests.factories.progress import answered
from tests.factories.sheets import changed, opened, returned_sheet

pytestmark = pytest.mark.usefixtures("catalogues")


@pytest.fixture
def other(six):
    """Another framework, of which the first question asks what R1.1 asks, and the second a part."""
    framework = sixteen()
    mapping = mapped(six, framework)
    ours = {one.code: one for one in six.requirements.all()}
    first, second, *_others = framework.requirements.order_by("position")
    for target, how in ((first, "equal"), (second, "overlaps")):
        mapping.pairs.create(source=ours["R1.1"], target=target, how=how)
    mapping.pairs.create(source=ours["R1.2"], target=second, how="part_of", position=1)
    return framework


def codes(framework):
    return list(framework.requirements.order_by("position").values_list("code", flat=True))


def address(city, framework, name="mapped"):
    return reverse(f"progress:{name}", args=[city.slug, framework.code, framework.edition])


def test_a_framework_that_is_not_mapped_has_no_page(as_lead, city, six):
    framework = sixteen()

    assert as_lead.get(address(city, framework)).status_code == 404
    assert as_lead.get(address(city, framework, "mapped_sheet")).status_code == 404
    assert as_lead.get(f"/record/{city.slug}/as/nowhere/1/").status_code == 404


def test_an_answer_stands_under_each_question_that_asks_some_of_it(as_lead, city, six, other):
    answered(city, six, evidence=False)

    rows = {row.requirement.code: row for row in in_shape_of(other, six, said_under(city, six))}
    page = as_lead.get(address(city, other)).text

    first, second, third, *_others = codes(other)
    assert (
        rows[first].words()["text"]
        == f"[{six.code.upper()} R1.1: asks the same]\nWhat we do about R1.1."
    )
    assert [one.code for one, _said in rows[second].partners] == ["R1.1", "R1.2"]
    assert rows[third].partners == []
    assert f"[{six.code.upper()} R1.2: asks a part of this]" in rows[second].words()["text"]
    assert "2 of 16 questions have something from your record." in page
    assert page.count(f'<li><span class="code">{other.code.upper()} ') == 14
    assert "questions that nothing in your record answers yet" in page
    assert f'<span class="code">{other.code.upper()} {first}</span>' in page
    assert f'<span class="code">{six.code.upper()} R1.1</span>' in page


def test_only_one_that_asks_the_same_gives_its_step_and_only_one_of_the_same_name(city, six, other):
    answers = answered(city, six, evidence=False)
    first, second, *_others = codes(other)
    label = answers[0].requirement.labels[answers[0].step]

    before = in_shape_of(other, six, said_under(city, six))
    scale = other.requirements.get(code=first).scale
    step = scale.steps.order_by("value")[1]
    step.label = label.upper()
    step.save()
    after = {
        row.requirement.code: row.words()["step"]
        for row in in_shape_of(_read_anew(other), six, said_under(city, six))
    }

    assert {row.words()["step"] for row in before} == {None}
    assert after[first] == step.value
    assert after[second] is None


def test_the_spreadsheet_of_the_other_framework_is_begun_with_what_the_record_says(
    as_lead, city, six, other
):
    answered(city, six, evidence=False)

    file = as_lead.get(address(city, other, "mapped_sheet"))

    _book, table, places = opened(b"".join(file.streaming_content))
    texts = [row[places["text"] - 1].value for row in table.iter_rows(min_row=2)]
    assert texts[0] == f"[{six.code.upper()} R1.1: asks the same]\nWhat we do about R1.1."
    assert len(texts) == 16
    assert texts[2] is None


def test_brought_back_it_proposes_what_was_written_there_and_not_what_it_began_with(
    as_lead, city, six, other
):
    answered(city, six, evidence=False, except_for=["R1.2"])
    file = as_lead.get(address(city, other, "mapped_sheet"))
    begun = b"".join(file.streaming_content)
    _first, second, third, *_others = codes(other)

    untouched = returned_sheet(city, six, begun)
    written = returned_sheet(
        city, six,
        changed(city, other, {second: {"text": "We count them."}, third: {"text": "Lost?"}}),
    )  # fmt: skip

    found = {each.requirement.code: each for each in ProposedAnswer.objects.open()}
    assert untouched.same == 16
    assert set(found) == {"R1.1", "R1.2"}
    assert (
        found["R1.2"].text == f"[{other.code.upper()} {second}: asks this and more]\nWe count them."
    )
    assert found["R1.2"].source.startswith(f"Your answers under {other.code} {other.edition}")
    assert not found["R1.2"].ready
    assert [each["sentence"] for each in written.problems] == [
        f"Nothing in today’s edition is mapped to {third}, so this row was left out."
    ]
    assert Answer.objects.count() == 5


def test_answers_given_under_the_other_framework_are_proposed_by_a_click(as_lead, city, six, other):
    answered(city, six, evidence=False, except_for=["R1.2"])
    answered(city, other, evidence=False)

    page = as_lead.post(address(city, other), follow=True)

    assert "2 answers are proposed. Nothing in your record has changed." in page.text
    sources = set(ProposedAnswer.objects.open().values_list("source", flat=True))
    assert sources == {f"Your answers under {other}, by the mapping"}


def test_each_pillar_is_led_to_and_says_what_it_has_of_the_record(as_lead, city, six, other):
    answered(city, six, evidence=False)

    page = as_lead.get(address(city, other)).text

    pillars = other.pillars.count()
    assert page.count('<a href="#pillar-') == page.count('<h2 id="pillar-') == pillars
    assert "2 questions with something from your record" in page


def test_both_frameworks_stand_in_the_language_of_their_reader(as_lead, lead_of, city, six, other):
    in_french(six)
    answered(city, six, evidence=False)
    in_its_own = cost_of(as_lead, address(city, other))

    lead_of(city).__class__.objects.update(reads_in="fr")
    page = as_lead.get(address(city, other)).text
    costs = cost_of(as_lead, address(city, other))

    assert 'R1.1</span> <span lang="fr">Une règle écrite ouvre les services essentiels' in page
    assert f'<span lang="{other.language}">{other.pillars.first().title}</span>' in page
    assert costs == in_its_own


def test_observers_read_and_do_not_propose(client, city, six, other, member_of, sign_in):
    answered(city, six, evidence=False)
    sign_in(client, member_of(city, "observer"))

    assert client.get(address(city, other)).status_code == 200
    assert client.post(address(city, other)).status_code == 403


def test_the_page_costs_the_same_for_one_answer_as_for_all(
    as_lead, city, six, other, django_assert_num_queries
):
    answered(city, six, evidence=False, except_for=codes(six)[1:])
    as_lead.get(address(city, other))
    with CaptureQueriesContext(connection) as one:
        as_lead.get(address(city, other))
    answered(city, six, evidence=False, except_for=codes(six)[:1])

    with django_assert_num_queries(len(one)):
        as_lead.get(address(city, other))


def test_the_page_of_the_edition_leads_to_the_shapes(as_lead, city, six, other):
    answered(city, six, evidence=False)

    page = as_lead.get(reverse("progress:edition", args=[city.slug])).text

    assert address(city, other) in page


def _read_anew(framework):
    edition.forget()
    return framework
