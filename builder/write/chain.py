"""The chain a document stands in, from what it carries out down to what carries it out: one numbered list, the same without a script.

Every step is what some held document says, with its words and where they stand. Nothing is inferred; a number that several documents
bear is shown and not followed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from builder import addresses, vocabulary
from builder.addresses import number_slug
from builder.model import Anchor, Archive, Block, Bullets, Heading, Inline, Item, Lang, NumberEntry, Paragraph, Target, Text
from builder.text import shorten
from builder.vocabulary import word
from builder.write import labels

# Downwards: what was made to carry this out. Upwards: what this carries out.
_DOWN = ("approves", "implemented_by", "detailed_by", "guided_by")
_UP = ("approved_by", "implements", "details", "guides")
_DEEPEST = 8
_MOST = 120


@dataclass(frozen=True, slots=True)
class _Node:
    """A number's page, or a held document that bears no number of its own."""

    number: str | None
    document: str | None


@dataclass(frozen=True, slots=True)
class _Step:
    """One node below another: how they stand to each other (None: it only cites), who says so, where, in which words."""

    node: _Node
    type: str | None
    record: str
    anchor: str
    words: str


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of the list."""

    path: tuple[int, ...]
    node: _Node
    step: _Step | None


def blocks(number: NumberEntry, archive: Archive, lang: Lang) -> Iterator[Block]:
    """The chain of a number's page; nothing where it stands in none."""
    here = _Node(number.slug, None)
    rows = _rows(here, archive)
    if len({row.node for row in rows if row.step is None or row.step.type}) < 2:
        return
    yield Heading(2, "chain", (Text(word("heading.chain", lang)),))
    yield Paragraph((Text(word("chain.how", lang)),), role="quiet")
    yield Bullets(tuple(item for row in rows for item in _items(row, here, archive, lang)))


# --- the network ------------------------------------------------------------------------------------------------------------


def _of(archive: Archive, ident: str) -> _Node:
    """A held document's node: its number's, where it alone bears it."""
    norm = archive.entries[ident].number.norm
    page = archive.numbers.get(number_slug(norm)) if norm else None
    return _Node(page.slug, None) if page and page.held == (ident,) and len(page.variants) <= 1 else _Node(None, ident)


def _followed(node: _Node, archive: Archive) -> NumberEntry | None:
    """A node's page, where one document is meant."""
    page = archive.numbers.get(node.number or "")
    return page if page and len(page.held) <= 1 and len(page.variants) <= 1 else None


def _above(node: _Node, archive: Archive) -> list[_Node]:
    """What a node carries out, in its own words or another's."""
    page = _followed(node, archive)
    found = [_Node(s.slug, None) for s in page.said if s.type in _UP] if page else []
    document = node.document or (page.held[0] if page and page.held else None)
    stated = archive.states.get(document or "", ())
    return list(dict.fromkeys((*found, *(_Node(target, None) for kind, target in stated if kind in _UP))))


def _below(node: _Node, archive: Archive) -> Iterator[_Step]:
    """What carries a node out; then those that only cite it."""
    page = _followed(node, archive)
    if page is None:
        return
    inverse = {k.id: k.inv for k in vocabulary.relations().values()}
    for said in page.said:
        if said.type in _DOWN:
            yield _Step(_Node(said.slug, None), said.type, said.record, said.anchor, said.words)
    for mention in page.mentions:
        kinds = [inverse[k] for k in mention.relations if inverse[k] in _DOWN]
        yield _Step(_of(archive, mention.record), kinds[0] if kinds else None, mention.record, mention.anchor, mention.sentence)


def _roots(here: _Node, archive: Archive) -> tuple[list[_Node], set[_Node]]:
    """The upper ends of the chains that lead to a node, and every node on the way."""
    above, level, roots = {here}, [here], []
    for _ in range(_DEEPEST):
        following: list[_Node] = []
        for node in level:
            parents = [p for p in _above(node, archive) if p not in above and (p.number in archive.numbers or p.document)]
            if not parents and node not in roots:
                roots.append(node)
            following += parents
            above.update(parents)
        level = following
    return [*roots, *(n for n in level if n not in roots)], above


def _rows(here: _Node, archive: Archive) -> list[_Row]:
    """Depth first from every upper end; above the page's own node only the way to it. Each node stands once."""
    roots, way = _roots(here, archive)
    seen: set[_Node] = set()
    rows: list[_Row] = []
    for count, root in enumerate((r for r in roots if r not in seen), 1):
        _descend(_Row((count,), root, None), here, archive, way, seen, rows)
    return _with_citing(rows, here, archive)


def _descend(row: _Row, here: _Node, archive: Archive, way: set[_Node], seen: set[_Node], rows: list[_Row]) -> None:
    if len(row.path) > 2 * _DEEPEST or len(rows) >= _MOST:
        return
    seen.add(row.node)
    rows.append(row)
    inside = row.node == here or row.node not in way
    steps = _carried_out(row.node, archive) if inside else _on_the_way(row.node, way, archive)
    for count, step in enumerate((s for s in steps if s.node not in seen), 1):
        _descend(_Row((*row.path, count), step.node, step), here, archive, way, seen, rows)


