"""Dates in words: of a query, and of a text that mentions them. ``engine.mjs`` reads those of a query alike. Never opens the index.

A date is a key of the index: ``@2017-06-28``, ``@2017-06``, ``@2017``; a quarter is its three months, with blanks between.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from builder.search.analysis import TABLES, Word, words

_DATE = TABLES["date_words"]
_SPOKEN = {name: f"{n:02}" for n, names in enumerate(_DATE["spoken"], 1) for name in names}
WHOLE_DAY, WHOLE_MONTH = len("@2017-06-28"), len("@2017-06")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# What makes a year the end of a date: 28/6/, ngày 28 tháng 6 năm, tháng Sáu năm, 28 June, June 28,
_BEFORE = re.compile(
    r"(?<!\d)(?:\d{1,2} ?[/.-] ?\d{1,2} ?[/.-] ?|(?:[Nn]gày \d{1,2},? )?[Tt]háng (?:\d{1,2}|\w+(?: \w+)?)(?:,? năm | ?[/.-] ?|,? )"
    r"|(?:\d{1,2}(?:st|nd|rd|th)? (?:of )?)?[A-Z][a-z]{2,8}\.?(?: \d{1,2}(?:st|nd|rd|th)?,?)? )$"
)
_LONGEST = len("ngày 28, tháng mười một, năm ")
Found = tuple[int, str]  # the word after the date, its key


class _Dates:
    """Reads a date at a place of a run."""

    def __init__(self, run: Sequence[Word]) -> None:
        self._run, self._keys = run, [w.key for w in run]

    def _key(self, i: int) -> str:
        return self._keys[i] if 0 <= i < len(self._keys) else ""

    def _number(self, i: int, low: int, high: int) -> str:
        k = self._key(i)
        return f"{k:0>2}" if k.isdecimal() and k.isascii() and low <= int(k) <= high else ""

    def _year(self, i: int) -> str:
        return self._number(i, 1900, 2100)

    def _is(self, i: int, kind: str) -> bool:
        return self._key(i) in _DATE[kind]

    def _skip(self, i: int, kind: str) -> int:
        return i + 1 if self._is(i, kind) else i

    def _named(self, i: int) -> str:
        """The number of an English month, also cut short: ``Sept``. A word with marks is none: ``máy 2017``."""
        k = self._key(i)
        if len(k) < 3 or self._run[i].marked:
            return ""
        return next((f"{n:02}" for n, name in enumerate(_DATE["names"], 1) if name.startswith(k)), "")

    def _month(self, i: int) -> tuple[int, str]:
        """(the word after a Vietnamese month, its number): ``6``, ``tháng 6``, ``tháng sáu``."""
        m = self._skip(i, "month")
        if number := self._number(m, 1, 12):
            return m + 1, number
        for n in (2, 1) if m > i else ():
            if spoken := _SPOKEN.get(" ".join(self._keys[m : m + n])):
                return m + n, spoken
        return i, ""

    def at(self, i: int) -> Found | None:
        return self._iso(i) or self._quarter(i) or self._english(i) or self._vietnamese(i) or self._year_alone(i)

    def _iso(self, i: int) -> Found | None:
        year, month, day = self._year(i), self._number(i + 1, 1, 12), self._number(i + 2, 1, 31)
        if year and month and day:
            return i + 3, f"@{year}-{month}-{day}"
        return (2, f"@{year}-{month}") if year and month and i == 0 and len(self._run) == 2 else None

    def _quarter(self, i: int) -> Found | None:
        k = self._key(i + 1)
        n = int(self._number(i + 1, 1, 4) or (_DATE["roman"].index(k) + 1 if k in _DATE["roman"] else 0))
        y = self._skip(i + 2, "year")
        if not (self._is(i, "quarter") and n and self._year(y)):
            return None
        return y + 1, " ".join(f"@{self._year(y)}-{month:02}" for month in range(3 * n - 2, 3 * n + 1))

    def _english(self, i: int) -> Found | None:
        d = self._skip(i, "day")
        m = self._skip(self._skip(d + 1, "ordinal"), "of")
        if (day := self._number(d, 1, 31)) and self._named(m) and self._year(m + 1):
            return m + 2, f"@{self._year(m + 1)}-{self._named(m)}-{day}"
        if not (month := self._named(i)):
            return None
        y = self._skip(i + 2, "ordinal")
        if (day := self._number(i + 1, 1, 31)) and self._year(y):
            return y + 1, f"@{self._year(y)}-{month}-{day}"
        return (i + 2, f"@{self._year(i + 1)}-{month}") if self._year(i + 1) else None

    def _month_year(self, i: int) -> Found | None:
        after, month = self._month(i)
        y = self._skip(after, "year")
        return (y + 1, f"@{self._year(y)}-{month}") if month and self._year(y) else None

    def _vietnamese(self, i: int) -> Found | None:
        d = self._skip(i, "day")
        if (day := self._number(d, 1, 31)) and (found := self._month_year(d + 1)):
            return found[0], f"{found[1]}-{day}"
        found = self._month_year(i)
        return found if found and (self._is(i, "month") or found[0] == len(self._keys)) else None

    def _year_alone(self, i: int) -> Found | None:
        """``năm 2017``, and the year that ends a query: ``lương tối thiểu 2024``, but no ``2637/2017``."""
        if self._is(i, "year") and self._year(i + 1):
            return i + 2, f"@{self._year(i + 1)}"
        last = i == len(self._keys) - 1 and not self._key(i - 1).isdecimal()
        return (i + 1, f"@{self._year(i)}") if last and self._year(i) else None


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


def mentioned(text: str) -> set[str]:
    """The days and months that a text names."""
    found = set()
    for year in _YEAR.finditer(text := unicodedata.normalize("NFC", text)):
        if (before := _BEFORE.search(text, max(0, year.start() - _LONGEST), year.start())) and (key := _mention(before[0] + year[0])):
            found.add(key)
    return found


@lru_cache(maxsize=50_000)
def _mention(printed: str) -> str:
    return next((key for _, _, key in dates(words(printed)) if len(key) in (WHOLE_DAY, WHOLE_MONTH)), "")


__all__ = ["WHOLE_DAY", "WHOLE_MONTH", "dates", "mentioned"]
