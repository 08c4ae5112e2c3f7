"""An edition as it is read in another language: sentence by sentence, each with its language."""

import pytest

from commitments.wording import Wording
from commitments.words import Words
from tests.factories.commitments import catalogues, in_french, six

pytestmark = pytest.mark.django_db
EDITION, R1, H1 = "/framework/hrc-six/1/", "/framework/hrc-six/1/R1/", "/framework/hrc-six/1/H1/"
MARK = '<span class="untranslated">not translated yet</span>'


@pytest.fixture
def translated():
    catalogues()
    return in_french(six())


@pytest.mark.parametrize("language", ["en", "de", "xx", "", "fr%00", "<b>"])
@pytest.mark.parametrize("address", [EDITION, R1])
def test_a_language_it_is_not_translated_into_shows_the_edition_itself(
    client, translated, address, language
):
    page = client.get(f"{address}?language={language}")

    assert page.content == client.get(address).content
    assert "Droits" not in page.text


def test_without_a_translation_there_is_no_language_to_choose(client):
    six()

    assert 'class="languages"' not in client.get(R1).text


@pytest.mark.parametrize("address", [EDITION, R1])
def test_each_page_offers_the_languages_by_links_in_their_own_names(client, translated, address):
    page = client.get(f"{address}?language=fr").text

    assert f'<a href="{address}" lang="en" hreflang="en">English</a>' in page
    french = f'<a href="{address}?language=fr" lang="fr" hreflang="fr" aria-current="true">'
    assert f"{french}français</a>" in page


def test_what_was_narrowed_stays_narrowed_in_another_language(client, translated):
    page = client.get(f"{EDITION}?area=registry&language=fr").text

    assert f'<a href="{EDITION}?area=registry" lang="en"' in page
    assert f'<a href="{EDITION}?area=registry&amp;language=fr" lang="fr"' in page


def test_what_is_translated_says_its_language(client, translated):
    page = client.get(f"{R1}?language=fr").text

    assert '<h1><span lang="fr">Les services locaux ouverts à chacun</span></h1>' in page
    assert '<span lang="fr">La consigne de service</span>' in page
    assert '<span lang="fr">En place</span>' in page


def test_what_is_not_translated_stands_in_the_language_of_the_edition_and_says_so(
    client, translated
):
    page = client.get(f"{R1}?language=fr").text

    assert f'<span lang="en">A sentence on the website.</span> {MARK}' in page


def test_steps_are_translated_all_or_none_and_marked_once(translated):
    nothing = Wording("fr", "en", "Nobody", "", sentences={}, asked=59)
    requirement = translated.requirements.with_steps().get(code="R1.1")

    steps = nothing.worded_requirement(requirement).steps()

    assert [step.meaning.is_marked for step in steps] == [True, False, False, False]


def test_the_top_says_how_much_is_translated_and_which_text_is_the_authentic_one(
    client, translated
):
    page = client.get(f"{EDITION}?language=fr").text

    words = "24 of 55 sentences are translated, the others are marked."
    assert f'This is a translation into <span lang="fr">français</span>: {words}' in page
    assert 'The text in <span lang="en">English</span> is the authentic one.' in page
    assert '<p lang="fr">Traduction de travail.</p>' in page
    assert "Translated by:" in page


def test_the_top_says_why_what_stands_around_it_is_in_another_language(client, translated):
    said = "Buttons and explanations around it are not part of the framework"

    read = {language: client.get(f"{EDITION}?language={language}").text for language in ("fr", "")}

    assert (said in read["fr"], said in read[""]) == (True, False)


def test_what_a_level_asks_names_the_steps_as_they_are_read_on_the_page(client, translated):
    page = client.get(f"{EDITION}?language=fr").text

    assert 'Each core requirement is at least “<span lang="fr">Commencé</span>”.' in page
    assert "“Started”" not in page


def test_titles_of_the_window_hold_words_and_no_marks(client, translated):
    edition, commitment = (client.get(f"{at}?language=fr").text for at in (EDITION, H1))

    assert "<title>Six promesses d’une ville des droits humains · " in edition
    assert "<title>H1 Residents take part in decisions · " in commitment


def test_the_language_goes_along_from_page_to_page(client, translated):
    edition = client.get(f"{EDITION}?language=fr").text
    commitment = client.get(f"{H1}?language=fr").text

    assert f'href="{R1}?language=fr"' in edition
    assert f'href="{EDITION}?language=fr"' in commitment
    assert 'rel="prev" href="/framework/hrc-six/1/R2/?language=fr"' in commitment
    assert 'rel="next" href="/framework/hrc-six/1/H2/?language=fr"' in commitment
    assert 'rel="prev" href="?language' not in client.get(f"{R1}?language=fr").text


def test_a_page_in_another_language_reads_no_session_and_can_be_kept_by_all(client, translated):
    page = client.get(f"{R1}?language=fr")

    assert not page.cookies
    assert "Cookie" not in page.headers.get("Vary", "")


@pytest.mark.parametrize(("address", "statements"), [(EDITION, 7), (R1, 8)])
def test_a_page_in_another_language_costs_no_further_statement(
    client, translated, address, statements, django_assert_num_queries
):
    client.get(f"{address}?language=fr")  # the words are read once, and kept

    with django_assert_num_queries(statements):
        client.get(f"{address}?language=fr")


def test_a_better_sentence_is_seen_at_once(client, translated):
    client.get(f"{R1}?language=fr")
    row = translated.translations.get()
    row.sentences["commitments/R1/title"][0] = "Chacun a accès aux services"
    row.save()
    translated.translated = {"fr": "another"}
    translated.save()

    assert "Chacun a accès aux services" in client.get(f"{R1}?language=fr").text


def test_words_are_safe_on_a_page_whatever_they_hold():
    words = Words("<b>a & b</b>", "fr", is_translated=True)

    assert words.__html__() == '<span lang="fr">&lt;b&gt;a &amp; b&lt;/b&gt;</span>'
    assert str(words) == "<b>a & b</b>"
    assert type(f"{words}") is str
