"""Letters of the invented people, read by anybody who walks through a demonstration."""

import pytest
from django.urls import reverse

from office.letters import write
from tests.factories.people import UserFactory

HERE = "demonstration_letters"


@pytest.fixture
def person(db):
    return UserFactory(name="Ines Invented", invented=True)


def letter_to(person, count=1):
    """The last of so many letters."""
    for _each in range(count):
        letter = write(to=person, template="mail/report_ready.txt", context={"title": "The report"},
                       link="/desk/")  # fmt: skip
    return letter


def test_letters_to_real_people_are_nobodys_to_read(client, offered, someone):
    letter = letter_to(someone)

    page = client.get(reverse(HERE))

    assert letter.subject not in page.text
    assert client.get(reverse("demonstration_letter", args=[letter.pk])).status_code == 404
    assert client.get(reverse(HERE), {"to": someone.pk}).text.count("Someone") == 0


def test_without_the_setting_a_letter_is_nobodys_but_its_readers(client, person):
    letter = letter_to(person)

    assert client.get(reverse("demonstration_letter", args=[letter.pk])).status_code == 404


def test_a_visitor_reads_a_letter_and_it_stays_unread(client, offered, person):
    letter = letter_to(person)

    page = client.get(reverse("demonstration_letter", args=[letter.pk]))

    letter.refresh_from_db()
    assert "To Ines Invented" in page.text
    assert "This is a demonstration." in page.text
    assert letter.read_at is None


def test_from_a_letter_one_becomes_its_reader_and_goes_to_what_it_is_about(client, offered, person):
    letter = letter_to(person)
    page = client.get(reverse("demonstration_letter", args=[letter.pk]))
    assert 'name="next" value="/desk/"' in page.text

    answer = client.post(reverse("sign_in_as", args=[person.pk]), {"next": letter.link})

    assert answer.url == "/desk/"


@pytest.mark.parametrize("address", ["https://elsewhere.example/", "//elsewhere.example", ""])
def test_one_click_leads_nowhere_else(client, offered, person, address):
    answer = client.post(reverse("sign_in_as", args=[person.pk]), {"next": address})

    assert answer.url == reverse("accreditation:desk")


def test_one_persons_letters_say_how_many_are_unread(client, offered, person):
    letter_to(person, count=2)
    letter_to(UserFactory(name="Otto Other", invented=True))

    page = client.get(reverse(HERE), {"to": person.pk})

    assert "2 letters are unread." in page.text
    assert "Otto Other" not in page.text


def test_a_long_list_goes_on_where_it_stopped(client, offered, person):
    last = letter_to(person, count=31)

    first = client.get(reverse(HERE))
    rest = client.get(reverse(HERE), {"before": last.pk - 29})

    assert (
        first.text.count("/demonstration/letters/") - rest.text.count("/demonstration/letters/")
        == 29
    )
    assert f"?before={last.pk - 29}" in first.text
    assert "Newest" in rest.text


@pytest.mark.parametrize("asked", ["x", "²", "9" * 30])
def test_an_address_that_names_no_letter_shows_the_newest(client, offered, person, asked):
    letter = letter_to(person)

    assert letter.subject in client.get(reverse(HERE), {"before": asked, "to": asked}).text


def test_an_empty_list_says_so(client, offered):
    assert "No letters" in client.get(reverse(HERE)).text


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_however_long(
    client, offered, person, django_assert_num_queries, count
):
    letter_to(person, count)
    client.get("/about/")  # knows by now that this is a demonstration

    with django_assert_num_queries(4):
        client.get(reverse(HERE))
