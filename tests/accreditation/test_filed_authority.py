"""What a filing keeps of the authority itself, frozen before the panel."""

import pytest
from django.urls import reverse

from accreditation.choices import ApplicationState as S
from accreditation.models import Label
from cities.models import City, MemberCouncil
from progress.actions import record_competences
from progress.models import Competence
from tests.factories.commitments import six_with_catalogues
from tests.factories.world import make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world(six_with_catalogues())


@pytest.fixture
def filed(world):
    """An application of a joint authority, whose councils and competences changed since."""
    application = world.open()
    city = application.city
    City.objects.filter(pk=city.pk).update(kind="joint", urbanisation="rural")
    MemberCouncil.objects.create(
        city=city, name="Obersee", kind="municipality", country="AT", population=2100
    )
    record_competences(
        city=city, changed={"housing": ("shared", "Housing Act")}, by=world.lead_of(city)
    )
    application = type(application).objects.get(pk=application.pk)
    world.walk_to(application, S.SUBMITTED)
    Competence.objects.all().delete()
    MemberCouncil.objects.all().delete()
    return application


def test_competences_and_member_councils_stay_as_they_were_filed(filed):
    profile = filed.filing.profile

    assert profile["urbanisation"] == "rural"
    assert profile["councils"] == [
        {"name": "Obersee", "kind": "municipality", "country": "AT", "population": 2100}
    ]
    assert profile["competences"] == [
        {"area": "housing", "label": "Housing", "kind": "shared", "law": "Housing Act"}
    ]


def test_the_filing_shows_them_to_whoever_judges_it(client, world, filed, sign_in):
    sign_in(client, world.secretariat[0])

    page = client.get(reverse("accreditation:filing", args=[filed.reference]))

    assert "Shared with another level of government (Housing Act)" in page.text
    assert "1 member council" in page.text
    assert f"<dd>{filed.filing.profile['population']:,}</dd>" in page.text


def test_the_label_certifies_the_authority_that_filed_whatever_it_is_called_since(world):
    application = world.at(S.DECIDED)
    filed = application.filing.profile["authority"]
    City.objects.filter(pk=application.city_id).update(authority="State of Vienna")

    world.walk_to(application, S.PUBLISHED)

    assert Label.objects.get(city=application.city).authority == filed
