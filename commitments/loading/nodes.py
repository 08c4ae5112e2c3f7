"""From the bytes of a document to plain values that remember their lines."""

import re
from pathlib import Path
from typing import Any, NoReturn

import yaml
from django.utils.translation import gettext as _

from .problems import DocumentRefused, Problems

MOST_BYTES = 5 * 1024 * 1024
MOST_DEPTH = 20


class Table(dict[str, Any]):
    """A mapping of the document; ``line`` is where it begins, ``lines`` where each key stands."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}

    def put(self, key: str, value: Any, line: int) -> None:
        self[key] = value
        self.lines[key] = line


class Items(list[Any]):
    """A list of the document; ``lines`` says where each item stands."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: list[int] = []

    def put(self, value: Any, line: int) -> None:
        self.append(value)
        self.lines.append(line)


class Odd:
    """A value documents do not have: a date, a number with a point, a tag. Never accepted."""


class _Loader(yaml.SafeLoader):
    """Builds nothing but nodes, follows no alias, and goes no deeper than documents do."""

    depth = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            self._refuse(_("Aliases are not used in documents; write the value itself."))
        self.depth += 1
        if self.depth > MOST_DEPTH:
            self._refuse(_("The document is nested too deeply."))
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node

    def _refuse(self, sentence: str) -> NoReturn:
        raise yaml.MarkedYAMLError(problem=sentence, problem_mark=self.peek_event().start_mark)


def read(path: Path, name: str) -> Table:
    """The document's table, duplicate keys refused. Raises DocumentRefused; ``name`` is shown."""
    problems = Problems(name)
    try:
        content = path.read_bytes() if path.stat().st_size <= MOST_BYTES else None
    except OSError:
        raise DocumentRefused([f"{name}:1: " + _("The file cannot be read.")]) from None
    if content is None:
        raise DocumentRefused([f"{name}:1: " + _("The file is larger than 5 MB.")])
    try:
        node = _Loader(content.decode("utf-8")).get_single_node()
    except UnicodeDecodeError:
        raise DocumentRefused([f"{name}:1: " + _("The file is not UTF-8 text.")]) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise DocumentRefused([f"{name}:{mark.line + 1 if mark else 1}: {_said(error)}"]) from None
    except yaml.YAMLError:
        sentence = _("The file holds characters that a document cannot have.")
        raise DocumentRefused([f"{name}:1: {sentence}"]) from None
    if not isinstance(node, yaml.MappingNode):
        raise DocumentRefused([f"{name}:1: " + _("The document is not a list of keys and values.")])
    table: Table = _value(node, problems)
    problems.refuse()
    return table


def _said(error: yaml.MarkedYAMLError) -> str:
    problem = error.problem or ""
    if problem.endswith("."):
        return problem
    return _("This is not valid YAML: %(problem)s.") % {"problem": problem}


def _value(node: yaml.Node, problems: Problems) -> Any:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        table = Table(line)
        for key_node, value_node in node.value:
            key_line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                problems.add(key_line, _("A key must be a single word."))
                continue
            key = key_node.value
            if key in table:
                problems.add(key_line, _("The key “%(key)s” stands here twice.") % {"key": key})
            table.put(key, _value(value_node, problems), key_line)
        return table
    if isinstance(node, yaml.SequenceNode):
        items = Items(line)
        for item in node.value:
            items.put(_value(item, problems), item.start_mark.line + 1)
        return items
    return _scalar(node)


def _scalar(node: Any) -> Any:
    match node.tag.removeprefix("tag:yaml.org,2002:"):
        case "str":
            return node.value
        case "int" if re.fullmatch(r"-?(?:0|[1-9][0-9]{0,11})", node.value):
            return int(node.value)
        case "bool":
            return node.value.lower() in {"true", "yes", "on"}
        case "null":
            return None
    return Odd()
