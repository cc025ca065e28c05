"""The chain a document stands in, as readers see it: a drawing, one numbered list that says the same, and a timeline.

Says only what ``chain`` found: every step with the words that show it and the document they stand in. The same without a script.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder import addresses, grammar, vocabulary
from builder.model import Anchor, Archive, Block, Box, Bullets, Cascade, Heading, Inline, Issuer, Item, Lang, Paragraph, Table, Target, Text
from builder.text import shorten
from builder.vocabulary import word
from builder.write import labels
from builder.write.chain import Node, Row, Step, node_of, rows

MOST_DRAWN = 30
FEWEST_DATED = 3


def blocks(here: Node, archive: Archive, lang: Lang, least: int = 2) -> Iterator[Block]:
    """The sections of a page; nothing where fewer than ``least`` documents stand in the chain."""
    found = rows(here, archive)
    if len({row.node for row in found if row.step is None or row.step.type or row.node == here}) < least:
        return
    yield Heading(2, "chain", (Text(word("heading.chain", lang)),))
    yield _drawing(found, here, archive, lang)
    if len(found) > MOST_DRAWN:
        yield Paragraph((Text(word("chain.more", lang, n=len(found) - MOST_DRAWN)),), role="quiet")
    yield Paragraph((Text(word("chain.how", lang)),), role="quiet")
    yield Bullets(tuple(item for row in found for item in _items(row, here, archive, lang)))
    yield from _timeline(found, here, archive, lang)


# --- the list -----------------------------------------------------------------------------------------------------------------


def _items(row: Row, here: Node, archive: Archive, lang: Lang) -> Iterator[Item]:
    """A line: its place, how it stands to the line above, the document, who says so; then the words, in their language."""
    lead = ".".join(map(str, row.path)) + ". " + _relation(row.step, lang)
    text, target, held = _document(row.node, archive, lang)
    source = _source(row, here, archive, lang)
    if row.node == here:
        yield Item((Text(f"{lead}{text} ({word('chain.this_page', lang)})"), *source))
    else:
        yield Item((Text(lead), Anchor(_at(target, row, source), (Text(text),)), *source), role="" if held else "stub")
    if row.step and row.step.words:
        yield Item((Text(f"“{shorten(row.step.words, 300)}”"),), lang=None if lang == "vi" else "vi", role="quiet")


def _relation(step: Step | None, lang: Lang) -> str:
    return f"{labels.vi_title(_label(step, lang))}: " if step else ""


def _label(step: Step, lang: Lang) -> str:
    return vocabulary.relation_label(step.type, lang) if step.type else word("chain.cited_in", lang)


def _at(target: Target, row: Row, source: tuple[Inline, ...]) -> Target:
    """A document that says so itself is shown where it says so."""
    return Target(target.page, row.step.anchor) if row.step and not source else target


def _source(row: Row, here: Node, archive: Archive, lang: Lang) -> tuple[Inline, ...]:
    """The document that says so, where that is another one: " (according to …)"."""
    if row.step is None or row.node == node_of(archive, row.step.record):
        return ()
    said = archive.entries[row.step.record]
    where = Target(addresses.document(said.id, said.kind, lang), row.step.anchor)
    name = word("chain.this_page", lang) if node_of(archive, said.id) == here else _named(archive, said.id, lang)
    return Text(f" ({word('number_page.said_in', lang)} "), Anchor(where, (Text(name),)), Text(")")


def _held(node: Node, archive: Archive) -> str | None:
    """The id of the document that a node is, where it is held."""
    page = archive.names.get(node.number or "")
    return node.document or (page.held[0] if page and len(page.held) == 1 else None)


def _document(node: Node, archive: Archive, lang: Lang) -> tuple[str, Target, bool]:
    """A node's words, where it leads, whether it is held."""
    ident = _held(node, archive)
    if ident:
        return _named(archive, ident, lang), Target(addresses.document(ident, archive.entries[ident].kind, lang)), True
    page = archive.names.get(node.number or "")
    if page is None:
        raise ValueError(f"a step that is neither a number nor a document: {node}")
    variant = page.variants[0] if len(page.variants) == 1 else None
    return labels.variant_citation(page, variant, lang), Target(addresses.number(page.slug, lang)), bool(page.held)


