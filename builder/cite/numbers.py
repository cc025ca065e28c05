"""Number pages: under each number or name the documents held, what is known of those not held, who speaks of them and what is said.

Only gathers what records say and what was concluded; never concludes anything itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from builder.addresses import number_slug
from builder.cite.instruments import instrument_number, instrument_slug
from builder.cite.sentences import Sentences
from builder.model import Citation, Entry, Link, Mention, NumberEntry, Record, Said, Span, Variant

Read = tuple[Record, tuple[Citation, ...], Mapping[str, Link], Sentences]
_DESCRIBING = ("full", "enum", "named")


@dataclass(slots=True)
class _Gathered:
    """Number pages while they are gathered."""

    label: dict[str, Citation] = field(default_factory=dict)
    held: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    variants: dict[str, list[Variant]] = field(default_factory=lambda: defaultdict(list))
    mentions: dict[str, list[Mention]] = field(default_factory=lambda: defaultdict(list))
    said: dict[str, list[Said]] = field(default_factory=lambda: defaultdict(list))


def number_pages(reads: Iterable[Read], entries: Mapping[str, Entry], inverse: Mapping[str, str]) -> dict[str, NumberEntry]:
    """Every number and name, held or only cited, in the order of slugs."""
    gathered = _Gathered()
    for entry in entries.values():
        if ident := number_slug(entry.number.norm or ""):
            gathered.held[ident].append(entry.id)
            gathered.label.setdefault(ident, Citation("", "full", "", Span(0, 0), "body", entry.type, entry.number.norm))
    for read in reads:
        _gather(gathered, read, inverse)
    return {ident: _number_entry(gathered, ident) for ident in sorted(gathered.label)}


def _gather(gathered: _Gathered, read: Read, inverse: Mapping[str, str]) -> None:
    record, citations, links, sentences = read
    pages = {c.cid: instrument_slug(c) for c in citations}
    stated: dict[str, list[str]] = defaultdict(list)
    for relation in record.relations:
        source, target = pages.get(relation.source), pages.get(relation.target)
        if relation.source == "self":
            stated[relation.target].append(relation.type)
        elif source and target and source != target and relation.span:
            where, words = sentences.anchor(relation.span.start), sentences.between(relation.span)
            gathered.said[source].append(Said(relation.type, target, record.id, where, words))
            gathered.said[target].append(Said(inverse[relation.type], source, record.id, where, words))
    for citation in citations:
        ident = pages[citation.cid]
        if ident is None or links[citation.cid].status == "self":
            continue
        _describe(gathered, ident, citation)
        if citation.kind != "alias" or stated[citation.cid]:
            anchor = sentences.anchor(citation.span.start)
            gathered.mentions[ident].append(Mention(record.id, anchor, sentences.around(citation), tuple(stated[citation.cid])))


def _describe(gathered: _Gathered, ident: str, citation: Citation) -> None:
    number = instrument_number(citation)
    label = replace(citation, number=number) if number != citation.number else citation
    known = gathered.label.setdefault(ident, label)
    if known.name is None and citation.name and number:
        gathered.label[ident] = replace(known, name=citation.name)
    if citation.kind in _DESCRIBING:
        # the year behind a law's name is less than a day, and no date of its own
        date = citation.date if citation.date and len(citation.date) > 4 else None
        gathered.variants[ident].append(Variant(citation.type, date, citation.issuer, citation.issuer_printed, citation.subject))


def _number_entry(gathered: _Gathered, ident: str) -> NumberEntry:
    label, said = gathered.label[ident], gathered.said[ident]
    types = [t for t in (label.type, *(v.type for v in gathered.variants[ident])) if t]
    return NumberEntry(
        ident, label.number, label.name, types[0] if types else None, tuple(sorted(gathered.held[ident])),
        tuple(_merged(gathered.variants[ident])), _once(gathered.mentions[ident]),
        tuple(sorted({(s.type, s.slug, s.record) for s in said})), tuple(sorted({(s.type, s.slug, s.record): s for s in said}.values(), key=_order)),
    )  # fmt: skip


def _order(said: Said) -> tuple[str, str, str]:
    return said.type, said.slug, said.record


def _merged(variants: Iterable[Variant]) -> Iterator[Variant]:
    """Descriptions that do not contradict each other are one document; what one leaves out another fills in."""
    kept: list[Variant] = []
    by_date: dict[str, int] = {}
    for new in dict.fromkeys(variants):
        at = by_date.get(new.date or "") if len(kept) > 50 else None
        if at is None or not _compatible(kept[at], new):
            at = next((i for i, old in enumerate(kept[:50]) if _compatible(old, new)), None)
        if at is None:
            by_date.setdefault(new.date or "", len(kept))
            kept.append(new)
        else:
            kept[at] = _joined(kept[at], new)
    yield from kept


def _joined(old: Variant, new: Variant) -> Variant:
    return Variant(
        old.type or new.type, max(old.date or "", new.date or "") or None, old.issuer or new.issuer,
        old.issuer_printed or new.issuer_printed, old.subject or new.subject,
    )  # fmt: skip


def _compatible(a: Variant, b: Variant) -> bool:
    dates = not a.date or not b.date or a.date.startswith(b.date) or b.date.startswith(a.date)
    return dates and (not a.issuer or not b.issuer or a.issuer == b.issuer) and (not a.type or not b.type or a.type == b.type)


def _once(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """One mention a block, with all that is said there."""
    seen: dict[tuple[str, str], Mention] = {}
    for mention in mentions:
        first = seen.setdefault((mention.record, mention.anchor), mention)
        fresh = tuple(r for r in mention.relations if r not in first.relations)
        if fresh:
            seen[mention.record, mention.anchor] = replace(first, relations=(*first.relations, *fresh))
    return tuple(seen.values())
