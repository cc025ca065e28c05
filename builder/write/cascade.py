"""The chain a document stands in, as readers see it: a drawing, one numbered list that says the same, and a timeline.

Says only what ``chain`` found: every step with the words that show it and the document they stand in. The same without a script.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from builder import addresses, grammar, vocabulary
from builder.model import Anchor, Archive, Block, Box, Bullets, Cascade, Inline, Issuer, Item, Lang, Paragraph, Table, Target, Text
from builder.text import shorten
from builder.vocabulary import word
from builder.write import labels
from builder.write.chain import Node, Row, Step, node_of, rows
from builder.write.fixed import heading, paragraph

MOST_DRAWN = 30
FEWEST_DATED = 3


class _Seen(NamedTuple):
    """A row as it is shown: how its document is named in a drawing and in a sentence, since when, by whom, and where it leads."""

    row: Row
    name: str
    text: str
    date: str | None
    issuer: Issuer
    said: str | None
    target: Target
    held: bool
    source: tuple[Inline, ...]


def blocks(here: Node, archive: Archive, lang: Lang, least: int = 2, found: list[Row] | None = None) -> Iterator[Block]:
    """The sections of a page; nothing where fewer than ``least`` documents stand in the chain, which is ``found`` if it is known."""
    found = rows(here, archive) if found is None else found
    if len({row.node for row in found if row.step is None or row.step.type or row.node == here}) < least:
        return
    seen = [_seen(row, here, archive, lang) for row in found]
    yield heading("chain", "heading.chain", lang)
    yield _drawing(seen[:MOST_DRAWN], here, lang)
    if len(found) > MOST_DRAWN:
        yield Paragraph((Text(word("chain.more", lang, n=len(found) - MOST_DRAWN)),), role="quiet")
    yield paragraph("chain.how", lang, "quiet")
    yield Bullets(tuple(item for one in seen for item in _items(one, here, lang)))
    yield from _timeline(seen, here, lang)


# --- one row ------------------------------------------------------------------------------------------------------------------


def _seen(row: Row, here: Node, archive: Archive, lang: Lang) -> _Seen:
    ident = _held(row.node, archive)
    name, text, date, issuer, target, held = _document(ident, archive, lang) if ident else _number(row.node, archive, lang)
    source = _source(row, here, archive, lang)
    if row.step and not source:  # a document that says so itself is shown where it says so
        target = Target(target.page, row.step.anchor)
    said = labels.issuer_of(issuer, lang, date)
    return _Seen(row, name, text, date, issuer, said[0] if said else None, target, held, source)


def _held(node: Node, archive: Archive) -> str | None:
    """The id of the document that a node is, where it is held."""
    page = archive.names.get(node.number or "")
    return node.document or (page.held[0] if page and len(page.held) == 1 else None)


_Document = tuple[str, str, str | None, Issuer, Target, bool]
"""Type and number, or a title; the same in a sentence; date; issuer; where it leads; whether it is held."""


def _document(ident: str, archive: Archive, lang: Lang) -> _Document:
    entry = archive.entries[ident]
    title = labels.title(entry, lang)[0]
    numbered = entry.number.norm and entry.kind != "news"
    name = labels.citation(entry.type, entry.number.norm, None, None, lang) if numbered else title
    text = title if entry.kind == "news" else labels.entry_citation(entry, lang)
    return name, text, entry.date or entry.sort_date or None, entry.issuer, Target(addresses.document(ident, entry.kind, lang)), True


def _number(node: Node, archive: Archive, lang: Lang) -> _Document:
    page = archive.names.get(node.number or "")
    if page is None:
        raise ValueError(f"a step that is neither a number nor a document: {node}")
    variant = page.variants[0] if len(page.variants) == 1 else None
    issuer = Issuer(variant.issuer, variant.issuer_printed) if variant else Issuer(None, None)
    name, text = labels.number_label(page, lang)[0], labels.variant_citation(page, variant, lang)
    return name, text, variant.date if variant else None, issuer, Target(addresses.number(page.slug, lang)), bool(page.held)


def _source(row: Row, here: Node, archive: Archive, lang: Lang) -> tuple[Inline, ...]:
    """The document that says so, where that is another one: " (according to …)"."""
    by = node_of(archive, row.step.record) if row.step else row.node
    if row.step is None or row.node == by:
        return ()
    said = archive.entries[row.step.record]
    where = Target(addresses.document(said.id, said.kind, lang), row.step.anchor)
    named = labels.title(said, lang)[0] if said.kind == "news" else labels.entry_citation(said, lang)
    words = Text(word("chain.this_page", lang) if by == here else named)
    return Text(f" ({word('number_page.said_in', lang)} "), Anchor(where, (words,)), Text(")")


def _label(step: Step, lang: Lang) -> str:
    return vocabulary.relation_label(step.type, lang) if step.type else word("chain.cited_in", lang)


# --- the list -----------------------------------------------------------------------------------------------------------------


def _items(seen: _Seen, here: Node, lang: Lang) -> Iterator[Item]:
    """A line: its place, how it stands to the line above, the document, who says so; then the words, in their language."""
    step = seen.row.step
    lead = ".".join(map(str, seen.row.path)) + ". " + (f"{labels.vi_title(_label(step, lang))}: " if step else "")
    if seen.row.node == here:
        yield Item((Text(f"{lead}{seen.text} ({word('chain.this_page', lang)})"), *seen.source))
    else:
        yield Item((Text(lead), Anchor(seen.target, (Text(seen.text),)), *seen.source), role="" if seen.held else "stub")
    if step and step.words:
        yield Item((Text(f"“{shorten(step.words, 300)}”"),), lang=None if lang == "vi" else "vi", role="quiet")


# --- the drawing ----------------------------------------------------------------------------------------------------------------


def _drawing(drawn: list[_Seen], here: Node, lang: Lang) -> Cascade:
    places = {seen.row.path: count for count, seen in enumerate(drawn)}
    boxes = tuple(_box(seen, places.get(seen.row.path[:-1]), here, lang) for seen in drawn)
    return Cascade("chain-drawing", word("chain.drawing", lang, name=drawn[0].name), word("chain.drawn", lang), boxes)


def _box(seen: _Seen, parent: int | None, here: Node, lang: Lang) -> Box:
    """Level and relation; type and number; date and issuer."""
    row, level = seen.row, _level(seen.issuer.id)
    head = [word(f"level.{level}", lang)] if level else []
    head += [_label(row.step, lang)] if row.step else []
    foot = [*([grammar.short_date(seen.date, lang)] if seen.date else []), *([seen.said] if seen.said else [])]
    last = " · ".join(foot) or word("link.held" if seen.held else "link.stub", lang)
    lines = (*([labels.vi_title(" · ".join(head))] if head else []), seen.name, last)
    return Box(parent, len(row.path) - 1, lines, seen.target, seen.held, row.node == here)


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


def _timeline(found: list[_Seen], here: Node, lang: Lang) -> Iterator[Block]:
    """The same documents by their dates, the oldest first; those without a date are not in it."""
    once = {seen.row.node: seen for seen in reversed(found)}.values()
    dated = sorted((seen.date, seen.row.path, seen) for seen in once if seen.date)
    if len(dated) < FEWEST_DATED:
        return
    header = tuple((Text(word(key, lang)),) for key in ("timeline.date", "timeline.document"))
    yield heading("timeline", "heading.timeline", lang, 3)
    yield Table(header, tuple(((Text(grammar.short_date(date, lang)),), _entry(seen, here, lang)) for date, _, seen in dated))


def _entry(seen: _Seen, here: Node, lang: Lang) -> tuple[Inline, ...]:
    words: Inline = Text(f"{seen.name} ({word('chain.this_page', lang)})")
    if seen.row.node != here:
        words = Anchor(Target(seen.target.page), (Text(seen.name),))
    return (words, Text(f", {seen.said}")) if seen.said else (words,)