def _named(archive: Archive, ident: str, lang: Lang) -> str:
    """A held document as it is cited; news by its title."""
    entry = archive.entries[ident]
    return labels.title(entry, lang)[0] if entry.kind == "news" else labels.entry_citation(entry, lang)


# --- the drawing ----------------------------------------------------------------------------------------------------------------


def _drawing(found: list[Row], here: Node, archive: Archive, lang: Lang) -> Cascade:
    drawn = found[:MOST_DRAWN]
    places = {row.path: count for count, row in enumerate(drawn)}
    boxes = tuple(_box(row, places.get(row.path[:-1]), here, archive, lang) for row in drawn)
    name = _short(found[0].node, archive, lang)[0]
    return Cascade("chain-drawing", word("chain.drawing", lang, name=name), word("chain.drawn", lang), boxes)


def _box(row: Row, parent: int | None, here: Node, archive: Archive, lang: Lang) -> Box:
    """Level and relation; type and number; date and issuer."""
    name, date, issuer = _short(row.node, archive, lang)
    level = _level(issuer.id)
    head = [word(f"level.{level}", lang)] if level else []
    head += [_label(row.step, lang)] if row.step else []
    said = labels.issuer_of(issuer, lang, date)
    foot = [*([grammar.short_date(date, lang)] if date else []), *([said[0]] if said else [])]
    _, target, held = _document(row.node, archive, lang)
    last = " · ".join(foot) or word("link.held" if held else "link.stub", lang)
    lines = (*([labels.vi_title(" · ".join(head))] if head else []), name, last)
    return Box(parent, len(row.path) - 1, lines, _at(target, row, _source(row, here, archive, lang)), held, row.node == here)


def _short(node: Node, archive: Archive, lang: Lang) -> tuple[str, str | None, Issuer]:
    """Type and number, or a title; date; issuer."""
    entry = archive.entries.get(_held(node, archive) or "")
    if entry:
        numbered = entry.number.norm and entry.kind != "news"
        name = labels.citation(entry.type, entry.number.norm, None, None, lang) if numbered else labels.title(entry, lang)[0]
        return name, entry.date or entry.sort_date or None, entry.issuer
    page = archive.names[node.number or ""]
    variant = page.variants[0] if len(page.variants) == 1 else None
    issuer = Issuer(variant.issuer, variant.issuer_printed) if variant else Issuer(None, None)
    return labels.number_label(page, lang)[0], variant.date if variant else None, issuer


def _level(issuer: str | None) -> str | None:
    """Where a body stands: central, a ministry, a province, its departments, a district; nothing where that is not known."""
    kind, _, area = (issuer or "").partition("@")
    if area:
        below = "department" if kind.startswith("so-") else "province"
        return (below, "district", "commune")[min(area.count("."), 2)]
    known = vocabulary.agencies().get(kind)
    levels = {"central": "central", "party": "central", "ministry": "ministry", "unit": "ministry"}
    return levels.get(known.level) if known else None


# --- the timeline ---------------------------------------------------------------------------------------------------------------


def _timeline(found: list[Row], here: Node, archive: Archive, lang: Lang) -> Iterator[Block]:
    """The same documents by their dates, the oldest first; those without a date are not in it."""
    once = {row.node: row for row in reversed(found)}.values()
    dated = sorted((date, row.path, row) for row in once if (date := _short(row.node, archive, lang)[1]))
    if len(dated) < FEWEST_DATED:
        return
    header = tuple((Text(word(key, lang)),) for key in ("timeline.date", "timeline.document"))
    yield Heading(3, "timeline", (Text(word("heading.timeline", lang)),))
    yield Table(header, tuple(((Text(grammar.short_date(date, lang)),), _entry(row, here, archive, lang)) for date, _, row in dated))


def _entry(row: Row, here: Node, archive: Archive, lang: Lang) -> tuple[Inline, ...]:
    name, date, issuer = _short(row.node, archive, lang)
    said = labels.issuer_of(issuer, lang, date)
    if row.node == here:
        words: Inline = Text(f"{name} ({word('chain.this_page', lang)})")
    else:
        words = Anchor(_document(row.node, archive, lang)[1], (Text(name),))
    return (words, Text(f", {said[0]}")) if said else (words,)
