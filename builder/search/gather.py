"""Entries to postings: which terms a document has, how strongly, in which order documents stand. Writes nothing.

Documents are numbered by date, then id, so that a newer one comes after: "newest first" is the number backwards, and a document
that is added today leaves the lists before it as they were.
"""

from __future__ import annotations

import unicodedata
from array import array
from collections import Counter
from collections.abc import Sequence
from itertools import groupby, pairwise

from builder.search import scale
from builder.search.analysis import WORD, date_keys, english, number_keys, spell, words
from builder.search.entry import Entry
from builder.search.postings import encode
from builder.search.tree import Branch, Variant

# Caps against abuse: what is beyond is neither weighed nor searched.
TITLE_WORDS, BODY_WORDS, NAME_WORDS = 300, 200_000, 200
_EXACT = frozenset("#@")  # keys whose level is given, not computed


def _vi_terms(text: str, cap: int) -> list[str]:
    """Syllables and pairs as ``key\\tmarks``; the tab sorts before every character of a key."""
    single = [s for s in map(spell, WORD.findall(unicodedata.normalize("NFC", text))) if s[0]][:cap]
    terms = [f"{key}\t{marks}" for key, marks in single]
    terms += [f"{a} {b}\t{x}{y}" for (a, x), (b, y) in pairwise(single)]
    return terms


def _en_terms(text: str, cap: int) -> list[str]:
    return [f"{t}\t" for t in english(words(unicodedata.normalize("NFC", text))[:cap])]


class Gatherer:
    """Takes entries one by one and keeps of each only numbers."""

    def __init__(self) -> None:
        self._lists: dict[str, int | array[int]] = {}  # most terms are in one document: a number alone is smaller than a list
        self._order: list[tuple[str, str]] = []
        self._lengths: dict[str, array[int]] = {"vi": array("l"), "en": array("l")}

    def add(self, entry: Entry) -> None:
        """Arrival order does not matter: ``ranks`` puts documents in theirs."""
        base = len(self._order) << 8
        self._order.append((entry.date or "", entry.id))
        lists = self._lists
        for term, times in self._count(entry).items():
            packed = base | (times if times < scale.CAP else scale.CAP)
            found = lists.get(term)
            if found is None:
                lists[term] = packed
            elif type(found) is int:
                lists[term] = array("I", (found, packed))
            else:
                found.append(packed)  # type: ignore[union-attr]  # "type is" is four times as fast as isinstance, here millions of times

    def _count(self, entry: Entry) -> dict[str, int]:
        vi, en = self._texts(entry)
        for lang, terms in (("vi", vi), ("en", en)):
            self._lengths[lang].append((len(terms) + 1) // 2)
        title = _vi_terms(entry.title.vi or "", TITLE_WORDS) + _en_terms(entry.title.en or "", TITLE_WORDS)
        counts = Counter(vi + en + self._named(entry) + title * scale.TITLE)
        counts.update(self._exact(entry))
        return counts

    @staticmethod
    def _texts(entry: Entry) -> tuple[list[str], list[str]]:
        vi: list[str] = []
        en: list[str] = []
        for p in entry.passages:
            left = BODY_WORDS - (len(vi) + len(en)) // 2
            if p.lang == "vi":
                vi += _vi_terms(p.text, left)
            else:
                en += _en_terms(p.text, left)
        return vi, en

    @staticmethod
    def _named(entry: Entry) -> list[str]:
        labels = [x for x in (entry.issuer, entry.type, *entry.topics, *entry.addressees) if x]
        terms = _vi_terms(entry.number or "", NAME_WORDS)
        for label in labels[:50]:
            terms += _vi_terms(label.vi, NAME_WORDS) + _en_terms(label.en, NAME_WORDS)
        return terms

    @staticmethod
    def _exact(entry: Entry) -> dict[str, int]:
        keys = number_keys(entry.number) if entry.number else []
        return {f"{k}\t": v for k, v in keys} | {f"{k}\t": 15 for k in date_keys(entry.date or "")}

    def ranks(self) -> list[int]:
        """ranks()[arrival] is the document's ordinal. Raises ValueError for an id that came twice."""
        if len({i for _, i in self._order}) < len(self._order):
            twice = next(i for i, n in Counter(i for _, i in self._order).items() if n > 1)
            raise ValueError(f"two documents have the id {twice}")
        rank = [0] * len(self._order)
        for ordinal, arrival in enumerate(sorted(range(len(rank)), key=self._order.__getitem__)):
            rank[arrival] = ordinal
        return rank

    def undated(self) -> int:
        """How many documents, the first ones, have no date."""
        return sum(not date for date, _ in self._order)

    def _norms(self) -> dict[str, list[int]]:
        norms = {}
        for lang, lengths in self._lengths.items():
            mean = scale.mean_in_steps(sum(lengths), sum(n > 0 for n in lengths))
            norms[lang] = [scale.norm(n, mean) for n in lengths]
        return norms

    def branches(self) -> list[Branch]:
        """All terms, sorted, with encoded lists. May be called once: it frees what was gathered."""
        ranks, norms = self.ranks(), self._norms()
        terms = sorted(self._lists)
        return [
            Branch(key, tuple([self._variant(t, ranks, norms) for t in group]))
            for key, group in groupby(terms, key=lambda t: t.partition("\t")[0])
        ]

    def _variant(self, term: str, ranks: list[int], norms: dict[str, list[int]]) -> Variant:
        found, exact = self._lists.pop(term), term[0] in _EXACT
        norm, level = norms["en" if term[0] == "~" else "vi"], scale.level
        packed: Sequence[int] = (found,) if isinstance(found, int) else found
        pairs = [(ranks[p >> 8], p & 255 if exact else level(p & 255, norm[p >> 8])) for p in packed]
        if len(pairs) > 1:
            pairs.sort()
        return Variant(term.partition("\t")[2], len(pairs), encode(pairs, len(ranks)))
