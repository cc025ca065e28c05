"""One document as Akoma Ntoso 3.0 (OASIS LegalDocML). What the schema demands and nobody knows is said to be unknown, never made up."""

from __future__ import annotations

import re

from lxml import etree
from lxml.etree import Element, SubElement

from builder import addresses
from builder.export.passages import Passage, passages, signature_lines
from builder.model import Archive, Record
from builder.write import labels
from builder.write.notice import Source
from builder.write.record import iri
from builder.write.withhold import gate_text

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
UNKNOWN_DATE = "0001-01-01"  # the schema wants a date; this one is marked "unknown" by its name
_ELEMENTS = {"article": "article", "clause": "paragraph", "point": "point"}
_NUMBER = re.compile(r"[“\"]?(?:Điều|Article)\s+\w+[.:]?", re.I)
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LANGUAGES = {"vi": "vie", "en": "eng"}


def document_xml(source: Source, archive: Archive) -> bytes:
    """An ``act`` where the text is in articles, else a ``doc``; ids are those of the pages."""
    record = source.record
    found = list(passages(source))
    lawlike = any(p.kind == "article" for p in found)
    root = Element(_tag("akomaNtoso"), nsmap={None: NAMESPACE})
    document = SubElement(root, _tag("act" if lawlike else "doc"), name=record.type or "unknown")
    _meta(document, source)
    _preface(document, source, archive, [p for p in found if p.kind == "addressee"])
    body = [p for p in found if p.kind not in ("addressee", "recipient", "signature")]
    first = next((n for n, p in enumerate(body) if p.kind == "article"), 0) if lawlike else 0
    if body[:first]:
        container = SubElement(SubElement(document, _tag("preamble")), _tag("container"), name="preamble", eId="preamble")
        _flat(container, body[:first])
    if lawlike:
        _nested(SubElement(document, _tag("body")), body[first:])
    else:
        _main(SubElement(document, _tag("mainBody")), body)
    _conclusions(document, source, [p for p in found if p.kind == "recipient"])
    written: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


# --- about the document ------------------------------------------------------------------------------------------------------


def _meta(document: etree._Element, source: Source) -> None:
    """Work, expression and manifestation; who is who."""
    record, meta = source.record, SubElement(document, _tag("meta"))
    identification = SubElement(meta, _tag("identification"), source="#archive")
    work, language = iri(record), _LANGUAGES[record.lang]
    expression = f"{work}/{language}@"
    _level(identification, "FRBRWork", work, _whole(record.date.value), "issuing" if record.date.value else "unknown", "#issuer", record)
    _level(identification, "FRBRExpression", expression, _whole(record.date.value), "expression", "#issuer", record)
    _level(identification, "FRBRManifestation", f"{expression}.xml", _whole(record.date.value), "content", "#archive", record)
    if len(record.date.value or "") == 10:
        SubElement(meta, _tag("publication"), date=str(record.date.value), name="issued", showAs=record.number.norm or "–")
    references = SubElement(meta, _tag("references"), source="#archive")
    issuer = record.issuer.name or record.issuer.printed or "unknown"
    href = f"/ontology/organization/{addresses.issuer_slug(record.issuer.id or '') or 'unknown'}"
    SubElement(references, _tag("TLCOrganization"), eId="issuer", href=href, showAs=_clean(issuer))
    SubElement(references, _tag("TLCOrganization"), eId="archive", href=source.site_url, showAs="Labour Policy Archive")


def _level(identification: etree._Element, name: str, uri: str, day: str, of: str, author: str, record: Record) -> None:
    level = SubElement(identification, _tag(name))
    SubElement(level, _tag("FRBRthis"), value=f"{uri}/!main" if not uri.endswith(".xml") else f"{uri.removesuffix('.xml')}/!main.xml")
    SubElement(level, _tag("FRBRuri"), value=uri)
    SubElement(level, _tag("FRBRdate"), date=day, name=of)
    SubElement(level, _tag("FRBRauthor"), href=author)
    if name == "FRBRWork":
        SubElement(level, _tag("FRBRcountry"), value="vn")
        if record.number.norm:
            SubElement(level, _tag("FRBRnumber"), value=record.number.norm)
        SubElement(level, _tag("FRBRname"), value=record.id)
    elif name == "FRBRExpression":
        SubElement(level, _tag("FRBRlanguage"), language=_LANGUAGES[record.lang])
    else:
        SubElement(level, _tag("FRBRformat"), value="application/akn+xml")


def _whole(value: str | None) -> str:
    """The first day of a month or year that is all that is known."""
    return f"{value}-01-01"[:10] if value else UNKNOWN_DATE


