"""A page's table of contents, as MkDocs makes it of the same headings: words alone, neither marks nor links."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypedDict

from builder.write.html import escape
from builder.write.spans import Line, Normal


class Place(TypedDict):
    """One heading of a page below its title. ``title`` is HTML; the names are those that the templates ask for."""

    title: str
    url: str
    children: list[Place]


def contents(lines: Iterable[Normal]) -> list[Place]:
    """What stands under the page's one title; each heading under the nearest higher one before it."""
    top: list[Place] = []
    open_: list[tuple[int, list[Place]]] = [(1, top)]
    for line in lines:
        if not isinstance(line, Line) or line.tag[0] != "h" or line.tag == "h1":
            continue
        level = int(line.tag[1])
        while open_[-1][0] >= level:
            open_.pop()
        words = "".join(piece.text for span in line.spans for piece in span.pieces)
        place = Place(title=escape(" ".join(words.split())), url=f"#{line.id}", children=[])
        open_[-1][1].append(place)
        open_.append((level, place["children"]))
    return top
