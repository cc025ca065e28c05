"""Concepts of the glossary: the names of each, and which of them a query says. Never opens the index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from builder.search.analysis import words
from builder.search.entry import Term
from builder.search.query import Run, any_marked, keys, marks, stems

TERM_WORDS = 8


class Name(NamedTuple):
    """Another name of a concept that was searched too."""

    text: str
    lang: str


class Named(NamedTuple):
    """A stretch that is a concept of the glossary, and its other names."""

    run: Run
    start: int
    end: int
    names: list[Name]


class _Known(NamedTuple):
    term: int
    name: str
    marks: str
    english: bool


class Glossary:
    """``terms``: Vietnamese and English names of each concept. ``english``: whether English names are worth looking for."""

    def __init__(self, terms: Sequence[tuple[list[str], list[str]]], english: bool) -> None:
        self._terms, self._english = terms, english
        self._by_name: dict[str, list[_Known]] = {}
        for i, (vi, en) in enumerate(terms):
            for name in vi:
                self._put(keys(words(name)), _Known(i, name, marks(words(name)), False))
            for name in en:
                self._put(_english(words(name)), _Known(i, name, "", True))

    def _put(self, key: str, known: _Known) -> None:
        if key.strip("~"):
            self._by_name.setdefault(key, []).append(known)

    def named(self, runs: Sequence[Run]) -> Iterator[Named]:
        """The concepts that the query names, longest first, none over another."""
        for run in runs:
            start = 0
            while start < len(run):
                end = next((e for e in range(min(len(run), start + TERM_WORDS), start, -1) if self._known(run[start:e])), 0)
                if end:
                    yield Named(run, start, end, self._names(run[start:end]))
                start = end or start + 1

    def _known(self, stretch: Run) -> _Known | None:
        hits = self._by_name.get(keys(stretch), []) + self._by_name.get(_english(stretch), [])
        return next((h for h in hits if h.english or not any_marked(stretch) or marks(stretch) == h.marks), None)

    def _names(self, stretch: Run) -> list[Name]:
        hit = self._known(stretch)
        if not hit:
            return []
        vi, en = self._terms[hit.term]
        names = [Name(t, "vi") for t in vi] + [Name(t, "en") for t in en if self._english and not hit.english]
        return [n for n in names if n.text != hit.name]


def _english(stretch: Run) -> str:
    return "~" + " ".join(stems(stretch))


def together(terms: Iterable[Term]) -> list[Term]:
    """Concepts that share a name are one: *XKLĐ* is *xuất khẩu lao động*, that is *overseas employment*, and so *đi làm việc ở nước
    ngoài*. In order of their first names."""
    merged: list[Term] = []
    for term in terms:
        names = {n.lower() for n in (*term.vi, *term.en)}
        same = [t for t in merged if names & {n.lower() for n in (*t.vi, *t.en)}]
        both = Term(_once(n for t in (*same, term) for n in t.vi), _once(n for t in (*same, term) for n in t.en))
        place = merged.index(same[0]) if same else len(merged)
        merged = [t for t in merged[:place] if t not in same] + [both] + [t for t in merged[place:] if t not in same]
    return merged


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


__all__ = ["Glossary", "Name", "Named", "together"]
