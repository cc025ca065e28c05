"""Held documents that speak of the same few others: which, and of what they both speak. Never relates by words alone.

A law that everybody cites says nothing; what only a handful cite says most. Documents that are linked already are left out.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from builder.cite.account import Account
from builder.model import NumberEntry, Related

# A document cited by more than these is no reason; so the work stays linear in citations.
MOST_CITING = 20
BEST = 5
MOST_REASONS = 3
# Words alone make no two documents related; of those that cite the same, more words in common come first.
PER_WORD = 0.05
FEWEST_BLANKS = 2


def few(number: NumberEntry | None) -> tuple[str, ...]:
    """The records that speak of a number, where they are few and one document is meant; else none."""
    if number is None or len(number.variants) > 1:
        return ()
    citing = tuple(sorted({m.record for m in number.mentions}))
    return citing if 1 < len(citing) <= MOST_CITING else ()


def related(
    own: Account, shared: Mapping[str, Collection[str]], linked: frozenset[str], others: Mapping[str, Account]
) -> tuple[Related, ...]:
    """The best others, the strongest first; a topic and words in common count too, then the newer document.

    ``shared`` gives the few that speak of each number of which the document speaks; ``linked`` is what it links to.
    """
    reasons: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for slug, citing in sorted(shared.items()):
        weight = 1 / math.log2(1 + len(citing))
        for other in citing:
            reasons[other].append((weight, slug))
    found = []
    for other in sorted(reasons.keys() - linked - {own.id}):
        topics = set(own.topics) & set(others[other].topics)
        words = _telling(own, others[other])
        score = sum(weight for weight, _ in reasons[other]) * (1.25 if topics else 1) * (1 + PER_WORD * len(words))
        found.append((round(score, 6), others[other].sort_date, other, topics, words))
    found.sort(key=lambda row: row[:2], reverse=True)
    return tuple(Related(other, _strongest(reasons[other]), tuple(sorted(topics)), words) for _, _, other, topics, words in found[:BEST])


def _telling(own: Account, other: Account) -> tuple[str, ...]:
    """Terms in both texts: of more than two words, the longest first, as short ones stand everywhere."""
    common = [term for term in set(own.words) & set(other.words) if term.count(" ") >= FEWEST_BLANKS]
    return tuple(sorted(common, key=lambda term: (-len(term), term))[:MOST_REASONS])


def _strongest(reasons: Iterable[tuple[float, str]]) -> tuple[str, ...]:
    return tuple(slug for _, slug in sorted(reasons, key=lambda r: (-r[0], r[1]))[:MOST_REASONS])
