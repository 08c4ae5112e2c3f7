"""What is found in a page that a browser would refuse, and what is left alone."""

import pytest

from tests.house.access_content import refused, unsigned

HTML = "text/html; charset=utf-8"


@pytest.mark.parametrize(
    "page",
    [
        b'<p class="lead" style="color: red">',
        b'<button\nonclick="send()">',
        b"<style>p { color: red }</style>",
        b"<script>send()</script>",
        b'<script src="//elsewhere.example/a.js"></script>',
        b'<img alt="" src="https://elsewhere.example/a.png">',
        b'<link rel="stylesheet" href="https://elsewhere.example/a.css">',
        b'<form method="post" action="https://elsewhere.example/">',
        b'<a href="javascript:send()">',
        b'<iframe src="/">',
        b'<video poster="//elsewhere.example/a.png">',
        b'<img alt="" srcset="https://elsewhere.example/a.png 2x">',
    ],
)
def test_what_a_browser_refuses_is_found(page):
    assert len(refused(HTML, page)) == 1


@pytest.mark.parametrize(
    "page",
    [
        b'<script src="/static/a.js" defer></script>',
        b'<link rel="stylesheet" href="/static/a.css">',
        b'<link rel="canonical" href="https://elsewhere.example/">',
        b'<a href="https://elsewhere.example/">',
        b'<img alt="" src="data:image/png;base64,AAAA">',
        b'<p data-style="a">Our style = this; once = never.</p>',
    ],
)
def test_what_a_browser_takes_is_left_alone(page):
    assert refused(HTML, page) == []


def test_a_file_is_no_page():
    assert refused("text/csv", b'<p style="color: red">') == []


def test_a_form_without_a_mark_is_found_where_others_have_one():
    token, mark = b'<input name="csrfmiddlewaretoken">', b'<input name="whose">'

    assert unsigned(HTML, token + mark + token) == 1
    assert unsigned(HTML, token + mark) == 0
    assert unsigned(HTML, token) == 0  # of nobody's page
