"""Who signs by what right, offices, marks on a document, why a recipient gets a copy. Never parses a signature."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from builder import text
from builder.vocabulary.tables import by_id, code_key, marked, table


@dataclass(frozen=True, slots=True)
class Authority:
    """By what right somebody signs: KT., ký thay."""

    id: str
    code: str
    prints: tuple[str, ...]
    vi: str
    en: str
    src: tuple[str, ...]
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Label:
    """A Vietnamese word with its English: an office, the head noun of a unit."""

    vi: str
    en: str
    src: tuple[str, ...]
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stamp:
    """A mark on a document: urgency, secrecy (never published), circulation (held for an editor)."""

    id: str
    kind: Literal["urgency", "secrecy", "circulation"]
    vi: str
    en: str
    src: tuple[str, ...]
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Purpose:
    """Why a recipient gets a copy."""

    id: str
    vi: str
    en: str
    prints: tuple[str, ...]
    src: tuple[str, ...]
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()


@cache
def authorities() -> Mapping[str, Authority]:
    return by_id(table(Authority, "authority", "authorities"))


@cache
def _authority_prints() -> Mapping[str, Authority]:
    return {code_key(printed): a for a in authorities().values() for printed in a.prints}


def authority_by_print(printed: str) -> Authority | None:
    """``KT.``, ``K/T``: by what right somebody signs."""
    return _authority_prints().get(code_key(printed))


@cache
def titles() -> tuple[Label, ...]:
    return table(Label, "authority", "titles")


@cache
def unit_heads() -> tuple[Label, ...]:
    """Head nouns of units (Vụ, Cục, Trung tâm), longer ones before those they contain."""
    return table(Label, "authority", "unit_heads")


@cache
def _by_title() -> Mapping[str, Label]:
    return {marked(name): title for title in titles() for name in (title.vi, *title.also)}


def title_by_print(title: str) -> Label | None:
    """An office however it is printed (``PHÓ CHỦ TỊCH`` is "Phó Chủ tịch"), None where it is not in the table."""
    return _by_title().get(marked(title))


def title_english(title: str) -> str | None:
    """The English of an office (``PHÓ CHỦ TỊCH``), None where it is not in the table."""
    known = title_by_print(title)
    return known.en if known else None


@cache
def _stamps() -> tuple[Stamp, ...]:
    return table(Stamp, "authority", "stamps")


@cache
def urgency() -> Mapping[str, Stamp]:
    return by_id(s for s in _stamps() if s.kind == "urgency")


@cache
def secrecy() -> Mapping[str, Stamp]:
    return by_id(s for s in _stamps() if s.kind == "secrecy")


@cache
def circulation() -> Mapping[str, Stamp]:
    return by_id(s for s in _stamps() if s.kind == "circulation")


@cache
def _stamp_prints() -> Mapping[str, Stamp]:
    return {marked(stamp.vi): stamp for stamp in _stamps()}


def stamp_by_print(printed: str) -> Stamp | None:
    """A whole line that is a mark of urgency, secrecy or circulation. Marks count: ``MẬT`` is not ``mặt``."""
    return _stamp_prints().get(marked(printed))


@cache
def purposes() -> Mapping[str, Purpose]:
    return by_id(table(Purpose, "authority", "purposes"))


@cache
def _purpose_prints() -> Mapping[str, Purpose]:
    return {text.key(printed): p for p in purposes().values() for printed in p.prints}


def purpose_by_print(printed: str) -> Purpose | None:
    """``để b/c``, ``(để báo cáo);``: why a recipient gets a copy."""
    return _purpose_prints().get(text.key(printed).removeprefix("de "))
