"""What may be offered while a reader types: numbers, titles, issuers, topics, types, by how they begin; and the archive's own words.

Files are small: one for the first two letters, one for three or four where two would give too many. Knows no terms of the index.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice

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
    url, date = [entry.url.vi, entry.url.en], entry.date or ""
    if entry.number:
        yield Suggestion(_key(entry.number), "number", _value("number", Both(entry.number, entry.number), url), date)
    value = _value("title", entry.title, url)
    for title in (entry.title.vi, entry.title.en):
        for key in _beginnings(title or ""):
            yield Suggestion(key, "title", value, date)
    issuers = entry.issuers or (entry.issuer,)
    labels = [*(("issuer", body) for body in issuers), ("type", entry.type), *(("topic", t) for t in entry.topics)]
    for kind, label in labels:
        for name in (label.vi, label.en) if label else ():
            if label:
                to = [label.url.vi, label.url.en] if label.url.vi else label.id
                yield Suggestion(_key(name), kind, _value(kind, Both(label.vi, label.en), to), "")


def _key(text: str) -> str:
    return " ".join(w.key for w in words(unicodedata.normalize("NFC", text)[: 2 * KEY_SHOWN]))[:KEY_SHOWN]


def _beginnings(title: str) -> Iterator[str]:
    """The title from each of its first words on."""
    found = [w.key for w in words(unicodedata.normalize("NFC", title)[: 3 * KEY_SHOWN])]
    for start in range(min(len(found), TITLE_BEGINNINGS)):
        yield " ".join(found[start:])[:KEY_SHOWN]


def _value(kind: str, both: Both, to: object) -> str:
    return compact([kind, [x and x[:TITLE_SHOWN] for x in (both.vi, both.en)], to])


Counted = Counter[Suggestion]
"""Suggestions, and how many documents make each."""


def beginning(s: Suggestion) -> str:
    """The first two letters, by which suggestions are kept; "" where there are not as many."""
    return s.key[:2] if len(s.key) >= 2 else ""


def files(suggestions: Iterable[Suggestion]) -> Iterator[tuple[str, bytes]]:
    """``s/names.json`` says which beginnings have a file."""
    kept: defaultdict[str, list[Suggestion]] = defaultdict(list)
    for s in suggestions:
        kept[beginning(s)].append(s)
    kept.pop("", None)
    names = chosen(Counter(chain.from_iterable(map(beginnings, kept.values()))))
    for start, own in kept.items():
        yield from files_of(own, [n for n in names if n[:2] == start])
    yield "s/names.json", compact(names).encode()


def beginnings(own: Iterable[Suggestion]) -> Iterator[str]:
    """The two, three, four first letters of each suggestion that is shown."""
    for key, _ in {(s.key, s.value) for s in own}:
        yield from (key[:n] for n in (2, 3, 4) if len(key) >= n)


def files_of(own: Iterable[Suggestion], names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """The files of suggestions that begin alike: labels first, then numbers and titles, the newest first."""
    best: dict[tuple[str, str], Suggestion] = {}
    for s in own:
        known = best.get((s.key, s.value))
        if known is None or s.date > known.date:
            best[s.key, s.value] = s
    ordered = sorted(best.values(), key=_order)
    for name in names:
        rows = islice((s for s in ordered if s.key.startswith(name)), IN_A_FILE)
        yield file_name(name), f"[{','.join(map(_row, rows))}]".encode()


def file_name(beginning: str) -> str:
    return f"s/{beginning.encode().hex()}.json"


def _order(s: Suggestion) -> tuple[int, tuple[int, ...], str, str]:
    return _RANK[s.kind], tuple(-ord(c) for c in s.date), s.key, s.value


def _row(s: Suggestion) -> str:
    return f"[{compact(s.key)},{s.value[1:]}"


def chosen(counts: Mapping[str, int]) -> list[str]:
    """Which beginnings have a file: all of two letters; then the fullest of them by three, and by four, as long as files are left."""
    found = {name for name, n in counts.items() if n > 0 and len(name) == 2}
    finer: defaultdict[str, list[str]] = defaultdict(list)
    for name, n in counts.items():
        if n > 0 and len(name) > 2:
            finer[name[:-1]].append(name)
    for length in (3, 4):
        full = [n for n in found if len(n) == length - 1 and counts[n] > IN_A_FILE]
        for name in sorted(full, key=lambda n: (-counts[n].bit_length(), n)):
            if len(found) + len(finer[name]) <= FILES_AT_MOST:
                found.update(finer[name])
    return sorted(found)


def spelling(words_of_index: Iterable[tuple[str, str, int]]) -> list[str]:
    """The archive's words as most documents write them, the commonest first: what a misspelt one may have meant.

    By powers of two of how many documents have them, so that one document more hardly ever moves one.
    """
    total: Counter[str] = Counter()
    most: dict[str, tuple[int, str]] = {}
    for key, marks, n in words_of_index:
        if n and len(key) > 1 and key.isascii() and key.isalpha():
            total[key] += n
            most[key] = max(most.get(key, (0, "")), (n, marks))
    found = sorted((-n.bit_length(), key) for key, n in total.items())
    return [write(key, most[key][1]) for _, key in found[:SPELLING_WORDS]]


def stems(words_of_index: Iterable[tuple[str, str, int]]) -> list[str]:
    """The stems of English words, the commonest first."""
    found = sorted((-n.bit_length(), key) for key, _, n in words_of_index if n and key[0] == "~" and len(key) > 2)
    return [key for _, key in found[:SPELLING_WORDS]]


def write(key: str, marks: str) -> str:
    """The word that was filed under key and marks: (``cong``, …) → ``công``."""
    places = [i for i, c in enumerate(key) if c in TABLES["marks"]["letters"]]
    codes = dict(zip(places, map(ord, marks), strict=True))
    out: list[str] = []
    for i, c in enumerate(key):
        code = codes.get(i, 0)
        out.append("đ" if c == "d" and code else c + _QUALITY.get(code & 3, "") + _TONE.get(code & ~3, ""))
    return unicodedata.normalize("NFC", "".join(out))
