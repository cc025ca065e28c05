"""The page of a document number or named instrument: the page of a document that is not held, a list, or a redirect."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

from builder import addresses, vocabulary
from builder.model import (
    Anchor,
    Archive,
    Block,
    Bullets,
    Fact,
    FactValue,
    Heading,
    Item,
    Lang,
    NumberEntry,
    Page,
    Paragraph,
    Target,
    Text,
)
from builder.text import shorten
from builder.vocabulary import word
from builder.write import cascade, labels
from builder.write.chain import Node
from builder.write.corrections import corrections_of_number
from builder.write.notice import alternates

_PARTY = re.compile(r"\d+-")
_LAWS = ("luat", "bo-luat", "phap-lenh", "hien-phap")
# Its search by number or title, in the form of the links on its own pages.
_DATABASE = "https://vbpl.vn/tw/pages/vbpq-timkiem.aspx?type=0&s=1&SearchIn=Title,Title1&Keyword="


def page(number: NumberEntry, archive: Archive, lang: Lang) -> Page:
    """``vi/so/<slug>``. A redirect when exactly one document has the number, is held, and nothing else is described under it."""
    paths = {code: addresses.number(number.slug, code) for code in addresses.LANGS}
    shown, code = labels.number_label(number, lang)
    only = _only(number)
    blocks: list[Block] = [Heading(1, "top", (Text(shown),), None if code == lang else code)]
    if only:
        facts: tuple[Fact, ...] = (_target(only, archive, lang),)
    else:
        facts = tuple(_facts(number, archive, lang))
        blocks += [
            *_known(number, archive, lang),
            *cascade.blocks(Node(number.slug, None), archive, lang),
            *_mentions(number, archive, lang),
            *_elsewhere(number, lang),
        ]
    variant = number.variants[0] if len(number.variants) == 1 else None
    cited = word("number_page.cited_in", lang, n=len({m.record for m in number.mentions}))
    description = shorten(f"{labels.variant_citation(number, variant, lang) if number.type else shown}. {cited}.", 300)
    template = "redirect.html" if only else "number.html"
    return Page(
        paths[lang],
        template,
        shown,
        description,
        number.number or "–",
        lang,
        lang,
        alternates(paths["vi"], paths["en"]),
        facts,
        tuple(blocks),
    )


def _only(number: NumberEntry) -> str | None:
    return number.held[0] if len(number.held) == 1 and len(number.variants) <= 1 else None


def _target(ident: str, archive: Archive, lang: Lang) -> Fact:
    entry = archive.entries[ident]
    title, code = labels.title(entry, lang)
    where = Target(addresses.document(ident, entry.kind, lang))
    return Fact("target", word("field.target", lang), (FactValue(title, ident, where, None if code == lang else code),))


def _facts(number: NumberEntry, archive: Archive, lang: Lang) -> Iterator[Fact]:
    state = "held" if number.held else "stub"
    yield Fact("status", word("field.state", lang), (FactValue(word(f"link.{state}", lang), "published" if number.held else "not_held"),))
    if number.type:
        listed = _listed("types", number.type, archive, lang)
        yield Fact("type", word("field.type", lang), (FactValue(labels.type_label(number.type, lang), number.type, listed),))
    if number.number:
        yield Fact("number", word("field.number", lang), (FactValue(number.number, number.number),))
    variants = number.variants if len(number.variants) == 1 else ()
    for variant in variants:
        issuer = labels.issuer_text(variant.issuer, variant.issuer_printed, lang, variant.date)
        if issuer:
            listed = _listed("issuers", variant.issuer, archive, lang)
            yield Fact(
                "issuer",
                word("field.issuer", lang),
                (FactValue(issuer[0], variant.issuer or "", listed, None if issuer[1] == lang else issuer[1]),),
            )
        if variant.date:
            yield Fact("date", word("field.date", lang), (FactValue(labels.date_text(variant.date, lang), variant.date),))
    cited = len({m.record for m in number.mentions})
    yield Fact("wanted", word("field.wanted", lang), (FactValue(word("number_page.documents", lang, n=cited), str(cited)),))


def _listed(dimension: str, value: str | None, archive: Archive, lang: Lang) -> Target | None:
    """The list of what is held of a type or an issuer, where there is any."""
    return Target(addresses.listing(dimension, value, lang)) if value and archive.lists.get(f"{dimension} {value}") else None


def _known(number: NumberEntry, archive: Archive, lang: Lang) -> Iterator[Block]:
    """Held documents with this number; then each different description of one that is not held."""
    if not number.held:
        yield Paragraph((Text(word("banner.not_held", lang)),), role="banner")
        yield from corrections_of_number(number, archive, lang)
    elif len(number.held) > 1:
        yield Paragraph((Text(word("banner.ambiguous_number", lang)),), role="banner")
    rows = [_held(ident, archive, lang) for ident in number.held]
    if rows:
        yield Heading(2, "held", (Text(word("heading.documents_with_number", lang)),))
        yield Bullets(tuple(rows))
    described = [v for v in number.variants if v.subject or len(number.variants) > 1]
    if described and not number.held:
        yield Heading(2, "known", (Text(word("field.subject", lang)),))
        for variant in described:
            if len(number.variants) > 1:
                yield Paragraph((Text(labels.variant_citation(number, variant, lang)),), role="label")
            if variant.subject:
                yield Paragraph((Text(labels.vi_title(variant.subject)),), lang=None if lang == "vi" else "vi")


def _held(ident: str, archive: Archive, lang: Lang) -> Item:
    entry = archive.entries[ident]
    title, code = labels.title(entry, lang)
    text = labels.entry_citation(entry, lang) + (f": {title}" if code == lang else "")
    return Item((Anchor(Target(addresses.document(ident, entry.kind, lang)), (Text(text),)),))


def _mentions(number: NumberEntry, archive: Archive, lang: Lang) -> Iterator[Block]:
    if not number.mentions:
        return
    yield Heading(2, "cited-by", (Text(word("heading.cited_by", lang)),))
    by_record: dict[str, list[tuple[str, str]]] = {}
    for mention in number.mentions:
        by_record.setdefault(mention.record, []).append((mention.anchor, mention.sentence))
    for ident, places in by_record.items():
        entry = archive.entries[ident]
        title, code = labels.title(entry, lang)
        text = title if code == lang or entry.kind == "news" else labels.entry_citation(entry, lang)
        where = Target(addresses.document(ident, entry.kind, lang), places[0][0])
        yield Paragraph((Anchor(where, (Text(text),)),), lang=None if code == lang or text != title else "vi")
        quotes = [
            Item((Text(f"“{shorten(sentence, 400)}”"),), lang=None if lang == "vi" else "vi", role="quiet")
            for _, sentence in places
            if sentence
        ]
        if quotes:
            yield Bullets(tuple(quotes))


def _elsewhere(number: NumberEntry, lang: Lang) -> Iterator[Block]:
    """Where a reader may look for what is not held. The national database has legal normative documents; the Party's
    (serial and hyphen: ``20-CT/TW``) and letters and plans are not in it. A plain link: nothing is asked before it is followed."""
    known = vocabulary.types().get(number.type or "")
    wanted = number.number or (number.name if number.type in _LAWS else None)
    if not number.held and wanted and known and "normative" in known.classes and not _PARTY.match(wanted):
        link = Anchor(Target(url=_DATABASE + quote(wanted)), (Text(word("number_page.national_database", lang)),))
        yield Paragraph((Text(word("number_page.look", lang) + " "), link, Text(".")), role="quiet")
