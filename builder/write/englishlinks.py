"""Where an English paragraph names the documents that its Vietnamese cites: "Decision No. 145/QĐ-TTg", "Strategy 145", "Labour Code".

Only what the Vietnamese cites is looked for, so that no English word becomes a link by itself. Never translates.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from builder import grammar, vocabulary
from builder.model import Citation, Target
from builder.text import fold

_NUMBERED = re.compile(r"(?:Nos?\. )?$")
# "Chiến lược 145", "Kế hoạch số 176", "QĐ22": the noun, then the serial
_SHORT = re.compile(r"^(?P<noun>[^\W\d_][^\d]*?)\s?(?:số\s)?(?P<no>\d{1,5}[a-zđ]?)(?:/(?:19|20)\d\d)?$")
_ABBREVIATED = {
    "QĐ": "quyết định",
    "NĐ": "nghị định",
    "TT": "thông tư",
    "CT": "chỉ thị",
    "NQ": "nghị quyết",
    "CV": "công văn",
    "KH": "kế hoạch",
}

Place = tuple[int, int, Target]
"""A stretch of the English and where it leads."""


def places(text: str, cited: Iterable[tuple[Citation, Target]]) -> list[Place]:
    """Stretches in reading order, none in another; like the Vietnamese, the first mention of each document alone."""
    found: list[Place] = []
    for citation, target in cited:
        if all(target != known for _, _, known in found):
            stretch = next((s for s in _stretches(text, citation) if not any(s[0] < end and start < s[1] for start, end, _ in found)), None)
            found += [(*stretch, target)] if stretch else []
    return sorted(found, key=lambda place: place[:2])


def _stretches(text: str, citation: Citation) -> Iterator[tuple[int, int]]:
    """By the number, by the noun and serial that the Vietnamese prints, by the instrument's English name."""
    yield from _by_number(text, citation)
    short = _SHORT.match(citation.printed)
    for noun in _nouns(short["noun"]) if short else ():
        for hit in re.finditer(rf"(?<!\w){noun}\s(?:No\.\s)?{short['no']}(?![\w/-]|[.,]\d)", text, re.I):  # type: ignore[index]
            yield hit.span()
    known = vocabulary.instrument_by_name(citation.name or "")
    for name in _names(known.en, known.abbreviations) if known else ():
        for hit in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text):
            yield hit.span()


def _by_number(text: str, citation: Citation) -> Iterator[tuple[int, int]]:
    wanted = fold(citation.number or "")
    for found in grammar.numbers(text) if wanted else ():
        if fold(found.number.norm or "") == wanted:
            kind = vocabulary.types().get(citation.type or "")
            yield _lead(text, found.span.start, kind.en if kind else ""), found.span.end


def _lead(text: str, start: int, kind: str) -> int:
    """Where the words that belong to a number begin: ``Official Letter No. 814/…``, ``Decision 526/…``."""
    found = _NUMBERED.search(text, max(0, start - 5), start)
    start = found.start() if found else start
    before = start - len(kind) - 1
    return before if kind and before >= 0 and text[before:start].lower() == f"{kind.lower()} " else start


@cache
def _nouns(printed: str) -> tuple[str, ...]:
    """The English of the noun before a serial: a type of document, else a term of the glossary."""
    word = _ABBREVIATED.get(printed, printed).strip().lower()
    known = vocabulary.type_by_word(word)
    names = (known.en,) if known else tuple(t.en for t in vocabulary.glossary() if t.vi.lower() == word)
    return tuple(map(re.escape, names))


def _names(english: str, abbreviations: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((english, english.replace("Labour", "Labor"), *abbreviations)))
