import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.formats import date_format

from accounts.http import asks_nobody
from accreditation.choices import ApplicationState as S
from accreditation.choices import LabelState
from accreditation.models import Attendance, Label
from accreditation.workflow import APPLICATION
from cities.self_declared import load_self_declared
from office.days import today
from register import drawing, kept, maps
from register.urls import urlpatterns
from tests.factories.accreditation_committee import make_case, make_committee, make_label
from tests.factories.cities import CityFactory
from tests.factories.people import UserFactory
from voices.released import hearing_of

pytestmark = pytest.mark.django_db
PAGES = [
    "/", "/cities/", "/map/", "/practices/", "/decisions/", "/sessions/", "/verify/", "/about/",
    "/accessibility/", "/privacy/", "/data/",
]  # fmt: skip


@pytest.fixture
def pages(label):
    """Every page there is, by its address."""
    slug, number = label.city.slug, label.number
    return [*PAGES, f"/cities/{slug}/", f"/verify/{number}/", f"/verify/{number}.json"]


def test_every_address_of_the_room_is_public():
    assert [each.name for each in urlpatterns if not asks_nobody(each.callback)] == []


def test_no_page_sets_or_reads_a_cookie(client, sign_in, pages):
    for address in pages:
        drawing.forget()
        bare = client.get(address)
        drawing.forget()
        sign_in(client, UserFactory(name="CANARY-READER"))
        signed_in = client.get(address)
        client.cookies.clear()

        assert signed_in.content == bare.content
        assert not bare.cookies
        assert not signed_in.cookies
        assert "Cookie" not in bare.get("Vary", "") + signed_in.get("Vary", "")


def test_no_page_asks_for_the_session(client, sign_in, pages):
    reader = UserFactory()
    sign_in(client, reader)

    for address in pages:
        with CaptureQueriesContext(connection) as asked:
            client.get(address)

        assert not any("accounts_session" in each["sql"] for each in asked.captured_queries)
        asked_for_reader = f'"accounts_user"."id" = {reader.pk}'
        assert not any(asked_for_reader in each["sql"] for each in asked.captured_queries)


def test_pages_may_be_kept_for_a_minute_and_asked_for_by_their_tag(client, pages):
    for address in pages:
        page = client.get(address)
        again = client.get(address, headers={"if-none-match": page["ETag"]})

        assert "public" in page["Cache-Control"]
        assert "max-age=60" in page["Cache-Control"] or "no-cache" in page["Cache-Control"]
        assert (again.status_code, again.content) == (304, b"")


def test_no_page_takes_anything(client, pages):
    for address in pages:
        assert client.post(address).status_code == 405


def test_before_anything_is_there_every_page_stands_and_leads_on(client):
    for address in PAGES:
        page = client.get(address)

        assert page.status_code == 200
        assert page.text.count("<h1") == 1


def test_no_private_record_stands_on_any_page(client, private, pages):
    for address in pages:
        assert "CANARY-PRIVATE" not in client.get(address).text


def test_no_real_city_is_shown_with_a_level_it_does_not_hold(client):
    load_self_declared()

    page = client.get("/cities/").text

    assert page.count("Self-declared, not accredited") == 9 + 1  # and once to narrow by
    assert '<svg class="seal' not in page


def test_home_gives_facts_and_no_ranking(client, label, self_declared):
    page = client.get("/")

    assert page.context["counts"] == {"taking_part": 1, "accredited": 1, "self_declared": 1}
    assert f"{label.city.name}: Level B" in page.text
    assert "In this demonstration" not in page.text


def test_home_of_a_demonstration_says_what_is_invented(client, accredited):
    page = client.get("/").text

    assert "are invented. The self-declared cities are real" in page
    assert "Demonstration." in page


@pytest.mark.parametrize("count", [1, 3])
def test_home_costs_the_same_however_many(client, session, count, django_assert_num_queries):
    for _n in range(count):
        make_label(session)
    client.get("/about/")
    client.get("/cities/")

    with django_assert_num_queries(7):  # day, edition, levels, counts, decisions, places, hearings
        client.get("/")
    with django_assert_num_queries(5):  # counts and places are read once a minute
        client.get("/")


def test_the_map_links_each_mark_and_says_the_same_in_a_table(client, session):
    city = make_label(session).city
    city.latitude, city.longitude = "47.1", "15.4"
    city.save()
    CityFactory(name="Nowhere yet", confirmed=True)

    page = client.get("/map/").text

    picture, table = page.split('<table class="table-stacks">')
    address = f'<a href="/cities/{city.slug}/">'
    assert address in picture
    assert f"<title>{city.name}, Austria: Level B until" in picture
    assert address in table
    assert "Nowhere yet" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_map_costs_the_same_however_many(client, count, django_assert_num_queries):
    for _n in range(count):
        CityFactory(confirmed=True, latitude="48", longitude="11")
    client.get("/about/")

    with django_assert_num_queries(2):  # day, places
        page = client.get("/map/")
    with django_assert_num_queries(1):  # places are read once a minute
        client.get("/map/")

    assert page.text.count('class="mark__reach"') == count


