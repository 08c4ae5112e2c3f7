"""The pages on which two people of the secretariat hand the lead over."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from cities import documents
from cities.models import ChosenDocument, HandOver
from office.days import today
from tests.cities.test_hand_over import ask, lead_now, letter
from tests.factories.cities import CityFactory
from tests.factories.people import one_time_code
from tests.factories.progress import A_PDF, a_pdf

pytestmark = pytest.mark.django_db


def url(city, name="hand_over", *more):
    return reverse(f"cities:{name}", args=[city.slug, *more])


def form(new, **more):
    return {"email": new.email, "reason": "Elections.", "document": letter(), **more}


def test_a_stranger_does_not_learn_of_the_page_and_the_team_is_told_in_words(
    client, city, lead, new, someone, secretariat, sign_in
):
    hand_over = ask(city, new, secretariat)
    pages = [url(city), url(city, "hand_over_document", hand_over.pk)]

    strange = [sign_in(client, someone).get(page).status_code for page in pages]
    told = [sign_in(client, lead).get(page).status_code for page in pages]

    assert (strange, told) == ([404, 404], [403, 403])


def test_nothing_is_asked_without_the_second_factor_and_what_was_typed_stays(
    client, city, lead, new, secretariat, sign_in
):
    sign_in(client, secretariat)

    page = client.post(url(city), form(new, **{"again-code": "000000"}))

    assert "Elections." in page.text
    assert not HandOver.objects.exists()


def test_a_document_that_cannot_be_taken_is_refused_in_words(
    client, city, lead, new, secretariat, sign_in
):
    sign_in(client, secretariat)

    page = client.post(
        url(city), form(new, **{"again-code": one_time_code()}, document=letter("letter.png"))
    )

    assert page.status_code == 200
    assert "not what its name says" in page.text
    assert not ChosenDocument.objects.exists()
    assert "Elections." in page.text


def test_an_address_nobody_signs_in_with_is_said_so(client, city, lead, secretariat, sign_in):
    sign_in(client, secretariat)

    page = client.post(url(city), {"email": "nobody@example.org"})

    assert "Nobody signs in with this address here." in page.text


def test_a_document_is_kept_while_the_rest_of_the_form_is_mended(
    client, city, lead, new, secretariat, sign_in
):
    sign_in(client, secretariat)
    wrong = client.post(url(city), form(new, email="nobody@example.org"))
    kept = ChosenDocument.objects.get()
    mended = {"email": new.email, "reason": "Elections.", "document-kept": kept.key}

    client.post(url(city), {**mended, "again-code": one_time_code()})

    assert f'name="document-kept" value="{kept.key}"' in wrong.text
    hand_over = HandOver.objects.get()
    assert (hand_over.filename, hand_over.sha256) == (kept.filename, kept.sha256)
    assert default_storage.exists(hand_over.file.name)
    assert not ChosenDocument.objects.exists()


def test_another_document_takes_the_place_of_the_one_kept_and_it_can_be_left_out(
    client, city, lead, new, secretariat, sign_in
):
    sign_in(client, secretariat)
    client.post(url(city), form(new, email="nobody@example.org"))
    first = ChosenDocument.objects.get()
    newer = letter("newer.pdf", a_pdf(3))

    client.post(url(city), {"document": newer, "document-kept": first.key})
    second = ChosenDocument.objects.get()
    page = client.post(url(city), {"document-kept": second.key, "document-drop": "yes"})

    assert second.filename == "newer.pdf"
    assert not ChosenDocument.objects.exists()
    assert "document-kept" not in page.text
    files = (first.file.name, second.file.name)
    assert [default_storage.exists(name) for name in files] == [False, False]


def test_what_somebody_else_chose_is_not_used(client, city, lead, new, secretariat, other, sign_in):
    chosen = documents.choose(city=city, by=other, upload=letter())
    sign_in(client, secretariat)

    page = client.post(
        url(city),
        {"email": new.email, "reason": "Elections.", "document-kept": chosen.key,
         "again-code": one_time_code()},
    )  # fmt: skip

    assert "document-kept" not in page.text
    assert not HandOver.objects.exists()
    assert ChosenDocument.objects.get() == chosen


@pytest.mark.postgres
@pytest.mark.parametrize("key", ["\x00", "no key"])
def test_what_is_no_key_to_a_document_brings_none(client, city, new, secretariat, sign_in, key):
    sign_in(client, secretariat)

    page = client.post(url(city), {"email": new.email, "document-kept": key})

    assert page.status_code == 200
    assert "document-kept" not in page.text


def test_after_seven_days_it_is_gone_but_not_the_file_of_a_hand_over(city, lead, new, secretariat):
    hand_over = ask(city, new, secretariat)
    for content in (A_PDF, a_pdf(3)):
        documents.choose(city=city, by=secretariat, upload=letter(content=content))
    other = ChosenDocument.objects.exclude(sha256=hand_over.sha256).get().file.name
    documents.forget_old()
    kept = ChosenDocument.objects.count()
    ChosenDocument.objects.update(chosen_at=timezone.now() - timedelta(days=7, minutes=1))

    documents.forget_old()

    assert (kept, ChosenDocument.objects.count()) == (2, 0)
    assert default_storage.exists(hand_over.file.name)
    assert not default_storage.exists(other)


def test_a_hand_over_of_another_city_is_not_found(
    client, city, lead, new, secretariat, other, sign_in
):
    hand_over = ask(city, new, secretariat)
    sign_in(client, other)
    elsewhere = CityFactory()

    answers = [
        client.get(url(elsewhere, "hand_over_document", hand_over.pk)),
        client.post(url(elsewhere, "confirm_hand_over", hand_over.pk)),
        client.post(url(elsewhere, "drop_hand_over", hand_over.pk)),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]


def test_two_people_hand_over_on_the_pages_and_it_counts_from_the_next_request(
    client, city, lead, new, secretariat, other, sign_in
):
    theirs = sign_in(type(client)(), lead)
    before = theirs.get(url(city, "profile")).status_code
    sign_in(client, secretariat)
    client.post(url(city), form(new, **{"again-code": one_time_code()}))
    hand_over = HandOver.objects.get()
    sign_in(client, other)
    paper = client.get(url(city, "hand_over_document", hand_over.pk))

    wrong = client.post(url(city, "confirm_hand_over", hand_over.pk), {"again-code": "000000"})
    client.post(url(city, "confirm_hand_over", hand_over.pk), {"again-code": one_time_code()})

    assert b"".join(paper.streaming_content) == A_PDF
    assert paper.headers["Content-Disposition"].startswith("attachment")
    assert wrong.context["code"].errors
    assert lead_now(city) == new
    assert (before, theirs.get(url(city, "profile")).status_code) == (200, 403)


def test_who_asked_finds_that_it_waits_for_another_and_can_give_it_up(
    client, city, lead, new, secretariat, sign_in
):
    hand_over = ask(city, new, secretariat)
    sign_in(client, secretariat)

    page = client.get(url(city))
    client.post(url(city, "drop_hand_over", hand_over.pk))

    assert "Another person of the secretariat must confirm it." in page.text
    assert "Confirm as the second person" not in page.text
    hand_over.refresh_from_db()
    assert hand_over.dropped_on == today()
