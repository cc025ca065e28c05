"""Documents whose texts are nearly the same: published twice, issued again, or made from one another; and the passage that differs.

Linear in the documents: a sketch of each (its smallest hashes of five words) is looked up once; only likely pairs are compared.
"""

from __future__ import annotations

import difflib
import re
import struct
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from heapq import nsmallest
from itertools import accumulate

from builder.model import Node, Record, Trait
from builder.problems import Problem, problem
from builder.text import fold

SIZE = 24  # hashes of a sketch
WORDS = 5
LEAST_WORDS = 40  # a shorter text is like others by chance
LIKELY = 0.6  # of a sketch in common: worth comparing
ALIKE = 0.8  # of all groups of five words in common
LONGEST = 200_000  # characters that are compared
LONGEST_PASSAGE = 120
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Copy:
    """Two documents that say nearly the same, and where they first differ: (words of the first, words of the second)."""

    first: str
    second: str
    share: float
    passage: tuple[str, str]
    same: bool  # one document: same number, date and issuer


def trait(record: Record) -> Trait:
    return Trait(record.id, sketch(record.body), _identity(record))


def sketch(nodes: Iterable[Node]) -> bytes:
    """The smallest hashes of a body's groups of five words; empty for a text too short to tell."""
    groups = _groups(_plain(nodes))
    return struct.pack(f"<{min(SIZE, len(groups))}I", *nsmallest(SIZE, groups)) if len(groups) >= LEAST_WORDS - WORDS else b""


def _plain(nodes: Iterable[Node]) -> str:
    return " ".join(node.printed for node in nodes)[:LONGEST]


def _groups(text: str) -> set[int]:
    words = [word.encode() for word in _WORD.findall(fold(text))]
    joined, ends = b" ".join(words), list(accumulate(len(word) + 1 for word in words))
    starts, ends = [0, *ends[:-1]], [end - 1 for end in ends]
    return {zlib.crc32(joined[a:b]) for a, b in zip(starts, ends[WORDS - 1 :], strict=False)}


def likely(sketches: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Pairs worth comparing: each document with the one before it that has a hash too, so that a hundred copies make 99 pairs."""
    last: dict[int, str] = {}
    common: Counter[tuple[str, str]] = Counter()
    for ident in sorted(sketches):
        for (mark,) in struct.iter_unpack("<I", sketches[ident]):
            if mark in last:
                common[last[mark], ident] += 1
            last[mark] = ident
    for (first, second), count in sorted(common.items()):
        if count * 4 >= LIKELY * min(len(sketches[first]), len(sketches[second])):
            yield first, second


def pairs(traits: Iterable[Trait]) -> tuple[tuple[str, str], ...]:
    """Documents worth comparing: of one number, date and issuer, or with much of a sketch in common."""
    held = sorted(traits, key=lambda t: t.id)
    return tuple(sorted({*_twice(held), *likely({t.id: t.sketch for t in held if t.sketch})}))


def _twice(traits: Iterable[Trait]) -> Iterator[tuple[str, str]]:
    """Documents with the number, date and issuer of one before them, whatever their text."""
    last: dict[object, str] = {}
    for found in traits:
        if found.identity and found.identity in last:
            yield last[found.identity], found.id
        if found.identity:
            last[found.identity] = found.id


def compared(first: Record, second: Record, shown: Callable[[Record, str], str]) -> Copy | None:
    """What two documents have in common, or None where that is too little. ``shown`` takes out what may not be shown."""
    one, other = _groups(_plain(first.body)), _groups(_plain(second.body))
    share = len(one & other) / (len(one | other) or 1)
    same = _identity(first) is not None and _identity(first) == _identity(second)
    if not same and share < ALIKE:
        return None
    there, here = passage(first, second)
    return Copy(first.id, second.id, share, (shown(first, there), shown(second, here)), same)


def _identity(record: Record) -> tuple[str, str, str] | None:
    """Number, date and issuer, all known: one of them alone is no identity."""
    issuer = record.issuer.id or record.issuer.name
    if not record.number.norm or not record.date.value or not issuer:
        return None
    return fold(record.number.norm), record.date.value, issuer


def twins(found: Iterable[Copy]) -> Mapping[str, tuple[str, ...]]:
    """For pages: documents of one number, date and issuer with nearly one text are one document, surely."""
    out: dict[str, tuple[str, ...]] = {}
    for copy in found:
        if copy.same and copy.share >= ALIKE:
            for one, other in ((copy.first, copy.second), (copy.second, copy.first)):
                out[one] = (*out.get(one, ()), other)
    return out


def problems(found: Iterable[Copy], files: Mapping[str, str]) -> Iterator[Problem]:
    """C203 one document held twice, C204 nearly the same text under another number; each with the words that differ."""
    for copy in found:
        one, other = (words or "–" for words in copy.passage)
        code = "C203" if copy.same else "C204"
        yield problem(code, files[copy.second], other=copy.first, share=int(copy.share * 100), there=one, here=other)


def passage(first: Record, second: Record) -> tuple[str, str]:
    """The first words that differ, of either; ("", "") where every block is the same. Number, date and header do not count."""
    one, other = [n.printed for n in first.body], [n.printed for n in second.body]
    for tag, a, b, c, d in difflib.SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag != "equal":
            return _trimmed(" ".join(one[a:b]), " ".join(other[c:d]))
    return "", ""


def _trimmed(one: str, other: str) -> tuple[str, str]:
    """Cut to where they part, a few words before it."""
    left, right = one.split(), other.split()
    at = next((i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right)))
    start = max(0, at - 3)
    return _cut(" ".join(left[start:])), _cut(" ".join(right[start:]))


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_PASSAGE else text[:LONGEST_PASSAGE].rsplit(" ", 1)[0] + " …"
