"""Photos and figures put among the blocks of a body, where they stand in the original. Reads no text and makes none.

Of a notice only those of its text and annexes are: an emblem stands in the letterhead, a seal beside the signature.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from builder.model import Line, Node, Original, Record

LONGEST_CAPTION = 160  # characters of a line below a picture that nothing else says is its caption


def captions(lines: tuple[Line, ...]) -> frozenset[int]:
    """Which lines say what a picture shows, by ``id``: those that the file calls so, and a short one right below a picture."""
    found: set[int] = set()
    below = False
    for line in lines:
        if line.picture:
            below = True
        elif line.runs:
            if line.kind == "figure" or (below and len(line.text) <= LONGEST_CAPTION and line.kind != "table"):
                found.add(id(line))
            below = False
    return frozenset(found)


def illustrated(record: Record, original: Original) -> Record:
    """The record with its figures f1, f2 … and the places of its text."""
    figures = tuple(_figures(record, original.lines))
    body = sorted((*figures, *record.body), key=_start) if figures else record.body
    return replace(record, body=tuple(body), places=original.places)


def _figures(record: Record, lines: tuple[Line, ...]) -> Iterator[Node]:
    starts = [_start(node) for node in record.body]
    shown = [line.picture for line in lines if line.picture]
    if record.kind == "document":
        shown = [picture for picture in shown if starts and starts[0] < picture.at <= starts[-1]]
    for number, picture in enumerate(shown, 1):
        yield Node(f"f{number}", "figure", "", (), picture=picture)


def _start(node: Node) -> int:
    if node.picture:
        return node.picture.at
    return node.label_span.start if node.label_span else node.runs[0].start if node.runs else 0
