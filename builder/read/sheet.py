"""The text of an original that has none of its own (pages, Word, PDF), put together line by line. Never interprets.

What a format calls a paragraph, a cell, a line of print becomes one line of the text; every character that was given stands in a
line's runs or in residue, so nothing is lost between the file and the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Literal, NamedTuple

from builder.model import Cell, Line, Original, Picture, Places, Residue, Run, SourceFile, Span
from builder.read.encoding import Charset, convert, recoded
from builder.read.repairs import Repairs

Style = Literal["", "strong", "em"]
Kind = Literal["line", "heading", "item", "cell", "table", "figure", "note"]
Left = Literal["menu", "markup", "running_head", "rule", "letterhead", "label"]

_PLAIN_SPACES = re.compile(r"[ \t\r\n]+")


class Piece(NamedTuple):
    """A stretch of a line in one style; ``raw`` is what the file has where a font says that it must be decoded."""

    text: str
    style: Style = ""
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a file is not read: the code of the problem and its arguments."""

    code: str
    args: tuple[tuple[str, str], ...] = ()


def too_much(what: str, found: object, limit: object) -> Refused:
    """S107: a safety limit was exceeded."""
    return Refused("S107", (("what", what), ("found", str(found)), ("limit", str(limit))))


class Sheet:
    """Lines in reading order, ended by single line feeds. ``charset``: the old character set that lines may be in."""

    def __init__(self, charset: Charset | None = None) -> None:
        self._charset = charset
        self._repairs = Repairs()
        self._parts: list[str] = []
        self._given: list[str] = []
        self._lines: list[Line] = []
        self._residue: list[Residue] = []
        self._at = 0
        self._tables = 0
        self._cells: list[Cell] = []
        self._pages: list[int] = []

    @property
    def at(self) -> int:
        """Where the next character is put down."""
        return self._at

    def page(self, at: int | None = None) -> None:
        """From here, or from ``at``, on the text stands on the next page of the original."""
        self._pages.append(self._at if at is None else min(at, self._at))

    def next_table(self) -> int:
        """The number of a table that begins here."""
        self._tables += 1
        return self._tables

    def line(self, pieces: Iterable[Piece], kind: Kind = "line", level: int = 0, cell: tuple[int, int, int] | None = None) -> None:
        """One line: white space collapsed, letters repaired. ``cell`` is its table, row and column."""
        start = self._at
        self._lines.append(Line(len(self._lines) + 1, self._written(pieces), kind, level))
        if cell and self._at > start:
            self._cells.append(Cell(Span(start, self._at), *cell))
        self._put("\n")

    def table(self, rows: Iterable[Iterable[Iterable[Piece]]]) -> None:
        """A table of data: one line whose runs are all its words and whose rows are its cells, empty ones too."""
        made: list[tuple[tuple[Run, ...], ...]] = []
        words: list[Run] = []
        table = self.next_table()
        for down, row in enumerate(rows, 1):
            cells: list[tuple[Run, ...]] = []
            for across, cell in enumerate(row, 1):
                start = self._at
                cells.append(self._written(cell))
                if cells[-1]:
                    words += [*cells[-1], Run(" ", self._at)]
                    self._cells.append(Cell(Span(start, self._at), table, down, across))
                self._put("\t")
            self._put("\n")
            made.append(tuple(cells))
        if words:
            self._lines.append(Line(len(self._lines) + 1, tuple(words[:-1]), "table", 0, tuple(made)))

    def figure(self, picture: Picture) -> None:
        """A photo or figure that stands here."""
        self._lines.append(Line(len(self._lines) + 1, (), "figure", picture=replace(picture, at=self._at)))

    @property
    def shows(self) -> bool:
        """Whether the last thing put down is a picture."""
        return bool(self._lines) and self._lines[-1].picture is not None

    def blank(self) -> None:
        """An empty line between blocks, never two of them and none at the top."""
        if self._lines and self._lines[-1].runs:
            self.line(())

    def leave(self, text: str, kind: Left) -> None:
        """A stretch that is no part of the document: in the text, in residue, in no line."""
        start = self._at
        self._written([Piece(text)], decoded=False)
        if self._at > start:
            self._residue.append(Residue("".join(self._parts[-1:]), kind, Span(start, self._at)))
            self._put("\n")

    @property
    def text(self) -> str:
        """What was put down so far."""
        return "".join(self._parts)

    @property
    def given(self) -> str:
        """The same lines before any letter was repaired: in old character sets Ð and the soft hyphen are letters."""
        return "\n".join(self._given)

    def original(self, source: SourceFile) -> Original:
        """What was put down, as every reader gives it."""
        places = Places(tuple(self._pages), tuple(self._cells))
        return Original(source, self.text, tuple(self._lines), tuple(self._residue), self._repairs.normalisation(), places)

    def _written(self, pieces: Iterable[Piece], decoded: bool = True) -> tuple[Run, ...]:
        """Put the pieces down and say where; a line that was decoded or composed is one repair."""
        given = [piece for piece in pieces if piece.text or piece.raw]
        made = self._recoded(given, self._charset) if self._charset and decoded else given
        start, since = self._at, len(self._repairs.edits)
        merged = _merged(made)
        self._given.append("".join(piece.text for piece in merged))
        runs = self._runs(merged)
        other = made is not given or any(piece.raw for piece in given)
        raw = "".join(piece.raw or piece.text for piece in given)
        composed = unicodedata.normalize("NFC", raw) if not raw.isascii() else raw
        if other or composed != raw:
            before = _PLAIN_SPACES.sub(" ", raw).strip(" ")
            self._repairs.whole(since, start, before, "".join(run.text for run in runs), other)
            self._repairs.counts["nfd"] += max(len(raw) - len(composed), 0)
        return runs

    def _recoded(self, pieces: list[Piece], charset: Charset) -> list[Piece]:
        """The pieces of a line in the text's old character set, decoded one by one; the very list where nothing is to be done."""
        before = "".join(piece.text for piece in pieces)
        after = recoded(before, charset)
        if after == before:
            return pieces
        if len(after) != len(before):
            return [Piece(convert(piece.text, charset), piece.style) for piece in pieces]
        ends = list(accumulate(len(piece.text) for piece in pieces))
        return [Piece(after[end - len(piece.text) : end], piece.style) for end, piece in zip(ends, pieces, strict=True)]

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._at += len(text)

    def _runs(self, pieces: Iterable[Piece]) -> tuple[Run, ...]:
        """Runs with white space collapsed over their joints, none at the ends."""
        runs: list[Run] = []
        ended = True
        for piece in pieces:
            at = runs[-1].end if runs else self._at
            text = self._repairs.flowing(piece.text, at, ended)
            if text:
                runs.append(Run(text, at, piece.style))
                ended = text.endswith(" ")
        if runs and runs[-1].text.endswith(" "):
            last = runs.pop()
            self._repairs.end(last.end - 1)
            runs += [Run(last.text[:-1], last.start, last.style)] if len(last.text) > 1 else []
        self._put("".join(run.text for run in runs))
        return tuple(runs)


def _merged(pieces: Iterable[Piece]) -> list[Piece]:
    """In NFC; neighbours of one style are one piece, and a mark belongs to the letter before it."""
    merged: list[tuple[list[str], Style]] = []
    for text, style, _ in pieces:
        if merged and (merged[-1][1] == style or unicodedata.combining(text[:1] or " ")):
            merged[-1][0].append(text)
        elif text:
            merged.append(([text], style))
    return [Piece(unicodedata.normalize("NFC", "".join(texts)), style) for texts, style in merged]
