"""What an editor says of a document's citations and relations, laid over what was found. Never finds anything itself.

A citation is named by its printed form, a relation by its type and the number (or name) of the other document.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from builder import grammar
from builder.model import Citation, Record, Relation, Span
from builder.text import collapse, key

NOWHERE = Span(0, 0)
Data = Mapping[str, Any]
Unfound = tuple[str, str]
"""Where it was written in the sidecar, and what was not found."""


def corrected(
    record: Record, citations: Data | None, relate: Callable[[Record], tuple[Relation, ...]]
) -> tuple[Record, tuple[Unfound, ...]]:
    """Citations without those removed, with the attributes that were set, and the relations that follow from them."""
    given, unfound = citations or {}, []
    printed = {key(c.printed) for c in record.citations}
    for part, words in [("citations.remove", w) for w in given.get("remove", ())] + [
        ("citations.set", s["printed"]) for s in given.get("set", ())
    ]:
        unfound += [] if key(words) in printed else [(part, words)]
    gone = {key(words) for words in given.get("remove", ())}
    changes = {key(s["printed"]): s for s in given.get("set", ())}
    kept = tuple(_set(c, changes.get(key(c.printed))) for c in record.citations if key(c.printed) not in gone)
    record = replace(record, citations=kept, relations=())
    return replace(record, relations=relate(record)), tuple(unfound)


def _set(citation: Citation, change: Data | None) -> Citation:
    """A citation with what an editor knows better; what the editor does not say stays."""
    given = {name: value for name, value in (change or {}).items() if name != "printed" and value is not None}
    if number := given.get("number"):
        given["number"] = _norm(number)
    return replace(citation, **given, rule="sidecar", confidence=1.0) if given else citation


def related(record: Record, relations: Data | None) -> tuple[Record, tuple[Unfound, ...]]:
    """Relations without those removed, with those added; a document that the text does not cite gets a citation of its own."""
    given = relations or {}
    gone = {(r["type"], _key(r["target"])) for r in given.get("remove", ())}
    by_cid = {c.cid: c for c in record.citations}
    have = {(r.type, _key_of(by_cid[r.target])) for r in record.relations if r.source == "self"}
    kept = tuple(r for r in record.relations if r.source != "self" or (r.type, _key_of(by_cid[r.target])) not in gone)
    removed = [(r["type"], r["target"]) for r in given.get("remove", ())]
    unfound = tuple(("relations.remove", f"{kind} {target}") for kind, target in removed if (kind, _key(target)) not in have)
    record = replace(record, relations=kept)
    for n, row in enumerate(given.get("add", ()), 1):
        record = _added(record, row, f"e{n}")
    return record, unfound


def _added(record: Record, row: Data, cid: str) -> Record:
    wanted = _key(row["target"])
    cited = next((c for c in record.citations if _key_of(c) == wanted), None)
    if cited is None:
        number = grammar.read_number(row["target"])
        name = None if number else collapse(row["target"])
        cited = Citation(
            cid, "full" if number else "named", collapse(row["target"]), NOWHERE, "body", number=number.norm if number else None, name=name, rule="sidecar"
        )  # fmt: skip
        record = replace(record, citations=(*record.citations, cited))
    relation = Relation("self", row["type"], cited.cid, None, "auto", row.get("by") or "sidecar")
    others = tuple(r for r in record.relations if (r.source, r.type, r.target) != ("self", row["type"], cited.cid))
    return replace(record, relations=(*others, relation))


def _norm(number: str) -> str:
    read = grammar.read_number(number)
    return (read.norm if read else None) or number


def _key(target: str) -> str:
    return key(_norm(target))


def _key_of(citation: Citation) -> str:
    return key(citation.number or citation.name or citation.printed)
