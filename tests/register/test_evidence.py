"""Evidence that a city lets everybody read: behind a published decision, and nowhere else."""

import pytest
from django.urls import reverse

from accreditation.choices import ApplicationState as S
from accreditation.choices import Purpose
from accreditation.models import Application, FiledCitation
from accreditation.workflow import APPLICATION
from progress.actions import add_version, describe_evidence
from progress.choices import CheckState, Visibility
from progress.models import Evidence, EvidenceVersion, GroupResult
from tests.factories.commitments import six
from tests.factories.progress import A_PDF, a_pdf, evidence_of, pdf
from tests.factories.world import make_city, make_world

pytestmark = pytest.mark.django_db
REPORT, SECRET = "The yearly account", "Minutes behind closed doors"


@pytest.fixture
def world():
    return make_world(six())


@pytest.fixture
def draft(world):
    """A record that cites two pieces, one of them public, and a public one it does not cite."""
    city = make_city(name="Walkham", slug="walkham")
    application = world.open(city)
    account = city.evidence.get()
    Evidence.objects.filter(pk=account.pk).update(title=REPORT, visibility=Visibility.PUBLIC)
    secret = evidence_of(city, title=SECRET, file=pdf("minutes.pdf", a_pdf(2)))
    city.answers.first().citations.create(evidence=secret, locator="p. 9", shows="Who objected.")
    evidence_of(city, title="Cited nowhere", visibility=Visibility.PUBLIC)
    return application


@pytest.fixture
def published(world, draft):
    return world.walk_to(draft, S.PUBLISHED)


@pytest.fixture
def read(client, draft):
    def at(name="evidence", *more):
        args = [draft.city.slug, draft.reference, *more]
        return client.get(reverse(f"register:{name}", args=args))

    return at


def sha_of(title):
    return EvidenceVersion.objects.get(evidence__title=title).sha256


def take_back(title, visibility=Visibility.REVIEWERS):
    evidence = Evidence.objects.get(title=title)
    describe_evidence(
        evidence=evidence, version=evidence.version, by=evidence.city.people.first(),
        title=evidence.title, language=evidence.language, visibility=visibility,
    )  # fmt: skip


def test_nothing_is_found_before_the_decision_is_published(world, draft, read):
    account = sha_of(REPORT)
    for state in (S.DRAFT, S.REPORTED, S.DECIDED):
        world.walk_to(draft, state)

        assert read().status_code == 404
        assert read("evidence_file", account).status_code == 404


def test_what_was_public_when_it_was_filed_is_read_beside_the_decision(client, published, read):
    page, city = read().text, client.get(reverse("register:city", args=["walkham"])).text
    file = read("evidence_file", sha_of(REPORT))

    assert reverse("register:evidence", args=["walkham", published.reference]) in city
    assert REPORT in page
    assert "That R1.1 is kept." in page
    assert "p. 1" in page
    assert b"".join(file.streaming_content) == A_PDF
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert file.headers["X-Content-Type-Options"] == "nosniff"
    assert file.headers["Content-Security-Policy"].startswith("sandbox")


def test_what_reviewers_alone_may_read_and_what_was_not_filed_stay_inside(published, read):
    page = read().text

    for hidden in (SECRET, "minutes.pdf", "Who objected.", "Cited nowhere"):
        assert hidden not in page
    assert read("evidence_file", sha_of(SECRET)).status_code == 404
    assert read("evidence_file", "0" * 64).status_code == 404


def test_a_city_that_takes_it_back_is_obeyed_at_once(client, published, read):
    account = sha_of(REPORT)
    take_back(REPORT)

    page = read()

    assert page.status_code == 200
    assert REPORT not in page.text
    assert "Nothing to read here" in page.text
    assert "no-cache" in page.headers["Cache-Control"]
    assert read("evidence_file", account).status_code == 404
    assert "/evidence/" not in client.get(reverse("register:city", args=["walkham"])).text


