"""Editions for tests, loaded from documents as real ones are."""

from functools import cache
from uuid import uuid4

from commitments.commenting import comment_on
from commitments.loading import load_catalogues, load_edition, read_catalogues, read_edition
from commitments.loading.nodes import read
from commitments.loading.translation import load_translation
from commitments.models import Comment, Mapping, MappingPair
from tests.documents import CATALOGUES, FULL, NINETY, SIX, SIX_2, SIX_FR, SIXTEEN
from tests.factories.kept import kept


def six():
    """A small published edition with every kind of demand: R1.1 R1.2 R2.1 H1.1 H1.2 H2.1."""
    return loaded(SIX)


def in_french(framework):
    """The small edition with some of its sentences in French: H1, H2 and R2 are left out."""
    document = read(SIX_FR, SIX_FR.name)
    document["made_from"] = framework.content_hash
    load_translation(document, SIX_FR.name)
    framework.refresh_from_db()
    return framework


def six_2():
    """The edition after ``six()``, in consultation: R1.1 R1.2 R2.1 H1.3 H2.1 H1.1."""
    return loaded(SIX_2)


def sixteen():
    """Sixteen requirements with five compliance steps and “not applicable”."""
    return loaded(SIXTEEN)


def ninety():
    """Ninety questions to be answered yes or no, three levels."""
    return loaded(NINETY)


def full():
    """The edition we ship, with its catalogues."""
    catalogues()
    return loaded(FULL)


def six_with_catalogues():
    """The small edition beside the catalogues we ship: groups at risk, competences, councils."""
    catalogues()
    return six()


def catalogues():
    load_catalogues(entries(), str(CATALOGUES))


@kept
def loaded(path):
    return load_edition(document(path)).framework


@cache
def document(path):
    """What an edition's document says; it is never written to, so it is read once for all tests."""
    return read_edition(path, entries())


@cache
def entries():
    return read_catalogues(CATALOGUES)


def comments_on(framework, count=2, code="R1", *, shown=False):
    """So many comments on a commitment of an edition in consultation."""
    commitment = framework.commitments.select_related("framework").get(code=code)
    made = [
        comment_on(
            commitment=commitment, key=uuid4(), text=f"Comment number {number}.", language="en"
        )
        for number in range(count)
    ]
    if shown:
        Comment.objects.filter(pk__in=[one.pk for one in made]).update(state="shown")
    return list(Comment.objects.filter(pk__in=[one.pk for one in made]).order_by("pk"))


def mapped(source, target):
    """A mapping in which every code that both editions know asks the same."""
    mapping = Mapping.objects.create(source=source, target=target)
    there = {one.code: one for one in target.requirements.all()}
    MappingPair.objects.bulk_create(
        MappingPair(mapping=mapping, source=one, target=there[one.code], how="equal")
        for one in source.requirements.all()
        if one.code in there
    )
    return mapping
