"""One document to its terms: which words and neighbours it has, and how often. Knows no other document and no ordinals.

What ``analyse`` gives depends on the entry alone, so it may be kept from one build to the next.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Any

from builder.search import scale
from builder.search.analysis import WORD, date_keys, english_key, number_keys, spell
from builder.search.dates import mentioned
from builder.search.entry import Entry

# Caps against abuse: what is beyond is neither weighed nor searched.
TITLE_WORDS, BODY_WORDS, NAME_WORDS, NAMES, DATES = 300, 200_000, 200, 50, 500
OWN, MENTIONED = 15, 8  # levels of a date
# A word that is one of ten of a text, and is said so often, is not what the text is about: it is repeated to be found. It counts once.
REPEATED, ONE_OF = 30, 10


@dataclass(slots=True)
class Said:
    """What is said in one language. ``words``: "key, tab, marks" → times; ``pairs``: two of them, side by side → times; ``length``
    in words."""

    words: Counter[str] = field(default_factory=Counter)
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)
    length: int = 0


@dataclass(frozen=True, slots=True)
class Terms:
    """``exact``: keys of numbers and dates → level: 15 for the document's own, less for what its text only mentions."""

    id: str
    date: str
    vi: Said
    en: Said
    exact: Mapping[str, int]


@lru_cache(maxsize=200_000)
def _filed_vi(raw: str) -> str:
    key, marks = spell(raw)
    return f"{key}\t{marks}" if key else ""


@lru_cache(maxsize=200_000)
def _filed_en(raw: str) -> str:
    stem = english_key(spell(raw)[0])
    return f"~{stem}\t" if stem else ""


def _take(said: Said, text: str, lang: str, cap: int, times: int = 1) -> int:
    """Count a text and say how many words it has. Neighbours are counted within one text only."""
    file = _filed_vi if lang == "vi" else _filed_en
    found = [w for w in map(file, WORD.findall(unicodedata.normalize("NFC", text))) if w][:cap]
    for counter, items in ((said.words, found), (said.pairs, pairwise(found))):
        _add(counter, items, times)  # type: ignore[arg-type]
    return len(found)


def _add(counter: Counter[object], items: Iterable[object], times: int) -> None:
    if times == 1:
        counter.update(items)
    else:
        counter.update({item: n * times for item, n in Counter(items).items()})


def analyse(entry: Entry) -> Terms:
    """A word of a title counts as ``scale.TITLE`` of the text; names of issuer, type, topics and addressees as one each."""
    said = {"vi": Said(), "en": Said()}
    left = BODY_WORDS
    for p in entry.passages:
        n = _take(said[p.lang], p.text, p.lang, left)
        said[p.lang].length += n
        left -= n
    for own in said.values():
        _calm(own.words, own.length)
        _calm(own.pairs, own.length)
    for lang, title in (("vi", entry.title.vi), ("en", entry.title.en)):
        said[lang].length += scale.TITLE * _take(said[lang], title or "", lang, TITLE_WORDS, scale.TITLE)
    _take_names(entry, said["vi"], said["en"])
    numbers = number_keys(entry.number) if entry.number else []
    exact = dict(numbers) | dict.fromkeys(_mentioned(entry), MENTIONED) | dict.fromkeys(date_keys(entry.date or ""), OWN)
    return Terms(entry.id, entry.date or "", said["vi"], said["en"], exact)


def _calm(counter: Counter[Any], length: int) -> None:
    for item in [i for i, n in counter.items() if n > REPEATED and n * ONE_OF > length]:
        counter[item] = 1


def _mentioned(entry: Entry) -> list[str]:
    texts = (entry.title.vi, entry.title.en, *(p.text for p in entry.passages))
    return sorted({key for text in texts if text for key in mentioned(text)})[:DATES]


def _take_names(entry: Entry, vi: Said, en: Said) -> None:
    _take(vi, entry.number or "", "vi", NAME_WORDS)
    labels = [x for x in (entry.issuer, entry.type, *entry.topics, *entry.addressees) if x]
    for label in labels[:NAMES]:
        _take(vi, label.vi, "vi", NAME_WORDS)
        _take(en, label.en, "en", NAME_WORDS)
