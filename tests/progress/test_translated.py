"""The record and the quick scan in the language of the edition that somebody chose to read."""

import re

import pytest
from django.urls import reverse

from accounts.words import new_token
from progress.models import Answer
from tests.factories.accreditation_panels import cost_of
from tests.factories.commitments import in_french
from tests.factories.progress import answered
from tests.progress.scan.test_pages import words_on

pytestmark = pytest.mark.django_db
MARK = '<span class="untranslated">not translated yet</span>'
QUESTION = '<span lang="fr">Peut-on utiliser les services ici, même sans papiers ?</span>'


@pytest.fixture
def as_reader(as_lead, six, city, lead_of):
    """The lead, who reads the edition in French."""
    in_french(six)
    lead_of(city).__class__.objects.update(reads_in="fr")
    return as_lead


def test_a_language_it_is_not_translated_into_shows_the_edition_itself(as_lead, six, address):
    in_french(six)
    page = as_lead.get(address("requirement", "R1.1")).text

    assert "Une règle écrite" not in page
    assert "A written rule opens essential services" in page
    assert 'name="language" value="fr" lang="fr">français</button>' in page


def test_without_a_translation_no_language_is_offered(as_lead, six, address):
    assert 'class="languages"' not in as_lead.get(address("requirement", "R1.1")).text


@pytest.mark.parametrize(("name", "code"), [("requirement", "R1.1"), ("whole", "R1")])
def test_question_steps_and_special_answers_stand_in_it(as_reader, address, name, code):
    page = as_reader.get(address(name, code)).text

    assert '<span lang="fr">Une règle écrite ouvre les services essentiels' in page
    assert '<span lang="fr">Commencé</span>' in page
    assert '<span lang="fr">La règle est en cours d’écriture.</span>' in page
    assert '<span lang="fr">Nous ne savons pas encore</span>' in page
    assert f'<span lang="en">Task of another level of government</span> {MARK}' in page
    assert '<span lang="fr">Personne n’est renvoyé.</span>' in page
    assert "24 of 55 sentences are translated, the others are marked." in page


def test_a_list_to_choose_from_holds_words_and_no_marks(as_reader, address):
    page = as_reader.get(address("requirement", "R1.1")).text

    assert '<option value="self_reported">Nous le disons</option>' in page
    assert '<option value="documented">Documented</option>' in page


def test_an_answer_is_saved_whatever_language_its_question_was_read_in(as_reader, address):
    sent = {"version": 0, "step": "2", "text": "Depuis 2019.", "state": "ready"}

    as_reader.post(address("requirement", "R1.1"), sent)

    assert Answer.objects.values_list("requirement__text", "step", "text").get() == (
        "A written rule opens essential services to everyone present.", 2, "Depuis 2019.",
    )  # fmt: skip


def test_what_is_refused_comes_back_in_it(as_reader, address):
    page = as_reader.post(address("requirement", "R1.1"), {"version": 0, "state": "ready"}).text

    assert "Choose the step you have reached." in page
    assert '<span lang="fr">Commencé</span>' in page


def test_parts_that_are_kept_are_kept_by_language(as_lead, six, address, city, lead_of):
    in_french(six)
    people = lead_of(city).__class__.objects
    pages = {}
    for language in ("", "fr", "en", "fr"):
        people.update(reads_in=language)
        pages.setdefault(language, []).append(as_lead.get(address("requirement", "R1.1")).text)

    assert "En place" in pages["fr"][0]
    assert "En place" in pages["fr"][1]
    assert "En place" not in pages[""][0]
    assert "En place" not in pages["en"][0]


def test_the_form_costs_no_statement_more(as_reader, city, six, address, django_assert_num_queries):
    answered(city, six)
    as_reader.get(address("requirement", "R1.1"))

    with django_assert_num_queries(9):
        as_reader.get(address("requirement", "R1.1"))


def test_the_record_at_a_glance_stands_in_it_and_what_a_level_demands_does_not(
    as_reader, city, six, address
):
    answered(city, six, except_for=["R1.2"])

    page = as_reader.get(address("record")).text

    assert '<h3><span lang="fr">Droits</span></h3>' in page
    assert '<span lang="fr">Les services locaux ouverts à chacun</span></a>' in page
    assert '<span lang="fr">Les personnes renvoyées sont entendues' in page  # what is lacking
    assert "24 of 55 sentences are translated, the others are marked." in page
    assert "Level B" in page


def test_one_commitment_stands_in_it(as_reader, city, six, address):
    answered(city, six)

    page = as_reader.get(address("commitment", "R1")).text

    assert '<h1><span lang="fr">Les services locaux ouverts à chacun</span></h1>' in page
    assert '<span lang="fr">Une règle écrite ouvre les services essentiels' in page
    assert "?language=fr" in page


@pytest.mark.parametrize(("name", "args"), [("record", []), ("commitment", ["R1"])])
def test_a_page_in_it_costs_no_statement_more(as_lead, city, six, address, lead_of, name, args):
    in_french(six)
    answered(city, six)
    in_its_own = cost_of(as_lead, address(name, *args))

    lead_of(city).__class__.objects.update(reads_in="fr")

    assert cost_of(as_lead, address(name, *args)) == in_its_own


# --- the quick scan ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["about", "sheet"])
def test_the_questions_are_read_in_a_language_of_the_address(client, six, name):
    in_french(six)
    address = reverse(f"scan:{name}")

    page = client.get(f"{address}?language=fr").text

    assert QUESTION in page
    assert (
        f'<span lang="en">When people were asked, did they learn what became of it?</span> {MARK}'
        in page
    )
    assert QUESTION not in client.get(address).text


def test_a_scan_stays_in_the_language_it_was_begun_in(client, six):
    in_french(six)
    address = f"{reverse('scan:questions')}?language=fr"
    begun = client.post(address, {"to": "begin", "token": new_token()}, follow=True)

    question = client.post(address, {"words": words_on(begun), "to": "R1.1"}, follow=True).text
    said = {"asked": "R1.1", "step-R1.1": "0", "to": "result"}
    result = client.post(address, {"words": words_on(begun), **said}, follow=True).text

    assert f"<h1>{QUESTION}</h1>" in question
    assert 'formaction="/scan/questions/" lang="en">English</button>' in question
    assert "The text in <span" in question
    assert '<span lang="fr">Pas encore</span>: <span lang="fr">Pas de règle.</span>' in result
    assert '/framework/hrc-six/1/R1/?language=fr"' in result


def test_a_change_of_language_keeps_what_was_answered(client, six):
    in_french(six)
    address = reverse("scan:questions")
    begun = client.post(address, {"to": "begin", "token": new_token()}, follow=True)
    sent = {"words": words_on(begun), "asked": "R1.1", "step-R1.1": "2", "to": "R1.1"}

    page = client.post(f"{address}?language=fr", sent, follow=True).text

    again = client.post(address, {"words": words_on(begun), "to": "R1.1"}, follow=True).text
    assert QUESTION in page
    assert all(re.search(r'value="2"[^>]* checked', each) for each in (page, again))


def test_enter_never_changes_the_language(client, six):
    """The first button of a form is the one that Enter presses."""
    in_french(six)
    address = f"{reverse('scan:questions')}?language=fr"
    begun = client.post(address, {"to": "begin", "token": new_token()}, follow=True)

    for to in ("R1.1", "all", "result"):
        page = client.post(address, {"words": words_on(begun), "to": to}, follow=True).text
        form = page.split('name="words"', 1)[1]
        assert "formaction" not in form.split("</button>")[0]
