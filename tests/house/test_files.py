"""Properties of the code as a place to work in."""

import os
import re
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.template.loader import get_template

ROOT = Path(settings.BASE_DIR)
LONGEST = 300
REGISTRY = re.compile(r"py(?:pi|thonhosted)\.org|registry\.npmjs|--(?:index-url|find-links) ")
AT_ONCE = re.compile(r"\.(?:is_visible|is_hidden|all_inner_texts|all_text_contents)\(")
MACHINE = re.compile(r"(?<![\w.])/(?:work|home|Users|root|tmp/brief)/\w")


def ours():
    """Every file that is ours: all but what .gitignore names, and git's own folder."""
    lines = texts_of(".gitignore").split()
    ignored = [".git", ".env", *(line.strip("/") for line in lines if line[0] not in "!#")]
    for folder, folders, files in os.walk(ROOT):
        folders[:] = sorted(name for name in folders if not named(name, ignored))
        yield from (Path(folder) / name for name in sorted(files) if not named(name, ignored))


def named(name, patterns):
    return any(fnmatch(name, pattern) for pattern in patterns)


def texts():
    for path in ours():
        if path != Path(__file__):
            yield path.relative_to(ROOT).as_posix(), path.read_bytes().decode(errors="replace")


def test_no_file_is_too_long_to_read():
    long = {
        name: lines
        for name, text in texts()
        if name.endswith(".py")
        and "/migrations/" not in name
        and (lines := text.count("\n")) > LONGEST
    }

    assert long == {}


def test_every_import_keeps_to_its_room_and_floor():
    command = [Path(sys.executable).parent / "lint-imports", "--no-cache"]
    checked = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)

    assert checked.returncode == 0, checked.stdout


def test_no_migration_is_missing(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize(
    "name",
    sorted(str(path.relative_to(ROOT / "templates")) for path in ROOT.glob("templates/**/*.html")),
)
def test_template_compiles(name):
    get_template(name)


def test_no_file_names_the_machine_it_was_written_on():
    found = [
        f"{name}: {match.group()}" for name, text in texts() if (match := MACHINE.search(text))
    ]

    assert found == []


def test_no_file_names_a_package_registry():
    found = [
        f"{name}: {match.group()}" for name, text in texts() if (match := REGISTRY.search(text))
    ]

    assert found == []


def test_every_pinned_version_has_its_hash():
    for path in sorted((ROOT / "requirements").glob("*.txt")):
        pinned = re.findall(r"^[\w.\-\[\]]+==.*(?:\n +.*)*", path.read_text(), re.MULTILINE)

        assert pinned
        assert [each for each in pinned if "--hash=sha256:" not in each] == []


def test_every_variable_the_settings_read_stands_in_the_example():
    read = set(re.findall(r'env(?:\.\w+)?\(\s*"([A-Z_]+)"', texts_of("hrcities/settings.py")))
    shown = set(re.findall(r"^([A-Z_]+)=", texts_of(".env.example"), re.MULTILINE))

    assert shown - {"POSTGRES_PASSWORD"} == read


def texts_of(name):
    return (ROOT / name).read_text()


def test_whoever_is_led_back_with_a_refusal_is_led_by_one_function():
    """A form that was refused may be sent again as it is: ``office.once`` knows it by this."""
    speakers = {name for name, text in texts() if "messages.error(" in text}

    assert speakers == {"office/refusing.py"}


def test_a_journey_waits_for_what_it_reads():
    """A page that is still arriving has none of it: ``expect`` waits, these do not."""
    reading = {
        name: len(AT_ONCE.findall(text))
        for name, text in texts()
        if name.startswith("tests/") and AT_ONCE.search(text)
    }

    assert reading == {"tests/journeys/hands.py": 1}  # after it has waited


def test_each_decision_has_a_number_of_its_own_and_none_is_left_out():
    pages = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))

    assert [int(page.name[:4]) for page in pages] == list(range(1, len(pages) + 1))
    assert [page.name for page in pages if not numbered(page)] == []


def numbered(page):
    """Whether its title begins with the number of its name."""
    return page.read_text().startswith(f"# {int(page.name[:4])}. ")
