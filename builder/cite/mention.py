"""What the finders of citations hand each other: blocks to search, and mentions that have no final id yet."""

from __future__ import annotations

from dataclasses import dataclass

from builder.model import Citation, Span, Zone
from builder.runs import Runs


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch that is searched on its own."""

    text: str
    runs: Runs
    zone: Zone


@dataclass(frozen=True, slots=True)
class Mention:
    """A citation in block number ``block``: where it starts, where its number stands, where its subject ends (in the block)."""

    citation: Citation
    block: int
    start: int
    head: Span
    tail: int
