"""YAML that people write: plain data with the line of every key. No aliases, tags, duplicate keys or large files.

A bomb of aliases, a second key that silently wins and ``!!python/object`` all end in a code, never in a value.
So does what programs read in different ways when it has no quotes: ``no``, ``012``, ``10:30``, ``1.0``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import yaml

MAX_BYTES = 65_536
MAX_DEPTH = 12
_CURLY = tuple("“”„‟‘’‚«»")
_WHOLE = re.compile(r"0|-?[1-9][0-9]{0,17}")
Lines = dict[tuple[str | int, ...], int]


@dataclass(frozen=True, slots=True)
class Loaded:
    """The data, and the line (from 1) on which each path begins."""

    data: dict[str, Any]
    lines: Lines


@dataclass(frozen=True, slots=True)
class Refused:
    """Why the file was not read: a code of the problem table, a line, the words found."""

    code: str
    line: int
    found: str


class _RefusedError(Exception):
    def __init__(self, code: str, line: int, found: str = "") -> None:
        super().__init__(code)
        self.refused = Refused(code, line, found)


def split_front(text: str) -> tuple[str, str, int]:
    """Front matter, body, and the line on which the body begins."""
    if not text.startswith("---\n"):
        return "", text, 1
    end = text.find("\n---", 3)
    if end < 0:
        return "", text, 1
    body_at = text.find("\n", end + 4)
    body = text[body_at + 1 :] if body_at >= 0 else ""
    return text[4 : end + 1], body, text[: len(text) - len(body)].count("\n") + 1


def quoted(text: str) -> str:
    """A string of one line in double quotes, as every program reads it."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def load(raw: str, first_line: int = 1) -> Loaded | Refused:
    """A mapping at the top, or the reason against it: S201 not YAML, S202 alias or tag, S203 key twice, S204 too large,
    S205 no mapping, S210 a value that needs quotes, S212 quotes of Word's, S213 a Tab."""
    if len(raw.encode("utf-8", "replace")) > MAX_BYTES:
        return Refused("S204", first_line, str(MAX_BYTES))
    try:
        node = _compose(raw)
    except _RefusedError as refusal:
        return Refused(refusal.refused.code, refusal.refused.line + first_line - 1, refusal.refused.found)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        at = mark.line if mark else 0
        return Refused("S213" if _tab(raw, at) else "S201", at + first_line, str(getattr(error, "problem", "") or "YAML"))
    if node is None:
        return Loaded({}, {})
    if not isinstance(node, yaml.MappingNode):
        return Refused("S205", first_line, "–")
    lines: Lines = {}
    try:
        return Loaded(_value(node, (), lines, first_line), lines)
    except _RefusedError as refusal:
        return Refused(refusal.refused.code, refusal.refused.line, refusal.refused.found)


def _tab(raw: str, line: int) -> bool:
    """Whether a line is indented by the Tab key, which YAML does not allow and the eye does not see."""
    found = raw.splitlines()[line : line + 1]
    return bool(found) and "\t" in found[0][: len(found[0]) - len(found[0].lstrip())]


def _compose(raw: str) -> yaml.Node | None:
    depth = 0
    for event in yaml.parse(raw, Loader=yaml.CSafeLoader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if anchor := getattr(event, "anchor", None):
            raise _RefusedError("S202", line, f"*{anchor}")
        if (tag := getattr(event, "tag", None)) and tag != "!":
            raise _RefusedError("S202", line, str(tag))
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise _RefusedError("S201", line, "depth")
    node: yaml.Node | None = yaml.compose(raw, Loader=yaml.CSafeLoader)
    return node


def _value(node: yaml.Node, path: tuple[str | int, ...], lines: Lines, first: int) -> Any:
    lines[path] = node.start_mark.line + first
    if isinstance(node, yaml.MappingNode):
        out: dict[str, Any] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise _RefusedError("S201", key.start_mark.line + first, "key")
            name = str(key.value)
            _straight(key, first)
            if name in out:
                raise _RefusedError("S203", key.start_mark.line + first, name)
            out[name] = _value(value, (*path, name), lines, first)
            lines[(*path, name)] = key.start_mark.line + first
        return out
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, (*path, n), lines, first) for n, item in enumerate(node.value)]
    return _scalar(node, first)


def _scalar(node: yaml.Node, first: int) -> Any:
    """Null, true, false and whole numbers in their plain form; a date as it is written; what is quoted is text."""
    text, kind = str(node.value), node.tag.rpartition(":")[2]
    _straight(node, first)
    if kind == "null":
        return None
    if kind == "bool" and text in ("true", "false"):
        return text == "true"
    if kind == "int" and _WHOLE.fullmatch(text):
        return int(text)
    if kind not in ("str", "timestamp"):
        raise _RefusedError("S210", node.start_mark.line + first, text)
    return text


def _straight(node: yaml.Node, first: int) -> None:
    """Quotes as Word sets them are no quotes to YAML: they would become part of the value."""
    if isinstance(node, yaml.ScalarNode) and not node.style and str(node.value)[:1] in _CURLY:
        raise _RefusedError("S212", node.start_mark.line + first, str(node.value)[:40])


def line_of(lines: Lines, path: tuple[str | int, ...]) -> int:
    """The line of a path, or of the nearest thing around it."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)
