"""One document as Akoma Ntoso 3.0 (OASIS LegalDocML). What the schema demands and nobody knows is said to be unknown, never made up."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from lxml import etree
from lxml.etree import Element, SubElement

from builder import addresses
from builder.export.passages import Passage

Data = Mapping[str, Any]
NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
UNKNOWN_DATE = "0001-01-01"  # the schema wants a date; this one is marked "unknown" by its name
_ELEMENTS = {"article": "article", "clause": "paragraph", "point": "point"}
_NUMBER = re.compile(r"[“\"]?(?:Điều|Article)\s+\w+[.:]?", re.I)
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LANGUAGES = {"vi": "vie", "en": "eng"}


def document_xml(data: Data, site_url: str) -> bytes:
    """A document of ``document.py``: an ``act`` where its text is in articles, else a ``doc``; ids are those of the pages."""
    found = [Passage(b["id"], b["kind"], b["label"], b["text"], None, tuple(map(tuple, b["rows"]))) for b in data["blocks"]]
    lawlike = any(p.kind == "article" for p in found)
    root = Element(_tag("akomaNtoso"), nsmap={None: NAMESPACE})
    document = SubElement(root, _tag("act" if lawlike else "doc"), name=data["type"]["id"] if data["type"] else "unknown")
    _meta(document, data, site_url)
    _preface(document, data, [p for p in found if p.kind == "addressee"])
    body = [p for p in found if p.kind not in ("addressee", "recipient", "signature")]
    first = next((n for n, p in enumerate(body) if p.kind == "article"), 0) if lawlike else 0
    if body[:first]:
        container = SubElement(SubElement(document, _tag("preamble")), _tag("container"), name="preamble", eId="preamble")
        _flat(container, body[:first])
    if lawlike:
        _nested(SubElement(document, _tag("body")), body[first:])
    else:
        _main(SubElement(document, _tag("mainBody")), body)
    _conclusions(document, [p for p in found if p.kind in ("recipient", "signature")])
    written: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


# --- about the document ------------------------------------------------------------------------------------------------------


def _meta(document: etree._Element, data: Data, site_url: str) -> None:
    """Work, expression and manifestation; who is who."""
    meta, when = SubElement(document, _tag("meta")), data["date"]["value"]
    identification = SubElement(meta, _tag("identification"), source="#archive")
    work = data["identifiers"]["akn"]
    expression = f"{work}/{_LANGUAGES[data['language']]}@"
    _level(identification, "FRBRWork", work, _whole(when), "issuing" if when else "unknown", "#issuer", data)
    _level(identification, "FRBRExpression", expression, _whole(when), "expression", "#issuer", data)
    _level(identification, "FRBRManifestation", f"{expression}.xml", _whole(when), "content", "#archive", data)
    if len(when or "") == 10:
        SubElement(meta, _tag("publication"), date=when, name="issued", showAs=data["number"]["value"] or "–")
    references, issuer = SubElement(meta, _tag("references"), source="#archive"), data["issuer"]
    href = f"/ontology/organization/{addresses.issuer_slug(issuer['id'] or '') or 'unknown'}"
    SubElement(references, _tag("TLCOrganization"), eId="issuer", href=href, showAs=_clean(issuer["vi"] or issuer["printed"] or "unknown"))
    SubElement(references, _tag("TLCOrganization"), eId="archive", href=site_url, showAs="Labour Policy Archive")


def _level(identification: etree._Element, name: str, uri: str, day: str, of: str, author: str, data: Data) -> None:
    level = SubElement(identification, _tag(name))
    SubElement(level, _tag("FRBRthis"), value=f"{uri}/!main" if not uri.endswith(".xml") else f"{uri.removesuffix('.xml')}/!main.xml")
    SubElement(level, _tag("FRBRuri"), value=uri)
    SubElement(level, _tag("FRBRdate"), date=day, name=of)
    SubElement(level, _tag("FRBRauthor"), href=author)
    if name == "FRBRWork":
        SubElement(level, _tag("FRBRcountry"), value="vn")
        if data["number"]["value"]:
            SubElement(level, _tag("FRBRnumber"), value=data["number"]["value"])
        SubElement(level, _tag("FRBRname"), value=data["id"])
    elif name == "FRBRExpression":
        SubElement(level, _tag("FRBRlanguage"), language=_LANGUAGES[data["language"]])
    else:
        SubElement(level, _tag("FRBRformat"), value="application/akn+xml")


def _whole(value: str | None) -> str:
    """The first day of a month or year that is all that is known."""
    return f"{value}-01-01"[:10] if value else UNKNOWN_DATE


# --- its parts ------------------------------------------------------------------------------------------------------------------


def _preface(document: etree._Element, data: Data, addressees: list[Passage]) -> None:
    preface = SubElement(document, _tag("preface"))
    if data["number"]["value"]:
        SubElement(SubElement(preface, _tag("p")), _tag("docNumber")).text = _clean(data["number"]["value"])
    longtitle = SubElement(SubElement(preface, _tag("longTitle"), eId="longTitle"), _tag("p"))
    SubElement(longtitle, _tag("docTitle")).text = _clean(data["title"]["vi"] or data["title"]["en"] or "")
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


def _conclusions(document: etree._Element, closing: list[Passage]) -> None:
    """Recipients, then the lines of the signature."""
    if not closing:
        return
    conclusions = SubElement(document, _tag("conclusions"))
    for passage in closing:
        if passage.kind == "recipient":
            _paragraph(conclusions, passage)
            continue
        for n, line in enumerate(passage.text.split(" / ")):
            paragraph = SubElement(conclusions, _tag("p"), **({} if n else {"eId": passage.id}))
            SubElement(paragraph, _tag("signature")).text = _clean(line)


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _clean(text: str) -> str:
    return _NOT_XML.sub("", text)
