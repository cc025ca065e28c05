"""What may be offered while a reader types: numbers, titles, issuers, topics, types, by how they begin; and the archive's own words.

Files are small: one for the first two letters, one for three or four where two would give too many. Knows no terms of the index.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from builder.search.analysis import TABLES, words
from builder.search.documents import compact
from builder.search.entry import Both, Entry

IN_A_FILE = 40
FILES_AT_MOST = 1_500
TITLE_SHOWN, TITLE_BEGINNINGS, KEY_SHOWN = 160, 8, 60
SPELLING_WORDS = 12_000
_RANK = {"issuer": 0, "topic": 1, "type": 2, "number": 3, "title": 4}
_QUALITY = {code: mark for mark, code in TABLES["marks"]["quality"].items()}
_TONE = {code: mark for mark, code in TABLES["marks"]["tone"].items()}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """``key`` as typed, folded; ``value`` is what the engine gets: kind, text in both languages, url in both or an id."""

    key: str
    kind: str
    value: str
    date: str


def of_entry(entry: Entry) -> Iterator[Suggestion]:
    """The number, the titles by their first words, and the labels of a document."""
    url = [entry.url.vi, entry.url.en]
    if entry.number:
        yield _suggestion(_key(entry.number), "number", Both(entry.number, entry.number), url, entry)
    for title in (entry.title.vi, entry.title.en):
        for key in _beginnings(title or ""):
            yield _suggestion(key, "title", entry.title, url, entry)
    issuers = entry.issuers or (entry.issuer,)
    labels = [*(("issuer", body) for body in issuers), ("type", entry.type), *(("topic", t) for t in entry.topics)]
    for kind, label in labels:
        for name in (label.vi, label.en) if label else ():
            if label:
                to = [label.url.vi, label.url.en] if label.url.vi else label.id
                yield _suggestion(_key(name), kind, Both(label.vi, label.en), to, None)


def _key(text: str) -> str:
    return " ".join(w.key for w in words(unicodedata.normalize("NFC", text)[: 2 * KEY_SHOWN]))[:KEY_SHOWN]


def _beginnings(title: str) -> Iterator[str]:
    """The title from each of its first words on."""
    found = [w.key for w in words(unicodedata.normalize("NFC", title)[: 3 * KEY_SHOWN])]
    for start in range(min(len(found), TITLE_BEGINNINGS)):
        yield " ".join(found[start:])[:KEY_SHOWN]


def _suggestion(key: str, kind: str, both: Both, to: object, entry: Entry | None) -> Suggestion:
    shown = [x and x[:TITLE_SHOWN] for x in (both.vi, both.en)]
    return Suggestion(key, kind, compact([kind, shown, to]), (entry and entry.date) or "")


def files(suggestions: Iterable[Suggestion]) -> Iterator[tuple[str, bytes]]:
    """Labels first, then numbers and titles, the newest first. ``s/names.json`` says which beginnings have a file."""
    best = {(s.key, s.value): s for s in suggestions if len(s.key) >= 2}.values()
    names: list[str] = []
    for name, rows in _buckets(sorted(best, key=_order)):
        yield f"s/{len(names)}.json", f"[{','.join(_row(s) for s in rows[:IN_A_FILE])}]".encode()
        names.append(name)
    yield "s/names.json", compact(names).encode()


def _order(s: Suggestion) -> tuple[int, tuple[int, ...], str, str]:
    return _RANK[s.kind], tuple(-ord(c) for c in s.date), s.key, s.value


def _row(s: Suggestion) -> str:
    return f"[{compact(s.key)},{s.value[1:]}"


def _buckets(ordered: Sequence[Suggestion]) -> list[tuple[str, list[Suggestion]]]:
    """By the first two letters; then the fullest of them by three, and by four, as long as files are left."""
    found = _by_beginning(ordered, 2)
    for length in (3, 4):
        full = sorted((n for n, rows in found.items() if len(n) == length - 1 and len(rows) > IN_A_FILE), key=lambda n: (-len(found[n]), n))
        for name in full:
            finer = _by_beginning(found[name], length)
            if len(found) + len(finer) <= FILES_AT_MOST:
                found |= finer
    return sorted(found.items())


def _by_beginning(ordered: Iterable[Suggestion], length: int) -> dict[str, list[Suggestion]]:
    found: defaultdict[str, list[Suggestion]] = defaultdict(list)
    for s in ordered:
        if len(s.key) >= length:
            found[s.key[:length]].append(s)
    return dict(found)


def spelling(words_of_index: Iterable[tuple[str, str, int]]) -> list[str]:
    """The archive's words as most documents write them, the commonest first: what a misspelt one may have meant."""
    total: Counter[str] = Counter()
    most: dict[str, tuple[int, str]] = {}
    for key, marks, n in words_of_index:
        if len(key) > 1 and key.isascii() and key.isalpha():
            total[key] += n
            most[key] = max(most.get(key, (0, "")), (n, marks))
    found = sorted((-n, write(key, most[key][1])) for key, n in total.items())
    return [word for _, word in found[:SPELLING_WORDS]]


def write(key: str, marks: str) -> str:
    """The word that was filed under key and marks: (``cong``, …) → ``công``."""
    places = [i for i, c in enumerate(key) if c in TABLES["marks"]["letters"]]
    codes = dict(zip(places, map(ord, marks), strict=True))
    out: list[str] = []
    for i, c in enumerate(key):
        code = codes.get(i, 0)
        out.append("đ" if c == "d" and code else c + _QUALITY.get(code & 3, "") + _TONE.get(code & ~3, ""))
    return unicodedata.normalize("NFC", "".join(out))
