"""What a stranger sees of an application under way: one of six stages, and nothing else."""

import pytest

from accreditation.choices import STAGES, Outcome, Stage
from accreditation.choices import ApplicationState as S
from accreditation.models import Application
from tests.factories.accreditation_committee import made, make_case

pytestmark = pytest.mark.django_db
SHOWN = {
    S.DRAFT: Stage.PREPARING, S.RETURNED: Stage.PREPARING, S.SUBMITTED: Stage.PREPARING,
    S.HEARING: Stage.OPEN,
    S.REPLYING: Stage.REVIEW, S.FORMING: Stage.REVIEW, S.OBJECTING: Stage.REVIEW,
    S.REVIEWING: Stage.REVIEW, S.SETTLING: Stage.REVIEW, S.FACT_CHECK: Stage.REVIEW,
    S.REPORTED: Stage.COMMITTEE, S.DEFERRED: Stage.COMMITTEE, S.RECOMMENDED: Stage.COMMITTEE,
    S.ANNOUNCED: Stage.COMMITTEE, S.CHALLENGED: Stage.COMMITTEE, S.DECIDED: Stage.COMMITTEE,
}  # fmt: skip
ADDRESSES = ("/", "/cities/", "/cities/?state=under-way", "/map/", "/decisions/", "/sessions/")


@pytest.fixture
def case(session):
    return make_case(session)


def everything(client, case):
    """All that a stranger can open, with its validators."""
    pages = [client.get(address) for address in (*ADDRESSES, f"/cities/{case.city.slug}/")]
    return [(page.status_code, page.content, page.headers.get("ETag")) for page in pages]


def test_every_state_has_its_public_stage():
    ends = {S.PUBLISHED: Stage.DECIDED, S.WITHDRAWN: Stage.WITHDRAWN}

    assert {**SHOWN, **ends} == STAGES


@pytest.mark.parametrize(("state", "stage"), SHOWN.items())
def test_page_and_directory_show_the_stage_of_every_state(client, case, state, stage):
    Application.objects.filter(pk=case.pk).update(state=state)

    page = client.get(f"/cities/{case.city.slug}/").text
    listed = client.get("/cities/").text

    now = page.split('aria-current="step"')[1].split("</li>")[0]
    assert str(stage.label) in now
    assert f"Application: {stage.label}" in listed


def test_a_withdrawn_application_counts_as_never_made(client, case):
    Application.objects.filter(pk=case.pk).update(state=S.WITHDRAWN)

    assert "Application under way" not in client.get(f"/cities/{case.city.slug}/").text
    assert case.reference not in client.get("/sessions/").text


@pytest.mark.parametrize(
    ("outcome", "code"),
    [(Outcome.LEVEL, "A"), (Outcome.NO_LEVEL, ""), (Outcome.DEFERRED, "")],
)
def test_before_release_every_page_is_the_same_to_the_byte(client, case, outcome, code):
    client.get("/")
    reported = everything(client, case)

    made(case, outcome=outcome, code=code or "B")

    assert Application.objects.get(pk=case.pk).state in (S.RECOMMENDED, S.DEFERRED)
    assert everything(client, case) == reported


def test_the_reply_of_the_authority_is_told_under_the_stage_in_which_it_is_written(client, db):
    page = client.get("/about/").text
    stages = {step.split("</strong>")[0]: step for step in page.split("<strong>")[1:]}

    told = [name for name, words in stages.items() if "The authority replies" in words]

    assert told == [f"{STAGES[S.REPLYING].label}."]
