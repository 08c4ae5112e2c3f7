"""What is asked for twice is read once while a page is put together, and never kept longer."""

import pytest

from office import reading

read = []


@reading.read_once
def told(subject):
    read.append(subject)
    return subject.upper()


@pytest.fixture(autouse=True)
def nothing_read():
    read.clear()


def test_outside_everything_is_read_anew():
    assert [told("a"), told("a")] == ["A", "A"]
    assert read == ["a", "a"]


def test_inside_each_thing_is_read_once_and_then_forgotten():
    with reading.once():
        assert [told("a"), told("b"), told("a")] == ["A", "B", "A"]
        with reading.once():
            told("a")
        told("a")
    assert read == ["a", "b"]

    told("a")

    assert read == ["a", "b", "a"]


def breaks():
    with reading.once():
        told("a")
        raise ZeroDivisionError


def test_nothing_is_kept_of_a_page_that_broke():
    with pytest.raises(ZeroDivisionError):
        breaks()

    told("a")

    assert read == ["a", "a"]
