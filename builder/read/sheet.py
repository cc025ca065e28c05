"""The text of an original that has none of its own (pages, Word, PDF), put together line by line. Never interprets.

What a format calls a paragraph, a cell, a line of print becomes one line of the text; every character that was given stands in a
line's runs or in residue, so nothing is lost between the file and the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from builder.model import Line, Normalisation, Original, Residue, Run, SourceFile, Span
from builder.read.encoding import INVISIBLE, Charset, convert, recoded

Style = Literal["", "strong", "em"]
Kind = Literal["line", "heading", "item", "cell", "table", "figure", "note"]
Left = Literal["menu", "markup", "running_head", "rule", "letterhead", "label"]
Piece = tuple[str, Style]

_SPACES = re.compile(r"\s+")


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
        self._edits: list[tuple[int, str, str]] = []
        self._parts: list[str] = []
        self._lines: list[Line] = []
        self._residue: list[Residue] = []
        self._at = 0
        self._nfd = self._nbsp = 0

    def line(self, pieces: Iterable[Piece], kind: Kind = "line", level: int = 0) -> None:
        """One line: white space collapsed, invisible characters kept in the text and left out of the runs."""
        self._lines.append(Line(len(self._lines) + 1, self._written(pieces), kind, level))
        self._put("\n")

    def table(self, rows: Iterable[Iterable[Iterable[Piece]]]) -> None:
        """A table of data: one line whose runs are all its words and whose rows are its cells, empty ones too."""
        made: list[tuple[tuple[Run, ...], ...]] = []
        words: list[Run] = []
        for row in rows:
            cells: list[tuple[Run, ...]] = []
            for cell in row:
                cells.append(self._written(cell))
                words += [*cells[-1], Run(" ", self._at)] if cells[-1] else []
                self._put("\t")
            self._put("\n")
            made.append(tuple(cells))
        if words:
            self._lines.append(Line(len(self._lines) + 1, tuple(words[:-1]), "table", 0, tuple(made)))

    def blank(self) -> None:
        """An empty line between blocks, never two of them and none at the top."""
        if self._lines and self._lines[-1].runs:
            self.line(())

    def leave(self, text: str, kind: Left) -> None:
        """A stretch that is no part of the document: in the text, in residue, in no line."""
        text = _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()
        if text:
            self._residue.append(Residue(text, kind, Span(self._at, self._at + len(text))))
            self._put(text + "\n")

    @property
    def text(self) -> str:
        """What was put down so far."""
        return "".join(self._parts)

    def original(self, source: SourceFile) -> Original:
        """What was put down, as every reader gives it."""
        text = self.text
        counts = Normalisation(
            nfd=self._nfd,
            eth=text.count("Ð"),
            nbsp=self._nbsp,
            soft_hyphen=text.count("\u00ad"),
            edits=(*self._edits, *((m.start(), m[0], "") for m in INVISIBLE.finditer(text))),
        )
        residue = tuple(sorted(self._residue, key=lambda r: r.span.start))
        return Original(source, text, tuple(self._lines), residue, counts)

    def _written(self, pieces: Iterable[Piece]) -> tuple[Run, ...]:
        """Put the pieces down and say where: white space collapsed, invisible characters left out of the runs."""
        runs: list[Run] = []
        pending = ""
        if self._charset:
            pieces = self._recoded(list(pieces), self._charset)
        for text, style in self._tidy(pieces):
            for run in self._runs(text, style):
                bare = Run(run.text[1:], run.start + 1, style) if pending.endswith(" ") and run.text[0] == " " else run
                if bare.text:
                    runs.append(bare)
                    pending = bare.text
        return tuple(runs)

    def _recoded(self, pieces: list[Piece], charset: Charset) -> list[Piece]:
        """The pieces of a line in the text's old character set, decoded one by one."""
        before = "".join(text for text, _ in pieces)
        after = recoded(before, charset)
        if after == before:
            return pieces
        self._edits.append((self._at, _SPACES.sub(" ", before).strip(), _SPACES.sub(" ", after).strip()))
        if len(after) != len(before):
            return [(convert(text, charset), style) for text, style in pieces]
        ends = list(accumulate(len(text) for text, _ in pieces))
        return [(after[end - len(text) : end], style) for end, (text, style) in zip(ends, pieces, strict=True)]

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._at += len(text)

    def _runs(self, text: str, style: Style) -> Iterable[Run]:
        at = 0
        for found in INVISIBLE.finditer(text):
            if text[at : found.start()]:
                yield Run(text[at : found.start()], self._at + at, style)
            self._residue.append(Residue(found[0], "markup", Span(self._at + found.start(), self._at + found.end())))
            at = found.end()
        if text[at:]:
            yield Run(text[at:], self._at + at, style)
        self._put(text)

    def _tidy(self, pieces: Iterable[Piece]) -> Iterable[Piece]:
        """Pieces in NFC with white space collapsed over their joints; neighbours of one style are one piece."""
        merged: list[list[str]] = []
        for text, style in pieces:
            if merged and (merged[-1][1] == style or unicodedata.combining(text[:1] or " ")):
                merged[-1][0] += text
            elif text:
                merged.append([text, style])
        ended = True
        out: list[tuple[str, str]] = []
        for text, mark in merged:
            composed = unicodedata.normalize("NFC", text)
            self._nfd += len(text) - len(composed)
            self._nbsp += composed.count("\u00a0")
            flat = _SPACES.sub(" ", composed)
            flat = flat[1:] if ended and flat[:1] == " " else flat
            if flat:
                ended = flat[-1] == " "
                out.append((flat, mark))
        if out and out[-1][0].endswith(" "):
            out[-1] = (out[-1][0][:-1], out[-1][1])
        return [(text, style) for text, style in out if text]  # type: ignore[misc]
