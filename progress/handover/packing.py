"""How the hand-over file is packed: tables, a page to read them by, and the files themselves."""

import hashlib
import io
import shutil
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from office.days import is_demonstration
from progress.edition import edition_of
from progress.indicators.laid import all_laid_out
from progress.models import Citation, EvidenceVersion, HandOverFile

from . import beside, tables

STYLE = "css/hand-over.css"
Progress = Callable[[int], None]


@dataclass
class Packed:
    """What became of it: its digest and size, and the files that are not in it."""

    sha256: str
    size: int
    left_out: list[str] = field(default_factory=list)


def pack(asked: HandOverFile, target: IO[bytes], progress: Progress) -> Packed:
    """Write the archive into ``target``, file by file. Raises OSError where there is no room."""
    taken, left_out = _with_room(tables.released(asked.city))
    left_out += [
        _("%(title)s (%(file)s), still being checked")
        % {"title": each.evidence.title, "file": each.filename}
        for each in beside.being_checked(asked.city)
    ]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
        archive.writestr("index.html", _index(asked, taken, left_out))
        archive.writestr("hand-over.css", _style())
        for table in tables.tables_of(asked.city, asked.framework):
            _write_table(archive, table)
        progress(20)
        for number, version in enumerate(taken, 1):
            _copy(archive, version)
            progress(20 + 75 * number // len(taken))
    digest = _digest(target)
    return Packed(digest, target.tell(), left_out)


def _with_room(released: list[EvidenceVersion]) -> tuple[list[EvidenceVersion], list[str]]:
    """The newest files first, as many as there is room for; the titles of the others."""
    room = 2 * settings.EVIDENCE_MAX_TOTAL_BYTES
    taken, left_out = [], []
    for version in released:
        if not version.is_file:
            continue
        if version.size > room or not default_storage.exists(str(version.file.name)):
            left_out.append(f"{version.evidence.title} ({version.filename})")
            continue
        room -= version.size
        taken.append(version)
    return taken, left_out


def _write_table(archive: zipfile.ZipFile, table: tables.Table) -> None:
    """In both forms, read once; they wait on disk, since an archive takes one after the other."""
    with tempfile.TemporaryFile() as csv_file, tempfile.TemporaryFile() as json_file:
        as_csv = io.TextIOWrapper(csv_file, "utf-8-sig", newline="")
        as_json = io.TextIOWrapper(json_file, "utf-8")
        tables.write(table, as_csv, as_json)
        for text, file, ending in ((as_csv, csv_file, "csv"), (as_json, json_file, "json")):
            text.detach()
            file.seek(0)
            with archive.open(f"{table.name}.{ending}", "w", force_zip64=True) as entry:
                shutil.copyfileobj(file, entry)


def _copy(archive: zipfile.ZipFile, version: EvidenceVersion) -> None:
    """A file as it was given, piece by piece: it is never whole in memory."""
    entry = zipfile.ZipInfo(
        tables.place_of(version), timezone.localtime(version.added_at).timetuple()[:6]
    )
    entry.compress_type = zipfile.ZIP_STORED  # most of them are packed already
    with (
        default_storage.open(str(version.file.name), "rb") as source,
        archive.open(entry, "w", force_zip64=True) as target,
    ):
        shutil.copyfileobj(source, target)


def _index(asked: HandOverFile, taken: list[EvidenceVersion], left_out: list[str]) -> str:
    """The page by which all of it is read without a network."""
    edition = edition_of(asked.framework)
    answers = {
        (row["edition"], row["code"]): row for row in tables.answers(asked.city, asked.framework)
    }
    here = f"{asked.framework.code} {asked.framework.edition}"
    files = {version.evidence_id: tables.place_of(version) for version in reversed(taken)}
    cited: dict[str, list[dict[str, Any]]] = {}
    rows = Citation.objects.filter(
        answer__city=asked.city, answer__requirement__framework=asked.framework
    )
    for each in rows.select_related("answer__requirement", "evidence"):
        cited.setdefault(each.answer.requirement.code, []).append(
            {"citation": each, "file": files.get(each.evidence_id, "")}
        )
    context = {
        "asked": asked,
        "city": asked.city,
        "framework": asked.framework,
        "pillars": [
            {
                "title": pillar.title,
                "commitments": [
                    {
                        "commitment": commitment,
                        "rows": [
                            {"answer": answers[here, one.code], "cited": cited.get(one.code, ()),
                             "special": edition.specials.get(answers[here, one.code]["special"])}
                            for one in commitment.requirements.all()
                        ],
                    }
                    for commitment in pillar.commitments.all()
                ],
            }
            for pillar in edition.pillars
        ],
        "measures": tables.measures(asked.city),
        "groups": tables.groups(asked.city),
        "measured": all_laid_out(asked.city),
        "practices": tables.practices(asked.city),
        "competences": beside.competences(asked.city),
        "councils": beside.councils(asked.city),
        "assignments": beside.assignments(asked.city),
        "comments": beside.comments(asked.city),
        "questions": beside.questions(asked.city),
        "team": tables.team(asked.city),
        "files": [(version, tables.place_of(version)) for version in taken],
        "left_out": left_out,
        "tables": [table.name for table in tables.tables_of(asked.city, asked.framework)],
        "demonstration": is_demonstration(),
    }  # fmt: skip
    return render_to_string("progress/hand_over/index.html", context)


def _style() -> str:
    return Path(str(finders.find(STYLE))).read_text(encoding="utf-8")


def _digest(target: IO[bytes]) -> str:
    target.flush()
    target.seek(0)
    digest = hashlib.file_digest(target, "sha256")  # type: ignore[arg-type]
    target.seek(0, io.SEEK_END)
    return digest.hexdigest()
