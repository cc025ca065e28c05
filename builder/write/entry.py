"""A record in short, for lists, feeds and other documents' pages. Titles pass the gate for personal data here, once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from builder.model import Due, Entry, Pairing, Record
from builder.text import shorten, slug
from builder.write import deadlines, labels
from builder.write.standing import own_state
from builder.write.withhold import Finder, gate_text

LONGEST_DUE = 280
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
    return replace(
        plain,
        title_vi=gate_text(title, record, find),
        title_en=gate_text(english, record, find) if english else None,
        unit=record.unit.id if record.unit else None,
        addressees=_addressees(record, find),
        dues=tuple(_dues(record, paired, find)),
        state=own_state(record),
    )


def _addressees(record: Record, find: Finder) -> tuple[tuple[str, str], ...]:
    """Each once, under the register's id or its printed name."""
    found = {a.id or slug(a.text): gate_text(a.text, record, find) for a in reversed(record.addressees)}
    return tuple((value, name) for value, name in reversed(found.items()) if value)


def _dues(record: Record, paired: Pairing | None, find: Finder) -> Iterator[Due]:
    english = deadlines.english_of(paired)
    for deadline in record.deadlines:
        place = deadlines.block(record, deadline.span)
        said = english.get(place or "")  # the editor's whole paragraph says more than the name of who must act
        translated = gate_text(shorten(said, LONGEST_DUE), record, find) if said else deadlines.due(record, deadline, "en", english, find)
        yield Due(deadline.date, deadlines.due(record, deadline, "vi", english, find), translated, place)


def sort_date(record: Record) -> str:
    """The document's date, else the event's, else nothing: such documents come last."""
    return record.date.value or (record.news.event_date if record.news else None) or ""
