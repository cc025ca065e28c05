"""The sentences of one block in both languages, laid beside each other. Cuts at full stops, semicolons and colons; judges none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from builder.translate.align import Bead, align
from builder.translate.likeness import Fit

LONGEST = 160  # sentences of one block; beyond that only the block as a whole is compared
_CROSSED = 0.5
# "No. 145", "Mr. Lan", "p.m. of", "Điều 5. Tổ chức" end nothing; "ngày 10/12/2024. Các xã" does
_ABBREVIATED = "".join(rf"(?<!\b{w}.)" for w in ("No", "Nos", "Mr", "Ms", "Mrs", "Dr", "Art", "p.m", "a.m", "TP", "Th", "GS", "TS", "PGS"))
_END = re.compile(rf"[.;:](?:{_ABBREVIATED}(?<!\d.)(?=\s+[\"“(]?[^\W_])|(?<=\d[;.])(?=\s+[^\W\d_]))")
# "2.", "Điều 35.": a label goes with its words
_LABEL = re.compile(r"\s*(?:(?:Điều|Article)\s)?\d{1,3}[a-zđ]?(?:\.\d{1,2}){0,3}\.")


class Sentence(NamedTuple):
    """What corresponds: one sentence or a few in each language, either side possibly empty."""

    vi: str
    en: str


class Sentences(NamedTuple):
    """A block's sentences in order, and those neighbours whose English fits crosswise."""

    beside: tuple[Sentence, ...] = ()
    crossed: tuple[tuple[Sentence, Sentence], ...] = ()


def sentences(text: str) -> list[str]:
    found: list[str] = []
    at = 0
    for end in _END.finditer(text):
        if not _LABEL.fullmatch(text, at, end.end()):
            found.append(text[at : end.end()].strip())
            at = end.end()
    return [s for s in (*found, text[at:].strip()) if s]


def beside(vi: str, en: str) -> Sentences:
    """The sentences of a block that has several; nothing for one of a single sentence, or of too many."""
    left, right = sentences(vi), sentences(en)
    if not 2 <= max(len(left), len(right)) <= LONGEST:
        return Sentences()
    fit = Fit(left, right)
    beads = align(left, right, fit)
    pairs = [Sentence(" ".join(left[i] for i in b.vi), " ".join(right[j] for j in b.en)) for b in beads]
    return Sentences(tuple(pairs), tuple((pairs[n], pairs[n + 1]) for n in _crossed(beads, fit)))


def _crossed(beads: list[Bead], fit: Fit) -> Iterator[int]:
    """Places of single sentences that would fit better with the next one's English, and the next one with theirs."""
    for n, (a, z) in enumerate(pairwise(beads)):
        if len(a.vi) == len(a.en) == len(z.vi) == len(z.en) == 1:
            (i,), (j,), (k,), (m,) = a.vi, a.en, z.vi, z.en
            if fit(i, m) + fit(k, j) > fit(i, j) + fit(k, m) + _CROSSED:
                yield n
