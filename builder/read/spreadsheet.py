"""Old spreadsheets (.xls), cell by cell: rows with several cells are a table, a lone cell is a line. Calculates nothing.

Letters typed with fonts of old character sets are decoded by the font, as in Word files. Numbers stand as they are kept, dates as
day, month, year; what a formula gave when the file was saved is its value.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import xlrd

from builder.read.encoding import Charset
from builder.read.sheet import Piece, Refused, Sheet, too_much
from builder.read.wordfonts import Typed, pieces
from builder.read.wordstyles import Letters

MAX_CELLS = 200_000
_LOCKED = ("encrypted", "password", "workbook is protected")
Row = list[list[Piece]]


def read_xls(data: bytes, charset: Charset | None = None) -> tuple[Sheet | Refused, tuple[str, ...]]:
    """The lines of all visible sheets in order, and the old character sets that fonts named. S106, S107, S110."""
    try:
        with Path(os.devnull).open("w", encoding="utf-8") as silent:  # the library prints what it finds odd
            book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=silent, ragged_rows=True)
        return _lines(book, charset)
    except (xlrd.XLRDError, struct.error, ValueError, LookupError, AssertionError, TypeError, AttributeError, NotImplementedError) as error:
        locked = any(word in str(error).lower() for word in _LOCKED)
        return Refused("S110") if locked else Refused("S106", (("format", ".xls"), ("found", type(error).__name__))), ()


def _lines(book: Any, charset: Charset | None) -> tuple[Sheet | Refused, tuple[str, ...]]:
    sheet, named, count = Sheet(charset), set[str](), 0
    for page in (s for s in book.sheets() if not s.visibility):
        table: list[Row] = []
        for row in range(page.nrows):
            cells = [_cell(book, page, row, column, named) for column in range(page.row_len(row))]
            count += len(cells)
            if count > MAX_CELLS:
                return too_much("cells", count, MAX_CELLS), ()
            filled = [cell for cell in cells if cell]
            if len(filled) > 1:
                table.append(cells)
                continue
            _table(sheet, table)
            table = []
            for cell in filled:
                sheet.line(cell)
        _table(sheet, table)
    return sheet, tuple(sorted(named))


def _table(sheet: Sheet, rows: list[Row]) -> None:
    """Rows that follow each other, all as long as the longest; columns that are empty throughout are none."""
    width = max(map(len, rows), default=0)
    even = [row + [[] for _ in range(width - len(row))] for row in rows]
    used = [n for n in range(width) if any(row[n] for row in even)]
    if len(even) == 1:
        sheet.line(list(_joined(even[0])))
    elif even:
        sheet.table([[row[n] for n in used] for row in even])


def _joined(row: Row) -> Iterator[Piece]:
    for n, cell in enumerate(cell for cell in row if cell):
        yield from (Piece(" "), *cell) if n else cell


def _cell(book: Any, page: Any, row: int, column: int, named: set[str]) -> list[Piece]:
    text = _text(book, page.cell(row, column)).strip()
    if not text:
        return []
    font = book.font_list[book.xf_list[page.cell_xf_index(row, column)].font_index]
    made, charsets = pieces([Typed(text, Letters(font=font.name, strong=bool(font.bold)))])
    named |= charsets
    return made


def _text(book: Any, cell: Any) -> str:
    """What a cell holds as words; an error is what the program shows for it."""
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            year, month, day, hour, minute, _ = xlrd.xldate_as_tuple(cell.value, book.datemode)
        except xlrd.XLDateError:
            return f"{cell.value:.15g}"
        clock = f"{hour:02}:{minute:02}" if hour or minute else ""
        return " ".join(p for p in (f"{day:02}/{month:02}/{year}" if year else "", clock) if p)
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        return f"{cell.value:.15g}"
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if cell.value else "FALSE"
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, "#ERR"))
    return str(cell.value)
