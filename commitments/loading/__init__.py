"""From a document to an edition in the database: strict, all at once or not at all (design §3)."""

from .document import Edition, read_catalogues, read_edition
from .load import load, load_catalogues, load_edition
from .outcome import Loaded
from .problems import DocumentRefused, EditionIsFixed, EditionIsPublished

__all__ = [
    "DocumentRefused",
    "Edition",
    "EditionIsFixed",
    "EditionIsPublished",
    "Loaded",
    "load",
    "load_catalogues",
    "load_edition",
    "read_catalogues",
    "read_edition",
]
