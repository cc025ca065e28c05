"""A document as linked data for the head of its page: schema.org's Legislation (or NewsArticle) with ELI. Says what the record says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from builder import addresses, vocabulary
from builder.model import Archive, Lang, Record
from builder.vocabulary import word
from builder.write import labels
from builder.write.record import iri, work

CONTEXT = [
    "https://schema.org",
    {"eli": "http://data.europa.eu/eli/ontology#", "eli:date_document": {"@type": "http://www.w3.org/2001/XMLSchema#date"}},
]
_LINKS = {
    "based_on": ("isBasedOn", "eli:based_on"),
    "implements": ("legislationEnsuresImplementationOf", "eli:ensures_implementation_of"),
    "amends": ("legislationAmends", "eli:amends"),
    "replaces": ("legislationRepeals", "eli:repeals"),
    "repeals": ("legislationRepeals", "eli:repeals"),
    "consolidates": ("legislationConsolidates", "eli:consolidates"),
    "corrects": ("legislationCorrects", "eli:corrects"),
}
_UNSAFE = re.compile("[<>&\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")  # of a script element, or of the header it travels in
_FORCE = {"in_force": "InForce", "expired": "NotInForce", "not_yet": "NotInForce", "partly_expired": "PartiallyInForce"}


def linked_data(record: Record, archive: Archive, site_url: str, original: str | None, title: str, lang: Lang, told: str = "") -> str:
    """JSON-LD that a script element can hold as it is: no ``<``, ``>`` or ``&`` in it. ``told`` is what ``in_any`` says, if it is known."""
    common = _common(record, archive, site_url, original, title, lang)
    return f"{_json({'@context': CONTEXT, **common})[:-1]},{(told or in_any(record, archive, site_url))[1:]}"


def in_any(record: Record, archive: Archive, site_url: str) -> str:
    """The part that is the same on the pages of every language."""
    return _json(_news(record) if record.kind == "news" else _legislation(record, archive, site_url))


def _json(data: dict[str, Any]) -> str:
    text = json.dumps({k: v for k, v in data.items() if v not in (None, [], {})}, ensure_ascii=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _common(record: Record, archive: Archive, site_url: str, original: str | None, title: str, lang: Lang) -> dict[str, Any]:
    entry = archive.entries[record.id]
    own = {code: site_url + addresses.url(addresses.document(record.id, record.kind, code)) for code in addresses.LANGS}
    topics = [(known.vi if lang == "vi" else known.en) for t in record.topics if (known := vocabulary.topics().get(t.id))]
    return {
        "@id": own[lang],
        "url": own[lang],
        "name": title,
        "inLanguage": record.lang,
        "keywords": topics,
        "isPartOf": {"@type": "Collection", "name": word("site.name", lang), "url": site_url},
        "workTranslation": None if entry.translation == "none" else {"@id": own["en" if lang == "vi" else "vi"]},
        "encoding": list(_encodings(record, site_url, original)),
    }


def _encodings(record: Record, site_url: str, original: str | None) -> Iterator[dict[str, str]]:
    yield {"@type": "MediaObject", "encodingFormat": "application/json", "contentUrl": site_url + addresses.data(record.id, "json")}
    yield {"@type": "MediaObject", "encodingFormat": "text/markdown", "contentUrl": site_url + addresses.data(record.id, "md.txt")}
    if original:
        yield {"@type": "MediaObject", "contentUrl": site_url + original, "sha256": record.source.sha256}


def _legislation(record: Record, archive: Archive, site_url: str) -> dict[str, Any]:
    kind = vocabulary.types().get(record.type or "")
    force = _FORCE.get(record.effective.state)
    made = {
        "@type": ["Legislation", "eli:LegalResource"],
        "legislationIdentifier": record.number.norm or work(record),
        "identifier": iri(record),
        "legislationType": kind.vi if kind else None,
        "legislationDate": record.date.value,
        "legislationPassedBy": list(_bodies(record)),
        "legislationJurisdiction": "VN",
        "legislationLegalForce": f"https://schema.org/{force}" if force else None,
        "temporalCoverage": _span(record),
        "eli:id_local": record.number.norm,
        "eli:type_document": kind.vi if kind else None,
        "eli:date_document": record.date.value if _whole(record.date.value) else None,
        "eli:passed_by": [body["name"] for body in _bodies(record)],
        "eli:jurisdiction": "VN",
        "eli:first_date_entry_in_force": record.effective.start,
        "eli:date_no_longer_in_force": record.effective.end,
        "eli:language": record.lang,
    }
    return {**made, **_relations(record, archive, site_url)}


def _whole(value: str | None) -> bool:
    return len(value or "") == 10


def _span(record: Record) -> str | None:
    """An interval of ISO 8601 from the day it takes effect."""
    start, end = record.effective.start, record.effective.end
    return f"{start}/{end or '..'}" if start else None


def _bodies(record: Record) -> Iterator[dict[str, str]]:
    names = labels.issuers_of(record.issuer, "vi", record.date.value)
    if not names and (found := labels.issuer_of(record.issuer, "vi", record.date.value)):
        names = [found]
    for name, _ in names:
        yield {"@type": "GovernmentOrganization", "name": name}


def _relations(record: Record, archive: Archive, site_url: str) -> dict[str, Any]:
    """Held documents by their page, others by the page of their number."""
    out: dict[str, Any] = {}
    for relation in record.relations:
        link = archive.links[record.id].get(relation.target)
        if (
            relation.source != "self"
            or relation.type not in _LINKS
            or link is None
            or link.status not in ("held", "stub")
            or not link.target
        ):
            continue
        entry = archive.entries.get(link.target) if link.status == "held" else None
        path = addresses.document(entry.id, entry.kind, "vi") if entry else addresses.number(link.target, "vi")
        for name in _LINKS[relation.type]:
            where = {"@id": site_url + addresses.url(path)}
            out.setdefault(name, []).extend([] if where in out.get(name, []) else [where])
    return out


def _news(record: Record) -> dict[str, Any]:
    news = record.news
    author = {"@type": "Person", "name": news.author} if news and news.author else None
    publisher = {"@type": "Organization", "name": news.agency} if news and news.agency else None
    headline = record.title.vi or record.subject
    published = news.timestamp if news and news.timestamp else record.date.value
    section = news.category if news else None
    told = {"headline": headline, "datePublished": published, "articleSection": section}
    return {"@type": "NewsArticle", **told, "author": author, "publisher": publisher}
