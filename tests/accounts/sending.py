"""Writing in a form, being signed out meanwhile, and going on."""

import re
import time
from html import unescape

from django.urls import reverse

from accounts import whose
from accounts.models import Session
from accounts.models.session import SEEN
from tests.factories.people import PASSWORD

WORDS = "What we do,\r\nsince 2022 <b>& for all</b>."
SAID = {"version": "0", "step": "1", "text": WORDS, "state": "ready"}
OF_THE_PAGE = ("csrfmiddlewaretoken", whose.FIELD)
OURS = {"origin": "http://testserver"}


def go_on(client, page):
    """Press the button of the page that holds what was typed."""
    signed = re.search(r'name="held" value="([^"]+)"', page.text)[1]
    return client.post(reverse("accounts:held"), {"held": signed})


def sent_again(page):
    """The hidden fields of the page that offers to send it, as a browser reads them."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page.text)
    return {name: unescape(value) for name, value in found if name not in OF_THE_PAGE}


def away(client):
    """Nothing was heard of this browser for an hour."""
    session = client.session
    session[SEEN] = int(time.time()) - 3600
    session.save()


def token_of(page):
    return re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)[1]


def enter(tab, person):
    """Sign in on the page for it, as in another tab."""
    tab.post(reverse("account_logout"), with_token(tab, reverse("account_login")))
    said = {"login": person.email, "password": PASSWORD}
    login = reverse("account_login")
    return tab.post(login, with_token(tab, login, said), headers=OURS)


def with_token(tab, address, said=()):
    return {**dict(said), **own_fields(tab.get(address, follow=True))}


def own_fields(page):
    """What every form of a page says besides what is typed."""
    mark = re.search(rf'name="{whose.FIELD}" value="([^"]+)"', page.text)
    own = {"csrfmiddlewaretoken": token_of(page)}
    return own | {whose.FIELD: mark[1]} if mark else own


def written(tab, address):
    """What the tab holds that stays open: a form with the token of its page."""
    return with_token(tab, address, SAID)


def again(tab, person):
    """Their session has ended, and they sign in once more."""
    Session.objects.all().delete()
    enter(tab, person)