def _carried_out(node: _Node, archive: Archive) -> list[_Step]:
    """What carries a node out, each once."""
    steps: dict[_Node, _Step] = {}
    for step in _below(node, archive):
        if step.type and step.node != node:
            steps.setdefault(step.node, step)
    return list(steps.values())


def _on_the_way(node: _Node, way: set[_Node], archive: Archive) -> list[_Step]:
    """The same above the page's own node, where only the way to it is shown: read from the lower end, which is never crowded."""
    found: list[_Step] = []
    inverse = {k.inv: k.id for k in vocabulary.relations().values()} | {k.id: k.inv for k in vocabulary.relations().values()}
    for lower in sorted(way - {node}, key=lambda n: (n.number or "", n.document or "")):
        page = archive.numbers.get(lower.number or "")
        said = next((s for s in page.said if s.type in _UP and s.slug == node.number), None) if page else None
        if said:
            found.append(_Step(lower, inverse[said.type], said.record, said.anchor, said.words))
        elif page and page.held and any(t == node.number and k in _UP for k, t in archive.states.get(page.held[0], ())):
            found += [s for s in _carried_out(node, archive) if s.node == lower]
    return found


def _with_citing(rows: list[_Row], here: _Node, archive: Archive) -> list[_Row]:
    """Held documents that only cite a step stand once, under the lowest step they cite, where they carry out none below it."""
    own = next((i for i, row in enumerate(rows) if row.node == here), len(rows))
    depth = {row.node: len(row.path) for row in rows}
    lowest: dict[_Node, tuple[_Row, _Step]] = {}
    for index, row in enumerate(rows[own:]):
        if index and len(row.path) <= len(rows[own].path):
            break
        for step in _below(row.node, archive):
            deeper = step.node not in lowest or len(row.path) > len(lowest[step.node][0].path)
            if step.type is None and deeper and depth.get(step.node, 0) <= len(row.path):
                lowest[step.node] = (row, step)
    children = Counter(row.path[:-1] for row in rows)
    for row, step in lowest.values():
        if step.node != row.node and len(rows) < _MOST:
            children[row.path] += 1
            rows.append(_Row((*row.path, children[row.path]), step.node, step))
    return sorted(rows, key=lambda row: row.path)


# --- the list -----------------------------------------------------------------------------------------------------------------


def _items(row: _Row, here: _Node, archive: Archive, lang: Lang) -> Iterator[Item]:
    """A line: its place, how it stands to the line above, the document, who says so; then the words, in their language."""
    lead = ".".join(map(str, row.path)) + ". " + _relation(row.step, lang)
    text, target, held = _document(row.node, archive, lang)
    source = _source(row, archive, lang)
    if row.node == here:
        yield Item((Text(f"{lead}{text} ({word('chain.this_page', lang)})"), *source))
    else:
        if row.step and not source:
            target = replace(target, anchor=row.step.anchor)
        yield Item((Text(lead), Anchor(target, (Text(text),)), *source), role="" if held else "stub")
    if row.step and row.step.words:
        yield Item((Text(f"“{shorten(row.step.words, 300)}”"),), lang=None if lang == "vi" else "vi", role="quiet")


def _relation(step: _Step | None, lang: Lang) -> str:
    if step is None:
        return ""
    label = vocabulary.relation_label(step.type, lang) if step.type else word("chain.cited_in", lang)
    return f"{labels.vi_title(label)}: "


def _source(row: _Row, archive: Archive, lang: Lang) -> tuple[Inline, ...]:
    """The document that says so, where that is another one: " (according to …)"."""
    if row.step is None or row.node == _of(archive, row.step.record):
        return ()
    said = archive.entries[row.step.record]
    where = Target(addresses.document(said.id, said.kind, lang), row.step.anchor)
    return Text(f" ({word('number_page.said_in', lang)} "), Anchor(where, (Text(_named(archive, said.id, lang)),)), Text(")")


def _document(node: _Node, archive: Archive, lang: Lang) -> tuple[str, Target, bool]:
    """A node's words, where it leads, whether it is held."""
    page = archive.numbers.get(node.number or "")
    ident = node.document or (page.held[0] if page and len(page.held) == 1 else None)
    if ident:
        return _named(archive, ident, lang), Target(addresses.document(ident, archive.entries[ident].kind, lang)), True
    if page is None:
        raise ValueError(f"a step that is neither a number nor a document: {node}")
    variant = page.variants[0] if len(page.variants) == 1 else None
    return labels.variant_citation(page, variant, lang), Target(addresses.number(page.slug, lang)), bool(page.held)


def _named(archive: Archive, ident: str, lang: Lang) -> str:
    """A held document as it is cited; news by its title."""
    entry = archive.entries[ident]
    return labels.title(entry, lang)[0] if entry.kind == "news" else labels.entry_citation(entry, lang)