# --- its parts ------------------------------------------------------------------------------------------------------------------


def _preface(document: etree._Element, source: Source, archive: Archive, addressees: list[Passage]) -> None:
    record, preface = source.record, SubElement(document, _tag("preface"))
    if record.number.norm:
        SubElement(_block(preface, "p"), _tag("docNumber")).text = _clean(record.number.norm)
    title = archive.entries[record.id].title_vi
    longtitle = SubElement(SubElement(preface, _tag("longTitle"), eId="longTitle"), _tag("p"))
    SubElement(longtitle, _tag("docTitle")).text = _clean(labels.vi_title(gate_text(title, record, source.find)))
    for passage in addressees:
        _paragraph(SubElement(preface, _tag("container"), name="addressee", eId=f"{passage.id}__addressee"), passage)


def _flat(parent: etree._Element, found: list[Passage]) -> None:
    for passage in found:
        _paragraph(parent, passage)


def _main(parent: etree._Element, body: list[Passage]) -> None:
    """Blocks in the order of print; a document without any text has one empty paragraph, as the schema wants one."""
    _flat(parent, body)
    if not body:
        SubElement(parent, _tag("p"))


def _nested(body: etree._Element, found: list[Passage]) -> None:
    """Articles, clauses, points by their ids; a block without a place of its own stands in the unit that is open."""
    parents = {ident for p in found for ident in _above(p.id)}
    opened: list[tuple[str, etree._Element]] = []
    for passage in found:
        element = _ELEMENTS.get(passage.kind, "hcontainer")
        while opened and not _within(passage, opened[-1][0]):
            opened.pop()
        parent = opened[-1][1] if opened else body
        unit = SubElement(parent, _tag(element), eId=passage.id)
        if element == "hcontainer":
            unit.set("name", passage.kind)
        if passage.id in parents:
            _opening(unit, passage)
            opened.append((passage.id, unit))
        else:
            _closed(unit, passage)


def _above(ident: str) -> list[str]:
    """``d3.k2.a`` → ``d3``, ``d3.k2``."""
    parts = ident.split(".")
    return [".".join(parts[:n]) for n in range(1, len(parts))]


def _within(passage: Passage, ident: str) -> bool:
    return passage.id.startswith(f"{ident}.")


def _opening(unit: etree._Element, passage: Passage) -> None:
    """A unit with others in it: its number, then its words as heading (an article) or as what leads into them."""
    words = _numbered(unit, passage)
    if words and passage.kind == "article":
        SubElement(unit, _tag("heading")).text = _clean(words)
    elif words:
        SubElement(SubElement(unit, _tag("intro"), eId=f"{passage.id}__intro"), _tag("p")).text = _clean(words)


def _closed(unit: etree._Element, passage: Passage) -> None:
    words = _numbered(unit, passage)
    content = SubElement(unit, _tag("content"), eId=f"{passage.id}__content")
    if passage.rows:
        _table(content, passage)
    else:
        SubElement(content, _tag("p")).text = _clean(words)


def _numbered(unit: etree._Element, passage: Passage) -> str:
    """Sets the printed number of a unit and gives the words after it."""
    label, words = passage.label, passage.text
    if not label and passage.kind == "article" and (number := _NUMBER.match(words)):
        label, words = number[0], words[number.end() :]
    if label:
        SubElement(unit, _tag("num")).text = _clean(label)
    return words.strip()


def _paragraph(parent: etree._Element, passage: Passage) -> None:
    if passage.rows:
        _table(parent, passage)
    else:
        SubElement(parent, _tag("p"), eId=passage.id).text = _clean(passage.printed)


def _table(parent: etree._Element, passage: Passage) -> None:
    table = SubElement(parent, _tag("table"), eId=f"{passage.id}__table")
    for row in passage.rows:
        line = SubElement(table, _tag("tr"))
        for cell in row:
            SubElement(SubElement(line, _tag("td")), _tag("p")).text = _clean(cell)


def _conclusions(document: etree._Element, source: Source, recipients: list[Passage]) -> None:
    signed = [gate_text(line, source.record, source.find) for line in signature_lines(source.record)]
    if not recipients and not signed:
        return
    conclusions = SubElement(document, _tag("conclusions"))
    for passage in recipients:
        _paragraph(conclusions, passage)
    for n, line in enumerate(signed):
        paragraph = SubElement(conclusions, _tag("p"), **({} if n else {"eId": "s1"}))
        SubElement(paragraph, _tag("signature")).text = _clean(line)


def _block(parent: etree._Element, name: str) -> etree._Element:
    return SubElement(parent, _tag(name))


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _clean(text: str) -> str:
    return _NOT_XML.sub("", text)
