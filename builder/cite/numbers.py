"""The page of one number or name: the documents held, what is known of those not held, who speaks of them and what is said.

Only gathers what records say; never concludes anything itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from builder.cite.account import Bearer, Passage
from builder.model import NumberEntry, NumberLine, Said, Variant

CLOSELY = 50  # descriptions compared with each new one; of a number borne by more documents, only those of the same day


def number_entry(slug: str, holders: Mapping[str, Bearer], passages: Mapping[str, Passage]) -> NumberEntry | None:
    """What stands under ``slug``; both mappings by id. Nothing where no document bears it and none is described."""
    told = [passage for _, passage in sorted(passages.items())]
    called: list[tuple[str | None, str | None, str | None]] = [(b.type, b.number, None) for _, b in sorted(holders.items())]
    called += [(p.type, p.number, p.name) for p in told if p.number or p.name]
    if not called:
        return None
    kind, number, name = called[0]
    variants = [variant for passage in told for variant in passage.variants]
    said = {(s.type, s.slug, s.record): s for passage in told for s in passage.said}
    return NumberEntry(
        slug, number, name or next((p.named for p in told if p.named), None), next((t for t in (kind, *(v.type for v in variants)) if t), None),
        tuple(sorted(holders)), tuple(_merged(variants)), tuple(m for passage in told for m in passage.mentions), tuple(sorted(said)),
        tuple(sorted(said.values(), key=_order)),
    )  # fmt: skip


def _order(said: Said) -> tuple[str, str, str]:
    return said.type, said.slug, said.record


def _merged(variants: Iterable[Variant]) -> Iterator[Variant]:
    """Descriptions that do not contradict each other are one document; what one leaves out another fills in."""
    kept: list[Variant] = []
    by_date: dict[str, int] = {}
    for new in dict.fromkeys(variants):
        at = by_date.get(new.date or "") if len(kept) > CLOSELY else None
        if at is None or not _compatible(kept[at], new):
            at = next((i for i, old in enumerate(kept[:CLOSELY]) if _compatible(old, new)), None)
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


def line(number: NumberEntry) -> NumberLine:
    """The number in short."""
    citing = len({mention.record for mention in number.mentions})
    return NumberLine(number.slug, number.number, number.name, number.type, bool(number.held), citing)
