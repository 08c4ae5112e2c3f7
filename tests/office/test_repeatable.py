"""Forms that can be sent again without harm: an answer carries the version it was made from."""

import pytest
from django.urls import reverse

from cities.choices import Role
from progress.models import Measure
from tests.factories.cities import CityFactory
from tests.factories.commitments import six
from tests.factories.progress import pdf

TOKEN = "t" * 64


@pytest.fixture
def city(db):
    six()
    return CityFactory()


@pytest.fixture
def editor(client, sign_in, city, member_of):
    editor = member_of(city, Role.EDITOR)
    sign_in(client, editor)
    return editor


@pytest.fixture
def answer(client, city, editor):
    """A function: send an answer to R1.1, from a page with this token."""
    address = reverse("progress:requirement", args=[city.slug, "R1.1"])

    def post(token=TOKEN, **typed):
        return client.post(address, {"version": 0, **typed, "csrfmiddlewaretoken": token})

    return post


def test_an_answer_sent_twice_is_saved_once_and_leads_to_the_same_page(answer, city):
    first, second = answer(text="Once."), answer(text="Once.")

    assert (first.status_code, second.url) == (302, first.url)
    assert city.answers.get().versions.count() == 1


def test_evidence_sent_twice_with_an_answer_is_added_once(answer, city):
    cited = {"cite-locator": "p. 7", "cite-shows": "That it works."}
    first, second = (
        answer(text="Once.", **cited, **{"cite-file": pdf("Report.pdf")}) for _press in range(2)
    )

    assert (first.status_code, second.url) == (302, first.url)
    assert city.evidence.count() == 1


def test_an_old_form_after_an_answer_is_meant_anew(answer, client, city):
    address = reverse("progress:measure_new", args=[city.slug])
    ramp = {"title": "A ramp", "version": 0, "state": "planned", "csrfmiddlewaretoken": TOKEN}

    client.post(address, ramp)
    answer(text="Something else.")
    client.post(address, ramp)

    assert Measure.objects.count() == 2
