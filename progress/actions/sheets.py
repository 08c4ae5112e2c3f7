"""Bringing a spreadsheet back, and putting away what it said."""

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from cities.models import City
from commitments.models import Framework
from office import trail
from office.actors import acting
from office.intake import kinds
from office.waking import wake
from office.workflow import Refused
from progress.files import storing
from progress.models import ReturnedSheet

MOST = 10  # that a record holds at a time


def bring_sheet(*, city: City, framework: Framework, by: User, file: UploadedFile) -> ReturnedSheet:
    """Take a spreadsheet in; the worker checks and reads it. It changes no answer by itself.

    Raises Refused for what is no spreadsheet, and where too many wait to be looked through.
    """
    if kinds.check(file) != "xlsx":
        raise Refused(
            _(
                "This is no xlsx file. In your spreadsheet program choose “Save as” and the format "
                "“Excel workbook (xlsx)”, and upload that."
            )
        )
    apart = storing.keep_apart(file)
    try:
        with transaction.atomic():
            City.objects.select_for_update(no_key=True).get(pk=city.pk)
            if ReturnedSheet.objects.to_look_through().filter(city=city).count() >= MOST:
                raise Refused(
                    _(
                        "%(most)d spreadsheets wait here already. Look through one of them, or put "
                        "it away, then try again."
                    )
                    % {"most": MOST}
                )
            sheet = ReturnedSheet.objects.create(
                city=city,
                framework=framework,
                brought_by=by,
                filename=apart.filename,
                size=apart.size,
                sha256=apart.sha256,
                file=apart.name,
            )
            trail.record(sheet, "bring_sheet", by=acting(by), note=apart.sha256)
            wake("progress.tasks.read_sheets")
    except Refused:
        storing.discard(apart.name)
        raise
    return sheet


def put_sheet_away(*, sheet: ReturnedSheet, by: User) -> None:
    """Forget the spreadsheet with what it proposes; answers stay, and say what came from it."""
    name = sheet.file.name
    with transaction.atomic(), trail.gathered():
        trail.record(sheet, "put_sheet_away", by=acting(by), note=sheet.sha256)
        sheet.proposals.all().let_go()
        sheet.delete()
    storing.discard(name)
