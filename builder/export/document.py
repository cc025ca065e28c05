"""One document as a plain JSON value: the shape that ``openapi.yml`` describes as ``Document``. Never invents: unknown is null."""

from __future__ import annotations

from typing import Any

from builder import addresses, vocabulary
from builder.export.passages import Passage, passages
from builder.model import Archive, Citation, Date, Deadline, FactValue, Record
from builder.vocabulary import word
from builder.write import labels
from builder.write.notice import Source
from builder.write.record import iri, work
from builder.write.standing import states

FORMAT = 1  # of every export; it changes only when a field changes its meaning or goes


def document_data(source: Source, archive: Archive) -> dict[str, Any]:
    """Every field is always there; ``null`` where nothing is known, an empty list where there is none."""
    return {**summary(source, archive), **_parties(source.record), **_network(source.record, archive), **_content(source)}


def summary(source: Source, archive: Archive) -> dict[str, Any]:
    """What lists and tables show of a document."""
    record, entry = source.record, archive.entries[source.record.id]
    return {
        "id": record.id,
        "kind": record.kind,
        "language": record.lang,
        "type": _labelled(record.type, labels.type_label(record.type, "vi"), labels.type_label(record.type, "en")),
        "class": record.doc_class,
        "number": {"value": record.number.norm, "printed": record.number.printed, "status": record.number.status},
        "issuer": _issuer(record),
        "unit": record.unit.code if record.unit else None,
        "date": _date(record.date),
        "title": {"vi": labels.vi_title(entry.title_vi) if entry.title_vi else None, "en": entry.title_en},
        "citation": {lang: labels.entry_citation(entry, lang) for lang in addresses.LANGS} if record.kind != "news" else None,
        "status": [_state(value) for value in states(record, archive, "en")],
        "topics": [_labelled(t.id, known.vi, known.en) for t in record.topics if (known := vocabulary.topics().get(t.id))],
        "deadlines": [_deadline(d) for d in record.deadlines],
        "translation": _translation(source, entry.translation),
        "urls": urls(source),
    }


def urls(source: Source) -> dict[str, str | None]:
    """Where the document is, in every form."""
    record, base = source.record, source.site_url
    pages: dict[str, str | None] = {
        str(lang): base + addresses.url(addresses.document(record.id, record.kind, lang)) for lang in addresses.LANGS
    }
    return {
        **pages,
        "json": base + addresses.data(record.id, "json"),
        "markdown": base + addresses.data(record.id, "md.txt"),
        "original": base + source.original if source.original else None,
    }


def _labelled(ident: str | None, vi: str, en: str) -> dict[str, str] | None:
    return {"id": ident, "vi": vi, "en": en} if ident else None


def _issuer(record: Record) -> dict[str, Any]:
    """As issued; ``ids`` are all bodies of a joint document, ``today`` who has the tasks now where that is another body."""
    names = {lang: labels.issuer_of(record.issuer, lang, record.date.value) for lang in addresses.LANGS}
    own = {str(lang): found[0] if found and found[1] == lang else None for lang, found in names.items()}
    agency = vocabulary.agencies().get(record.issuer.id or "")
    heirs = [h.id for h in agency.successors] if agency else []
    ids = list(record.issuer.joint) or ([record.issuer.id] if record.issuer.id else [])
    return {"id": record.issuer.id, "ids": ids, **own, "printed": record.issuer.printed, "today": heirs}


def _date(date: Date) -> dict[str, Any]:
    return {"value": date.value, "precision": date.precision, "printed": date.printed, "read_from": date.inferred_from}


def _state(value: FactValue) -> dict[str, str]:
    return {"state": value.data, "words": value.text}


def _deadline(deadline: Deadline) -> dict[str, str | None]:
    return {"date": deadline.date, "who": deadline.who, "what": deadline.what, "to": deadline.to}


def _translation(source: Source, state: str) -> dict[str, Any]:
    """``state`` is none, draft, unofficial or official; ``original`` where the document itself is in English."""
    if source.record.lang == "en":
        return {"state": "original", "translator": None, "date": None, "outdated": [], "missing": []}
    paired = source.paired
    made = paired.translation if paired else None
    return {
        "state": state,
        "translator": made.translator if made else None,
        "date": made.date if made else None,
        "outdated": list(paired.outdated) if paired else [],
        "missing": list(paired.missing) if paired else [],
    }


def _parties(record: Record) -> dict[str, Any]:
    signature = record.signature
    return {
        "place": record.place,
        "province": record.province,
        "addressees": [{"id": a.id, "text": a.text} for a in record.addressees],
        "recipients": [{"id": r.id, "text": r.text, "purpose": r.purpose} for r in record.recipients],
        "signature": {"name": signature.name, "office": signature.title, "on_behalf": signature.on_behalf} if signature else None,
        "effective": {"from": record.effective.start, "to": record.effective.end},
        "news": _news(record),
        "removal": _removal(record),
    }


def _news(record: Record) -> dict[str, Any] | None:
    news = record.news
    if news is None or record.kind != "news":
        return None
    return {"section": news.category, "agency": news.agency, "author": news.author, "timestamp": news.timestamp, "event": news.event_date}


def _removal(record: Record) -> dict[str, Any] | None:
    removal = record.removal
    return {"kind": removal.kind, "reason": removal.reason, "date": removal.date, "authority": removal.authority} if removal else None


def _network(record: Record, archive: Archive) -> dict[str, Any]:
    links = archive.links[record.id]
    relations = [
        {"type": r.type, "label": vocabulary.relation_label(r.type, "en"), "status": link.status, "target": link.target}
        for r in record.relations
        if r.source == "self" and (link := links.get(r.target)) and link.target
    ]
    incoming = [{"type": i.type, "document": i.record, "block": i.anchor} for i in archive.incoming.get(record.id, ())]
    return {"relations": relations, "citations": [_citation(c, archive, record.id) for c in record.citations], "incoming": incoming}


def _citation(citation: Citation, archive: Archive, ident: str) -> dict[str, Any]:
    link = archive.links[ident].get(citation.cid)
    known = {"type": citation.type, "number": citation.number, "date": citation.date, "provision": citation.provision}
    return {"printed": citation.printed, **known, "status": link.status if link else "unparsed", "target": link.target if link else None}


def _content(source: Source) -> dict[str, Any]:
    record = source.record
    original = {
        "sha256": record.source.sha256,
        "format": record.source.format,
        "bytes": source.size or None,
        "url": source.site_url + source.original if source.original else None,
        "retrieved_from": record.source.url,
        "retrieved": record.source.retrieved,
        "ocr": record.source.ocr,
    }
    return {
        "identifiers": {"work": work(record), "akn": iri(record)},
        "glossary": list(record.glossary),
        "blocks": [_block(p) for p in passages(source)],
        "original": original,
        "licence": word("data.licence", "en"),
        "format": FORMAT,
    }


def _block(passage: Passage) -> dict[str, Any]:
    rows = [list(row) for row in passage.rows]
    return {"id": passage.id, "kind": passage.kind, "label": passage.label, "text": passage.text, "en": passage.english, "rows": rows}
