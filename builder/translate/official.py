"""Lay an English file that was published as a whole beside its Vietnamese: article by article, in each paragraph by paragraph.

What cannot be placed is kept where it stands; where most of it cannot, the file is shown whole. Never cuts or changes its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from builder.model import Pairing, Record, Translation
from builder.text import fold
from builder.translate.align import Bead, align
from builder.translate.file import units

_ARTICLE = re.compile(r"^[“\"]?(?:Điều|Article|Art\.)\s(?P<n>\d{1,3}[a-zđ]?)\b", re.I)
_OFFICE = re.compile(r"[^.;:,\d]{2,60}|\([Ss]igned\)")  # "MINISTER", "FOR THE PRIME MINISTER", not the end of a sentence
_SIGNED = 3  # lines above the name
_POOR = -2.5  # beads below are no likely translation of each other
_ENOUGH = 0.6  # of the Vietnamese, in characters, to say that the two run side by side
_MOST = 600  # paragraphs between two articles that both have; more are not compared


class Piece(NamedTuple):
    id: str
    text: str


def laid(record: Record, english: Record, made: Translation) -> Pairing:
    """The pairing of a record and of what was read from its English file. ``made`` says who published it, and has no blocks."""
    vietnamese, pieces = _pieces(record), list(_signed(record, _pieces(english)))
    beads = [b for left, right in _parts(vietnamese, pieces) for b in _placed(left, right)]
    if _share(vietnamese, beads) < _ENOUGH:
        return Pairing(made, {}, whole=tuple(p.text for p in pieces))
    text: dict[str, str] = {}
    joined: dict[str, str] = {}
    loose: list[tuple[str, str]] = []
    last = ""
    for left, right in beads:
        if left and right:
            text[left[0].id] = right[0].text
            joined |= {piece.id: left[0].id for piece in left[1:]}
        last = left[-1].id if left else last
        loose += [(last, piece.text) for piece in (right[1:] if left and right else right)]
    wanted = [piece.id for piece in vietnamese]
    missing = tuple(ident for ident in wanted if ident not in text and ident not in joined)
    return Pairing(made, {i: text[i] for i in wanted if i in text}, missing, joined=joined, loose=tuple(loose))


def _pieces(record: Record) -> list[Piece]:
    """Everything that a page of this record would show, cells of a table as one line."""
    tables = {node.id: node.rows for node in record.body if node.rows}
    found = [Piece(ident, text) for ident, text in units(record) if ident not in tables]
    rows = [Piece(ident, " | ".join("".join(r.text for r in cell) for cell in row)) for ident, table in tables.items() for row in table]
    return found + [row for row in rows if row.text.strip(" |")] if record.lang == "en" else found


def _signed(record: Record, pieces: list[Piece]) -> Iterator[Piece]:
    """Where the English prints its signatory as lines of text: those lines are the signature, as the Vietnamese one is."""
    name = fold(record.signature.name or "") if record.signature else ""
    ends = [n for n, piece in enumerate(pieces) if name and fold(piece.text) == name]
    if not ends or any(_group(piece.id) == "s" for piece in pieces):
        yield from pieces
        return
    first = ends[-1]
    while first > 0 and ends[-1] - first < _SIGNED and _OFFICE.fullmatch(pieces[first - 1].text):
        first -= 1
    yield from pieces[:first]
    yield Piece("s1", " / ".join(piece.text for piece in pieces[first : ends[-1] + 1]))
    yield from pieces[ends[-1] + 1 :]


def _group(ident: str) -> str:
    return ident[0] if re.fullmatch(r"[ars]\d+", ident) else ""


def _parts(vietnamese: Sequence[Piece], english: Sequence[Piece]) -> Iterator[tuple[list[Piece], list[Piece]]]:
    """Addressees, then the body cut at the articles that both have, then recipients and signatures."""
    for group in ("a", "", "r", "s"):
        left, right = [p for p in vietnamese if _group(p.id) == group], [p for p in english if _group(p.id) == group]
        yield from _by_article(left, right) if not group else ((left, right),)


def _by_article(left: list[Piece], right: list[Piece]) -> Iterator[tuple[list[Piece], list[Piece]]]:
    starts = [[(n, found["n"].lower()) for n, p in enumerate(side) if (found := _ARTICLE.match(p.text))] for side in (left, right)]
    keys = [[key for _, key in side] for side in starts]
    at = (0, 0)
    for block in SequenceMatcher(None, keys[0], keys[1], autojunk=False).get_matching_blocks():
        for n in range(block.size):
            here = starts[0][block.a + n][0], starts[1][block.b + n][0]
            yield left[at[0] : here[0]], right[at[1] : here[1]]
            at = here
    yield left[at[0] :], right[at[1] :]


def _placed(left: list[Piece], right: list[Piece]) -> Iterator[tuple[list[Piece], list[Piece]]]:
    """Pieces that say the same, in order; a doubtful pair is shown apart."""
    if not left or not right or max(len(left), len(right)) > _MOST:
        yield left, []
        yield [], right
        return
    for bead in align([p.text for p in left], [p.text for p in right]):
        vi, en = [left[i] for i in bead.vi], [right[j] for j in bead.en]
        if vi and en and not _likely(bead):
            yield from ((vi, []), ([], en))
        else:
            yield vi, en


def _likely(bead: Bead) -> bool:
    return bead.fit >= _POOR


def _share(vietnamese: Sequence[Piece], beads: Sequence[tuple[list[Piece], list[Piece]]]) -> float:
    placed = sum(len(p.text) for left, right in beads if right for p in left)
    return placed / max(sum(len(p.text) for p in vietnamese), 1)
