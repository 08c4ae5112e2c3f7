"""Reading the log as an operator reads it."""

import io
import json
import logging

import pytest

from hrcities import logs


@pytest.fixture
def lines():
    """A function: every line written so far, as the dict it is."""
    output = io.StringIO()
    handler = logging.StreamHandler(output)
    format_of = logs.configuration("INFO")["formatters"]["json"]
    handler.setFormatter(format_of.pop("()")(**format_of))
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield lambda: [json.loads(line) for line in output.getvalue().splitlines()]
    root.removeHandler(handler)
    root.setLevel(level)
