"""The technical admin's own pages, which Django makes: the policy on content refuses nothing."""

from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import Resolver404, resolve, reverse

from accounts.choices import PostKind
from tests.factories.people import PostFactory

OF_OURS = {
    f"admin:accounts_{model}_{page}"
    for model in ("post", "user")
    for page in ("changelist", "change", "history")
}


def kind_of(address):
    """The name of the page at this address; empty where it is not of the administration."""
    try:
        name = resolve(urlsplit(address).path).view_name
    except Resolver404:
        return ""
    return name if name.startswith("admin:") else ""


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_no_page_of_the_administration_is_refused_anything(at_desk):
    page = at_desk(PostFactory(kind=PostKind.TECHNICAL_ADMIN).user)
    waiting, seen = [reverse("admin:index")], set()

    while waiting:
        address = waiting.pop(0)
        if (kind := kind_of(address)) and kind not in seen:
            seen.add(kind)
            page.goto(address)
            links = page.eval_on_selector_all(
                "a[href]:not([download])", "all => all.map(link => link.getAttribute('href'))"
            )
            waiting += [urljoin(urlsplit(page.url).path, link) for link in links]

    assert {"admin:index", "admin:app_list", "admin:password_change"} | OF_OURS <= seen
