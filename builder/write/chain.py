"""The chain a document stands in, from what it carries out down to what carries it out. Shows nothing: see ``cascade``.

Every step is what some held document says, with its words and where they stand. Nothing is inferred; a number that several documents
bear is shown and not followed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from builder import vocabulary
from builder.addresses import number_slug
from builder.model import Archive, NumberEntry, Said
from builder.vocabulary import UPWARDS

# Downwards: what was made to carry this out.
_DOWN = ("approves", "implemented_by", "detailed_by", "guided_by")
_DEEPEST = 8
_MOST = 120


@dataclass(frozen=True, slots=True)
class Node:
    """A number's page, or a held document that bears no number of its own."""

    number: str | None
    document: str | None


@dataclass(frozen=True, slots=True)
class Step:
    """One node below another: how they stand to each other (None: it only cites), who says so, where, in which words."""

    node: Node
    type: str | None
    record: str
    anchor: str
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list."""

    path: tuple[int, ...]
    node: Node
    step: Step | None


def node_of(archive: Archive, ident: str) -> Node:
    """A held document's node: its number's, where it alone bears it."""
    norm = archive.entries[ident].number.norm
    page = archive.names.get(number_slug(norm)) if norm else None
    return Node(page.slug, None) if page and page.held == (ident,) and len(page.variants) <= 1 else Node(None, ident)


def rows(here: Node, archive: Archive) -> list[Row]:
    """Depth first from every upper end; above the page's own node only the way to it. Each stands once, but that the page's own
    is shown again below what it only cites."""
    roots, way = _roots(here, archive)
    seen: set[Node] = set()
    found: list[Row] = []
    for count, root in enumerate((r for r in roots if r not in seen), 1):
        _descend(Row((count,), root, None), here, archive, way, seen, found)
    return _with_citing(found, here, archive) if len(found) > 1 else found  # most documents stand in no chain


# --- the network ------------------------------------------------------------------------------------------------------------


def _one(number: NumberEntry | None) -> bool:
    """Whether a number means one document, so that a chain may go on through it."""
    return number is not None and len(number.held) <= 1 and len(number.variants) <= 1


def _upwards(node: Node, archive: Archive) -> tuple[Said, ...]:
    """What a node carries out, in others' words or its own; and what it only cites of the chains of which it speaks."""
    name = archive.names.get(node.number or "")
    said = archive.above.get(node.number or "", ()) if _one(name) else ()
    document = node.document or (name.held[0] if name and _one(name) and name.held else "")
    return (*said, *(s for s in archive.states.get(document, ()) if s.type in (*UPWARDS, "cites")))


def _above(node: Node, archive: Archive, cites: bool) -> list[Node]:
    """The nodes above one; those that it only cites above the page's own node alone."""
    return list(dict.fromkeys(Node(s.slug, None) for s in _upwards(node, archive) if cites or s.type != "cites"))


@cache
def _other_way() -> dict[str, str]:
    """Each relation and its inverse, both ways."""
    kinds = vocabulary.relations().values()
    return {k.inv: k.id for k in kinds} | {k.id: k.inv for k in kinds}


def _below(node: Node, archive: Archive, citing: bool = True) -> Iterator[Step]:
    """What carries a node out; then, where asked for, those that only cite it."""
    if not _one(archive.names.get(node.number or "")):
        return
    page = archive.numbers[node.number or ""]
    for said in page.said:
        if said.type in _DOWN:
            yield Step(Node(said.slug, None), said.type, said.record, said.anchor, said.words)
    for mention in page.mentions:
        kind = next((_other_way()[k] for k in mention.relations if _other_way()[k] in _DOWN), None)
        if kind or citing:
            yield Step(node_of(archive, mention.record), kind, mention.record, mention.anchor, mention.sentence)


def _roots(here: Node, archive: Archive) -> tuple[list[Node], set[Node]]:
    """The upper ends of the chains that lead to a node, and every node on the way."""
    above, level, roots = {here}, [here], []
    for _ in range(_DEEPEST):
        following: list[Node] = []
        for node in level:
            parents = [p for p in _above(node, archive, node == here) if p not in above and p.number in archive.names]
            if not parents and node not in roots:
                roots.append(node)
            following += parents
            above.update(parents)
        level = following
    return [*roots, *(n for n in level if n not in roots)], above


def _descend(row: Row, here: Node, archive: Archive, way: set[Node], seen: set[Node], found: list[Row]) -> None:
    if len(row.path) > 2 * _DEEPEST or len(found) >= _MOST:
        return
    found.append(row)
    if row.node in seen:  # it also cites a step of another branch
        return
    seen.add(row.node)
    inside = row.node == here or row.node not in way
    steps = _carried_out(row.node, archive) if inside else _on_the_way(row.node, here, way, archive)
    for count, step in enumerate((s for s in steps if s.node not in seen or (s.node == here and s.type is None)), 1):
        _descend(Row((*row.path, count), step.node, step), here, archive, way, seen, found)


def _carried_out(node: Node, archive: Archive) -> list[Step]:
    """What carries a node out, each once."""
    steps: dict[Node, Step] = {}
    for step in _below(node, archive, citing=False):
        if step.type and step.node != node:
            steps.setdefault(step.node, step)
    return list(steps.values())


def _on_the_way(node: Node, here: Node, way: set[Node], archive: Archive) -> list[Step]:
    """The same above the page's own node, where only the way to it is shown: read from the lower end, which is never crowded."""
    found: list[Step] = []
    for lower in sorted(way - {node}, key=lambda n: (n.number or "", n.document or "")):
        said = next((s for s in _upwards(lower, archive) if s.slug == node.number and (lower == here or s.type != "cites")), None)
        if said:
            found.append(Step(lower, None if said.type == "cites" else _other_way()[said.type], said.record, said.anchor, said.words))
    return found


def _with_citing(rows: list[Row], here: Node, archive: Archive) -> list[Row]:
    """Held documents that only cite a step stand once, under the lowest step they cite, where they carry out none below it."""
    own = next((i for i, row in enumerate(rows) if row.node == here), len(rows))
    depth = {row.node: len(row.path) for row in rows}
    lowest: dict[Node, tuple[Row, Step]] = {}
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
            rows.append(Row((*row.path, children[row.path]), step.node, step))
    return sorted(rows, key=lambda row: row.path)
