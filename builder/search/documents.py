"""What an answer shows of a document, and the columns it is filtered by, as files. Knows no terms."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from builder.search.entry import Both, Entry, Label

GROUPS_AT_MOST = 7_000  # files: some hosts take 20,000 in all
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


def group_size(documents: int) -> int:
    """Documents in one file: one as long as hosts allow so many files, since a query reads ten of them."""
    return max(1, -(-documents // GROUPS_AT_MOST))


def text_files(lines: Iterable[str], size: int) -> Iterator[tuple[str, bytes]]:
    """``lines`` are the records as JSON, in order."""
    group: list[str] = []
    number = 0
    for line in lines:
        group.append(line)
        if len(group) == size:
            yield f"d/{number}.json", f"[{','.join(group)}]".encode()
            group, number = [], number + 1
    if group:
        yield f"d/{number}.json", f"[{','.join(group)}]".encode()


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


def columns(rows: Sequence[dict[str, tuple[Label, ...]]]) -> dict[str, object]:
    """For each field that at least one document has: its values by id, and for each document their places."""
    found: dict[str, object] = {}
    for field in FACETS:
        labels = {label.id: label for row in rows for label in row[field]}
        if not labels:
            continue
        place = {id_: i for i, id_ in enumerate(sorted(labels))}
        of = [sorted({place[x.id] for x in row[field]}) for row in rows]
        values = [[x.id, x.vi, x.en] for _, x in sorted(labels.items())]
        found[field] = {"values": values, "of": [o[0] if len(o) == 1 else o for o in of]}
    return found


def column_files(found: Mapping[str, object]) -> Iterator[tuple[str, bytes]]:
    """All columns as one file: one request, for filters and for counts."""
    if found:
        yield "f.json", compact(found).encode()
