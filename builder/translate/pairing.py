"""Lay a translation beside its record: which English stands for which paragraph now. Never asks whether it is right.

A block is found by the hash of its Vietnamese, then by its place: what was inserted, deleted or moved makes nothing outdated.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from builder.model import Pairing, Record, TranslatedBlock, Translation
from builder.text import fold
from builder.translate.file import hash8, units

_ENOUGH, _HARDLY = 3, 0.2  # quoted paragraphs that allow a judgement; the share of them that any two letters may have in common
_ALIKE = 0.4  # how much of a paragraph must be left to say that it is the same one, changed


def pair(record: Record, translation: Translation) -> Pairing:
    """Paragraph id → English. Outdated: the paragraph is there and its Vietnamese has changed; orphan: it is there no more."""
    wanted = dict(units(record))
    blocks = translation.blocks
    exact = _exact(wanted, blocks)
    guessed = dict(_changed(wanted, blocks, exact))
    placed = {**exact, **guessed}
    by_id = {ident: n for n, ident in placed.items()}
    text = {ident: blocks[by_id[ident]].text for ident in wanted if ident in by_id}
    outdated = tuple(ident for ident in wanted if ident in set(guessed.values()))
    missing = tuple(ident for ident in wanted if ident not in text)
    return Pairing(translation, text, missing, outdated, tuple(b.id for n, b in enumerate(blocks) if n not in placed))


def sources(record: Record, translation: Translation) -> dict[str, TranslatedBlock]:
    """Paragraph id → the block of the file that stands for it."""
    wanted = dict(units(record))
    exact = _exact(wanted, translation.blocks)
    placed = {**exact, **dict(_changed(wanted, translation.blocks, exact))}
    return {ident: translation.blocks[n] for n, ident in placed.items()}


def of_another(record: Record, translation: Translation) -> bool:
    """Whether the Vietnamese that a file quotes is that of some other document: hardly a paragraph of it is like any of this one's."""
    quoted = [b.vietnamese for b in translation.blocks if b.vietnamese]
    own = [text for _, text in units(record)]
    alike = len([q for q in quoted if q in set(own)])
    if len(quoted) < _ENOUGH or alike > len(quoted) * _HARDLY:
        return False
    words = [frozenset(fold(text).split()) for text in own]
    alike = sum(any(_shared(frozenset(fold(q).split()), w) >= _ALIKE for w in words) for q in quoted)
    return alike <= len(quoted) * _HARDLY


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(len(one | other), 1)


def _exact(wanted: Mapping[str, str], blocks: Sequence[TranslatedBlock]) -> dict[int, str]:
    """Block → paragraph with the same Vietnamese: under the same id, else the first that is free."""
    hashes = {ident: hash8(vi) for ident, vi in wanted.items()}
    found = {n: b.id for n, b in enumerate(blocks) if b.hash8 and hashes.get(b.id) == b.hash8}
    free: dict[str, list[str]] = defaultdict(list)
    taken = set(found.values())
    for ident, digest in hashes.items():
        if ident not in taken:
            free[digest].append(ident)
    for n, block in enumerate(blocks):
        if n not in found and free.get(block.hash8):
            found[n] = free[block.hash8].pop(0)
    taken = set(found.values())
    unsigned = {n: b.id for n, b in enumerate(blocks) if not b.hash8 and b.id in wanted and b.id not in taken}
    return found | unsigned  # without a hash: taken at its word, and a warning says so


def _changed(wanted: Mapping[str, str], blocks: Sequence[TranslatedBlock], exact: Mapping[int, str]) -> Iterator[tuple[int, str]]:
    """Blocks whose Vietnamese is nowhere: each to the free paragraph between its neighbours that is most like its old one.

    Where as many blocks as paragraphs are left between two neighbours they are the same ones, however much was changed.
    """
    order = list(wanted)
    taken = set(exact.values())
    left: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for n, block in enumerate(blocks):
        if n in exact:
            continue
        gap = _between(n, order, exact)
        free = [ident for ident in gap if ident not in taken and ident[0] == block.id[0]]
        if choice := _choice(block, free, wanted):
            taken.add(choice)
            yield n, choice
        else:
            left[(block.id[0], *gap)].append(n)
    for (kind, *gap), lost in left.items():
        free = [ident for ident in gap if ident not in taken and ident[0] == kind]
        yield from zip(lost, free, strict=True) if len(lost) == len(free) else ()


def _between(n: int, order: list[str], exact: Mapping[int, str]) -> list[str]:
    """The paragraphs after that of the block's nearest matched neighbour before it, and before that of the next one."""
    before = max((m for m in exact if m < n), default=None)
    after = min((m for m in exact if m > n), default=None)
    low = order.index(exact[before]) + 1 if before is not None else 0
    high = order.index(exact[after]) if after is not None else len(order)
    return order[low:high]


def _choice(block: TranslatedBlock, free: Sequence[str], wanted: Mapping[str, str]) -> str | None:
    if not block.vietnamese:
        return block.id if block.id in free else free[0] if len(free) == 1 else None
    likeness = {ident: SequenceMatcher(None, block.vietnamese, wanted[ident], autojunk=False).ratio() for ident in free}
    best = max(likeness, key=lambda ident: (likeness[ident], ident == block.id), default=None)
    return best if best is not None and likeness[best] >= _ALIKE else None
