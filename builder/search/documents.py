"""What an answer shows of a document, as files, and the values it is filtered by. Knows no terms."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from builder.search.entry import Both, Entry, Label

GROUPS_AT_MOST = 10_000  # files: some hosts take 20,000 in all
TEXT_IN_RECORD = 24_000  # characters; what is beyond goes into files of its own that only a phrase asks for
TITLE_SHOWN = 1_000
FACETS = ("type", "issuer", "year", "topic", "status", "kind", "language", "translation", "deadline", "addressee")
_YES = Label("yes", "Có thời hạn", "Has a deadline")
_LANGUAGES = (Label("vi", "Tiếng Việt", "Vietnamese"), Label("en", "Tiếng Anh", "English"))


def compact(value: object) -> str:
    """JSON with the same bytes for the same value."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _both(value: Both | Label | None) -> list[str | None] | None:
    if value is None or not (value.vi or value.en):
        return None
    return [value.vi and value.vi[:TITLE_SHOWN], value.en and value.en[:TITLE_SHOWN]]


def record(entry: Entry) -> tuple[dict[str, Any], list[list[list[str]]]]:
    """(what is shown, further parts of the text). Passages are [anchor, language, text]."""
    parts: list[list[list[str]]] = [[]]
    room = TEXT_IN_RECORD
    for p in entry.passages:
        for start in range(0, len(p.text), TEXT_IN_RECORD):
            piece = unicodedata.normalize("NFC", p.text)[start : start + TEXT_IN_RECORD]
            if len(piece) > room:
                parts.append([])
                room = TEXT_IN_RECORD
            parts[-1].append([p.anchor, p.lang, piece])
            room -= len(piece)
    shown = {
        "id": entry.id, "url": _both(entry.url), "title": _both(entry.title), "number": entry.number, "date": entry.date,
        "issuer": _both(entry.issuer), "type": _both(entry.type), "status": _both(entry.status), "translation": _both(entry.translation),
        "text": parts[0], "more": len(parts) - 1,
    }  # fmt: skip
    return {k: v for k, v in shown.items() if v not in (None, 0)}, parts[1:]


def group_size(size: int) -> int:
    """Numbers of documents that share a file: as few as hosts allow, since a query reads ten files. ``size``: of all numbers."""
    return max(1, -(-size // GROUPS_AT_MOST))


def text_files(lines: Iterable[tuple[int, str]], group: int) -> Iterator[tuple[str, bytes]]:
    """``lines`` are numbers of documents and their records as JSON, in order."""
    for file, own in groupby(lines, key=lambda line: line[0] // group):
        yield text_name(file), text_file(own)


def text_name(file: int) -> str:
    return f"d/{file}.json"


def text_file(lines: Iterable[tuple[int, str]]) -> bytes:
    return ("{" + ",".join(f'"{number}":{line}' for number, line in lines) + "}").encode()


def part_name(number: int, part: int) -> str:
    """Of a long text what the record has no room for."""
    return f"x/{number}-{part}.json"


def facet_values(entry: Entry) -> dict[str, tuple[Label, ...]]:
    """The values of one document, by field."""
    langs = {p.lang for p in entry.passages} | ({"en"} if entry.title.en else set()) | ({"vi"} if entry.title.vi else set())
    one = {"type": entry.type, "status": entry.status, "kind": entry.kind, "translation": entry.translation}
    values: dict[str, tuple[Label, ...]] = {field: (label,) if label else () for field, label in one.items()}
    year = entry.year or (entry.date or "")[:4]
    values["year"] = (Label(year, year, year),) if year else ()
    values["language"] = tuple(x for x in _LANGUAGES if x.id in langs)
    values["deadline"] = (_YES,) if entry.has_deadline else ()
    values["issuer"] = tuple(label for body in entry.issuers or ((entry.issuer,) if entry.issuer else ()) for label in _and_heirs(body))
    return values | {"topic": entry.topics, "addressee": entry.addressees}


def _and_heirs(body: Label) -> Iterator[Label]:
    """A body, and those that took its place: who asks for the body of today gets the documents of the one before too."""
    if body.now:
        vi, en = (", ".join(getattr(heir, lang) for heir in body.now) for lang in ("vi", "en"))
        yield Label(body.id, f"{body.vi} (nay là {vi})", f"{body.en} (now {en})")
    else:
        yield body
    yield from body.now
