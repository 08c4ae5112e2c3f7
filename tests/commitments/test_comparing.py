import pytest
from django.urls import reverse

from commitments.comparing import compared
from commitments.models import Framework
from tests.factories.commitments import full, ninety, six, six_2, sixteen

pytestmark = pytest.mark.django_db

ADDRESS = "/framework/hrc-six/2/since/1/"


@pytest.fixture
def sections():
    """What happened between the two small editions, by key."""
    return {section.key: section for section in compared(six(), six_2())}


@pytest.mark.parametrize(
    "address",
    [
        "/framework/hrc-six/2/since/3/",
        "/framework/hrc-six/3/since/1/",
        "/framework/hrc-six/1/since/1/",
        "/framework/other/2/since/1/",
    ],
)
def test_what_cannot_be_compared_is_not_found(client, address):
    six()
    six_2()

    assert client.get(address).status_code == 404


def test_codes_are_new_left_out_reworded_moved_or_have_other_steps(sections):
    codes = {key: [line.code for line in section.lines] for key, section in sections.items()}

    assert codes == {
        "added": ["H1.3"],
        "removed": ["H1.2", ""],  # and the quick scan, which has no code
        "reworded": ["R1.2", "A"],
        "steps": ["R2.1"],
        "moved": ["H1.1"],
    }


def test_a_rewording_says_what_was_put_in_and_taken_out(sections):
    reading = sections["reworded"].lines[0].readings[0]

    assert reading.title == "Text"
    assert [piece.text for piece in reading.pieces if piece.kind == "in"] == [
        "Whoever was ",
        "is heard within a month, ",
    ]


def test_steps_are_compared_line_by_line(sections):
    pieces = sections["steps"].lines[0].readings[0].pieces

    after = "".join(piece.text for piece in pieces if piece.kind != "out")
    assert after.splitlines()[1] == "Started: An office receives them."


def test_what_moved_says_from_where_to_where(sections):
    line = sections["moved"].lines[0]

    assert line.name.startswith("People are asked before decisions")
    assert (
        line.moved == "From “H1 Residents take part in decisions” to “H2 Someone answers for it”."
    )


def test_what_is_gone_is_read_in_the_older_edition(client, sections):
    page = client.get(ADDRESS)

    assert sections["removed"].lines[0].url == "/framework/hrc-six/1/H1/#H1.2"
    assert 'href="/framework/hrc-six/1/H1/#H1.2"' in page.text


@pytest.mark.parametrize("make", [full, ninety, sixteen])
def test_an_edition_of_any_shape_is_compared_with_another_text_of_it(client, make):
    newer = make()
    text = newer.text
    older = Framework.objects.get(pk=newer.pk)
    older.pk, older.edition, older.content_hash = None, "0", "0" * 64
    older.save()
    text.pk, text.framework = None, older
    text.document = {**text.document, "levels": text.document["levels"][:1]}
    text.save()

    page = client.get(reverse("commitments:compare", args=[newer.code, newer.edition, "0"]))

    assert page.status_code == 200
    assert [section.key for section in page.context["sections"]] == ["added"]


def test_two_editions_that_say_the_same_say_so(client):
    first = six()
    copy = Framework.objects.get(pk=first.pk)
    copy.pk, copy.edition = None, "1b"
    copy.save()
    text = first.text
    text.pk, text.framework = None, copy
    text.save()

    page = client.get(reverse("commitments:compare", args=["hrc-six", "1b", "1"]))

    assert "Both editions say the same." in page.text


def test_each_edition_leads_to_what_changed(client):
    older, newer = six(), six_2()

    for framework in (older, newer):
        assert f'href="{ADDRESS}"' in client.get(framework.get_absolute_url()).text


def test_comparing_costs_the_same_however_much_changed(client, django_assert_num_queries):
    six()
    six_2()

    with django_assert_num_queries(3):  # both editions, catalogues, place
        client.get(ADDRESS)
