"""From what was written to what we conclude: each citation gets exactly one document, or an honest reason why not.

A number alone is no identity: type, date and issuer must agree wherever both sides know them. Never the document itself.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from builder.model import Archive, Citation, Entry, Incoming, Link, Mention, NumberEntry, Record, Span, Variant
from builder.text import collapse, fold, slug

_KNOWN_INVERSE = "cites"


def instrument_slug(citation: Citation) -> str | None:
    """The page a citation belongs to: its number's slug, else its name's and year's."""
    if citation.number:
        return slug(citation.number)
    if citation.draft or not citation.name:
        return None
    year = citation.date[:4] if citation.date and citation.date[:4] not in citation.name else ""
    return slug(f"{citation.name} {year}") or None


@dataclass(slots=True)
class _Numbers:
    """Number pages while they are gathered."""

    label: dict[str, Citation] = field(default_factory=dict)
    held: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    variants: dict[str, list[Variant]] = field(default_factory=lambda: defaultdict(list))
    mentions: dict[str, list[Mention]] = field(default_factory=lambda: defaultdict(list))
    related: dict[str, list[tuple[str, str, str]]] = field(default_factory=lambda: defaultdict(list))


def resolve(records: Iterable[Record], entries: Mapping[str, Entry], inverse: Mapping[str, str]) -> Archive:
    """The whole network in one pass over records. ``inverse`` maps a relation type to the name of its other direction."""
    records = tuple(records)
    by_number: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries.values():
        if entry.number.norm:
            by_number[_key(entry.number.norm)].append(entry)
    links = {r.id: _links(r, by_number) for r in records}
    numbers = _numbers(records, links, entries, inverse)
    return Archive(entries, numbers, links, _incoming(records, links, inverse))


def _key(number: str) -> str:
    return re.sub(r"[^a-z0-9]+", "/", fold(number))


def _links(record: Record, by_number: Mapping[str, list[Entry]]) -> dict[str, Link]:
    found: dict[str, Link] = {}
    for citation in record.citations:
        found[citation.cid] = _link(record, citation, by_number)
    return found


def _link(record: Record, citation: Citation, by_number: Mapping[str, list[Entry]]) -> Link:
    target = instrument_slug(citation)
    if target is None:
        return Link(citation.cid, "unparsed")
    fitting = [e for e in by_number.get(_key(citation.number or ""), ()) if _agrees(citation, e)]
    if any(e.id == record.id for e in fitting):
        return Link(citation.cid, "self")
    if len(fitting) == 1:
        return Link(citation.cid, "held", fitting[0].id)
    if fitting:
        return Link(citation.cid, "ambiguous", target, tuple(e.id for e in fitting))
    return Link(citation.cid, "stub", target)


def _agrees(citation: Citation, entry: Entry) -> bool:
    """No contradiction, each compared only where both sides know it; a date to the coarser precision."""
    dates = (citation.date or "", entry.date or "")
    short = min(len(d) for d in dates)
    return (
        (not citation.type or not entry.type or citation.type == entry.type)
        and dates[0][:short] == dates[1][:short]
        and (not citation.issuer or not entry.issuer.id or citation.issuer == entry.issuer.id)
    )


# --- number pages -----------------------------------------------------------------------------------------------------------


def _numbers(
    records: tuple[Record, ...], links: Mapping[str, Mapping[str, Link]], entries: Mapping[str, Entry], inverse: Mapping[str, str]
) -> dict[str, NumberEntry]:
    gathered = _Numbers()
    for entry in entries.values():
        if entry.number.norm:
            ident = slug(entry.number.norm)
            gathered.held[ident].append(entry.id)
            gathered.label.setdefault(ident, Citation("", "full", "", Span(0, 0), "body", entry.type, entry.number.norm))
    for record in records:
        _gather(gathered, record, links[record.id], inverse)
    return {ident: _number_entry(gathered, ident) for ident in sorted(gathered.label)}


