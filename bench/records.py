"""Is a record saved and shown as fast when ten thousand cities keep theirs beside it?"""

import secrets
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db import connection, models, transaction
from django.urls import reverse

from accounts.models import User
from bench.client import Sample, Visitor, ask, close, connect, drive
from bench.models import Line
from bench.pages import statements_of
from bench.reading import rows_read
from bench.table import Latency, Row
from bench.visitors import CSRF, TEXT, BareSaver, Page, Saver, cookies
from bench.world import REQUIREMENTS, World, signed_in
from cities.choices import Role
from cities.models import City, Membership
from office.days import today
from progress.choices import AnswerState, CheckState
from progress.models import Answer, AnswerVersion, Aside, Citation, Evidence, EvidenceVersion

RECORDS, FILES = 10_000, 200
ROUNDS, SECONDS, WARMING, AT_ONCE = 5, 1.5, 1.0, 8
WORDS = 20  # typed until they are taken out again
SAVES, SAVE_STATEMENTS, SLOWEST = 0.4, 8, 2.5  # goals
SHOWN_STATEMENTS, SHOWN_ROWS, SLOWER = 12, 2_000, 1.5


@dataclass
class Typist(Saver):
    """Somebody whose words come in while they type, in one sitting."""

    person: str = ""
    sitting: str = ""
    expects: int = 200

    def fields(self) -> dict[str, object]:
        return {
            "person": self.person,
            "version": self.version,
            "sitting": self.sitting,
            "turn": self.version + 1,
            "step": self.step,
            "same_start": len(TEXT),
            "text": f"{TEXT}{'so ' * (self.version % WORDS)}",
        }

    def request(self) -> bytes:
        form = urlencode(self.fields()).encode()
        return ask("POST", self.path, self.cookies, form, token=CSRF)


def measure(world: World, port: int) -> tuple[list[Row], list[Latency]]:
    """Ten thousand full records are written first; two of them are then worked in."""
    begun, full = _fill(world)
    lead = User.objects.create(email="bench@example.org", name="Somebody", language="en")
    for city in (begun, full):
        Membership.objects.create(city=city, user=lead, role=Role.LEAD, since=today())
    session = cookies(signed_in(lead))
    _add_files(world, full)
    typing = _typing(full, lead, session)
    saved, bare = _typed(port, typing, full)
    shown = _shown(port, begun, full, session)
    rows = [*_of_saves(saved, bare, typing), *shown]
    return rows, [Latency("autosave", saved), Latency("reference save, eight at once", bare)]


def _fill(world: World) -> tuple[City, City]:
    """A city whose record is empty, and the first of those that have the one of ``world``."""
    found = City.objects.exclude(pk=world.city.pk).filter(answers=None, memberships=None)
    cities = list(found.order_by("pk")[: RECORDS + 1])
    assert len(cities) == RECORDS + 1
    begun, *others = cities
    keys = [city.pk for city in others]
    _copy(Answer, "source.city_id = %s", {"city": "city.id"},
          "CROSS JOIN unnest(%s::bigint[]) AS city(id)", [keys, world.city.pk])  # fmt: skip
    _copy(AnswerVersion, "old.city_id = %s AND source.version = old.version", {"answer": "new.id"},
          "JOIN progress_answer AS old ON old.id = source.answer_id "
          "JOIN progress_answer AS new ON new.requirement_id = old.requirement_id "
          "AND new.city_id = ANY(%s)", [keys, world.city.pk])  # fmt: skip
    _vacuum()
    assert Answer.objects.count() >= RECORDS * REQUIREMENTS
    return begun, others[0]


def _copy(
    model: type[models.Model], where: str, changed: dict[str, str], join: str, values: list[object]
) -> None:
    """Rows of this table once more, with these columns changed. They refer to what is there."""
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    names = ", ".join(f'"{field.column}"' for field in fields)
    taken = ", ".join(changed.get(field.name, f'source."{field.column}"') for field in fields)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # no check of a million keys
        cursor.execute(
            f"INSERT INTO {model._meta.db_table} ({names}) SELECT {taken} "  # noqa: S608 -- names of our own tables
            f"FROM {model._meta.db_table} AS source {join} WHERE {where}",
            values,
        )


