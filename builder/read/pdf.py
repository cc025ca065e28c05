"""PDF files with text: columns of the letterhead and the footer, paragraphs over lines and pages, tables by their cells.

Running heads, page numbers and the stamps of electronic signatures are residue. A file of pictures is told apart, not read.
"""

from __future__ import annotations

import io
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import pypdfium2

from builder.read.encoding import Charset
from builder.read.grid import is_data
from builder.read.pdfactive import acts
from builder.read.pdfcolumns import band_at
from builder.read.pdfflow import Measure, continues, measured
from builder.read.pdfpage import Page, Row, Shown, Word, read_page
from builder.read.pictures import Album
from builder.read.sheet import Piece, Refused, Sheet, too_much
from builder.read.wordfonts import Typed, pieces

MAX_PAGES = 500
_EDGE = 0.11  # of the page's height: where heads and page numbers stand
_PAGE_NUMBER = re.compile(r"(?:[-–—]\s*)?(?:Trang\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?(?:\s*[-–—])?", re.I)
# What a browser prints around a page: "11/25/26, 1:49 PM …", "https://… 3/17".
_BROWSER = re.compile(r"\d{1,2}/\d{1,2}/\d{2,4},? \d{1,2}:\d{2}(?: [AP]M| SA| CH)?(?: .*)?|(?:https?|file)://\S+(?: \d{1,4}/\d{1,4})?")
_STAMP = re.compile(r"Người ký|Ký bởi|Thời gian ký|Ngày ký|Digitally signed", re.I)
_BLANK = 1.9  # of the usual step between base lines: as an empty line between


@dataclass(frozen=True, slots=True)
class PdfFile:
    sheet: Sheet
    charsets: tuple[str, ...]
    pages: int


