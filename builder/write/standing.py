"""How a document stands by what later ones say of it: amended, replaced, repealed by which. Only what those say of themselves."""

from __future__ import annotations

from builder import addresses, vocabulary
from builder.model import Archive, Fact, FactValue, Lang, Target
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
