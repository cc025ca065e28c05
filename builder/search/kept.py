"""What one index leaves for the next, so that a changed document costs what it is and not what the archive is.

Rows of JSON in a store of whoever builds; without them, or with rows of another index, everything is made again. Knows no files.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from builder.search.columns import Said
from builder.search.numbering import Dated
from builder.search.suggestions import Counted, Suggestion, beginning, beginnings

KIND = "search"


class Keep(Protocol):
    """Bytes under a kind and a name, from one build to the next."""

    def get(self, kind: str, name: str, /) -> bytes | None: ...

    def put(self, kind: str, name: str, data: bytes, /) -> None: ...

    def keep_only(self, kind: str, names: Iterable[str], /) -> None:
        """Forget all rows of a kind but these."""


@dataclass(slots=True)
class State:
    """Sums over all documents. ``words``: key, tab, marks → how many documents; ``lengths``: of each language words, and documents that
    have any; ``beginnings``: of suggestions → how many."""

    version: str = ""  # of the manifest that was written with it
    total: str = "0"  # the sum of the files, in hexadecimal
    years: dict[str, int] = field(default_factory=dict)
    words: dict[str, int] = field(default_factory=dict)
    lengths: list[list[int]] = field(default_factory=lambda: [[0, 0], [0, 0]])
    postings: int = 0
    english: int = 0
    said: dict[str, list[tuple[Said, int]]] = field(default_factory=dict)
    beginnings: dict[str, int] = field(default_factory=dict)

    @property
    def documents(self) -> int:
        return sum(self.years.values())

    def save(self, keep: Keep) -> None:
        keep.put(KIND, "state", _bytes({name: getattr(self, name) for name in self.__slots__}))


def state(keep: Keep) -> State | None:
    row = keep.get(KIND, "state")
    return State(**json.loads(row)) if row else None


def year(keep: Keep, name: str) -> list[Dated]:
    """The documents of a year: date and id of each."""
    return [(date, ident) for date, ident in json.loads(keep.get(KIND, f"year {name}") or b"[]")]


def put_year(keep: Keep, name: str, documents: Iterable[Dated]) -> None:
    keep.put(KIND, f"year {name}", _bytes(sorted(documents)))


def suggestions(keep: Keep, start: str) -> Counted:
    """Those that begin so."""
    return Counter({Suggestion(*row): n for *row, n in json.loads(keep.get(KIND, f"suggestions {start}") or b"[]")})


def put_suggestions(keep: Keep, start: str, own: Mapping[Suggestion, int]) -> None:
    rows = sorted((s.key, s.kind, s.value, s.date, n) for s, n in own.items() if n)
    keep.put(KIND, f"suggestions {start}", _bytes(rows))


def put_all(keep: Keep, documents: Iterable[Dated], counted: Counted, found: State) -> None:
    """After everything was made anew. ``found`` gets its years and beginnings here."""
    keep.keep_only(KIND, ())
    years: defaultdict[str, list[Dated]] = defaultdict(list)
    for date, ident in documents:
        years[date[:4]].append((date, ident))
    for name, own in years.items():
        put_year(keep, name, own)
    starts: defaultdict[str, Counted] = defaultdict(Counter)
    for s, n in counted.items():
        starts[beginning(s)][s] = n
    starts.pop("", None)
    for start, some in starts.items():
        put_suggestions(keep, start, some)
        found.beginnings.update(Counter(beginnings(some)))
    found.years = {name: len(own) for name, own in years.items()}
    found.save(keep)


def _bytes(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