def read_pdf(data: bytes, charset: Charset | None = None, album: Album | None = None) -> PdfFile | Refused:
    """The text of a PDF in reading order."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        said = str(error)
        return Refused("S110") if "password" in said.lower() else Refused("S106", (("format", "PDF"), ("found", said[:80])))
    if found := acts(data):
        document.close()
        return Refused("S115", (("found", found),))
    try:
        count = len(document)
        if count > MAX_PAGES:
            return too_much("PDF", count, MAX_PAGES)
        pages = [_page(document, n, album is not None) for n in range(count)]
    finally:
        document.close()
    read = [page for page in pages if page]
    if sum(len(row.text) for page in read for row in page.rows) < 20 * len(read):
        return Refused("S114")
    writer = _Writer(Sheet(charset), data, album or Album(allowed=False))
    writer.run(pages)
    return PdfFile(writer.sheet, tuple(sorted(writer.charsets)), count)


def _page(document: pypdfium2.PdfDocument, number: int, pictured: bool) -> Page | None:
    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return None
    try:
        return read_page(page, pictured)
    finally:
        page.close()


class _Writer:
    """Page after page into the sheet; the last block of a page may go on at the top of the next."""

    def __init__(self, sheet: Sheet, data: bytes, album: Album) -> None:
        self.sheet, self._data, self._album = sheet, data, album
        self.charsets: set[str] = set()
        self._open: list[Row] = []
        self._turns: list[int] = []  # how many rows were open when a page began
        self._heads: list[str] = []  # of this page, put down as soon as no paragraph is open
        self._pictures: list[Shown] = []

    def run(self, pages: list[Page | None]) -> None:
        heads = _heads([page for page in pages if page])
        measure: Measure | None = None
        for number, page in enumerate(pages):
            self._turn(page)
            if page is None:
                continue
            body = list(self._without_heads(page, heads, first=number == 0))
            measure = measured(body, measure)
            rest = body
            for table, above in self._tables(page, number, body):
                upper = [row for row in rest if row.y <= above]
                self._rows(upper, measure)
                self._close(above)
                inside = {id(row) for row in table.rows}
                rest = [row for row in rest if row not in upper and id(row) not in inside]
                self._table(table.cells)
            self._rows(rest, measure)
        self._close()

    def _turn(self, page: Page | None) -> None:
        """A page begins, perhaps within a paragraph."""
        self._pictures = [replace(shown, y=0.0) for shown in self._pictures] + list(page.pictures if page else ())
        if self._open:
            self._turns.append(len(self._open))
        else:
            self.sheet.page()

    def _without_heads(self, page: Page, heads: frozenset[str], first: bool) -> Iterator[Row]:
        stamp = _stamp(page) if first else frozenset()
        apart = set(map(id, _edges(page)))
        outer = {id(row): row for row in (*page.rows[:2], *page.rows[-2:]) if _at_edge(row, page)}
        for row in page.rows:
            outermost = row is page.rows[0] or row is page.rows[-1]
            numbered = id(row) in apart and outermost and _PAGE_NUMBER.fullmatch(row.text)
            repeated = _pattern(row.text) in heads and (id(row) in apart or id(row) in outer)
            if numbered or repeated or (outermost and id(row) in outer and _BROWSER.fullmatch(row.text)):
                self._leave(row.words)
                continue
            stamped = [word for word in row.words if id(word) in stamp]
            if stamped:
                self._leave(stamped)
            kept = [word for word in row.words if id(word) not in stamp]
            if kept:
                yield Row(kept)

    def _leave(self, words: Iterable[Word]) -> None:
        """What stands on every page: after the paragraph that goes over from the page before."""
        text = "".join(piece.text for piece in self._pieces(words))
        if self._open:
            self._heads.append(text)
        else:
            self.sheet.leave(text, "running_head")

    def _rows(self, rows: list[Row], measure: Measure) -> None:
        at = 0
        while at < len(rows):
            band = band_at(rows, at)
            if band is None:
                self._flow(rows[at], measure)
                at += 1
                continue
            self._close(rows[at].y)
            table = self.sheet.next_table()
            for across, column in enumerate(band.columns, 1):
                for down, row in enumerate(column, 1):
                    self._line(row.words, (table, down, across))
            at = band.end

    def _flow(self, row: Row, measure: Measure) -> None:
        """A row of running text: the next of its paragraph, or the first of another."""
        if not self._open or not continues(self._open[-1], row, measure):
            apart = bool(self._open) and row.y - self._open[-1].y > _BLANK * measure.step
            self._close(row.y)
            if apart:
                self.sheet.blank()
        self._open.append(row)

    def _close(self, above: float = math.inf) -> None:
        """The paragraph ends. What stood on the page above it, or above a place of this page, follows."""
        words: list[Word] = []
        turns: list[int] = []
        for number, row in enumerate(self._open):
            turns += [len(" ".join(word.text for word in words)) + 1] * self._turns.count(number)
            first, *rest = row.words
            if words and re.fullmatch(r".*\w[-/]", words[-1].text):  # "TT-" at the end of a row, "BTC" on the next
                words[-1].typed += first.typed
                words += rest
            else:
                words += row.words
        start = self.sheet.at
        self._line(words)
        for turn in turns:
            self.sheet.page(start + turn)
        for _ in range(self._turns.count(len(self._open))):
            self.sheet.page()
        self._open, self._turns = [], []
        for head in self._heads:
            self.sheet.leave(head, "running_head")
        self._heads = []
        self._show(above)

    def _show(self, above: float) -> None:
        while self._pictures and self._pictures[0].y < above:
            if picture := self._album.add(self._pictures.pop(0).data):
                self.sheet.figure(picture)

    def _line(self, words: list[Word], cell: tuple[int, int, int] | None = None) -> None:
        if words:
            self.sheet.line(self._pieces(words), "cell" if cell else "line", cell=cell)

    def _pieces(self, words: Iterable[Word]) -> list[Piece]:
        typed: list[Typed] = []
        for word in words:
            if typed:
                typed.append(Typed(" ", typed[-1].letters))
            typed += word.typed
        found, named = pieces(typed)
        self.charsets |= named
        return found

    def _table(self, rows: list[list[list[Row]]]) -> None:
        words = [[[word for row in cell for word in row.words] for cell in row] for row in rows]
        if is_data([[" ".join(word.text for word in cell) for cell in row] for row in words]):
            self.sheet.table([self._pieces(cell) for cell in row] for row in words)
            return
        table = self.sheet.next_table()
        for down, row in enumerate(words, 1):
            for across, cell in enumerate(row, 1):
                self._line(cell, (table, down, across))

    def _tables(self, page: Page, number: int, body: list[Row]) -> Iterator[tuple[_Table, float]]:
        """Ruled tables of a page with the place above each; only looked for where enough lines are drawn."""
        if page.drawn < 6:
            return
        for grid in _grids(self._data, number):
            table = _table(grid, body)
            if table:
                yield table, min(row.y for row in table.rows) - 0.1


# --- what stands on every page ---------------------------------------------------------------------------------------------


def _pattern(text: str) -> str:
    return re.sub(r"\d+", "#", text)


def _at_edge(row: Row, page: Page) -> bool:
    return row.y < _EDGE * page.height / 2 or row.y > (1 - _EDGE / 2) * page.height


def _edges(page: Page) -> list[Row]:
    """The rows at the top and at the bottom of a page that are set apart from the rest: at most three each."""
    found: list[Row] = []
    for rows, limit in ((page.rows, _EDGE * page.height), (page.rows[::-1], (1 - _EDGE) * page.height)):
        for at in range(1, min(4, len(rows))):
            before, after = rows[at - 1], rows[at]
            outside = before.y < limit if limit < page.height / 2 else before.y > limit
            if outside and abs(after.y - before.y) > 1.6 * max(before.size, after.size):
                found += rows[:at]
                break
    return found


def _heads(pages: list[Page]) -> frozenset[str]:
    """Rows at the edges of most pages of three or more, digits apart."""
    if len(pages) < 3:
        return frozenset()
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_pattern(row.text) for row in _edges(page) if len(row.text) < 150})
    return frozenset(text for text, count in seen.items() if count >= max(3, 0.6 * len(pages)))


def _stamp(page: Page) -> frozenset[int]:
    """The words of an electronic signature in small letters at the top of a page."""
    sizes = sorted(word.size for row in page.rows for word in row.words)
    if not sizes:
        return frozenset()
    usual = sizes[len(sizes) // 2]
    small = [w for row in page.rows if row.y < 0.25 * page.height for w in row.words if w.size < 0.75 * usual]
    return frozenset(map(id, small)) if _STAMP.search(" ".join(w.text for w in small)) else frozenset()


# --- ruled tables ------------------------------------------------------------------------------------------------------------


_Grid = list[list[tuple[float, float, float, float] | None]]


@dataclass(frozen=True, slots=True)
class _Table:
    """The rows of the page that it took, and its rows of cells, each as rows of print."""

    rows: list[Row]
    cells: list[list[list[Row]]]


def _grids(data: bytes, number: int) -> list[_Grid]:
    """The tables of a page as boxes, from the top down. Boxes are left, top, right, bottom."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data), pages=[number + 1]) as document:
        found = sorted(document.pages[0].find_tables(), key=lambda t: t.bbox[1])
    return [[row.cells for row in table.rows] for table in found if len(table.rows) >= 2 and max(len(r.cells) for r in table.rows) >= 2]


def _table(grid: _Grid, body: list[Row]) -> _Table | None:
    taken: dict[int, Row] = {}
    cells = [[_inside(box, body, taken) if box else [] for box in row] for row in grid]
    whole = sum(len(r.words) for row in cells for cell in row for r in cell) == sum(len(r.words) for r in taken.values())
    return _Table(list(taken.values()), cells) if taken and whole else None


def _inside(box: tuple[float, float, float, float], body: list[Row], taken: dict[int, Row]) -> list[Row]:
    """The words of a cell; the rows of the page that they were taken from are noted."""
    inside: list[Row] = []
    for printed in body:
        words = [w for w in printed.words if box[0] - 1 <= (w.x0 + w.x1) / 2 <= box[2] + 1 and box[1] < w.y <= box[3] + 1]
        if words:
            inside.append(Row(words))
            taken[id(printed)] = printed
    return inside
