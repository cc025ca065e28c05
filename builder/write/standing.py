"""How a document stands by what later ones say of it: amended, replaced, repealed by which. Only what those say of themselves."""

from __future__ import annotations

from builder import addresses, vocabulary
from builder.model import Archive, Entry, Fact, FactValue, Lang, Record, Target
from builder.vocabulary import word
from builder.write import labels

# What ends a document first; the machine's form of each.
_CHANGES = {
    "repealed_by": "repealed",
    "replaced_by": "replaced",
    "suspended_by": "suspended",
    "amended_by": "amended",
    "corrected_by": "corrected",
}


def own_state(record: Record) -> str:
    """What the document itself, or an editor, lets one say of its validity, as the machine has it; nothing for a news item."""
    if record.kind == "news":
        return ""
    if record.removal:
        return "withdrawn"
    if record.effective.state != "unknown" and record.effective.as_of:
        return record.effective.state
    return "none" if record.doc_class == "admin" and record.type == "cong-van" else "unknown"


def own_words(record: Record, lang: Lang) -> str:
    """The same in words, with basis and date: who said so and when, or from which day by which clause."""
    state = own_state(record)
    if record.removal:
        when = labels.date_text(record.removal.date, lang)
        return word("status.removed", lang, state=word(f"removal.{record.removal.kind}", lang), date=when)
    if state in ("none", "unknown"):
        return (
            word("status.started", lang, date=labels.date_text(record.effective.start, lang))
            if _started(record)
            else word(f"status.{state}", lang)
        )
    said = word(f"status.{state}", lang, date=labels.date_text(record.effective.as_of, lang))
    return word("status.based", lang, status=said, basis=word("inferred.sidecar", lang))


def _started(record: Record) -> bool:
    return record.effective.start is not None and own_state(record) == "unknown"


def state_of(entry: Entry, archive: Archive) -> str:
    """Of an entry, for lists: what later documents say of it counts before what it says itself."""
    types = archive.acts.get(entry.id, ())
    return next((state for kind, state in _CHANGES.items() if kind in types), entry.state)


def states(record: Record, archive: Archive, lang: Lang) -> tuple[FactValue, ...]:
    """All that is known of a document's validity, first what counts most."""
    changes = tuple(_values(record.id, archive, lang))
    state = own_state(record)
    own = (FactValue(own_words(record, lang), state),) if state and not (changes and state == "unknown") else ()
    return (*changes, *own)


def standing(ident: str, archive: Archive, facts: tuple[Fact, ...], lang: Lang) -> tuple[Fact, ...]:
    """The facts with what later documents changed at the head of the state. "Status unknown" gives way to what is known."""
    values = tuple(_values(ident, archive, lang))
    if not values:
        return facts
    state = next((f for f in facts if f.field == "status"), None)
    known = tuple(v for v in state.values if v.data != "unknown") if state else ()
    return (Fact("status", word("field.status", lang), (*values, *known)), *(f for f in facts if f.field != "status"))


def _values(ident: str, archive: Archive, lang: Lang) -> list[FactValue]:
    """The newest first within one kind."""
    rows = [i for i in archive.incoming.get(ident, ()) if i.type in _CHANGES]
    rows.sort(key=lambda i: archive.entries[i.record].sort_date, reverse=True)
    rows.sort(key=lambda i: list(_CHANGES).index(i.type))
    return [_value(i.record, i.type, i.anchor, archive, lang) for i in rows]


def _value(record: str, kind: str, anchor: str, archive: Archive, lang: Lang) -> FactValue:
    entry = archive.entries[record]
    text = f"{vocabulary.relation_label(kind, lang)} {labels.entry_citation(entry, lang)}"
    return FactValue(text, _CHANGES[kind], Target(addresses.document(record, entry.kind, lang), anchor))
