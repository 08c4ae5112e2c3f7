"""Anybody can follow a draw: what is public when, and drawing again from it."""

import hashlib
import json
import subprocess
import sys

import pytest
from django.urls import reverse
from django.utils.html import escape

from accreditation.draw.__main__ import main
from accreditation.models import Draw, Reviewer
from office import days
from office.models import Installation
from tests.factories.accreditation_panels import at_objecting, cost_of, freeze, make_case

pytestmark = pytest.mark.django_db


def url(case, name="draws", *more):
    return reverse(f"register:{name}", args=[case.session.code, *more])


def test_what_does_not_exist_is_not_found(client):
    case = make_case()

    for name, more in {"draw_json": [1], "draw_file": [1]}.items():
        assert client.get(url(case, name, *more)).status_code == 404
    assert client.get(reverse("register:draws", args=["nowhere"])).status_code == 404


def test_before_anything_is_frozen_the_page_says_so(client):
    page = client.get(url(make_case())).text

    assert "Nothing has been frozen for this session yet" in page


def test_from_the_freezing_on_hash_and_source_are_public_and_the_file_is_not(client):
    case = make_case()
    draw = freeze(case)

    page = client.get(url(case)).text
    facts = client.get(url(case, "draw_json", 1)).json()

    assert draw.frozen_hash in page
    assert "a lottery" in page
    assert "checks no signature of one" in page
    assert (facts["frozen_sha256"], facts["seed_source"]) == (draw.frozen_hash, "a lottery")
    assert facts["seed_known_at"] > facts["frozen_at"]
    assert client.get(url(case, "draw_file", 1)).status_code == 404
    assert not any(one.code in page for one in Reviewer.objects.all())


def test_a_seed_entered_is_not_public_before_the_panels_are_drawn(client):
    """Whoever knows the pool would know the seats."""
    case = make_case()
    freeze(case)
    Draw.objects.update(seed="2718281828")

    page = client.get(url(case)).text
    facts = client.get(url(case, "draw_json", 1)).json()

    assert "2718281828" not in page
    assert (facts["seed"], facts["seats"]) == ("", {})


def test_what_was_set_aside_stays_public_with_its_reason_and_without_its_file(client):
    case = make_case()
    first = freeze(case)
    freeze(case, reason="An expert has <left>.")

    page = client.get(url(case)).text

    assert first.frozen_hash in page
    assert escape("An expert has <left>.") in page
    assert client.get(url(case, "draw_file", 1)).status_code == 404


def test_the_file_names_nobody_and_tells_of_no_country_but_that_of_peers(client):
    """A community reviewer may appear under another name; their country would give them away."""
    case = at_objecting()

    text = client.get(url(case, "draw_file", 1)).text

    people = Reviewer.objects.select_related("user")
    assert not any(one.user.name in text or one.user.email in text for one in people)
    told = {one["seat"] for one in json.loads(text)["candidates"] if one["country"]}
    assert told == {"peer"}


def test_anybody_draws_again_from_what_is_published(client, tmp_path, capsys):
    case = at_objecting()
    file, record = (client.get(url(case, name, 1)) for name in ("draw_file", "draw_json"))
    (tmp_path / "file.json").write_bytes(file.content)
    (tmp_path / "draw.json").write_bytes(record.content)

    outcome = main(str(tmp_path / "file.json"), str(tmp_path / "draw.json"))

    assert hashlib.sha256(file.content).hexdigest() == record.json()["frozen_sha256"]
    assert (outcome, record["Access-Control-Allow-Origin"]) == (0, "*")
    assert "gives the same panels" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"seats": {}}, "Drawing again gives other panels."),
        ({"frozen_sha256": "0" * 64}, "is not the one whose hash was published"),
        ({"drawn_on": None}, "have not been drawn yet"),
    ],
)
def test_drawing_again_finds_what_was_changed(client, tmp_path, capsys, change, sentence):
    case = at_objecting()
    (tmp_path / "file.json").write_bytes(client.get(url(case, "draw_file", 1)).content)
    facts = client.get(url(case, "draw_json", 1)).json() | change
    (tmp_path / "draw.json").write_text(json.dumps(facts))

    outcome = main(str(tmp_path / "file.json"), str(tmp_path / "draw.json"))

    assert outcome == 1
    assert sentence in capsys.readouterr().out


def test_the_program_that_is_handed_out_draws_again_by_itself(client, tmp_path):
    case = at_objecting()
    for name, address in {
        "draw.pyz": reverse("register:draw_program"),
        "file.json": url(case, "draw_file", 1),
        "draw.json": url(case, "draw_json", 1),
    }.items():
        (tmp_path / name).write_bytes(client.get(address).content)
    other = json.loads((tmp_path / "draw.json").read_text()) | {"seed": "another"}
    (tmp_path / "other.json").write_text(json.dumps(other))

    def run(*files):
        done = subprocess.run(
            [sys.executable, "-I", "draw.pyz", *files],
            cwd=tmp_path, capture_output=True, text=True, check=False,
        )  # fmt: skip
        return done.returncode, done.stdout

    same, changed = run("file.json", "draw.json"), run("file.json", "other.json")

    assert same == (0, "The file is the one that was published, and gives the same panels.\n")
    assert changed == (1, "Drawing again gives other panels.\n")
    assert run("file.json")[0] == 1


def test_the_sessions_lead_to_their_draws(client):
    case = make_case()
    assert url(case) not in client.get(reverse("register:sessions")).text

    freeze(case)

    assert url(case) in client.get(reverse("register:sessions")).text


def test_the_page_costs_the_same_however_often_it_was_frozen(client):
    case = make_case()
    freeze(case)
    with_one = cost_of(client, url(case))
    freeze(case, reason="Once more.")
    freeze(case, reason="And again.")

    assert cost_of(client, url(case)) == with_one
    assert client.get(url(case)).text.count("Set aside, not drawn") == 2


REAL = "is told in real time"


def test_a_demonstration_says_that_a_draw_is_frozen_by_real_time(client):
    case = make_case()
    freeze(case)
    outside = client.get(url(case)).text
    Installation.objects.create(pk=1, is_demonstration=True, offset_days=400)
    days.forget()

    page = client.get(url(case)).text

    assert REAL in page
    assert REAL not in outside
