"""Released files, drawn page by page."""

import io

import pytest
from PIL import Image

from progress.choices import PreviewState
from progress.files import checking, picturing
from progress.models import EvidencePage, EvidenceVersion
from progress.tasks import make_previews
from tests.factories.progress import A_PDF, a_pdf
from tests.progress.files.good import photo, printed, word


@pytest.fixture
def released(waiting):
    """A function: a version with this file, released and not yet drawn."""

    def add(name, content):
        version = waiting(name, content)
        checking.release(version)
        version.refresh_from_db()
        return version

    return add


def picture_of(page):
    with page.image.open() as file:
        return Image.open(io.BytesIO(file.read()))


def test_nothing_is_drawn_before_it_is_released(waiting):
    waiting("a.pdf", A_PDF)

    assert picturing.make_waiting() == 0
    assert not EvidencePage.objects.exists()


def test_a_pdf_is_drawn_with_the_text_of_each_page(released):
    version = released("a.pdf", printed())

    make_previews()

    version.refresh_from_db()
    page = version.pages.get()
    assert version.can_be_read_here
    assert (version.pages_in_all, version.pages_to_show) == (1, 1)
    assert "Bericht" in page.text
    assert (picture_of(page).format, picture_of(page).width) == ("WEBP", page.width)


def test_a_long_pdf_is_drawn_up_to_a_bound(released):
    version = released("a.pdf", a_pdf(22))

    make_previews()

    version.refresh_from_db()
    assert (version.pages_in_all, version.pages_to_show, version.pages.count()) == (22, 20, 20)


def test_a_photo_is_shown_upright_and_without_its_place(released):
    version = released("a.jpg", photo())

    make_previews()

    picture = picture_of(version.pages.get())
    assert not picture.getexif()
    assert picture.size == (40, 60)


def test_an_office_document_is_shown_as_text(released):
    version = released("a.docx", word())

    make_previews()

    page = version.pages.get()
    assert page.image.name == ""
    assert "Zweiter, mit Ħ ġ ő ț und Ω." in page.text


def test_what_cannot_be_drawn_says_so_and_can_still_be_downloaded(released):
    version = released("a.pdf", b"%PDF-1.4 not really")

    make_previews()

    version.refresh_from_db()
    assert (version.preview, version.is_released) == (PreviewState.FAILED, True)


def test_drawing_twice_has_one_effect(released):
    version = released("a.pdf", a_pdf(2))
    make_previews()
    EvidenceVersion.objects.update(preview=PreviewState.WAITING)

    make_previews()

    assert list(version.pages.values_list("number", flat=True)) == [1, 2]


def test_a_reader_that_cannot_start_is_tried_again_and_then_given_up(released, settings, tmp_path):
    version = released("a.pdf", A_PDF)
    settings.BASE_DIR = tmp_path
    states = []
    for _attempt in range(3):
        make_previews()
        version.refresh_from_db()
        states.append(version.preview)
        EvidenceVersion.objects.update(claimed_until=None)

    assert states == ["waiting", "waiting", "failed"]


def test_a_maker_that_died_each_time_is_given_up(released):
    version = released("a.pdf", A_PDF)
    EvidenceVersion.objects.update(attempts=3)

    make_previews()

    version.refresh_from_db()
    assert version.preview == PreviewState.FAILED


@pytest.mark.parametrize("content", [b"<svg onload='x'/>", b"", b"RIFF1234AVI "])
def test_only_pictures_of_ours_are_taken_from_the_reader(tmp_path, content):
    (tmp_path / "1.webp").write_bytes(content)

    with pytest.raises(picturing.NoPicture):
        picturing._picture(tmp_path / "1.webp")


def test_a_link_out_of_the_readers_folder_is_not_followed(tmp_path):
    (tmp_path / "1.webp").symlink_to("/etc/passwd")

    with pytest.raises(OSError, match="symbolic"):
        picturing._picture(tmp_path / "1.webp")
