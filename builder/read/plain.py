"""Plain text and the light markup people type in it (``**bold**``, ``*italic*``, ``| cells |``). Never interprets.

The text of an original is its decoded characters in NFC, line ends included; every line keeps its place in it.
Markup that pairs up within a paragraph is taken out of the lines and kept as residue; a lone asterisk is text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from builder.model import Cell, Line, Residue, Run, Span
from builder.read.plaintables import Tables
from builder.read.repairs import INVISIBLE
from builder.runs import Runs, runs_of

_STARS = re.compile(r"\*{1,3}")
_HEADING = re.compile(r"(#{1,6})\s+")


@dataclass(frozen=True, slots=True)
class _Marks:
    """The markup of one paragraph: asterisks in order, and where the style changes to what."""

    stars: tuple[Span, ...]
    at: tuple[int, ...]
    styles: tuple[str, ...]

    def within(self, start: int, end: int) -> list[Span]:
        low = bisect_left(self.stars, start, key=lambda s: s.start)
        return list(self.stars[low : bisect_right(self.stars, end, key=lambda s: s.end)])

    def style(self, at: int) -> str:
        found = bisect_right(self.at, at)
        return self.styles[found - 1] if found else ""


def read_lines(text: str, cells: list[Cell] | None = None) -> tuple[tuple[Line, ...], tuple[Residue, ...]]:
    """The lines with their runs, in order, empty ones included (``runs == ()``), and the markup taken out.

    ``cells`` is given the place of every cell of a table.
    """
    lines: list[Line] = []
    residue: list[Residue] = []
    tables = Tables(text, cells if cells is not None else [], residue, partial(_in_cell, text))
    clean = INVISIBLE.search(text) is None
    for first, block in _paragraphs(text):
        stars, styles = _markup(text, block)
        residue += [Residue(text[s.start : s.end], "markup", s) for s in stars]
        marks = _Marks(tuple(stars), *_changes(styles))
        taken = tables.of(first, block)
        for offset, (start, end) in enumerate(block):
            if offset in taken:
                lines += taken[offset]
            else:
                lines.append(_line(text, first + offset, start, end, marks, residue, clean and not stars))
    if not clean:
        residue += [Residue(m[0], "markup", Span(m.start(), m.end())) for m in INVISIBLE.finditer(text)]
    return tuple(lines), tuple(sorted(residue, key=lambda r: r.span.start))


def _paragraphs(text: str) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    """Runs of lines between blank ones, each with the number of its first line; a blank line is a run of its own."""
    block: list[tuple[int, int]] = []
    first = at = 0
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            if block:
                yield first, block
                block = []
            yield number, [(at, at + len(line))]
        else:
            first = number if not block else first
            block.append((at, at + len(line)))
        at += len(line) + 1
    if block:
        yield first, block


def _markup(text: str, block: list[tuple[int, int]]) -> tuple[list[Span], list[tuple[Span, str]]]:
    """Paired asterisks of one paragraph and what they enclose. Nothing where the pairs do not come out even."""
    start, end = block[0][0], block[-1][1]
    tokens = [m for m in _STARS.finditer(text, start, end) if not (_blank(text, m.start() - 1) and _blank(text, m.end()))]
    stack: list[re.Match[str]] = []
    spans: list[Span] = []
    styles: list[tuple[Span, str]] = []
    for token in tokens:
        if stack and stack[-1][0] == token[0] and not _blank(text, token.start() - 1):
            opened = stack.pop()
            spans += [Span(opened.start(), opened.end()), Span(token.start(), token.end())]
            styles.append((Span(opened.end(), token.start()), "em" if len(token[0]) == 1 else "strong"))
        elif not _blank(text, token.end()):
            stack.append(token)
        else:
            return [], []
    return ([], []) if stack else (sorted(spans, key=lambda s: s.start), styles)


def _in_cell(text: str, cell: tuple[int, int], start: int, end: int) -> Runs:
    """The runs of a stretch of a cell, where every asterisk that touches a word is markup, whether or not it has a partner."""
    stars = [m for m in _STARS.finditer(text, *cell) if not (_blank(text, m.start() - 1) and _blank(text, m.end()))]
    marks = _Marks(tuple(Span(*m.span()) for m in stars), *_changes(_markup(text, [cell])[1]))
    return _trimmed(tuple(_pieces(text, start, end, marks)))


def _blank(text: str, index: int) -> bool:
    return index < 0 or index >= len(text) or text[index].isspace()


def _line(text: str, number: int, start: int, end: int, marks: _Marks, residue: list[Residue], clean: bool) -> Line:
    """``clean``: nothing in it is markup or invisible, but for a heading's signs."""
    raw = text[start:end]
    heading = _HEADING.match(raw)
    level = 0
    if heading:
        level = len(heading[1])
        residue.append(Residue(heading[1], "markup", Span(start, start + level)))
        start += heading.end()
    runs = runs_of(text[start:end], start) if clean else tuple(_pieces(text, start, end, marks))
    return Line(number, runs, "heading" if heading else "line", level)


def _pieces(text: str, start: int, end: int, marks: _Marks) -> Iterator[Run]:
    """Runs between markup and invisible characters, white space collapsed."""
    cuts = marks.within(start, end)
    cuts += [Span(m.start(), m.end()) for m in INVISIBLE.finditer(text, start, end)]
    at, pending = start, False
    for piece in [*sorted(cuts, key=lambda s: s.start), Span(end, end)]:
        for run in runs_of(text[at : piece.start], at, marks.style(at)):
            yield run
            pending = False
        if at < piece.start and text[piece.start - 1].isspace() and piece.start < end:
            yield Run(" ", piece.start - 1)
            pending = True
        at = piece.end
        if at < end and text[at].isspace() and not pending and at > start:
            yield Run(" ", at)


def _trimmed(runs: Runs) -> Runs:
    """Without blanks at the ends."""
    at = [n for n, run in enumerate(runs) if run.text != " "]
    return runs[at[0] : at[-1] + 1] if at else ()


def _changes(styles: list[tuple[Span, str]]) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Where the style changes and to what: spans nest, the innermost counts."""
    styles = [(span, style) for span, style in styles if span.start < span.end]
    events = sorted([(s.start, 1, style) for s, style in styles] + [(s.end, 0, style) for s, style in styles], key=lambda e: e[:2])
    open_: list[str] = []
    names: list[str] = []
    for _, opens, style in events:
        if opens:
            open_.append(style)
        else:
            open_.pop()
        names.append(open_[-1] if open_ else "")
    return tuple(at for at, _, _ in events), tuple(names)
