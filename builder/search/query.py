"""What a reader asked: runs of words, phrases, exclusions, fields, dates. ``engine.mjs`` does the same. Never opens the index."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from builder.search.analysis import STOP, TABLES, Word, english_key, words

QUERY_AT_MOST, WORDS_AT_MOST = 512, 64
EXACT, PARTLY, OTHER = 10, 5, 1  # tenths: the marks are the same, may be meant, are of another word
_QUOTES = '"“”«»„'
_CHUNK = re.compile(rf"(-?)(?:((?:[^\W\d_]|[\u0300-\u036f-])+):)?(?:[{_QUOTES}]([^{_QUOTES}]*)[{_QUOTES}]?|([^\s{_QUOTES}]+))")
_FIELDS = {name: facet for facet, names in TABLES["fields"].items() for name in names}
_SYLLABLE = re.compile(TABLES["syllable"])
_SPELT = re.compile(r"^[a-z]+$")
_VOWEL = re.compile(r"[aeiouy]")

Run = list[Word]


@dataclass(slots=True)
class Asked:
    """A phrase is also a run: its words count for the ranking. ``fields`` are (facet, words, excluded)."""

    runs: list[Run] = field(default_factory=list)
    phrases: list[Run] = field(default_factory=list)
    without: list[Run] = field(default_factory=list)
    fields: list[tuple[str, Run, bool]] = field(default_factory=list)


def parse(query: str) -> Asked:
    """Any text at all is a query; what is beyond 512 characters or 64 words is not asked."""
    parser = _Parser()
    for m in _CHUNK.finditer(unicodedata.normalize("NFC", query)[:QUERY_AT_MOST]):
        parser.take(m)
    parser.flush()
    return parser.asked


class _Parser:
    """Gathers free text until a phrase ends it: only words that were typed side by side are pairs."""

    def __init__(self) -> None:
        self.asked = Asked()
        self._free, self._left = "", WORDS_AT_MOST

    def take(self, m: re.Match[str]) -> None:
        minus, name, quoted, bare = m.groups()
        facet = _FIELDS.get("".join(w.key for w in words(name))) if name else None
        found = words(bare if quoted is None else quoted)
        if not found:
            return
        if facet:
            self.asked.fields.append((facet, found, bool(minus)))
        elif name:
            self._free += " " + m[0]
        elif minus:
            self.asked.without.append(found)
        elif quoted is None:
            self._free += " " + bare
        else:
            self.flush()
            if phrase := self._run(found):
                self.asked.phrases.append(phrase)

    def flush(self) -> None:
        self._run(words(self._free))
        self._free = ""

    def _run(self, found: Run) -> Run:
        kept = found[: self._left]
        self._left -= len(kept)
        if kept:
            self.asked.runs.append(kept)
        return kept


def keys(run: Iterable[Word]) -> str:
    return " ".join(w.key for w in run)


def marks(run: Iterable[Word]) -> str:
    return "".join(w.marks for w in run)


def any_marked(run: Iterable[Word]) -> bool:
    return any(w.marked for w in run)


def stems(run: Sequence[Word]) -> list[str]:
    """The English of a stretch; none when a word bears Vietnamese marks."""
    return [] if any_marked(run) else [k for k in (english_key(w.key) for w in run) if k]


def is_syllable(key: str) -> bool:
    """Whether a word without marks may be a Vietnamese syllable."""
    return bool(_SYLLABLE.match(key))


def is_english(run: Sequence[Word]) -> bool:
    """At least half of the words of letters cannot be Vietnamese, or are English stop words."""
    spelt = [w.key for w in run if _SPELT.match(w.key) and _VOWEL.search(w.key)]
    foreign = sum(not is_syllable(k) for k in spelt)
    stops = sum(is_syllable(k) and k in STOP for k in spelt)
    return foreign > 0 and (foreign + stops) * 2 >= len(spelt)


def fit(typed: str, has: str, marked: bool) -> int:
    """How well a spelling of the index answers the marks that were typed, in tenths."""
    if typed == has or not marked:
        return EXACT
    bare = all(b == "\0" for b in has)
    may = all(a == "\0" or a == b for a, b in zip(typed.ljust(len(has), "\0"), has, strict=False))
    return PARTLY if bare or may else OTHER


def contains(found: Sequence[Word], phrase: Sequence[Word]) -> bool:
    """Adjacent words as asked: the same marks when the phrase has any, any marks otherwise."""
    strict, n = any_marked(phrase), len(phrase)
    return any(
        all(p.key == w.key and (not strict or p.marks == w.marks) for p, w in zip(phrase, found[i : i + n], strict=True))
        for i in range(len(found) - n + 1)
    )


# --- dates -----------------------------------------------------------------------------------------------------------

_DATE = TABLES["date_words"]


class _Dates:
    """Reads a date at a place of a run: ``28/6/2017``, ``tháng 3 năm 2024``, ``28 June 2017``, ``March 2024``, ``2017-06-28``."""

    def __init__(self, run: Sequence[Word]) -> None:
        self._keys = [w.key for w in run]

    def _key(self, i: int) -> str:
        return self._keys[i] if i < len(self._keys) else ""

    def _number(self, i: int, low: int, high: int) -> str:
        k = self._key(i)
        return k if k.isdecimal() and k.isascii() and low <= int(k) <= high else ""

    def _year(self, i: int) -> str:
        return self._number(i, 1900, 2100)

    def _named(self, i: int) -> str:
        return f"{_DATE['names'].index(self._key(i)) + 1:02}" if self._key(i) in _DATE["names"] else ""

    def _skip(self, i: int, kind: str) -> int:
        return i + 1 if self._key(i) in _DATE[kind] else i

    def at(self, i: int) -> tuple[int, str] | None:
        """(word after the date, key of the index)."""
        return self._iso(i) or self._english(i) or self._vietnamese(i)

    def _iso(self, i: int) -> tuple[int, str] | None:
        year, month, day = self._year(i), self._number(i + 1, 1, 12), self._number(i + 2, 1, 31)
        return (i + 3, f"@{year}-{month:0>2}-{day:0>2}") if year and month and day else None

    def _english(self, i: int) -> tuple[int, str] | None:
        d = self._skip(i, "day")
        if (day := self._number(d, 1, 31)) and self._named(d + 1) and self._year(d + 2):
            return d + 3, f"@{self._year(d + 2)}-{self._named(d + 1)}-{day:0>2}"
        if not self._named(i):
            return None
        if (day := self._number(i + 1, 1, 31)) and self._year(i + 2):
            return i + 3, f"@{self._year(i + 2)}-{self._named(i)}-{day:0>2}"
        return (i + 2, f"@{self._year(i + 1)}-{self._named(i)}") if self._year(i + 1) else None

    def _month_year(self, i: int) -> tuple[int, str] | None:
        y = self._skip(i + 1, "year")
        month, year = self._number(i, 1, 12), self._year(y)
        return (y + 1, f"@{year}-{month:0>2}") if month and year else None

    def _vietnamese(self, i: int) -> tuple[int, str] | None:
        d = self._skip(i, "day")
        if (day := self._number(d, 1, 31)) and (found := self._month_year(self._skip(d + 1, "month"))):
            return found[0], f"{found[1]}-{day:0>2}"
        m = self._skip(i, "month")
        found = self._month_year(m)
        return found if found and (m > i or found[0] == len(self._keys)) else None


def dates(run: Sequence[Word]) -> list[tuple[int, int, str]]:
    """The dates that a run names: (first word, word after the last, key of the index)."""
    found, i, reader = [], 0, _Dates(run)
    while i < len(run):
        if here := reader.at(i):
            found.append((i, *here))
            i = here[0]
        else:
            i += 1
    return found
