"""A name made in one block of a template is not there in another, and would be silently empty."""

import re

import pytest
from django.conf import settings

TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
BLOCK = re.compile(r"{% block (\w+) %}(.*?){% endblock\b", re.DOTALL)
MADE = re.compile(r"{% (?:url|trans|blocktrans)\b[^%]*? as(?:var)? (\w+)\b[^%]*%}")
QUOTED = re.compile(r"""\"[^\"\n{}]*\"|'[^'\n{}]*'""")


@pytest.mark.parametrize(
    "template", TEMPLATES, ids=lambda file: str(file.relative_to(settings.BASE_DIR))
)
def test_no_block_uses_a_name_that_only_another_block_makes(template):
    blocks = BLOCK.findall(QUOTED.sub("", template.read_text()))
    missed = {
        f"{name} is made in {where} and used in {other}"
        for where, text in blocks
        for name in set(MADE.findall(text))
        for other, used in blocks
        if other != where and name not in MADE.findall(used) and uses(used, name)
    }

    assert missed == set()


def uses(text, name):
    """Whether a tag or a variable of this text names it."""
    return re.search(rf"{{[{{%][^{{}}]*(?<![\w.]){name}\b[^{{}}]*[%}}]}}", text)
