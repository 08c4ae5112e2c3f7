"""Every role follows links in a real browser, the admin's too: nothing is refused by the CSP.

What each page holds, as everybody who may open it, is looked through by ``tests/house``.
"""

import os
from collections import Counter
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve

from tests.house.access_world import TABLE, make_scene
from tests.journeys.not_visited import A_FILE, FOR_MACHINES, NOT_VISITED

# How many roles look at one kind of page; all look at where everybody begins. With CRAWL=all every
# role looks at every kind it comes to, some 1,900 pages.
MOST = 1_000 if os.environ.get("CRAWL") == "all" else 2
STARTS = ("/", "/accounts/login/", "/desk/", "/admin/")


def kind_of(address):
    """The name of the page at this address, or empty where there is nothing to look at."""
    try:
        name = resolve(urlsplit(address).path).view_name
    except Resolver404:
        return ""
    return "" if NOT_VISITED.get(name) in (A_FILE, FOR_MACHINES) else name


def links_of(page):
    return page.eval_on_selector_all(
        "a[href]:not([download])", "links => links.map(link => link.getAttribute('href'))"
    )


def crawl(page, looked):
    """Open one page of each kind that can be reached from where everybody begins.

    ``looked`` counts who has looked at each kind; what was looked at often is left out.
    """
    waiting, seen = list(STARTS), []
    while waiting:
        address = waiting.pop(0)
        kind = kind_of(address)
        if not kind or kind in seen or (address not in STARTS and looked[kind] >= MOST):
            continue
        seen.append(kind)
        looked[kind] += 1
        page.goto(address, wait_until="domcontentloaded")
        here = urlsplit(page.url).path
        waiting += [
            link if link.startswith("/") else f"{here}{link}"
            for link in links_of(page)
            if link and not link.startswith(("#", "http", "mailto:", "?"))
        ]
    return seen


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_no_page_is_refused_anything_whoever_reads_it(at_desk, open_browser, troubles):
    scene = make_scene("published")
    roles = sorted(set(TABLE.roles) & set(scene.people))

    looked = Counter()
    strangers = crawl(open_browser(), looked)
    seen = {role: crawl(at_desk(scene.people[role]), looked) for role in roles}

    troubles[:] = [each for each in troubles if "404" not in each and "403" not in each]
    assert "register:cities" in strangers
    assert all(len(kinds) >= len(STARTS) for kinds in seen.values())
    assert "admin:accounts_user_changelist" in seen["technical admin"]