def _gather(gathered: _Numbers, record: Record, links: Mapping[str, Link], inverse: Mapping[str, str]) -> None:
    pages = {c.cid: instrument_slug(c) for c in record.citations}
    said: dict[str, list[str]] = defaultdict(list)
    for relation in record.relations:
        source, target = pages.get(relation.source), pages.get(relation.target)
        if relation.source == "self":
            said[relation.target].append(relation.type)
        elif source and target and source != target:
            gathered.related[source].append((relation.type, target, record.id))
            gathered.related[target].append((inverse[relation.type], source, record.id))
    for citation in record.citations:
        ident = pages[citation.cid]
        if ident is None or links[citation.cid].status == "self":
            continue
        gathered.label.setdefault(ident, citation)
        if citation.kind in ("full", "enum", "named"):
            gathered.variants[ident].append(
                Variant(citation.type, citation.date, citation.issuer, citation.issuer_printed, citation.subject)
            )
        if citation.kind != "alias":
            anchor, sentence = _where(record, citation)
            gathered.mentions[ident].append(Mention(record.id, anchor, sentence, tuple(said[citation.cid])))


def _number_entry(gathered: _Numbers, ident: str) -> NumberEntry:
    label = gathered.label[ident]
    types = [t for t in (label.type, *(v.type for v in gathered.variants[ident])) if t]
    return NumberEntry(
        ident, label.number, label.name, types[0] if types else None, tuple(sorted(gathered.held[ident])),
        tuple(_merged(gathered.variants[ident])), _once(gathered.mentions[ident]), tuple(sorted(set(gathered.related[ident]))),
    )  # fmt: skip


def _merged(variants: Iterable[Variant]) -> Iterator[Variant]:
    """Descriptions that do not contradict each other are one document; what one leaves out another fills in."""
    kept: list[Variant] = []
    for new in variants:
        at = next((i for i, old in enumerate(kept) if _compatible(old, new)), None)
        if at is None:
            kept.append(new)
        else:
            old = kept[at]
            kept[at] = Variant(
                old.type or new.type, max(old.date or "", new.date or "") or None, old.issuer or new.issuer,
                old.issuer_printed or new.issuer_printed, old.subject or new.subject,
            )  # fmt: skip
    yield from kept


def _compatible(a: Variant, b: Variant) -> bool:
    dates = not a.date or not b.date or a.date.startswith(b.date) or b.date.startswith(a.date)
    return dates and (not a.issuer or not b.issuer or a.issuer == b.issuer) and (not a.type or not b.type or a.type == b.type)


def _once(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    seen: dict[tuple[str, str], Mention] = {}
    for mention in mentions:
        seen.setdefault((mention.record, mention.anchor), mention)
    return tuple(seen.values())


def _where(record: Record, citation: Citation) -> tuple[str, str]:
    """The block a citation stands in, and its sentence. Withheld details never leave the record this way."""
    node = next((n for n in record.body if n.runs and n.runs[0].start <= citation.span.start < n.runs[-1].end), None)
    if node is None:
        return "top", record.subject or ""
    text, at = node.text, node.text.find(citation.printed)
    secret = any(
        s.span.start < node.runs[-1].end and node.runs[0].start < s.span.end for c in record.contacts if not c.publish for s in c.details
    )
    start = max((m.end() for m in re.finditer(r"[.;]\s", text[:at])), default=0) if at >= 0 else 0
    stop = re.search(r"[.;](?=\s|$)", text[at + len(citation.printed) :]) if at >= 0 else None
    end = at + len(citation.printed) + stop.start() if stop else len(text)
    return node.id, "" if secret else collapse(text[start:end])


# --- the other direction ----------------------------------------------------------------------------------------------------


def _incoming(
    records: tuple[Record, ...], links: Mapping[str, Mapping[str, Link]], inverse: Mapping[str, str]
) -> dict[str, tuple[Incoming, ...]]:
    """For each held document, who points at it: the inverse of a stated relation, else "cited by"."""
    found: dict[str, dict[tuple[str, str], Incoming]] = defaultdict(dict)
    for record in records:
        said = {r.target: r.type for r in record.relations if r.source == "self"}
        typed = {links[record.id][cid].target for cid in said if links[record.id][cid].status == "held"}
        for citation in record.citations:
            link = links[record.id][citation.cid]
            if link.status != "held" or link.target is None:
                continue
            kind = said.get(citation.cid) or (None if link.target in typed else _KNOWN_INVERSE)
            if kind:
                anchor, _ = _where(record, citation)
                found[link.target].setdefault((record.id, kind), Incoming(record.id, inverse[kind], anchor))
    return {ident: tuple(rows.values()) for ident, rows in found.items()}
