"""A number in an address opens nothing of another case: its page is that of no number at all."""

import pytest
from django.urls import reverse

from accreditation.actions import panels as actions
from accreditation.choices import PanelObjectionState
from accreditation.models import FiledCitation, FiledGroup, Objection
from tests.factories.accreditation_panels import at_objecting, at_reviewing, make_case

pytestmark = pytest.mark.django_db
NONE = 9_999_999
OF_CITATIONS = [("evidence", []), ("evidence_read", []), ("evidence_page", [1])]
OF_GROUPS = [("group_evidence", []), ("group_evidence_read", []), ("group_evidence_page", [1])]


def page_of(client, case, name, *more):
    return client.get(reverse(f"accreditation:{name}", args=[case.application.reference, *more]))


def is_as_none(client, case, name, number, more=()):
    theirs, none = (page_of(client, case, name, one, *more) for one in (number, NONE))
    return (theirs.status_code, theirs.content) == (404, none.content)


@pytest.mark.parametrize("who", ["lead", "member"])
def test_what_another_city_has_filed(client, sign_in, who):
    case = at_reviewing()
    other = make_case(framework=case.framework, session=case.session).application
    citation = FiledCitation.objects.filter(answer__filing__application=other).first()
    group = FiledGroup.objects.filter(filing__application=other).first()
    sign_in(client, case.lead if who == "lead" else case.members[0].user)

    assert all(is_as_none(client, case, name, citation.pk, more) for name, more in OF_CITATIONS)
    assert all(is_as_none(client, case, name, group.pk, more) for name, more in OF_GROUPS)
    assert page_of(client, case, "filing").status_code == 200


def test_an_objection_to_a_member_of_another_panel(client, sign_in):
    case = at_objecting()
    other = make_case(framework=case.framework, session=case.session)
    actions.object_to(member=case.members[0], grounds="A cousin of the mayor.", by=case.lead)
    objection = Objection.objects.get()
    sign_in(client, case.secretariat[0])

    sent = {"upheld": "yes", "reasons": "It is true."}
    address = reverse("accreditation:objection", args=[other.application.reference, objection.pk])

    assert is_as_none(client, other, "objection", objection.pk)
    assert client.post(address, sent).status_code == 404
    assert page_of(client, case, "objection", objection.pk).status_code == 200
    objection.refresh_from_db()
    assert objection.state == PanelObjectionState.OPEN
