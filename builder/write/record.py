"""A record as plain data: what ``archive extract`` prints, one JSON object a record. Never leaves a field out."""

from __future__ import annotations

import dataclasses
import hashlib
from bisect import bisect_right
from collections.abc import Mapping
from typing import Any

from builder import __version__, vocabulary
from builder.model import Citation, Link, Node, Places, Record, Span
from builder.text import slug

LICENCE_NOTE = "Law on Intellectual Property, article 15: official texts are not protected"


def record_data(record: Record, links: Mapping[str, Link] | None = None) -> dict[str, Any]:
    """The shape of a record; every value plain, spans as [start, end), ``None`` where unknown."""
    return {
        "id": record.id,
        "work": work(record),
        "iri": iri(record),
        "aliases_id": list(record.aliases_id),
        "kind": record.kind,
        "lang": record.lang,
        "type": record.type,
        "class": record.doc_class,
        "number": _plain(record.number),
        "issuer": _plain(record.issuer),
        "unit": _plain(record.unit),
        "date": _plain(record.date),
        "place": record.place,
        "province": record.province,
        "title": _plain(record.title),
        "subject": record.subject,
        "urgency": record.urgency,
        "secrecy": record.secrecy,
        "addressees": _plain(record.addressees),
        "recipients": _plain(record.recipients),
        "archive": _plain(record.archive),
        "signature": _plain(record.signature),
        "cosigners": _plain(record.cosigners),
        "structure": _plain(record.structure),
        "effective": _effective(record),
        "deadlines": _plain(record.deadlines),
        "defined_terms": _plain(record.defined_terms),
        "citations": [_citation(c, (links or {}).get(c.cid)) for c in record.citations],
        "relations": _plain(record.relations),
        "topics": _plain(record.topics),
        "news": _plain(record.news),
        "contacts": _contacts(record),
        "body": [_node(n, record.places) for n in record.body],
        "source": _plain(record.source),
        "text": record.text,
        "normalisation": _plain(record.normalisation),
        "review": {"state": "checked" if record.confirmed else "draft", "by": None, "at": None, "warnings": []},
        "extractor": {"version": __version__, "tables": vocabulary.fingerprint()[:16]},
        "evidence": _evidence(record),
        "confirmed": list(record.confirmed),
        "residue": _plain(record.residue),
        "removal": _plain(record.removal),
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Span):
        return [value.start, value.end]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        named = {f.name: getattr(value, f.name) for f in dataclasses.fields(value)}
        return {"ev" if k == "span" else k: _plain(v) for k, v in named.items()}
    if isinstance(value, Mapping):
        return {k: _plain(v) for k, v in value.items()}
    return [_plain(v) for v in value] if isinstance(value, tuple | list) else value


def _effective(record: Record) -> dict[str, Any]:
    effective = record.effective
    return {"from": effective.start, "to": effective.end, "rule": effective.rule, "state": effective.state, "as_of": effective.as_of}


def _citation(citation: Citation, link: Link | None) -> dict[str, Any]:
    data: dict[str, Any] = _plain(citation)
    return {
        **data,
        "target": link.target if link else None,
        "status": link.status if link else "unparsed",
        "candidates": list(link.candidates) if link else [],
    }


def _contacts(record: Record) -> list[dict[str, Any]]:
    out = []
    for contact in record.contacts:
        row: dict[str, Any] = dict.fromkeys(("phone", "fax", "email", "id_number", "account"))
        for detail in contact.details:
            row[detail.kind] = row[detail.kind] or detail.value
        spans = [[d.span.start, d.span.end] for d in contact.details]
        out.append(
            {
                "name": contact.name,
                **row,
                "publish": contact.publish,
                "personal": contact.personal,
                "withheld": not contact.publish,
                "ev": spans,
            }
        )
    return out


def _node(node: Node, places: Places) -> dict[str, Any]:
    """A block with its place: the page counted from 1, and the cell as table, row and column, where the original has such."""
    ends = _ends(node)
    data: dict[str, Any] = {"id": node.id, "kind": node.kind, "label": node.label, "text": node.text, "ev": ends}
    data |= {"page": _page(places, ends[0]), "cell": _cell(places, ends[0])}
    return {**data, "picture": _plain(node.picture)} if node.picture else data


def _ends(node: Node) -> list[int]:
    if node.picture:
        return [node.picture.at, node.picture.at]
    return [node.runs[0].start, node.runs[-1].end] if node.runs else [0, 0]


def _page(places: Places, at: int) -> int | None:
    return max(bisect_right(places.pages, at), 1) if places.pages else None


def _cell(places: Places, at: int) -> list[int] | None:
    found = bisect_right(places.cells, at, key=lambda cell: cell.span.start) - 1
    if found < 0 or places.cells[found].span.end <= at:
        return None
    cell = places.cells[found]
    return [cell.table, cell.row, cell.column]


def _evidence(record: Record) -> dict[str, Any]:
    return {
        path: {**_plain(found), "page": _page(record.places, found.span.start), "cell": _cell(record.places, found.span.start)}
        for path, found in record.evidence.items()
    }


def work(record: Record) -> str:
    """``vn:quyet-dinh:vn-pm:2016-01-20:145``: computed, never a key; it changes when a date or issuer is corrected."""
    serial = record.number.serial or _unnumbered(record)
    return ":".join(("vn", record.type or "unknown", record.issuer.id or "unknown", record.date.value or "unknown", serial))


def iri(record: Record) -> str:
    """The Akoma Ntoso work IRI (naming convention 1.0): ``/akn/vn/doc/quyet-dinh/pm/2016-01-20/145``."""
    actor = slug((record.issuer.id or "unknown").removeprefix("vn-"))
    date = record.date.value or "nodate"
    serial = slug(record.number.serial or "") or _unnumbered(record)
    return f"/akn/vn/doc/{record.type or 'unknown'}/{actor}/{date}/{serial}"


def _unnumbered(record: Record) -> str:
    """A document without a number by its words: the same whatever format it came in and wherever its lines end."""
    words = "".join("".join(node.printed.split()) for node in record.body)
    return f"x-{hashlib.sha256(words.encode()).hexdigest()[:8]}"