def _add_files(world: World, city: City) -> None:
    """Two hundred files, each answer citing one of them."""
    like = EvidenceVersion.objects.filter(evidence__city=world.city, state=CheckState.RELEASED)
    pattern = like.exclude(file="")[0]
    papers = Evidence.objects.bulk_create(
        Evidence(city=city, title=f"Report {number}", language="en", added_on=today())
        for number in range(FILES)
    )
    same = {
        field.attname: getattr(pattern, field.attname)
        for field in EvidenceVersion._meta.concrete_fields
        if not field.primary_key and field.name != "evidence"
    }
    EvidenceVersion.objects.bulk_create(EvidenceVersion(evidence=one, **same) for one in papers)
    Citation.objects.bulk_create(
        Citation(answer=answer, evidence=papers[number % FILES], locator="p. 1", shows="It is so.")
        for number, answer in enumerate(Answer.objects.filter(city=city))
    )
    _vacuum()


def _typing(city: City, lead: User, session: str) -> list[Typist]:
    """One who types in each of eight answers."""
    answers = Answer.objects.filter(city=city, step__isnull=False).select_related("requirement")
    chosen = list(answers.order_by("requirement__position")[:AT_ONCE])
    Answer.objects.filter(pk__in=[each.pk for each in chosen]).update(state=AnswerState.DRAFT)
    return [
        Typist(
            reverse("progress:autosave", args=[city.slug, each.requirement.code]),
            session,
            version=each.version,
            step=each.step or 0,
            person=lead.mark,
            sitting=secrets.token_hex(16),
        )
        for each in chosen
    ]


def _typed(port: int, typing: Sequence[Typist], city: City) -> tuple[list[Sample], list[Sample]]:
    lines = Line.objects.order_by("pk")[:AT_ONCE]
    bare = [BareSaver(f"/bench/save/{line.pk}/") for line in lines]
    pairs = list(_rounds(port, typing, bare, AT_ONCE))
    versions = Answer.objects.filter(city=city, sitting__in=[each.sitting for each in typing])
    assert sorted(versions.values_list("version", flat=True)) == sorted(
        each.version for each in typing
    )
    assert not Aside.objects.filter(city=city).exists()
    return [ours for ours, _other in pairs], [other for _ours, other in pairs]


def _of_saves(saved: list[Sample], bare: list[Sample], typing: Sequence[Typist]) -> Iterator[Row]:
    rate = statistics.median(sample.rate for sample in saved)
    ratio = statistics.median(one.rate / other.rate for one, other in zip(saved, bare, strict=True))
    yield Row("autosave, 10,000 records", rate, "saves/s", ratio, SAVES, at_least=True)
    statements = statements_of(Page("autosave", lambda: typing))
    yield Row("autosave: statements", len(statements), "", goal=SAVE_STATEMENTS)
    ours, theirs = (Latency("", samples).milliseconds(0.99) for samples in (saved, bare))
    yield Row("autosave: p99, eight at once", ours, "ms", ours / theirs, SLOWEST)


def _shown(port: int, begun: City, full: City, session: str) -> Iterator[Row]:
    """The workspace with nothing in it, and with all answers and two hundred files."""
    little, much = (
        [Visitor(reverse("progress:record", args=[city.slug]), session) for _each in range(AT_ONCE)]
        for city in (begun, full)
    )
    pairs = list(_rounds(port, much, little, AT_ONCE))
    for name, visitors, place in (("empty", little, 1), ("116 answers, 200 files", much, 0)):
        rate = statistics.median(pair[place].rate for pair in pairs)
        yield Row(f"workspace, {name}", rate, "pages/s")
        found = statements_of(Page(name, lambda visitors=visitors: visitors))
        yield Row(f"workspace, {name}: statements", len(found), "", goal=SHOWN_STATEMENTS)
        yield Row(f"workspace, {name}: rows read", rows_read(found), "", goal=SHOWN_ROWS)
    slower = statistics.median(other.rate / ours.rate for ours, other in pairs)
    milliseconds = 1000 / statistics.median(ours.rate for ours, _other in pairs)
    yield Row("workspace, full beside empty", milliseconds, "ms a page", slower, SLOWER)


def _rounds(
    port: int, ours: Sequence[Visitor], theirs: Sequence[Visitor], at_once: int
) -> Iterator[tuple[Sample, Sample]]:
    """Both in turns over the same connections; who begins changes from round to round."""
    for number in range(-1, ROUNDS):
        connections = connect(port, at_once)
        try:
            if number < 0:
                drive(connections, theirs, WARMING)
                drive(connections, ours, WARMING)
            elif number % 2:
                first = drive(connections, ours, SECONDS)
                yield first, drive(connections, theirs, SECONDS)
            else:
                first = drive(connections, theirs, SECONDS)
                yield drive(connections, ours, SECONDS), first
        finally:
            close(connections)


def _vacuum() -> None:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
