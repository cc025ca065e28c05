"""All that the index takes of one document, and of no other: it may be kept from one build to the next. Knows no files."""

from __future__ import annotations

from typing import NamedTuple

from builder.search.documents import compact, facet_values, record
from builder.search.entry import Entry, Label
from builder.search.suggestions import Suggestion, of_entry
from builder.search.terms import Terms, analyse


class Digest(NamedTuple):
    terms: Terms
    shown: str  # the record, as JSON
    parts: list[list[list[str]]]  # of its text that the record has no room for
    facets: dict[str, tuple[Label, ...]]
    suggestions: tuple[Suggestion, ...]
    english: bool  # without Vietnamese text


def digest(entry: Entry) -> Digest:
    shown, parts = record(entry)
    english = bool(entry.passages) and all(p.lang == "en" for p in entry.passages)
    return Digest(analyse(entry), compact(shown), parts, facet_values(entry), tuple(of_entry(entry)), english)


def size_of(one: Digest) -> int:
    """How many postings it has."""
    return sum(len(said.words) + len(said.pairs) for said in (one.terms.vi, one.terms.en)) + len(one.terms.exact)
