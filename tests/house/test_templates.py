"""Every template compiles, styles and scripts nothing inline, and says what it takes."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory, override_settings
from django.urls import include, path
from django.utils.functional import SimpleLazyObject

BASE = Path(settings.BASE_DIR)
FOLDERS = [BASE / "templates", *sorted(BASE.glob("*/templates"))]
TEMPLATES = {
    str(file.relative_to(folder)): file
    for folder in FOLDERS
    for file in sorted(folder.rglob("*"))
    if file.suffix in {".html", ".txt", ".svg", ".xml"}
}
# Reports are read by the PDF engine, never by a browser.
PAGES = {name: file for name, file in TEMPLATES.items() if not name.startswith("reports/")}
INLINE = re.compile(
    r"""\sstyle\s*= | <style\b | <script\b(?![^>]*\bsrc=) | \son[a-z]+\s*=\s*["'] | javascript: """,
    re.VERBOSE | re.IGNORECASE,
)
NAMED = re.compile(r"""\{%\s*(?:include|extends)\s+["']([^"']+)["']""")


REGISTER = (
    "home", "cities", "verify", "practices", "decisions", "sessions", "about", "accessibility",
    "data", "privacy",
)  # fmt: skip


def nothing(request, **kwargs):
    return HttpResponse()


def addresses(room, *names):
    return path("", include(([path(name, nothing, name=name) for name in names], room)))


urlpatterns = [
    addresses("register", *REGISTER),
    addresses("commitments", "framework"),
    addresses("accreditation", "desk"),
    path("sign-in", nothing, name="account_login"),
]


@pytest.mark.parametrize("name", TEMPLATES)
def test_template_compiles_with_all_it_names(name):
    for needed in [name, *NAMED.findall(TEMPLATES[name].read_text())]:
        get_template(needed)


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_styled_or_scripted_inline(name):
    found = INLINE.findall(PAGES[name].read_text())

    assert found == []


@pytest.mark.parametrize("name", [n for n in PAGES if n.startswith(("components/", "hrc/"))])
def test_component_says_first_what_it_takes(name):
    first, *_ = TEMPLATES[name].read_text().splitlines()

    assert re.fullmatch(r"\{% comment %\} .+ Takes: .+ \{% endcomment %\}", first)


@pytest.mark.parametrize("name", [n for n in PAGES if n.startswith("components/")])
def test_component_is_described_for_those_who_build_pages(name):
    assert f"`{Path(name).name}`" in (BASE / "docs" / "components.md").read_text()


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__)
@pytest.mark.parametrize("name", ["base.html", "403.html", "404.html"])
def test_public_frame_asks_nothing_of_session_or_person(name):
    def asked():
        raise AssertionError("A public page asked who is reading.")

    request = RequestFactory().get("/cities")
    request.session = request.user = request._messages = SimpleLazyObject(asked)

    page = render_to_string(name, request=request)

    assert 'aria-current="page">Cities</a>' in page
    assert "csrf_cookie_needs_update" not in request.META


@override_settings(ROOT_URLCONF="no.addresses")
@pytest.mark.parametrize("name", ["500.html", "503.html", "403_csrf.html"])
def test_plain_page_stands_without_database_and_addresses(name):
    page = render_to_string(name)

    assert '<a class="button" href="/">' in page
