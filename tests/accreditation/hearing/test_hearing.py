"""What was said, read by those whom its authors let read it; the city's reply, and the report."""

import pytest
from django.urls import reverse

from accounts.choices import PostKind
from accreditation.actions import hearing as actions
from accreditation.actions.settling import write_statement
from accreditation.choices import ApplicationState as S
from accreditation.models import Considered, Reply, ThemeReply
from accreditation.workflow import APPLICATION
from accreditation.workflow.hearing import (
    nothing_quotes_a_reviewers_only_contribution,
    voices_of,
)
from office.saving import ChangedMeanwhile
from office.workflow import Refused
from tests.factories.people import PostFactory, UserFactory
from tests.factories.world import make_world
from voices import demonstration
from voices.choices import Readers

pytestmark = pytest.mark.django_db
PUBLIC, CITY, SECRET = (
    "The desk is open to everybody who comes.",
    "They spoke louder because I wear a scarf.",
    "We were told at work not to write down every complaint before the visit.",
)
SAID = [
    {"read_by": "public", "language": "en", "name": "Anna Muster", "about": ["R1"], "text": PUBLIC},
    {"read_by": "city", "language": "en", "about": ["R2"], "text": CITY},
    {"read_by": "panel", "language": "en", "about": ["R1"], "text": SECRET},
]


@pytest.fixture
def heard():
    """A function: an application whose hearing has heard three people, walked to a state."""

    def walk(state=S.REPLYING):
        world = make_world()
        application = world.at(S.HEARING)
        screener = PostFactory(user=UserFactory(), kind=PostKind.SCREENER).user
        demonstration.speak(city=application.city, said=SAID, screener=screener)
        world.walk_to(application, state)
        application.world = world
        return application

    return walk


def at(application, name):
    return reverse(f"accreditation:{name}", args=[application.reference])


def lead_of(application):
    return application.world.lead_of(application.city)


def test_the_city_reads_nothing_that_only_reviewers_may(client, heard, sign_in):
    application = heard()

    page = sign_in(client, lead_of(application)).get(at(application, "voices"))

    assert (PUBLIC in page.text, CITY in page.text, SECRET in page.text) == (True, True, False)


def test_nobody_reads_anything_during_the_hearing(client, sign_in):
    world = make_world()
    application = world.at(S.HEARING)
    screener = PostFactory(user=UserFactory(), kind=PostKind.SCREENER).user
    demonstration.speak(city=application.city, said=SAID, screener=screener)

    page = sign_in(client, world.lead_of(application.city)).get(at(application, "voices"))

    assert "Nothing has been released yet" in page.text
    assert PUBLIC not in page.text


def test_others_who_see_the_application_are_told_whom_it_is_for(client, heard, sign_in):
    application = heard()

    page = sign_in(client, application.world.secretariat[0]).get(at(application, "voices"))

    assert page.status_code == 403
    assert CITY not in page.text


def test_the_public_reads_what_was_said_to_everybody(client, heard):
    application = heard()

    page = client.get(application.city.get_absolute_url())

    assert (PUBLIC in page.text, "Anna Muster" in page.text) == (True, True)
    assert "Nothing that was said is public." not in page.text
    assert (CITY in page.text, SECRET in page.text) == (False, False)


def test_the_city_answers_by_theme(client, heard, sign_in):
    application = heard()
    sign_in(client, lead_of(application))
    asked = client.get(at(application, "reply"))

    client.post(
        at(application, "reply"),
        {"text": "", "theme_R1": "Thank you.", "theme_R2": "We will train.", "version": 0},
    )

    assert CITY in asked.text
    assert dict(ThemeReply.objects.values_list("commitment__code", "text")) == {
        "R1": "Thank you.", "R2": "We will train.",
    }  # fmt: skip


def test_the_public_reads_the_reply_once_it_is_finished(client, heard):
    application = heard()
    theme = application.framework.commitments.get(code="R2")
    lead = lead_of(application)
    actions.reply_by_theme(
        application=application, text="All in all.", themes={theme: "We train."}, version=0, by=lead
    )
    before = client.get(application.city.get_absolute_url()).text

    APPLICATION.perform("reply", application, by=lead)

    after = client.get(application.city.get_absolute_url()).text
    assert ("We train." in before, "We train." in after) == (False, True)


def test_where_nobody_spoke_openly_the_public_is_told_so(client):
    world = make_world()
    application = world.at(S.REPLYING)
    lead = world.lead_of(application.city)
    actions.reply_by_theme(
        application=application, text="All in all.", themes={}, version=0, by=lead
    )
    APPLICATION.perform("reply", application, by=lead)

    page = client.get(application.city.get_absolute_url()).text

    assert "All in all." in page
    assert "Nothing that was said is public." in page
    assert "in random order" not in page


def test_who_saves_second_sees_both_replies(heard):
    application = heard()
    theme, lead = application.framework.commitments.get(code="R1"), lead_of(application)
    first = {"application": application, "text": "First.", "themes": {theme: "One."}}
    actions.reply_by_theme(**first, version=0, by=lead)

    with pytest.raises(ChangedMeanwhile) as changed:
        actions.reply_by_theme(
            application=application, text="Second.", themes={theme: "Two."}, version=0, by=lead
        )

    assert (changed.value.current.text, changed.value.current.theme_R1) == ("First.", "One.")
    assert Reply.objects.get().text == "First."


def test_a_reviewer_reads_all_and_marks_what_was_considered(client, heard, sign_in):
    application = heard(S.REVIEWING)
    member = application.panel.members.filter(left_on=None).first()
    sign_in(client, member.user)
    page = client.get(at(application, "voices"))
    key = voices_of(application, Readers.PANEL)[0].key

    client.post(at(application, "voices"), {"considered": [str(key), "nonsense", str(member.pk)]})

    assert SECRET in page.text
    assert list(Considered.objects.values_list("member", "voice")) == [(member.pk, key)]
    assert "Not all that residents said" not in client.get(at(application, "review")).text


def test_nobody_marks_for_another(heard):
    application = heard(S.REVIEWING)
    first, second = application.panel.members.filter(left_on=None)[:2]

    with pytest.raises(Refused):
        actions.consider(member=first, voices=[], by=second.user)


def test_a_report_that_quotes_a_reviewers_only_contribution_does_not_go_out(heard):
    application = heard(S.SETTLING)
    statement = application.statement
    summary = f"A resident writes: “{SECRET}”"
    write_statement(
        statement=statement, summary=summary, dialogue_on=None, dialogue_with="",
        dialogue_mode="", grave_concern=None, grave_reason="", version=statement.version,
        by=application.panel.members.filter(is_chair=True).first().user,
    )  # fmt: skip
    application.refresh_from_db()

    reasons = list(nothing_quotes_a_reviewers_only_contribution(application))

    assert len(reasons) == 1
    assert "The panel's statement repeats words" in reasons[0]
    assert SECRET not in reasons[0]
