"""Editions for tests, loaded from documents as real ones are."""

from commitments.loading import load
from tests.documents import CATALOGUES, FULL, NINETY, SIX, SIX_2, SIXTEEN


def six():
    """A small published edition with every kind of demand: R1.1 R1.2 R2.1 H1.1 H1.2 H2.1."""
    return load(SIX).framework


def six_2():
    """The edition after ``six()``, in consultation: R1.1 R1.2 R2.1 H1.3 H2.1 H1.1."""
    return load(SIX_2).framework


def sixteen():
    """Sixteen requirements with five compliance steps and “not applicable”."""
    return load(SIXTEEN).framework


def ninety():
    """Ninety questions to be answered yes or no, three levels."""
    return load(NINETY).framework


def full():
    """The edition we ship, with its catalogues."""
    return load(FULL, CATALOGUES).framework
