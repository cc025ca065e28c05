"""The values of all documents, by which answers are filtered and counted, as one file. Knows no terms, and no texts.

``numbers`` are those of the documents, each as the step from the one before; a field has its values by id, and for each document their
places. Where two documents say the same value differently, the archive says it in the way that sorts last.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from typing import Any

from builder.search.documents import FACETS, compact
from builder.search.entry import Label

NAME = "f.json"
Values = Mapping[str, Sequence[Label]]
"""Those of one document, by field."""
Said = tuple[str, str, str]


@dataclass(slots=True)
class Columns:
    """``said``: for each field how many documents say what; ``rows``: for each field and document the places of its values."""

    numbers: list[int] = field(default_factory=list)
    said: dict[str, Counter[Said]] = field(default_factory=lambda: {f: Counter() for f in FACETS})
    rows: dict[str, list[Any]] = field(default_factory=lambda: {f: [] for f in FACETS})

    def values(self, name: str) -> list[list[str]]:
        last = {id_: [id_, vi, en] for id_, vi, en in sorted(self.said[name])}
        return [last[id_] for id_ in sorted(last)]

    def fields(self) -> list[str]:
        return [f for f in FACETS if self.said[f]]

    def file(self) -> bytes:
        fields = {f: {"values": self.values(f), "of": self.rows[f]} for f in self.fields()}
        steps = [b - a for a, b in pairwise([0, *self.numbers])]
        return compact({"numbers": steps, "fields": fields}).encode()

    def read(self, data: bytes) -> None:
        """The numbers and places that ``file`` wrote; what is said is not in there."""
        found = json.loads(data)
        self.numbers = list(accumulate(found["numbers"]))
        self.rows = {f: found["fields"].get(f, {}).get("of") or [[] for _ in self.numbers] for f in FACETS}

    def change(self, gone: Mapping[int, Values], come: Mapping[int, Values]) -> None:
        """Take documents away and put others in their places."""
        before = {f: self._places(f) for f in FACETS}
        for documents, sign in ((gone, -1), (come, 1)):
            for values in documents.values():
                for f in FACETS:
                    for label in set(values[f]):
                        self.said[f][said(label)] += sign
        for f in FACETS:
            self.said[f] = +self.said[f]
            self._renumber(f, before[f])
        for number in gone:
            at = bisect_left(self.numbers, number)
            del self.numbers[at]
            for f in FACETS:
                del self.rows[f][at]
        places = {f: self._places(f) for f in FACETS}
        for number, values in sorted(come.items()):
            at = bisect_left(self.numbers, number)
            self.numbers.insert(at, number)
            for f in FACETS:
                self.rows[f].insert(at, _row(values[f], places[f]))

    def _places(self, name: str) -> dict[str, int]:
        return {id_: i for i, id_ in enumerate(sorted({id_ for id_, _, _ in self.said[name]}))}

    def _renumber(self, name: str, before: Mapping[str, int]) -> None:
        after = self._places(name)
        if before.keys() != after.keys():
            new = [after.get(id_, -1) for id_ in sorted(before)]
            self.rows[name] = [new[r] if isinstance(r, int) else [new[x] for x in r] for r in self.rows[name]]


def said(label: Label) -> Said:
    return label.id, label.vi, label.en


def _row(labels: Iterable[Label], places: Mapping[str, int]) -> int | list[int]:
    """One place where there is one, as most have."""
    found = sorted({places[label.id] for label in labels})
    return found[0] if len(found) == 1 else found


def columns(documents: Iterable[tuple[int, Values]]) -> Columns:
    """``documents``: their numbers, in order, and values."""
    found, rows = Columns(), list(documents)
    found.numbers = [number for number, _ in rows]
    for f in FACETS:
        found.said[f] = Counter(said(label) for _, values in rows for label in set(values[f]))
        places = found._places(f)
        found.rows[f] = [_row(values[f], places) for _, values in rows]
    return found
