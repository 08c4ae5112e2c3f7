"""A panel settles with the words each of its members reads the edition in."""

import pytest
from django.urls import reverse

from accreditation.models import Settlement
from tests.factories.accreditation_panels import at_settling, cost_of
from tests.factories.commitments import in_french

pytestmark = pytest.mark.django_db


def url(case, name="settling", *more):
    return reverse(f"accreditation:{name}", args=[case.application.reference, *more])


@pytest.fixture
def case():
    """A panel that differs on R1.1, whose chair reads French where there is some."""
    case = at_settling()
    in_french(case.framework)
    case.chair.__class__.objects.update(reads_in="fr")
    return case


def test_what_is_not_translated_says_so_and_in_which_language_it_is(client, sign_in, case):
    sign_in(client, case.chair)

    page = client.get(url(case, "difference", "H1.1")).text

    assert '<h1><span lang="en">' in page
    assert "not translated yet" in page


def test_differences_and_what_is_lacking_are_read_in_the_language_of_the_reader(
    client, sign_in, case
):
    sign_in(client, case.chair)

    page = client.get(url(case)).text

    assert '<span lang="fr">Une règle écrite ouvre les services essentiels' in page
    assert '<td data-label="Lowest"><span lang="fr">' in page
    assert "A written rule" not in page
    assert "Language of the framework’s words" in page


def test_a_difference_is_settled_in_the_language_of_the_reader(client, sign_in, case):
    difference = Settlement.objects.filter(application=case.application, how="open").first()
    code = difference.requirement.code
    sign_in(client, case.chair)

    page = client.get(url(case, "difference", code)).text
    client.post(url(case, "difference", code), {"found": "2", "reason": "Début.", "version": 0})

    difference.refresh_from_db()
    assert '<span lang="fr">Commencé</span>' in page
    assert difference.found == "2"


@pytest.mark.parametrize("name", ["settling", "difference"])
def test_it_costs_the_same_in_each_language(client, sign_in, case, name):
    address = url(case, name, *(["R1.1"] if name == "difference" else []))
    sign_in(client, case.chair)
    client.get(address)
    in_french_it_costs = cost_of(client, address)

    case.chair.__class__.objects.update(reads_in="en")
    client.get(address)

    assert cost_of(client, address) == in_french_it_costs
