"""One page for editors: each original with what was read marked in it, what is unknown, what conflicts, what would settle it.

Stands alone and needs no script; written beside the site and never into it. What the site withholds is withheld here too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from builder import problems, suggested
from builder.intake import Document
from builder.model import Lang, Record, Span
from builder.parse.contacts import personal
from builder.parse.review import unknown
from builder.pipeline import Loaded
from builder.problems import Problem
from builder.read.shelf import Holding, shown
from builder.standalone import standalone
from builder.vocabulary import word, words
from builder.write import labels
from builder.write.record import record_data
from builder.write.withhold import SHOWN, gate_text, secrets

MOST = 300  # documents on one page
LONGEST = 160
# Where the words of a part of a record are those of the whole in the interface.
_LABELS = {"archive": "file", "effective": "effective", "signature.name": "signature", "signature.title": "signed_as"}
_VALUES = ("norm", "name", "value", "code", "from", "printed", "vi")


class Mark(NamedTuple):
    """A stretch of the original: plain where ``field`` is empty. ``title`` says the rule and how sure it is."""

    text: str
    field: str = ""
    label: str = ""
    title: str = ""


class Row(NamedTuple):
    field: str
    label: str
    value: str
    printed: str
    rule: str
    sure: int


class Sheet(NamedTuple):
    """One document as the page shows it."""

    id: str
    name: str
    path: str
    rows: tuple[Row, ...]
    unknown: tuple[str, ...]
    problems: tuple[tuple[str, str, str, str, str], ...]
    settle: str | None
    text: tuple[Mark, ...]

    @property
    def open(self) -> bool:
        return bool(self.unknown or self.problems)


def page(loaded: Loaded, idents: Collection[str] = ()) -> str:
    """The page, Vietnamese with English beside it: what is open first. ``idents``: only these documents."""
    found: dict[str, list[Problem]] = {}
    for item in loaded.problems:
        found.setdefault(item.path, []).append(item)
    asked = [b.id for b in loaded.documents.briefs if not idents or b.id in idents]
    # Whatever is unknown is a problem too: what is open is known before any text is loaded.
    asked.sort(key=lambda ident: (not _said(loaded.documents.holdings[ident], loaded, found), ident))
    sheets = [_sheet(loaded.documents.of(ident), loaded, found) for ident in asked[:MOST]]
    return standalone("examined.html", sheets=sheets, left=max(0, len(asked) - MOST))


def _said(holding: Holding, loaded: Loaded, found: Mapping[str, list[Problem]]) -> list[Problem]:
    """The problems of an original and of its sidecar."""
    places = (shown(path, loaded.content) for path in (holding.original, holding.sidecar) if path)
    return [p for place in dict.fromkeys(places) for p in found.get(place, ())]


def _sheet(document: Document, loaded: Loaded, found: Mapping[str, list[Problem]]) -> Sheet:
    record = document.record
    path = shown(document.holding.original, loaded.content)
    said = _said(document.holding, loaded, found)
    open_problems = tuple(
        (p.code, problems.what(p, "vi"), problems.remedy(p, "vi"), problems.what(p, "en"), problems.remedy(p, "en")) for p in said
    )
    name = labels.title(loaded.archive.entries[record.id], "vi")[0]
    missing = tuple(f"{_label(f, 'vi')} / {_label(f, 'en')}" for f in unknown(record))
    settle = suggested.sidecar(record, path)
    return Sheet(record.id, name, path, tuple(rows(record)), missing, open_problems, settle, tuple(marked(record)))


# --- fields -----------------------------------------------------------------------------------------------------------------------


def _label(path: str, lang: Lang) -> str:
    name = _LABELS.get(path, path.split(".")[-1] if path.startswith("news.") else path.split(".")[0])
    return word(f"field.{name}", lang) if f"field.{name}" in words() else name


def rows(record: Record) -> Iterator[Row]:
    """Every value that was read, with the words it was read from, the rule, and how sure it is; then what an editor confirmed."""
    data = record_data(record)
    for path, evidence in record.evidence.items():
        printed = _shown(record.text[evidence.span.start : evidence.span.end], record)
        label = f"{_label(path, 'vi')} / {_label(path, 'en')}"
        yield Row(_kind(path), label, _shown(_value(data, path), record), printed, evidence.rule, round(evidence.confidence * 100))
    for name in record.confirmed:
        if name not in ("contacts", "citations", "relations", "source"):
            label = f"{_label(name, 'vi')} / {_label(name, 'en')}"
            yield Row("confirmed", label, _shown(_value(data, name), record), "", "sidecar", 100)


def _value(data: Any, path: str) -> str:
    """The plain value at a path of a record; of an object the one that stands for it."""
    for step in path.split("."):
        data = (
            data[int(step)]
            if isinstance(data, list) and step.isdigit() and int(step) < len(data)
            else data.get(step)
            if isinstance(data, dict)
            else None
        )
    if isinstance(data, dict):
        data = next((data[key] for key in _VALUES if data.get(key)), None)
    return "" if data is None else str(data)


def _shown(text: str, record: Record) -> str:
    flat = " ".join(text.split())
    short = flat if len(flat) <= LONGEST else flat[:LONGEST].rsplit(" ", 1)[0] + " …"
    return gate_text(short, record, personal)


# --- the original -----------------------------------------------------------------------------------------------------------------


def marked(record: Record) -> Iterator[Mark]:
    """The whole text, cut where a value begins or ends; of two values over one stretch the shorter one shows."""
    hidden = [s.span for s in secrets(record)]
    found = sorted(_merged(record), key=lambda m: m[0].end - m[0].start, reverse=True)
    owner: list[int] = [-1] * len(record.text)
    for number, (span, *_) in enumerate(found):
        owner[span.start : span.end] = [number] * (min(span.end, len(owner)) - span.start)
    for secret in hidden:
        owner[secret.start : secret.end] = [-2] * (secret.end - secret.start)
    for start, end in _runs(owner):
        number = owner[start]
        if number < 0:
            yield Mark(record.text[start:end] if number == -1 else SHOWN)
        else:
            _, field, label, title = found[number]
            yield Mark(record.text[start:end], field, label, title)


def _runs(owner: list[int]) -> Iterator[tuple[int, int]]:
    at = 0
    for index in range(1, len(owner) + 1):
        if index == len(owner) or owner[index] != owner[at]:
            yield at, index
            at = index


def _merged(record: Record) -> Iterator[tuple[Span, str, str, str]]:
    """Values that were read from the same words are named together: the number's line also gives type, issuer and unit."""
    places: dict[tuple[int, int], list[tuple[Span, str, str, str]]] = {}
    for found in _spans(record):
        places.setdefault((found[0].start, found[0].end), []).append(found)
    for group in places.values():
        names = ", ".join(dict.fromkeys(label for _, _, label, _ in group))
        yield group[0][0], group[0][1], names, "; ".join(title for *_, title in group)


def _spans(record: Record) -> Iterator[tuple[Span, str, str, str]]:
    for path, evidence in record.evidence.items():
        yield evidence.span, _kind(path), _label(path, "vi"), f"{_label(path, 'en')}: {evidence.rule}, {round(evidence.confidence * 100)} %"
    lists: tuple[tuple[str, Iterable[Any]], ...] = (
        ("addressees", record.addressees),
        ("recipients", record.recipients),
        ("deadlines", record.deadlines),
        ("citations", record.citations),
    )
    for name, items in lists:
        yield from ((i.span, name, _label(name, "vi"), _label(name, "en")) for i in items if i.span.end > i.span.start)


def _kind(path: str) -> str:
    return path.split(".")[0]
