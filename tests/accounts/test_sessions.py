"""Where one is signed in, and ending it elsewhere."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Session, User
from accounts.tasks import forget_ended_sessions

pytestmark = pytest.mark.django_db

PAGE = "/accounts/profile/sessions/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0"
PHONE = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/141.0 Mobile Safari/537.36"


@pytest.fixture
def browser(sign_in):
    """A function: a browser in which this person is signed in and has opened a page."""

    def enter(person, user_agent=FIREFOX):
        client = sign_in(Client(headers={"user-agent": user_agent}), person)
        client.get(reverse("accounts:profile"))
        return client

    return enter


def mark_of(client):
    return Session.objects.get(session_key=client.session.session_key).mark


def is_signed_in(client):
    return client.get(PAGE).status_code == 200


def test_a_stranger_is_sent_to_sign_in(client):
    assert client.get(PAGE).url == f"/accounts/login/?next={PAGE}"


def test_nobody_ends_somebody_elses_session(browser, someone, secretariat):
    mine, theirs = browser(someone), browser(secretariat)

    page = mine.post(PAGE, {"end": mark_of(theirs)}, follow=True)

    assert "It had ended already." in page.text
    assert is_signed_in(theirs)


def test_a_key_of_a_session_stands_on_no_page(browser, someone):
    here, elsewhere = browser(someone), browser(someone, PHONE)

    page = here.get(PAGE).text

    assert here.session.session_key not in page
    assert elsewhere.session.session_key not in page


def test_the_session_one_uses_is_not_ended_here(browser, someone):
    here = browser(someone)

    here.post(PAGE, {"end": mark_of(here)})

    assert is_signed_in(here)


def test_each_session_says_with_what_it_was_opened(browser, someone):
    here = browser(someone)
    browser(someone, PHONE)
    browser(someone, "curl/8.5")

    page = here.get(PAGE).text

    assert "Firefox, Linux" in page
    assert "Chrome, Android" in page
    assert "Another program" in page


def test_a_session_elsewhere_is_ended(browser, someone):
    here, elsewhere = browser(someone), browser(someone, PHONE)

    page = here.post(PAGE, {"end": mark_of(elsewhere)}, follow=True)

    assert "1 session is ended." in page.text
    assert not is_signed_in(elsewhere)
    assert is_signed_in(here)


def test_all_but_this_one_are_ended(browser, someone, secretariat):
    here, others = browser(someone), [browser(someone, PHONE), browser(someone, PHONE)]
    theirs = browser(secretariat)

    here.post(PAGE, {"end": "others"})

    assert [is_signed_in(each) for each in (here, *others, theirs)] == [True, False, False, True]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_however_long(count, browser, someone, django_assert_num_queries):
    here, *_others = [browser(someone) for _number in range(count)]

    with django_assert_num_queries(2):  # session with its person, sessions
        page = here.get(PAGE)

    assert page.text.count("Firefox, Linux</p>") == count


def test_no_network_address_is_kept(browser, someone):
    browser(someone)

    kept = Session.objects.get()

    assert "127.0.0.1" not in str(kept.get_decoded()) + str(vars(kept))


def test_an_ended_session_is_forgotten_and_an_open_one_is_not(browser, someone):
    here, ended = browser(someone), browser(someone, PHONE)
    Session.objects.filter(session_key=ended.session.session_key).update(
        expire_date=timezone.now() - timedelta(seconds=1)
    )

    forget_ended_sessions()

    assert [each.device for each in Session.objects.all()] == ["Firefox, Linux"]
    assert is_signed_in(here)


def test_an_account_that_was_closed_reads_no_further(browser, someone):
    here = browser(someone)
    User.objects.filter(pk=someone.pk).update(is_active=False)

    page = here.get(PAGE)

    assert (page.status_code, page.url) == (302, f"{reverse('account_login')}?next={PAGE}")


def test_a_new_password_ends_every_session_that_began_under_the_old_one(browser, someone):
    here = browser(someone)
    someone.set_password("something that was never used before")
    someone.save()

    page = here.get(PAGE)

    assert page.status_code == 302
    assert not Session.objects.filter(user=someone).exists()
