"""How a draft that several people may edit is saved without anybody's words being lost."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.db.models import F

from progress.actions import ChangedMeanwhile


def save_if_unchanged(instance: models.Model, version: int, values: Mapping[str, Any]) -> None:
    """Write ``values`` if ``instance`` still is the version the person saw.

    Raises ChangedMeanwhile with what stands now when somebody else saved first (trust §4).
    """
    rows = type(instance)._base_manager.filter(pk=instance.pk)
    if not rows.filter(version=version).update(version=F("version") + 1, **values):
        raise ChangedMeanwhile(rows.get())
    instance.refresh_from_db()
