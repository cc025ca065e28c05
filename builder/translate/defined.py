"""Terms that a document defines for itself ("sau đây gọi tắt là …"): defined in both languages, used alike afterwards."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from builder.text import fold

_VI = re.compile(r"sau đây (?:gọi|viết)(?: tắt| chung)*(?: là| theo)?:? ?[\"“]?(?P<term>[^)\"”;.,]{2,80})", re.I)
_EN = re.compile(
    r"\b(?:here(?:in)?after|below|herein)(?: (?:collectively|briefly|individually))?"
    r"(?: (?:referred to|abbreviated|called|shortened|known))?(?: (?:as|to))?:?"
    r" ?[\"“']?(?:the )?(?P<term>[^)\"”;.,]{2,80}?)(?=[)\"”;.,'])",
    re.I,
)


def defined(blocks: Iterable[tuple[str, str, str]]) -> Iterator[tuple[str, str, str]]:
    """(block, Vietnamese term, English term) where a definition has no counterpart, or the English term is not kept to."""
    known: dict[str, str] = {}
    for ident, vi, en in blocks:
        here = [m["term"].strip() for m in _VI.finditer(vi)]
        there = [m["term"].strip() for m in _EN.finditer(en)]
        if len(here) != len(there):
            yield ident, ", ".join(here) or "–", ", ".join(there) or "–"
            continue
        for term, english in known.items():
            if term in vi and fold(english) not in fold(en):
                yield ident, term, english
        known |= dict(zip(here, there, strict=True))
