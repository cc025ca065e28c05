"""Text to search terms: one analysis for index and query, the tables of which the engine reads from the index.

``engine.mjs`` does the same in the browser; ``tests/vectors/search_analysis.json`` holds both to it. Never touches files
other than its own table, never decides what counts more.

A word is a folded key (``cong``, as a reader types) and its marks: one code for each letter of the key that can bear one.
Keeping both in one place makes a query without diacritics exact, and one with diacritics precise, at the price of one list.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from builder.search.porter import stem

TABLES: dict[str, Any] = json.loads(Path(__file__).with_name("analysis.json").read_text(encoding="utf-8"))
_LOOKALIKES = str.maketrans(TABLES["lookalikes"])
_OLD_TONE = re.compile(TABLES["old_tone"])
_LETTERS = frozenset(TABLES["marks"]["letters"])
_QUALITY: dict[str, int] = TABLES["marks"]["quality"]
_TONE: dict[str, int] = TABLES["marks"]["tone"]
_LONGEST: int = TABLES["longest"]
STOP = frozenset(TABLES["english_stop"])
# Digits and letters part: QH14 is "qh", "14", however it is glued. Marks that NFC could not compose stay with their letter.
WORD = re.compile(r"\d+|(?:[^\W\d_]+|[\u0300-\u036f]+)+")
_MARK = re.compile(r"[\u0300-\u036f]")
_ASCII = re.compile(r"^[a-z]+$")
_IZE = re.compile(r"([iy])s(e|ed|es|er|ers|ing|ation|ations)$")
_AMERICAN: dict[str, str] = TABLES["american"]
# Beyond the BMP the two languages of code sort strings differently; no word of an archive is written there.
_REFUSED = re.compile(r"[\W_]|[^\u0000-\uffff]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text. ``key`` is folded; ``marks`` has one character for each markable letter of it; "" where there are none."""

    key: str
    marks: str
    start: int
    end: int
    text: str

    @property
    def marked(self) -> bool:
        return any(c != "\0" for c in self.marks)


def _modern(m: re.Match[str]) -> str:
    return f"{m[1]}{m[3]}{m[2]}" if m[1] else f"{m[4]}{m[5]}{m[7]}{m[6]}"


@lru_cache(maxsize=200_000)
def spell(raw: str) -> tuple[str, str]:
    """A raw word → (key, marks). ``Hoà`` and ``hòa`` → (``hoa``, …) with the same marks; ``Ð`` is Đ; ``09`` is 9."""
    if raw.isdecimal():
        digits = unicodedata.normalize("NFKC", raw).lstrip("0") or "0"
        return (digits, "") if len(digits) <= _LONGEST else ("", "")
    lowered = unicodedata.normalize("NFKC", raw).translate(_LOOKALIKES).lower()
    decomposed = _OLD_TONE.sub(_modern, unicodedata.normalize("NFD", lowered))
    key, marks = _letters(decomposed)
    return (key, marks) if len(key) <= _LONGEST and key and not _REFUSED.search(key) else ("", "")


def _letters(decomposed: str) -> tuple[str, str]:
    key: list[str] = []
    codes: list[int] = []
    open_letter = False
    for ch in decomposed:
        if _MARK.match(ch):
            if open_letter:
                codes[-1] |= _QUALITY.get(ch, 0) or _TONE.get(ch, 0)
            continue
        base = "d" if ch == "đ" else ch
        key.append(base)
        open_letter = base in _LETTERS
        if open_letter:
            codes.append(1 if ch == "đ" else 0)
    return "".join(key), "".join(map(chr, codes))


def words(text: str) -> list[Word]:
    """The words of a text in order, with their places in it (code points of the NFC text that is passed in)."""
    found = []
    for m in WORD.finditer(text):
        key, marks = spell(m[0])
        if key:
            found.append(Word(key, marks, m.start(), m.end(), m[0]))
    return found


def marks_length(key: str) -> int:
    """How many letters of a key can bear marks: the length of its ``marks``. English, numbers and dates have none."""
    return 0 if key[0] in "~#@" else sum(c in _LETTERS for c in key)


def vietnamese(found: list[Word]) -> list[tuple[str, str]]:
    """The terms of a Vietnamese text: syllables and adjacent pairs, each with its marks."""
    single = [(w.key, w.marks) for w in found]
    pairs = [(f"{a} {b}", x + y) for (a, x), (b, y) in pairwise(single)]
    return single + pairs


def english_key(key: str) -> str:
    """The stem under which an English word is filed, "" for a stop word. *Labor* and *labour*, *organise* and *organize* are one."""
    if key in STOP:
        return ""
    return _british(stem(_IZE.sub(r"\1z\2", key))) if _ASCII.match(key) else key


def _british(stemmed: str) -> str:
    return _AMERICAN.get(stemmed, stemmed)


def pair_key(a: str, b: str, common: Mapping[str, int]) -> str:
    """The key of two neighbours. It begins with the rarer of them, so that a question finds both its pairs with that word in one
    file: ``lao dong`` or, where *lao* is the commoner, ``dong!lao``. English ones, stems after ``~``, have one ``~`` in all."""
    if common.get(a, 0) > common.get(b, 0):
        return f"{b}!{a.removeprefix('~')}"
    return f"{a} {b.removeprefix('~')}"


def plain(key: str) -> str:
    """The two neighbours of a key in the order they are written."""
    second, turned, first = key.partition("!")
    if not turned:
        return key
    return f"~{first} {second[1:]}" if key[0] == "~" else f"{first} {second}"


def number_keys(number: str) -> list[tuple[str, int]]:
    """The keys of a document's own number: serial, then the rest without anything between: ``#2637.ldtbxhhtqt``.

    Each with a level: 15 for the whole number, 8 for one that leaves out the year or the first part of the symbol.
    """
    parts = [w.key for w in words(unicodedata.normalize("NFC", number)[:120])]
    first = next((i for i, p in enumerate(parts) if p.isdecimal()), None)
    if first is None:
        return []
    serial, rest = parts[first], parts[first + 1 :]
    keys = {f"#{serial}.{''.join(rest)}": 15}
    if rest and rest[0].isdecimal() and len(rest[0]) == 4:
        rest = rest[1:]
        keys.setdefault(f"#{serial}.{''.join(rest)}", 8)
    if any(not p.isdecimal() for p in rest[1:]):
        keys.setdefault(f"#{serial}.{''.join(rest[1:])}", 8)
    return sorted(keys.items())


def date_keys(date: str) -> list[str]:
    """``2017-06-28`` → ``@2017``, ``@2017-06``, ``@2017-06-28``: what a date in a query may say of it."""
    return [f"@{date[:n]}" for n in (4, 7, 10) if len(date) >= n]
