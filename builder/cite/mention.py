"""What the finders of citations hand each other: blocks to search, and mentions that have no final id yet."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from builder.model import Citation, Lang, Span, Zone
from builder.runs import Runs, words


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch that is searched on its own. ``text[i]`` of a run that begins at ``starts[k]`` is in ``runs[k]``."""

    text: str
    runs: Runs
    zone: Zone
    lang: Lang = "vi"
    starts: tuple[int, ...] = field(default=(), repr=False)

    def place(self, start: int, end: int) -> Span:
        """Where ``text[start:end]`` stands in the original."""
        return Span(self._offset(start), self._offset(max(start, end - 1)) + (end > start))

    def _offset(self, index: int) -> int:
        run = max(0, bisect_right(self.starts, index) - 1)
        return self.runs[run].start + index - self.starts[run]


def block_of(runs: Runs, zone: Zone, lang: Lang = "vi") -> Block:
    """A block of these runs; the place of every run in its text is counted once."""
    starts: list[int] = []
    at = 0
    for run in runs:
        starts.append(at)
        at += len(run.text)
    return Block(words(runs), runs, zone, lang, tuple(starts))


@dataclass(frozen=True, slots=True)
class Mention:
    """A citation in block number ``block``: where it starts, where its number stands, where its subject ends (in the block)."""

    citation: Citation
    block: int
    start: int
    head: Span
    tail: int


class Taken:
    """Stretches of one block that are spoken for: asked in reading order, answered in constant time each."""

    def __init__(self, stretches: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(stretches)
        self._starts = [s for s, _ in ordered]
        self._ends: list[int] = []
        for _, end in ordered:
            self._ends.append(max(end, self._ends[-1]) if self._ends else end)

    def overlaps(self, start: int, end: int) -> bool:
        before = bisect_right(self._starts, end - 1)
        return before > 0 and self._ends[before - 1] > start
