"""Problems an editor can mend: a code, a place, arguments. Sentences live in one table, ``problems.yml``, vi and en.

Never raises for an editor's mistake: problems are values that are collected and printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast

import yaml

Lang = Literal["vi", "en"]
Level = Literal["error", "warning"]
_TABLE = Path(__file__).with_name("problems.yml")
_EXPLANATIONS = Path(__file__).with_name("explanations.yml")
_FIELD = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Problem:
    """``path`` as the editor knows it, ``line`` counted from 1 (0: the whole file), ``args`` for the sentence."""

    code: str
    path: str
    line: int = 0
    args: tuple[tuple[str, str], ...] = field(default=())

    @property
    def level(self) -> Level:
        return cast(Level, table()[self.code]["level"])


def problem(code: str, path: str, line: int = 0, **args: object) -> Problem:
    """A problem of the table. Raises KeyError for a code that is not in it: that is our mistake, not the editor's."""
    table()[code]
    return Problem(code, path, line, tuple(sorted((k, str(v)) for k, v in args.items())))


@cache
def table() -> dict[str, Any]:
    """code → {level, vi: {what, do}, en: {what, do}, example}."""
    return cast(dict[str, Any], yaml.load(_TABLE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))


@cache
def explanations() -> dict[str, Any]:
    """code → {why: {vi, en}, wrong, right}: what stands behind a code, and a case before and after. Read only where it is shown."""
    return cast(dict[str, Any], yaml.load(_EXPLANATIONS.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))


def pattern(code: str, lang: Lang, part: Literal["what", "do"] = "what") -> str:
    """The sentence of a code without any values, as a title bears it: “…” where a value would stand, the first letter large."""
    sentence = _FIELD.sub("…", table()[code][lang][part]).replace("““", "“")
    return sentence[:1].upper() + sentence[1:]


def visible(text: str) -> str:
    """A value found in a stranger's file, with nothing in it that could steer a terminal: only its words matter here."""
    return "".join(
        c if c.isprintable() else "\n" if c == "\n" else " " if c.isspace() else c.encode("unicode_escape").decode() for c in text
    )


def _fill(sentence: str, args: Iterable[tuple[str, str]]) -> str:
    values = {name: visible(value) for name, value in args}
    return _FIELD.sub(lambda m: values.get(m[1], m[0]), sentence)


def _worded(p: Problem, lang: Lang) -> Iterable[tuple[str, str]]:
    """Values that are names of ours (``phone, email``) in the words of a language, where the table has them."""
    for name, value in p.args:
        words = table()[p.code][lang].get(name)
        yield name, ", ".join(words.get(part, part) for part in value.split(", ")) if isinstance(words, dict) else value


def what(p: Problem, lang: Lang) -> str:
    """The sentence that says what is wrong, with the values found."""
    return _fill(table()[p.code][lang]["what"], _worded(p, lang))


def remedy(p: Problem, lang: Lang) -> str:
    """The sentence that says what to do."""
    return _fill(table()[p.code][lang]["do"], p.args)


def show(p: Problem, lang: Lang) -> str:
    """Two lines: ``path:line: CODE what`` and an indented remedy."""
    place = f"{p.path}:{p.line}" if p.line else p.path
    return f"{place}: {p.code} {what(p, lang)}\n    {remedy(p, lang)}"
