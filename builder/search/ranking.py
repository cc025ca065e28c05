"""From what each word, pair and other name says of the documents to those that answer, with their scores. As in ``engine.mjs``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from builder.search.groups import Group, Span

ENOUGH = 10  # answers that satisfy
NEAR, HALF = 35, 25  # percent of the best score, of the words, that a document needs that has only a part
WHOLE = 4  # what having all is worth, in tenths


class Row(NamedTuple):
    ordinal: int
    score: int
    partly: bool


class Ranking:
    """Adds up what the groups and the other names say of each document."""

    def __init__(self, groups: Sequence[Group], spans: Sequence[Span]) -> None:
        self._groups = groups
        self._scores: Counter[int] = Counter()
        self._words: Counter[int] = Counter()
        self._pairs: Counter[int] = Counter()
        for g in groups:
            for o, p in g.points.items():
                self._scores[o] += p
            covered = self._words if g.kind == "word" else self._pairs
            for o in g.sure if g.kind != "english" else ():
                covered[o] += g.weight
        for span in spans:
            self._add(span)

    def _add(self, span: Span) -> None:
        """Another name is worth what the words are that it stands for, if it is worth more than they are."""
        own = [g for g in self._groups if g.run is span.run and g.start >= span.start and g.end <= span.end]
        for o, p in span.points.items():
            said = sum(g.points.get(o, 0) for g in own)
            for g in own:
                if g.kind == "word" and o not in g.sure:
                    self._words[o] += g.weight
                if g.kind == "pair" and g.sure and o not in g.sure:
                    self._pairs[o] += g.weight
            self._scores[o] += max(0, p - said)

    def rows(self, numbers: Mapping[int, int], asked: int) -> list[Row]:
        """Which documents answer. ``asked``: how many words, where not all were looked for; pairs then count for them.
        Of one or two words all, and together where that is found; of three or four most; of a question's
        many words most, or a good part of the best score. If that leaves too few, what is near follows, and says it is only a part."""
        count = sum(g.kind == "word" for g in self._groups)
        full = sum(g.weight for g in self._groups if g.kind == "word")
        pairs = [g.weight for g in self._groups if g.kind == "pair" and g.sure]
        # Of two words that are said again and again (*lao động lao động*) the pair that turns them is no part of the question.
        whole = full + (min(pairs, default=0) if count == 2 and not asked else sum(pairs))
        if asked:
            count, full = asked, whole
            self._words, self._pairs = self._words + self._pairs, Counter()
        top, most = max(self._scores.values(), default=0), max(self._words.values(), default=0)

        def near(o: int) -> bool:
            return self._scores[o] * 100 >= NEAR * top

        def answers(o: int) -> bool:
            both = self._words[o] + self._pairs[o]
            if o in numbers or count <= 2:
                return o in numbers or both >= whole
            if count <= 4:
                return self._words[o] * 100 >= 75 * full and both * 100 >= 50 * whole
            return self._words[o] * 100 >= 60 * full or near(o)

        kept = [o for o in self._scores if answers(o)]
        known = set(kept)
        left = [
            o for o in self._scores if o not in known and near(o) and self._words[o] * 100 >= (HALF * full if count > 2 else 100 * most)
        ]
        kept += [o for o in numbers if o not in self._scores]
        part = [] if len(kept) >= ENOUGH or (count <= 2 and kept) else left
        return [Row(o, self._all(o, whole) + numbers.get(o, 0), False) for o in kept] + [Row(o, self._all(o, whole), True) for o in part]

    def _all(self, o: int, whole: int) -> int:
        """Having all that was asked is worth up to three tenths more: long texts say much of it here and there."""
        return self._scores[o] * (10 * whole + WHOLE * (self._words[o] + self._pairs[o])) // (10 * whole) if whole else self._scores[o]
