"""The whole network from all records at once. See ``network`` for one that is kept and changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from builder.cite.account import account, bare
from builder.cite.network import Network
from builder.model import Archive, Entry, Record


def resolve(records: Iterable[Record], entries: Mapping[str, Entry], inverse: Mapping[str, str]) -> Archive:
    """Citations resolved against all entries. ``inverse`` maps a relation type to the name of its other direction."""
    network = Network(inverse)
    told = {record.id: account(record, entries[record.id], inverse) for record in records}
    network.change(told.get(ident) or bare(entry) for ident, entry in entries.items())
    found = network.archive(entries, {})
    return replace(found, numbers=dict(sorted(found.numbers.items())))  # in the order of their pages
