"""Which languages the forms of the procedure offer, and that none is lost by saving them."""

import pytest
from django.urls import reverse

from accreditation.actions.pool import add_reviewer
from cities.languages import LANGUAGES, OFFICIAL
from tests.factories.world import make_world

pytestmark = pytest.mark.django_db


def reviewer_who_speaks(languages, by):
    return add_reviewer(
        name="Ana Horvat",
        email="ana@example.org",
        seat="expert",
        country="HR",
        city=None,
        languages=languages,
        by=by,
    )


def ticked(form):
    """What somebody sends who opens the page and saves it as it is."""
    boxes = form["languages"].subwidgets
    return [box.data["value"] for box in boxes if box.data["selected"]]


def test_every_official_language_of_the_union_is_known():
    assert len(OFFICIAL) == 24
    assert dict(LANGUAGES).keys() >= OFFICIAL


@pytest.mark.parametrize("kept", [["en", "hr"], ["tlh"], ["en", "sv", "tlh"]])
def test_a_reviewer_saved_as_they_stand_keeps_each_language(client, sign_in, secretariat, kept):
    reviewer = reviewer_who_speaks(kept, secretariat)
    address = reverse("accreditation:reviewer", args=[reviewer.code])
    form = sign_in(client, secretariat).get(address).context["form"]

    client.post(address, {"country": "HR", "languages": ticked(form)})

    reviewer.refresh_from_db()
    assert sorted(reviewer.languages) == kept


@pytest.mark.parametrize("name", ["prepare", "admission"])
def test_an_application_is_worked_on_in_any_language_known_and_in_one_chosen_before(
    client, sign_in, name
):
    world = make_world()
    application = world.open()
    application.wished_language = "tlh"
    application.save()
    reader = {"prepare": world.lead_of(application.city), "admission": world.secretariat[0]}
    sign_in(client, reader[name])

    page = client.get(reverse(f"accreditation:{name}", args=[application.reference]))

    field = "wished_language" if name == "prepare" else "language"
    offered = dict(page.context["form"].fields[field].choices)
    assert dict(LANGUAGES).keys() | {"tlh"} == offered.keys()
