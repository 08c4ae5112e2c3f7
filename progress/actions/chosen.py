"""Keeping a file from the moment it is chosen, until the form around it is right."""

import secrets

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from cities.models import City
from office.intake import kinds
from office.workflow import Refused
from progress.files import storing
from progress.files.room import refuse_overflow
from progress.models import ChosenFile


def refuse_unfit(*, city: City, name: str, size: int) -> None:
    """What can be said against a file before any of it has come. Raises Refused with a sentence."""
    kinds.check_name_and_size(name, size)
    with transaction.atomic():
        refuse_overflow(city, more=size)


def choose_file(*, city: City, by: User, file: UploadedFile, key: str = "") -> ChosenFile:
    """Keep a file apart, for this person alone. Twice under one ``key`` is once.

    Raises Refused for a file that cannot be taken, or where the record has no room for it.
    """
    key = key or secrets.token_hex(12)
    mine = ChosenFile.objects.filter(chosen_by=by, city=city, key=key)
    if before := mine.first():
        return before
    apart = storing.keep_apart(file)
    try:
        with transaction.atomic():
            refuse_overflow(city, more=apart.size)
            return ChosenFile.objects.create(
                city=city,
                chosen_by=by,
                key=key,
                file=apart.name,
                filename=apart.filename,
                content_type=apart.content_type,
                size=apart.size,
                sha256=apart.sha256,
            )
    except Refused:
        storing.discard(apart.name)
        raise
    except IntegrityError:  # it was sent twice at once
        storing.discard(apart.name)
        if before := mine.first():
            return before
        raise Refused(_("This file was sent for another record. Please choose it again.")) from None


def drop_chosen(*, chosen: ChosenFile) -> None:
    """Whoever chose it does not want it any more, or its days are over."""
    open_still = ChosenFile.objects.open().filter(pk=chosen.pk)
    if open_still.delete()[0]:
        storing.discard(chosen.file.name)


def forget_old() -> None:
    """Remove files nobody made evidence of, and the note of those that have become it."""
    for each in ChosenFile.objects.old():
        drop_chosen(chosen=each)
    ChosenFile.objects.old().exclude(became=None).delete()
