"""A backup restored into a second place is the same; one that is not whole touches nothing."""

import json
import shutil
import threading

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connections

from hrcities import backup
from office import trail
from office.models import TrailEntry
from progress.models import EvidenceVersion
from progress.tasks import check_files
from tests.factories.cities import CityFactory
from tests.factories.people import UserFactory
from tests.factories.progress import A_PDF, a_pdf, evidence_of, pdf, waiting_evidence

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("migrated")]
SECRETS = [b"canary-session", b"canary-sealing-key", b"canary-secret-of-the-platform"]


@pytest.fixture
def city(transactional_db, settings, tmp_path):
    """A city with evidence and a trail, in a storage of this test alone."""
    settings.MEDIA_ROOT = tmp_path / "here" / "files"
    city = CityFactory(name="Łódź")
    for number in range(3):
        evidence_of(city, title=f"Report {number}", file=pdf(content=A_PDF + b"%%%d" % number))
    return city


@pytest.fixture
def kept(city, tmp_path):
    """A whole backup."""
    call_command("backup", tmp_path / "kept", verbosity=0)
    return tmp_path / "kept"


def test_a_folder_that_holds_anything_is_refused(city, tmp_path):
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "letter.txt").write_text("Dear Sir")

    with pytest.raises(CommandError, match=r"is not empty\. A backup needs a folder of its own"):
        call_command("backup", tmp_path / "kept")

    assert [path.name for path in (tmp_path / "kept").iterdir()] == ["letter.txt"]


def test_a_file_that_storage_lost_is_named_and_all_else_is_kept(city, tmp_path):
    lost = EvidenceVersion.objects.first().file.name
    default_storage.delete(lost)

    with pytest.raises(CommandError, match=r"was made, but storage lacks 1 .* such as evidence/"):
        call_command("backup", tmp_path / "kept")

    said = json.loads((tmp_path / "kept" / "manifest.json").read_text())
    assert list(said["gone"]) == [lost]
    assert len(said["files"]) == 3


def while_dumping(monkeypatch, happens):
    """Let this happen in another process's time: after the moment of the backup, before copying."""
    dump = backup.database.dump

    def dump_slowly(folder):
        name = dump(folder)
        thread = threading.Thread(target=lambda: (happens(), connections.close_all()))
        thread.start()
        thread.join()
        return name

    monkeypatch.setattr(backup.database, "dump", dump_slowly)


def test_files_that_are_checked_while_it_is_made_are_kept_as_they_lay(
    city, tmp_path, second_place, monkeypatch
):
    good = waiting_evidence(city, file=pdf(content=a_pdf(2))).versions.get()
    bad = waiting_evidence(city, file=pdf(content=b"%PDF-bad")).versions.get()
    new = []

    def people_go_on():
        check_files()
        new.append(waiting_evidence(city, file=pdf(content=a_pdf(3))))

    while_dumping(monkeypatch, people_go_on)

    call_command("backup", tmp_path / "kept", verbosity=0)

    said = json.loads((tmp_path / "kept" / "manifest.json").read_text())
    assert said["files"][good.file.name] == good.sha256
    assert list(said["gone"]) == [bad.file.name]
    assert "no longer names it" in said["gone"][bad.file.name]
    assert new[0].versions.get().file.name not in said["files"]
    done = second_place.manage("restore", tmp_path / "kept")
    assert done.returncode == 0, done.stderr
    assert f"{bad.file.name} was not in it" in done.stderr
    checked = (
        "from progress.tasks import check_files; from progress.models import EvidenceVersion;"
        "check_files();"
        "print(*EvidenceVersion.objects.order_by('pk').values_list('state', flat=True))"
    )
    states = second_place.python(checked).splitlines()[-1]
    assert states == "released released released released refused"


def test_only_whoever_made_it_can_read_it(city, tmp_path):
    (tmp_path / "kept").mkdir(mode=0o755)

    call_command("backup", tmp_path / "kept", verbosity=0)

    for path in [tmp_path / "kept", *(tmp_path / "kept").rglob("*")]:
        assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600), path


def test_no_key_and_no_session_is_kept(city, client, tmp_path, settings):
    client.force_login(UserFactory())
    session = client.session
    session["words"] = "canary-session"
    session.save()
    (settings.DATA / "secret").write_bytes(SECRETS[2])
    (settings.DATA / "sealing-key").write_bytes(SECRETS[1])

    call_command("backup", tmp_path / "kept", verbosity=0)

    secrets = [*SECRETS, session.session_key.encode(), settings.SECRET_KEY.encode()]
    for path in (tmp_path / "kept").rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        assert [secret for secret in secrets if secret in content] == [], path
    (settings.DATA / "secret").unlink()
    (settings.DATA / "sealing-key").unlink()