def test_what_is_made_public_after_filing_does_not_become_so_for_it(published, read):
    take_back(SECRET, Visibility.PUBLIC)

    assert SECRET not in read().text
    assert read("evidence_file", sha_of(SECRET)).status_code == 404


def test_a_newer_file_stays_inside_and_a_file_refused_since_is_not_handed_out(
    world, published, read
):
    account = Evidence.objects.get(title=REPORT)
    newer = add_version(
        evidence=account, by=world.lead_of(published.city), file=pdf(content=a_pdf(3))
    )

    assert read("evidence_file", newer.sha256).status_code == 404

    EvidenceVersion.objects.filter(evidence=account).update(
        state=CheckState.REFUSED, sentence="It could not be read.", file=""
    )

    assert REPORT not in read().text


def test_of_a_filing_that_was_returned_the_last_one_counts(world, draft, read):
    world.walk_to(draft, S.SUBMITTED)
    from_first = FiledCitation.objects.filter(is_public=True).count()
    APPLICATION.perform("return", draft, by=world.secretariat[0], note="Page 3 is missing.")
    take_back(REPORT)
    world.walk_to(draft, S.PUBLISHED)

    take_back(REPORT, Visibility.PUBLIC)

    assert from_first
    assert REPORT not in read().text


def test_feedback_that_stays_with_the_city_makes_no_evidence_public(published, read):
    Application.objects.filter(pk=published.pk).update(
        purpose=Purpose.FEEDBACK, feedback_public=False
    )

    assert read().status_code == 404


def test_a_link_is_shown_as_it_was_filed(world, draft, read):
    account = Evidence.objects.get(title=REPORT)
    add_version(evidence=account, by=world.lead_of(draft.city), url="https://walkham.example/a")
    world.walk_to(draft, S.PUBLISHED)

    assert 'href="https://walkham.example/a" rel="noreferrer"' in read().text


def test_what_bears_out_a_result_for_a_group_is_called_as_it_was_filed(world, draft, read):
    account = Evidence.objects.get(title=REPORT)
    GroupResult.objects.create(city=draft.city, group="women", change="Open.", evidence=account)
    world.walk_to(draft, S.PUBLISHED)
    FiledCitation.objects.all().delete()
    Evidence.objects.filter(title=REPORT).update(title="Called otherwise since")

    page = read().text

    assert REPORT in page
    assert "Called otherwise since" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_however_much_is_public(
    published, read, count, django_assert_num_queries
):
    citation = FiledCitation.objects.filter(is_public=True).first()
    for number in range(count - 1):
        other = evidence_of(
            published.city, title=f"More {number}", visibility=Visibility.PUBLIC,
            file=pdf(content=a_pdf(5 + number)),
        )  # fmt: skip
        FiledCitation.objects.create(
            answer=citation.answer, evidence=other.versions.get(), title=other.title,
            locator="p. 1", shows="More.", is_public=True,
        )  # fmt: skip
    read()

    with django_assert_num_queries(5):  # day, application, filing, citations, groups
        page = read()

    assert page.text.count('id="piece-') == count


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({}, f"what you have made public and cite: “{REPORT}”."),
        ({"purpose": Purpose.FEEDBACK, "feedback_public": True}, f"and cite: “{REPORT}”."),
        ({"purpose": Purpose.FEEDBACK}, "You asked for feedback that stays with you."),
    ],
)
def test_before_filing_what_becomes_public_is_named(
    client, draft, sign_in, lead_of, facts, sentence
):
    Application.objects.filter(pk=draft.pk).update(**facts)
    sign_in(client, lead_of(draft.city))

    page = client.get(reverse("accreditation:prepare", args=[draft.reference])).text

    public = page[page.index('id="public"') : page.index('id="follows"')]
    assert sentence in public
    assert (REPORT in public) == (REPORT in sentence)
    assert SECRET not in public
    assert "Cited nowhere" not in public
