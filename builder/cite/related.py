"""Held documents that speak of the same few others: which, and of what they both speak. Never guesses from words.

A law that everybody cites says nothing; what only a handful cite says most. Documents that are linked already are left out.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping

from builder.model import Entry, Link, NumberEntry, Related

# A document cited by more than these is no reason; so the work stays linear in citations.
MOST_CITING = 20
BEST = 5
MOST_REASONS = 3


def related(
    numbers: Mapping[str, NumberEntry], links: Mapping[str, Mapping[str, Link]], entries: Mapping[str, Entry]
) -> dict[str, tuple[Related, ...]]:
    """For each record the best others, the strongest first; a topic in common breaks a tie, then the newer document."""
    shared: dict[str, dict[str, list[tuple[float, str]]]] = defaultdict(lambda: defaultdict(list))
    for number in numbers.values():
        citing = sorted({m.record for m in number.mentions})
        if len(number.variants) <= 1 and 1 < len(citing) <= MOST_CITING:
            weight = 1 / math.log2(1 + len(citing))
            for one in citing:
                for other in citing:
                    if one != other:
                        shared[one][other].append((weight, number.slug))
    return {ident: _best(ident, others, links.get(ident, {}), entries) for ident, others in shared.items()}


def _best(
    ident: str, others: Mapping[str, list[tuple[float, str]]], links: Mapping[str, Link], entries: Mapping[str, Entry]
) -> tuple[Related, ...]:
    linked = {link.target for link in links.values() if link.status == "held"}
    found = []
    for other, reasons in others.items():
        if other not in linked:
            topics = set(entries[ident].topics) & set(entries[other].topics)
            score = sum(weight for weight, _ in reasons) * (1.25 if topics else 1)
            found.append((score, entries[other].sort_date, other, reasons, topics))
    found.sort(key=lambda row: row[2])
    found.sort(key=lambda row: (round(row[0], 6), row[1]), reverse=True)
    return tuple(Related(other, _strongest(reasons), tuple(sorted(topics))) for _, _, other, reasons, topics in found[:BEST])


def _strongest(reasons: Iterable[tuple[float, str]]) -> tuple[str, ...]:
    return tuple(slug for _, slug in sorted(reasons, key=lambda r: (-r[0], r[1]))[:MOST_REASONS])