def spoil_manifest(kept):
    (kept / "manifest.json").unlink()
    return "holds no whole backup: manifest.json is missing"


def spoil_words(kept):
    (kept / "manifest.json").write_text('{"format": 1, "made_at"')
    return "manifest.json cannot be read"


def spoil_format(kept):
    (kept / "manifest.json").write_text(json.dumps({"format": 2}))
    return "is of a format this version does not know"


def spoil_kind(kept):
    return change(kept, database="oracle", sentence="This backup is of oracle")


def spoil_version(kept):
    made = json.loads((kept / "manifest.json").read_text())["migrations"]
    return change(
        kept,
        migrations=[*made, "office.9999_flying"],
        sentence="This backup is of a newer version: office.9999_flying",
    )


def spoil_place(kept):
    return change(kept, files={"../../etc/hostname": "0" * 64}, sentence="lies outside the backup")


def spoil_file(kept):
    path = next(path for path in (kept / "files").rglob("*.pdf"))
    path.write_bytes(path.read_bytes().replace(b"1.4", b"1.5"))
    return f"{path.relative_to(kept)} is not as it was written"


def spoil_dump(kept):
    path = next(kept.glob("database.*"))
    path.write_bytes(path.read_bytes()[:-1])
    return f"{path.name} is not as it was written"


def lose_file(kept):
    path = next(path for path in (kept / "files").rglob("*.pdf"))
    path.unlink()
    return f"{path.relative_to(kept)} is missing"


def change(kept, *, sentence, **facts):
    said = json.loads((kept / "manifest.json").read_text())
    (kept / "manifest.json").write_text(json.dumps({**said, **facts}))
    return sentence


def test_a_backup_that_is_not_whole_touches_nothing(kept, second_place, tmp_path):
    spoilers = [spoil_manifest, spoil_words, spoil_format, spoil_kind, spoil_version, spoil_place,
                spoil_file, spoil_dump, lose_file]  # fmt: skip
    code = ["from hrcities import backup", "from pathlib import Path"]
    sentences = []
    for spoil in spoilers:
        shutil.copytree(kept, tmp_path / spoil.__name__)
        sentences.append(spoil(tmp_path / spoil.__name__))
        code += [
            f"try: backup.restore(Path('{tmp_path / spoil.__name__}'))",
            "except backup.Unusable as problem: print(problem)",
        ]
    code.append("print(len(backup.database.tables()), backup.files.storage_is_empty())")

    *told, left = second_place.python("\n".join(code)).splitlines()

    assert [line for line, said in zip(told, sentences, strict=True) if said not in line] == []
    assert left == "0 True"


def test_a_place_that_is_not_empty_is_refused(kept, settings):
    with pytest.raises(CommandError, match=r"This database is not empty\. Nothing was touched"):
        call_command("restore", kept)


def test_a_storage_that_is_not_empty_is_refused(kept, second_place):
    (second_place.folder / "files").mkdir()
    (second_place.folder / "files" / "photo.jpg").write_text("")

    done = second_place.manage("restore", kept)

    assert done.returncode == 1
    assert "The storage for files is not empty. Nothing was touched." in done.stderr


def test_a_file_other_than_its_row_says_is_found(kept, second_place, city):
    """Somebody changed a file and its line in the manifest too."""
    path = next(path for path in (kept / "files").rglob("*.pdf"))
    path.write_bytes(b"%PDF-1.7 something else")
    said = json.loads((kept / "manifest.json").read_text())
    name = str(path.relative_to(kept / "files"))
    said["files"][name] = backup.manifest.digest_of(path)
    (kept / "manifest.json").write_text(json.dumps(said))

    done = second_place.manage("restore", kept)

    assert done.returncode == 1
    assert f"{name} is not the file that progress.EvidenceVersion" in done.stderr


def test_what_is_restored_elsewhere_is_the_same(kept, second_place, city):
    done = second_place.manage("restore", kept)

    assert done.returncode == 0, done.stderr
    entries = TrailEntry.objects.count()
    assert f"chain of {entries} entries unbroken, 4 files as they were" in done.stdout
    assert second_place.manage("verify_trail").stdout == (
        f"{entries} entries, chain unbroken. Checkpoints that hold: 0.\n"
    )
    assert second_place.manage("check", "--database", "default").returncode == 0
    assert (
        second_place.python(
            "from cities.models import City; from office.models import TrailHead;"
            "print(City.objects.get().name, TrailHead.objects.get().digest)"
        )
        == f"Łódź {trail.TrailHead.objects.get().digest}"
    )
    for version in EvidenceVersion.objects.all():
        copy = second_place.folder / "files" / version.file.name
        assert backup.manifest.digest_of(copy) == version.sha256
