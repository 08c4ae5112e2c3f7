"""How long does it take to take a full record away as a spreadsheet, and to bring it back?"""

import statistics
import time

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from bench.table import Row
from bench.world import REQUIREMENTS, World
from cities.choices import Role
from commitments.models import Framework
from office.intake.kinds import TYPES
from progress.actions import bring_sheet
from progress.models import Answer, AnswerVersion
from progress.sheets import bringing
from progress.sheets.writing import workbook_of

ROUNDS, GOAL = 3, 2.0  # seconds
LONG = "What we do about it, since when, and for whom. " * 57


def measure(world: World) -> list[Row]:
    """Each round is undone: the record is as it was."""
    away, back = zip(*(_round(world) for _number in range(ROUNDS)), strict=True)
    return [
        Row("spreadsheet taken away", statistics.median(away), "s", goal=GOAL),
        Row("spreadsheet brought back", statistics.median(back), "s", goal=GOAL),
    ]


def _round(world: World) -> tuple[float, float]:
    city, framework = world.city, Framework.objects.current()
    lead = city.memberships.current().get(role=Role.LEAD).user
    with transaction.atomic():
        Answer.objects.of(city, framework).update(text=LONG)
        began = time.perf_counter()
        content = workbook_of(city, framework)
        away = time.perf_counter() - began
        Answer.objects.of(city, framework).update(text="Something else.")
        AnswerVersion.objects.filter(answer__city=city).update(text="Something else.")
        file = SimpleUploadedFile("answers.xlsx", content, TYPES["xlsx"])
        sheet = bring_sheet(city=city, framework=framework, by=lead, file=file)
        began = time.perf_counter()
        bringing.take(sheet)
        back = time.perf_counter() - began
        assert sheet.proposals.count() == REQUIREMENTS
        transaction.set_rollback(True)
    return away, back
