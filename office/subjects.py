"""How the office names a subject of a room above, without knowing it: kind and number, as text."""

from django.apps import apps
from django.db import models
from django.utils.text import Truncator

LONGEST_NAME = 60  # as documents and letters have room for


def kind_of(subject: models.Model) -> str:
    """``application`` for an Application: the model's name, in lower case."""
    return subject._meta.model_name or ""


def number_of(subject: models.Model) -> str:
    """What people call it: its reference, code or number; else its key."""
    for name in ("reference", "number", "code"):
        if value := getattr(subject, name, None):
            return str(value)
    return str(subject.pk)


def called(subject: models.Model) -> str:
    """What documents and letters about it call it: its own ``called``, or else its number."""
    return Truncator(getattr(subject, "called", "") or number_of(subject)).chars(LONGEST_NAME)


def find(label: str, key: str) -> models.Model:
    """The subject with this model label (``accreditation.application``) and key.

    Raises the model's DoesNotExist when it is gone.
    """
    return apps.get_model(label)._default_manager.get(pk=key)