def test_a_map_with_too_many_places_shows_those_that_stand_out_and_says_so(client, monkeypatch):
    monkeypatch.setattr(maps, "MOST", 2)
    for number in range(3):
        CityFactory(name=f"Quiet {number}", confirmed=True, latitude="48", longitude="11")
    CityFactory(name="Loud", self_declared=True, latitude="48", longitude="11")

    page = client.get("/map/").text

    assert "There are too many cities and regions for one map." in page
    assert ">Loud</a>" in page
    assert "Quiet" not in page
    assert "There are too many" not in client.get("/").text


def test_the_front_page_says_so_too_where_more_stand_out_than_fit(client, monkeypatch):
    monkeypatch.setattr(maps, "MOST", 2)
    for number in range(3):
        CityFactory(name=f"Loud {number}", self_declared=True, latitude="48", longitude="11")

    page = client.get("/").text

    assert "There are too many cities and regions for one map." in page
    assert page.count('<use href="#mark-self-declared" x=') == 2


def test_a_map_without_places_leads_to_the_directory(client):
    page = client.get("/map/").text

    assert "There is nobody on the map yet" in page
    assert 'href="/cities/">To the directory' in page


def test_a_suspension_shows_at_once_where_a_label_is_verified_and_on_the_map_a_minute_later(
    client, label
):
    client.get("/")
    client.get(label.get_absolute_url())

    Label.objects.filter(pk=label.pk).update(state=LabelState.SUSPENDED)

    assert "Not valid" in client.get(label.get_absolute_url()).text
    assert client.get("/").context["counts"]["accredited"] == 1
    kept.forget()
    assert client.get("/").context["counts"]["accredited"] == 0


def test_attendance_is_shown_once_it_is_published(client, session):
    make_committee(session)
    Attendance.objects.filter(member__name="Member Two").update(attends=False)
    assert "Member One" not in client.get("/sessions/").text

    session.attendance_published_on = today()
    session.save()

    page = client.get("/sessions/").text
    assert "Member One" in page
    assert "Member Two" not in page


def test_a_session_shows_no_application_before_it_is_admitted(client, session):
    names = [
        make_case(session, state=state).city.name
        for state in (S.DRAFT, S.SUBMITTED, S.RETURNED, S.WITHDRAWN)
    ]

    page = client.get("/sessions/").text

    assert [name for name in names if name in page] == []
    assert "No application has been admitted to this session." in page


def test_panels_are_published_with_the_draw_by_public_names(client, world):
    application = world.at(S.OBJECTING)
    community = application.panel.members.get(seat="community")
    community.reviewer.pseudonym = "Reviewer Blue"
    community.reviewer.save()
    community.user.name = "CANARY-COMMUNITY"
    community.user.save()

    page = client.get("/sessions/").text

    assert "Reviewer Blue" in page
    assert "CANARY-COMMUNITY" not in page
    assert page.count("(chairs the panel)") == 1
    for member in application.panel.members.exclude(pk=community.pk):
        assert member.user.name in page


def test_the_sessions_say_when_people_can_speak_and_where(client, world):
    application = world.at(S.HEARING)
    hearing = hearing_of(application.city)
    speak = reverse("voices:contribution", args=[application.city.slug])

    during = client.get("/sessions/").text
    world.walk_to(application, S.REPLYING)
    afterwards = client.get("/sessions/").text

    days = f"{date_format(hearing.opens)} to {date_format(hearing.closes)}"
    assert (days in during, days in afterwards) == (True, True)
    assert (speak in during, speak in afterwards) == (True, False)


def test_a_hearing_of_an_application_that_was_withdrawn_is_not_in_the_sessions(client, world):
    first = world.at(S.HEARING)
    APPLICATION.perform("withdraw", first, by=world.lead_of(first.city))

    page = client.get("/sessions/").text

    assert "Contributions of residents" not in page


def test_no_panel_is_shown_before_the_draw_or_once_it_is_dissolved(client, world):
    application = world.at(S.OBJECTING)
    application.state = S.FORMING
    application.save()

    assert "Panel for" not in client.get("/sessions/").text


def test_pages_that_explain_say_who_runs_it_and_what_is_kept(client, settings):
    settings.OPERATOR = "Office of Harbours"

    for address in ("/about/", "/privacy/", "/accessibility/"):
        assert "Office of Harbours" in client.get(address).text
    assert "set no cookie and read none" in client.get("/privacy/").text
