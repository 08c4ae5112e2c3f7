"""Where an application stands: the word and the bar of stages say the same to one reader."""

import pytest

from accounts.choices import PostKind
from accreditation.choices import ApplicationState as S
from accreditation.models import Application
from tests.factories.accreditation_committee import decided, lead_of, made, make_case, make_session
from tests.factories.commitments import six

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(db):
    return make_case(make_session(six()))


def now_in(page):
    """The stage that is marked as the one of now, if any is."""
    marked = [step for step in page.split("<li") if 'aria-current="step"' in step]
    return [step.split("stepper__label")[1].split(">")[1].split("<")[0] for step in marked]


def test_a_stranger_reads_before_the_committee_until_the_decision_is_published(client, case):
    Application.objects.filter(pk=case.pk).update(state=S.DECIDED)

    page = client.get(f"/cities/{case.city.slug}/").text

    assert now_in(page) == ["Before the committee"]


@pytest.mark.parametrize("who", ["the lead", "the secretariat"])
def test_whoever_is_told_that_it_is_decided_reads_so_in_the_bar(
    client, sign_in, holder_of, case, who
):
    decided(case)
    lead = lead_of(case)
    sign_in(client, lead if who == "the lead" else holder_of(PostKind.SECRETARIAT))

    page = client.get(case.get_absolute_url()).text

    assert now_in(page) == ["Decided"]


def test_the_lead_reads_before_the_committee_while_its_recommendation_is_not_released(
    client, sign_in, case
):
    made(case)

    page = sign_in(client, lead_of(case)).get(case.get_absolute_url()).text

    assert now_in(page) == ["Before the committee"]
