"""Of two applications of a city: what was said and answered stands with the one it belongs to."""

import pytest

from accreditation.choices import ApplicationState as S
from accreditation.models import Application, Reply
from office.days import today
from register import drawing
from tests.factories.voices import make_window

pytestmark = pytest.mark.django_db


def read(client, city):
    drawing.forget()
    return client.get(f"/cities/{city.slug}/").text


def test_what_the_authority_answered_stands_with_the_decision_it_was_before(client, accredited):
    decided = accredited.decision.application
    Reply.objects.create(application=decided, text="The first answer.")

    page = read(client, accredited.city)

    assert "said before the decision of" in page
    assert page.index('id="decision-1"') < page.index("The first answer.")


def test_what_is_answered_in_a_new_application_does_not_stand_with_the_earlier_decision(
    client, world, accredited
):
    application = world.reopen(accredited.city)
    Application.objects.filter(pk=application.pk).update(
        state=S.FORMING, submitted_on=today(), session=world.later
    )
    make_window(accredited.city)
    Reply.objects.create(application=application, text="The second answer.")

    page = read(client, accredited.city)

    assert page.index("The second answer.") < page.index('id="decision-1"')
    assert "said before the decision of" not in page


def test_an_earlier_answer_stays_with_its_decision_while_a_new_application_is_prepared(
    client, world, accredited
):
    decided = accredited.decision.application
    Reply.objects.create(application=decided, text="The first answer.")
    world.reopen(accredited.city)

    page = read(client, accredited.city)

    assert "A new application is under way" in page
    assert page.index('id="decision-1"') < page.index("The first answer.")
