"""Tables in plain text: rows between pipes, and columns that blanks or tabs set under one another. Never interprets a cell.

A table of data becomes one line with rows of cells; what only lays out a page is read cell by cell.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import pairwise

from builder.model import Cell, Line, Residue, Run, Span
from builder.read.grid import is_data
from builder.runs import Runs

_PIPE = re.compile(r"(?<!\\)\|")
_CELL_RULE = re.compile(r"^\s*\|?[\s:|-]*-[\s:|-]*\|?\s*$")
_SOLID = re.compile(r"\S+")
_BREAK = re.compile(r"<br\s*/?>", re.I)
_GAP = re.compile(r"\t+| {3,}")
LEAST_ROWS = 3  # of columns without rules
_NEAR = 2  # characters by which a column may be out of line

Place = tuple[int, int]  # where a line or cell begins and ends


class Tables:
    """Finds the tables of one text, paragraph by paragraph, and numbers them."""

    def __init__(self, text: str, cells: list[Cell], residue: list[Residue], words: Callable[[Place, int, int], Runs]) -> None:
        """``words`` gives the runs of a stretch of a cell."""
        self._text, self._cells, self._residue, self._words = text, cells, residue, words
        self._count = 0

    def of(self, first: int, block: Sequence[Place]) -> dict[int, list[Line]]:
        """Rows of a paragraph that belong to tables → the lines that they become. ``first`` is the number of its first line."""
        out: dict[int, list[Line]] = {}
        whole = self._text[block[0][0] : block[-1][1]]
        for start, end in self._stretches(block, self._is_row) if "|" in whole else ():
            out |= self._piped(first, start, block[start:end])
        if out or len(block) < LEAST_ROWS or not ("\t" in whole or "   " in whole):
            return out
        for start, end in self._stretches(block, lambda place: len(self._columns(place)) > 1):
            out |= self._aligned(first, start, block[start:end])
        return out

    def _stretches(self, block: Sequence[Place], fits: Callable[[Place], bool]) -> list[tuple[int, int]]:
        out: list[tuple[int, int]] = []
        for at, place in enumerate(block):
            if not fits(place):
                continue
            if out and out[-1][1] == at:
                out[-1] = (out[-1][0], at + 1)
            else:
                out.append((at, at + 1))
        return out

    # --- between pipes ---

    def _is_row(self, place: Place) -> bool:
        raw = self._text[slice(*place)]
        return raw.lstrip().startswith("|") and len(_PIPE.findall(raw)) > 1

    def _piped(self, first: int, start: int, places: Sequence[Place]) -> dict[int, list[Line]]:
        rows: dict[int, list[Place]] = {}
        for at, place in enumerate(places, start):
            raw = self._text[slice(*place)]
            if _CELL_RULE.match(raw):
                self._residue.append(Residue(raw.strip(), "rule", Span(*place)))
            else:
                rows[at] = _between(raw, place[0])
        self._count += bool(rows)
        out: dict[int, list[Line]] = {at: [] for at in range(start, start + len(places))}
        if rows and is_data([[self._text[slice(*cell)] for cell in row] for row in rows.values()]):
            out[min(rows)] = [self._table(first + min(rows), list(rows.values()))]
        else:
            for down, (at, row) in enumerate(rows.items(), 1):
                out[at] = [line for across, cell in enumerate(row, 1) for line in self._loose(first + at, cell, down, across)]
        self._leave([places[at - start] for at in rows], out)
        return out

    def _leave(self, rows: list[Place], lines: dict[int, list[Line]]) -> None:
        """The markup of rows: what is neither blank nor in a cell's words."""
        taken = sorted((run.start, run.end) for row in lines.values() for line in row for run in line.runs if run.text != " ")
        for start, end in rows:
            at = start
            inside = taken[bisect_left(taken, (start, 0)) : bisect_left(taken, (end, 0))]
            for begun, ended in (*inside, (end, end)):
                self._residue += [Residue(m[0], "markup", Span(*m.span())) for m in _SOLID.finditer(self._text, at, begun)]
                at = ended

    def _loose(self, number: int, cell: Place, down: int, across: int) -> list[Line]:
        """A cell of a layout: its lines (``<br>``) become lines of their own."""
        lines = [Line(number, runs, "cell") for runs in self._parts(cell)]
        if lines:
            self._cells.append(Cell(Span(lines[0].start, lines[-1].end), self._count, down, across))
        return lines

    def _parts(self, cell: Place) -> list[Runs]:
        out, at = [], cell[0]
        for found in [*_BREAK.finditer(self._text, *cell), None]:
            out.append(self._words(cell, at, found.start() if found else cell[1]))
            at = found.end() if found else at
        return [runs for runs in out if runs]

    def _table(self, number: int, rows: list[list[Place]]) -> Line:
        """One line whose runs are all words of the table and whose rows are its cells, as many in each."""
        width = max(map(len, rows))
        made: list[tuple[Runs, ...]] = []
        words: list[Run] = []
        for down, row in enumerate(rows, 1):
            cells: list[Runs] = []
            for across, cell in enumerate(row, 1):
                runs = _joined(self._parts(cell))
                cells.append(runs)
                if runs:
                    words += [*runs, Run(" ", runs[-1].end)]
                    self._cells.append(Cell(Span(runs[0].start, runs[-1].end), self._count, down, across))
            made.append((*cells, *([()] * (width - len(cells)))))
        return Line(number, tuple(words[:-1]), "table", 0, tuple(made))

    # --- under one another ---

    def _columns(self, place: Place) -> list[Place]:
        """The pieces of a line between wide gaps."""
        out: list[Place] = []
        at = place[0] + len(self._text[slice(*place)]) - len(self._text[slice(*place)].lstrip())
        for gap in _GAP.finditer(self._text, at, place[1]):
            out.append((at, gap.start()))
            at = gap.end()
        return [*out, (at, place[1])] if at < place[1] else out

    def _aligned(self, first: int, start: int, places: Sequence[Place]) -> dict[int, list[Line]]:
        rows = [self._columns(place) for place in places]
        if len(rows) < LEAST_ROWS or not self._even(rows, places):
            return {}
        if not is_data([[self._text[slice(*cell)] for cell in row] for row in rows]):
            return {}
        self._count += 1
        out: dict[int, list[Line]] = {at: [] for at in range(start, start + len(places))}
        out[start] = [self._table(first + start, rows)]
        self._leave(list(places), out)
        return out

    def _even(self, rows: list[list[Place]], places: Sequence[Place]) -> bool:
        """As many columns in each row, and each where it stands in the first; tabs alone need not be in line."""
        if len({len(row) for row in rows}) > 1:
            return False
        if all("\t" in self._text[slice(*place)] for place in places):
            return True
        starts = [[cell[0] - place[0] for cell in row] for row, place in zip(rows, places, strict=True)]
        ends = [[cell[1] - place[0] for cell in row] for row, place in zip(rows, places, strict=True)]
        return all(
            _in_line(column) or _in_line(other) for column, other in zip(zip(*starts, strict=True), zip(*ends, strict=True), strict=True)
        )


def _in_line(column: Sequence[int]) -> bool:
    return max(column) - min(column) <= _NEAR


def _between(raw: str, at: int) -> list[Place]:
    """The cells of a row: what stands between its pipes, the outer ones apart."""
    pipes = [found.start() for found in _PIPE.finditer(raw)]
    inner = [*pipes, len(raw)] if raw[pipes[-1] + 1 :].strip() else pipes
    return [(at + a + 1, at + b) for a, b in pairwise(inner)]


def _joined(parts: list[Runs]) -> Runs:
    out: list[Run] = []
    for runs in parts:
        out += [Run(" ", out[-1].end), *runs] if out else runs
    return tuple(out)
