"""What a reader asked: runs of words, phrases, exclusions, fields, dates. ``engine.mjs`` does the same. Never opens the index."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from builder.search.analysis import STOP, TABLES, Word, english_key, words

QUERY_AT_MOST, WORDS_AT_MOST = 512, 64
EXACT, PARTLY, OTHER = 10, 5, 1  # tenths: the marks are the same, may be meant, are of another word
_QUOTES = '"“”«»„'
_CHUNK = re.compile(rf"(-?)(?:((?:[^\W\d_]|[\u0300-\u036f-])+):)?(?:[{_QUOTES}]([^{_QUOTES}]*)[{_QUOTES}]?|([^\s{_QUOTES}]+))")
_FIELDS = {name: facet for facet, names in TABLES["fields"].items() for name in names}
_SYLLABLE = re.compile(TABLES["syllable"])
_SPELT = re.compile(r"^[a-z]+$")
_JOINING = frozenset(TABLES["joining_words"])
_VOWEL = re.compile(r"[aeiouy]")

Run = list[Word]


@dataclass(slots=True)
class Asked:
    """A phrase is also a run: its words count for the ranking. ``fields`` are (facet, words, excluded)."""

    runs: list[Run] = field(default_factory=list)
    phrases: list[Run] = field(default_factory=list)
    without: list[Run] = field(default_factory=list)
    fields: list[tuple[str, Run, bool]] = field(default_factory=list)


def parse(query: str) -> Asked:
    """Any text at all is a query; what is beyond 512 characters or 64 words is not asked."""
    parser = _Parser()
    for m in _CHUNK.finditer(unicodedata.normalize("NFC", query)[:QUERY_AT_MOST]):
        parser.take(m)
    parser.flush()
    return parser.asked


class _Parser:
    """Gathers free text until a phrase ends it: only words that were typed side by side are pairs."""

    def __init__(self) -> None:
        self.asked = Asked()
        self._free, self._left = "", WORDS_AT_MOST

    def take(self, m: re.Match[str]) -> None:
        minus, name, quoted, bare = m.groups()
        facet = _FIELDS.get("".join(w.key for w in words(name))) if name else None
        found = words(bare if quoted is None else quoted)
        if not found:
            return
        if facet:
            self.asked.fields.append((facet, found, bool(minus)))
        elif name:
            self._free += " " + m[0]
        elif minus:
            self.asked.without.append(found)
        elif quoted is None:
            self._free += " " + bare
        else:
            self.flush()
            if phrase := self._run(found):
                self.asked.phrases.append(phrase)

    def flush(self) -> None:
        self._run(words(self._free))
        self._free = ""

    def _run(self, found: Run) -> Run:
        kept = found[: self._left]
        self._left -= len(kept)
        if kept:
            self.asked.runs.append(kept)
        return kept


def keys(run: Iterable[Word]) -> str:
    return " ".join(w.key for w in run)


def marks(run: Iterable[Word]) -> str:
    return "".join(w.marks for w in run)


def any_marked(run: Iterable[Word]) -> bool:
    return any(w.marked for w in run)


def stems(run: Sequence[Word]) -> list[str]:
    """The English of a stretch; none when a word bears Vietnamese marks."""
    return [] if any_marked(run) else [k for k in (english_key(w.key) for w in run) if k]


def is_syllable(key: str) -> bool:
    """Whether a word without marks may be a Vietnamese syllable."""
    return bool(_SYLLABLE.match(key))


def is_english(run: Sequence[Word]) -> bool:
    """At least half of the words of letters cannot be Vietnamese, or are English stop words."""
    spelt = [w.key for w in run if _SPELT.match(w.key) and _VOWEL.search(w.key)]
    foreign = sum(not is_syllable(k) for k in spelt)
    stops = sum(is_syllable(k) and k in STOP for k in spelt)
    return foreign > 0 and (foreign + stops) * 2 >= len(spelt)


def fit(typed: str, has: str, marked: bool) -> int:
    """How well a spelling of the index answers the marks that were typed, in tenths."""
    if typed == has or not marked:
        return EXACT
    bare = all(b == "\0" for b in has)
    may = all(a == "\0" or a == b for a, b in zip(typed.ljust(len(has), "\0"), has, strict=False))
    return PARTLY if bare or may else OTHER


def partial(typed: str, has: str) -> bool:
    """Whether marks were left out: *tiên* for *tiền*, *hôi* for *hội*. Each letter has two, its form and its tone."""
    pairs = zip(typed.ljust(len(has), "\0"), has, strict=False)
    return all((ord(a) & form) in (0, ord(b) & form) for a, b in pairs for form in (3, ~3))


def contains(found: Sequence[Word], phrase: Sequence[Word]) -> bool:
    """Adjacent words as asked: the same marks when the phrase has any, any marks otherwise."""
    strict, n = any_marked(phrase), len(phrase)
    return any(
        all(p.key == w.key and (not strict or p.marks == w.marks) for p, w in zip(phrase, found[i : i + n], strict=True))
        for i in range(len(found) - n + 1)
    )


def initials(asked: Sequence[Word], names: Iterable[str]) -> bool:
    """Whether letters stand for one of the names: *CV* for *Công văn*, *UBND* and *LĐTBXH* within those of a body."""
    key = asked[0].key
    if len(asked) > 1 or len(key) < 2:
        return False
    letters = ("".join(w.key[0] for w in words(name) if w.key not in _JOINING) for name in names)
    return any(own == key or (len(key) > 2 and key in own) for own in letters)
