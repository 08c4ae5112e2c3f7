"""What tests of cities share."""

import re

import pytest


@pytest.fixture
def link_in():
    """A function: the token of the invitation in a letter."""

    def find(letter):
        return re.search(r"/team/invitation/([^/\s]+)/", letter.body).group(1)

    return find
