"""A record in short, for lists, feeds and other documents' pages. Titles pass the gate for personal data here, once."""

from __future__ import annotations

from typing import Literal

from builder.model import Entry, Pairing, Record
from builder.write import labels
from builder.write.withhold import Finder, gate_text

State = Literal["none", "draft", "unofficial", "official"]


def entry(record: Record, paired: Pairing | None, find: Finder) -> Entry:
    """Title: the headline or subject, else the citation. English only from an editor, an official translation or the original."""
    state: State = paired.translation.status if paired and (paired.text or paired.whole) else "none"
    plain = Entry(
        record.id, record.kind, record.type, record.number, record.date.value, sort_date(record), record.issuer, "", None,
        tuple(t.id for t in record.topics), state,
    )  # fmt: skip
    own = record.title.vi or record.subject
    title = own or labels.entry_citation(plain, "vi")
    english = record.title.en or (paired.translation.title if paired else None) or (own if record.lang == "en" else None)
    english = english or (None if own else labels.entry_citation(plain, "en"))
    return Entry(
        plain.id, plain.kind, plain.type, plain.number, plain.date, plain.sort_date, plain.issuer, gate_text(title, record, find),
        gate_text(english, record, find) if english else None, plain.topics, plain.translation,
    )  # fmt: skip


def sort_date(record: Record) -> str:
    """The document's date, else the event's, else nothing: such documents come last."""
    return record.date.value or (record.news.event_date if record.news else None) or ""
