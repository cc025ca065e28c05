"""What was found of a word or pair of a query: its spellings, how much it says, the documents that have it. Opens nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from builder.search.query import Run
from builder.search.shelves import Stored
from builder.search.wants import Ask


@dataclass(frozen=True, slots=True)
class Alternative:
    ask: Ask
    frequency: int
    idf: int
    variants: tuple[tuple[Stored, int], ...]  # with their weights in tenths

    @property
    def long(self) -> bool:
        return any(v.data is None for v, _ in self.variants)


@dataclass(slots=True)
class Group:
    """A word or pair of the query and the ways to find it: the best of them counts."""

    kind: Literal["word", "pair", "english"]
    run: Run
    start: int
    end: int
    alternatives: tuple[Alternative, ...]
    unknown: int  # what a word that no document has would weigh
    mistaken: bool = False  # the archive has the word with other marks only, or here with others
    points: dict[int, int] = field(default_factory=dict)
    sure: set[int] = field(default_factory=set)  # documents that have the word itself, not one with other marks
    loaded: bool = False

    @property
    def long(self) -> bool:
        return any(a.long for a in self.alternatives)

    @property
    def files(self) -> int:
        return sum(v.data is None for a in self.alternatives for v, _ in a.variants)

    @property
    def frequency(self) -> int:
        return max((a.frequency for a in self.alternatives), default=0)

    @property
    def weight(self) -> int:
        return min((a.idf for a in self.alternatives), default=self.unknown)

    @property
    def is_unknown_number(self) -> bool:
        """A number that no document has is not forgiven as a misspelt word is: it was meant."""
        key = self.run[self.start].key
        return self.kind == "word" and not self.frequency and key.isdecimal() and key.isascii()


class Span(NamedTuple):
    """A stretch of the query that has another name, and the documents that have that."""

    run: Run
    start: int
    end: int
    points: dict[int, int]
