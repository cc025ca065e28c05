"""Numbers of documents in a query: 2637/LĐTBXH, số 2637, công văn 2637. As in ``engine.mjs``. Never opens the index."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from builder.search.analysis import TABLES
from builder.search.dates import WHOLE_DAY
from builder.search.query import Run, is_syllable, keys
from builder.search.wants import Dated

NUMBER_WHOLE, NUMBER_PART, NUMBER_SERIAL, NUMBER_NEAR = 10**12, 10**10, 10**9, 10**8
_NUMBER_WORDS, _COUNTED = frozenset(TABLES["number_words"]), frozenset(TABLES["counted_words"])
_LEADS = frozenset(TABLES["number_leads"])


@dataclass(frozen=True, slots=True)
class Serial:
    """What may be a number: the serial, the words after it, and whether words before say that it is one."""

    key: str
    rest: tuple[str, ...]
    led: bool

    def bonus(self, number: str) -> int:
        """``number`` is the rest of an index number: ``ldtbxhhtqt``."""
        if not self.rest:
            return NUMBER_SERIAL
        if number and "".join(self.rest).startswith(number):
            return NUMBER_WHOLE
        best = max((n for n in range(1, len(self.rest) + 1) if number.startswith("".join(self.rest[:n]))), default=0)
        if any("a" <= c <= "z" for c in "".join(self.rest[:best])):
            return NUMBER_PART
        return NUMBER_SERIAL if self._says_no_more else 0

    @property
    def _says_no_more(self) -> bool:
        """``2637/2017``; ``công văn 2637 về hội nhập``, but not ``kế hoạch 5 năm`` nor ``quyết định 145/QĐ-TTg``."""
        first = self.rest[0]
        if len(self.rest) == 1 and len(first) == 4 and first.isdecimal():
            return True
        return self.led and is_syllable(first) and (first not in _COUNTED or len(self.key) > 2)

    @property
    def is_glued(self) -> bool:
        """What follows is no word: ``2637/LĐTBX`` is a number, if not as it should be."""
        return bool(self.rest) and not self.rest[0].isdecimal() and not is_syllable(self.rest[0])


def in_number(run: Run, i: int) -> bool:
    """Whether a word belongs to the symbol of a number: the *LĐTBXH* of ``2637/LĐTBXH-HTQT`` is no concept."""
    while i >= 0 and not run[i].key.isdecimal():
        if is_syllable(run[i].key):
            return False
        i -= 1
    return i >= 0


def serials(runs: Sequence[Run], dated: Sequence[Dated]) -> list[Serial]:
    """An article, a clause, a day is none."""
    days = {(id(d.run), i) for d in dated if len(d.keys[0]) == WHOLE_DAY for i in range(d.start, d.end)}
    found = []
    for run in runs:
        for i, w in enumerate(run):
            if not (w.key.isdecimal() and w.key.isascii()) or (id(run), i) in days or (i and run[i - 1].key in _COUNTED):
                continue
            before = run[:i]
            if before and before[-1].key in _NUMBER_WORDS:
                before = before[:-1]
            led = i > 0 and (not before or keys(before) in _LEADS)
            rest = tuple(x.key for x in run[i + 1 : i + 9])
            if rest or i == 0 or led:
                found.append(Serial(w.key, rest, led))
    return found


__all__ = ["Serial", "in_number", "serials"]
