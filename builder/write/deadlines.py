"""What is due in a document, in words: who must do what, to whom, and in which block that is said. Never decides what a deadline is."""

from __future__ import annotations

from builder.model import Deadline, Lang, Pairing, Record, Span
from builder.text import key
from builder.write.withhold import Finder, gate_text


def due(record: Record, deadline: Deadline, lang: Lang, english: dict[str, str], find: Finder) -> str | None:
    """In Vietnamese as printed; in English as much of it as an editor translated."""
    said = " ".join(p for p in (deadline.who, deadline.what, deadline.to) if p) if lang == "vi" else who(record, deadline, english)
    return gate_text(said, record, find) if said else None


def who(record: Record, deadline: Deadline, english: dict[str, str]) -> str | None:
    """Whoever must act is as a rule one of the addressees, and those are translated one by one."""
    name = key(deadline.who or "")
    return next((english.get(f"a{n}") for n, a in enumerate(record.addressees, 1) if name and key(a.text) == name), None)


def block(record: Record, span: Span) -> str | None:
    """The id of the block in which a place stands."""
    start = span.start
    return next((n.id for n in record.body if n.runs and n.runs[0].start <= start < n.runs[-1].end), None)


def english_of(paired: Pairing | None) -> dict[str, str]:
    """The English that is up to date."""
    return {k: v for k, v in paired.text.items() if k not in paired.outdated} if paired else {}
