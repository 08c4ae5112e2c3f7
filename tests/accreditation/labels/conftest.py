import pytest

from tests.factories.labels import make_held


@pytest.fixture
def held(db):
    """A label of level A just granted, with the people around it."""
    return make_held()
