"""What is shown of a document that was found: the fragment, its marked words, the place on the page. As in ``engine.mjs``.

Parts are (text, marked); never HTML.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise, takewhile
from typing import Any

from builder.search.analysis import Word, english_key, words
from builder.search.dates import dates

FRAGMENT, LEAD, MATCHES_AT_MOST = 240, 60, 200
DAY = 5000  # what a date is worth in a fragment
_ASIDE = re.compile("[ars][0-9]+")  # anchors of addressees, recipients, the signature
Parts = list[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A word or pair to mark: what it is worth, and which spellings of it are meant. ``open``: as far as it was typed."""

    weight: int
    fits: Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Match:
    word: Word
    key: str
    weight: int


@dataclass(frozen=True, slots=True)
class Shown:
    """The best passage: its anchor, language and parts."""

    anchor: str
    lang: str
    parts: Parts


@dataclass(slots=True)
class Marker:
    """Finds in a text the words that were asked for, as the text has them."""

    words: dict[str, Wanted] = field(default_factory=dict)
    pairs: dict[str, Wanted] = field(default_factory=dict)
    open: list[str] = field(default_factory=list)
    dates: tuple[str, ...] = ()

    def add_name(self, text: str, lang: str) -> None:
        """Another name that was searched too: marked where it stands whole."""
        own = [f"~{english_key(w.key)}" if lang == "en" else w.key for w in words(text)]
        if len(own) == 1:
            self.words.setdefault(own[0], Wanted(1000, lambda _: True))
        for a, b in pairwise(own):
            self.pairs.setdefault(f"{a} {b.replace('~', '')}", Wanted(1000, lambda _: True))

    def matches(self, text: str) -> list[Match]:
        """Of a word that stands in a pair somewhere in the text only those places are marked."""
        found = words(text)
        english = ["" if w.marked else english_key(w.key) for w in found]
        in_pair, paired = self._in_pairs(found, english)
        dated = self._dated(found)
        out = []
        for i, w in enumerate(found):
            vi, en = self.words.get(w.key), self.words.get("~" + english[i])
            key = self._key(w, english[i], vi, en) or (w.key if i in in_pair else "")
            if i in dated:
                out.append(Match(w, dated[i], DAY))
            elif key and (i in in_pair or key not in paired):
                weight = (vi or en or Wanted(1, bool)).weight
                out.append(Match(w, key, weight * (2 if i in in_pair else 1)))
        return out

    def _key(self, w: Word, english: str, vi: Wanted | None, en: Wanted | None) -> str:
        if vi and vi.fits(w.marks):
            return w.key
        if english and en:
            return "~" + english
        return next((k for k in self.open if w.key.startswith(k.split(" ")[-1].replace("~", ""))), "")

    def _dated(self, found: Sequence[Word]) -> dict[int, str]:
        """The words that are a date of the query, however the text writes it: their places, and the date."""
        if not self.dates:
            return {}
        return {i: key for start, end, key in dates(found) if key.startswith(self.dates) for i in range(start, end)}

    def _in_pairs(self, found: Sequence[Word], english: Sequence[str]) -> tuple[set[int], set[str]]:
        places: set[int] = set()
        paired: set[str] = set()
        before = 0 if english and english[0] else -1
        for i in range(1, len(found)):
            a, b = found[i - 1], found[i]
            own = self.pairs.get(f"{a.key} {b.key}")
            if own and own.fits(a.marks + b.marks):
                places |= {i - 1, i}
                paired |= {a.key, b.key}
            if not english[i]:
                continue
            if before >= 0 and f"~{english[before]} {english[i]}" in self.pairs:
                places |= {before, i}
                paired |= {"~" + english[before], "~" + english[i]}
            before = i
        return places, paired

    def passage(self, record: dict[str, Any], lang: str) -> Shown | None:
        """The passage that says the most of what was asked, rather in the reader's language."""
        best: tuple[int, int, str, str, str] | None = None
        for anchor, language, text in record["text"]:
            sum_, at = _best_window(self.matches(text))
            body = not _ASIDE.fullmatch(anchor)
            value = sum_ * (12 if language == lang else 10) * (3 if body else 2)
            rank = value or -4 + 2 * body + (
                language == lang
            )  # what says nothing of it: rather of the body, rather in the reader's language
            if best is None or rank > best[0]:
                best = (rank, at, anchor, language, text)
        return self._cut(*best[1:]) if best else None

    def _cut(self, at: int, anchor: str, lang: str, text: str) -> Shown:
        blank = text.find(" ", at - LEAD) if at > LEAD else -1
        start = (at if blank < 0 or blank >= at else blank + 1) if at > LEAD else 0
        end = min(len(text), start + FRAGMENT)
        if end < len(text):
            end = max(text.rfind(" ", 0, end + 1), start + 1)
        parts = self.parts(text, start, end)
        return Shown(anchor, lang, [*([("… ", False)] if start else []), *parts, *([(" …", False)] if end < len(text) else [])])

    def parts(self, text: str, start: int, end: int) -> Parts:
        parts: Parts = []
        at = start
        for match in self.matches(text):
            w = match.word
            if w.start < at or w.end > end:
                continue
            gap = text[at : w.start]
            _put(parts, gap, gap == " " and bool(parts) and parts[-1][1])  # a blank between two found words is marked with them
            _put(parts, text[w.start : w.end], True)
            at = w.end
        _put(parts, text[at:end], False)
        return parts


def _put(parts: Parts, text: str, mark: bool) -> None:
    if text and parts and parts[-1][1] == mark:
        parts[-1] = (parts[-1][0] + text, mark)
    elif text:
        parts.append((text, mark))


def _best_window(matches: Sequence[Match]) -> tuple[int, int]:
    """(value, place) from which a fragment's length shows the most of what was asked for."""
    value = at = 0
    for i, first in enumerate(matches[:MATCHES_AT_MOST]):
        limit = first.word.start + FRAGMENT - LEAD
        total = sum(_firsts(takewhile(lambda m: m.word.end <= limit, islice(matches, i, None))))  # noqa: B023  used at once
        if total > value:
            value, at = total, first.word.start
    return value, at


def _firsts(matches: Iterable[Match]) -> Iterable[int]:
    seen: set[str] = set()
    for m in matches:
        if m.key not in seen:
            seen.add(m.key)
            yield m.weight
