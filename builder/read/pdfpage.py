"""One page of a PDF as rows of printed words with their places. Knows letters and positions, nothing of documents.

Places are in points from the top left of the page as it is shown (its rotation taken out).
"""

from __future__ import annotations

import ctypes
import io
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import pypdfium2
import pypdfium2.raw as raw

from builder.read.wordfonts import Typed
from builder.read.wordstyles import Letters

LEAST = 110.0  # points: stamps, seals and logos are smaller
PAGE = 0.6  # of a page: what covers more is its background or its scan
MAX_PIXELS = 40_000_000
WORD_GAP = 0.15  # of the size of the letters: wider than this is a blank that was not written
_HYPHEN = {2: ord("-")}  # how the library writes a hyphen at the end of a line
MAX_LETTERS = 60_000  # of one page


@dataclass(slots=True)
class Word:
    """Letters without a blank between them; ``typed`` keeps the fonts they are in."""

    x0: float
    x1: float
    y: float
    size: float
    typed: list[Typed] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.typed)


@dataclass(slots=True)
class Row:
    """Words on one base line, from left to right."""

    words: list[Word]

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return self.words[-1].x1

    @property
    def y(self) -> float:
        return max(self.words, key=lambda w: w.size).y

    @property
    def size(self) -> float:
        return max(w.size for w in self.words)

    @property
    def text(self) -> str:
        return " ".join(w.text for w in self.words)


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture on a page, and where its middle stands from the top."""

    y: float
    data: bytes


@dataclass(frozen=True, slots=True)
class Page:
    width: float
    height: float
    rows: tuple[Row, ...]
    drawn: int  # paths: rules and the lines of tables are among them
    pictures: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class _Letter:
    sign: str
    x0: float
    x1: float
    y: float
    size: float
    font: str
    apart: bool  # a blank stands before it


def read_page(page: Any, pictured: bool = True) -> Page:
    """The rows of a page of pypdfium2, from the top down, and its pictures if they are wanted."""
    text = page.get_textpage()
    turned = page.get_rotation()
    width, height = page.get_size()
    try:
        letters = list(_letters(text, turned, width, height))
    finally:
        text.close()
    objects = list(islice(page.get_objects(max_depth=1), 20_000))
    drawn = sum(o.type == raw.FPDF_PAGEOBJ_PATH for o in objects)
    rows = tuple(_words(row) for row in _rows([letter for letter in letters if letter.x1 > 0 and letter.x0 < width]))
    images = [o for o in objects if o.type == raw.FPDF_PAGEOBJ_IMAGE] if pictured and not turned else []
    pictures = sorted((s for o in images if (s := _picture(o, width, height))), key=lambda s: s.y)
    return Page(width, height, tuple(r for r in rows if r.words), drawn, tuple(pictures))


def _picture(image: Any, width: float, height: float) -> Shown | None:
    """A photo or figure; a stamp, a logo and the scan of a whole page are none."""
    try:
        left, bottom, right, top = image.get_bounds()
        across, down = image.get_px_size()
        if right - left < LEAST or top - bottom < LEAST or (right - left) * (top - bottom) > PAGE * width * height:
            return None
        if across * down > MAX_PIXELS:
            return None
        return Shown(height - (top + bottom) / 2, _bytes(image))
    except (pypdfium2.PdfiumError, ValueError, OSError):
        return None


def _bytes(image: Any) -> bytes:
    """A photo as it was put in, anything else as the page shows it."""
    if list(image.get_filters()) == ["DCTDecode"]:
        return bytes(image.get_data(decode_simple=False))
    bitmap, out = image.get_bitmap(render=False), io.BytesIO()
    try:
        bitmap.to_pil().save(out, "PNG", compress_level=1)
    finally:
        bitmap.close()
    return out.getvalue()


def _letters(text: Any, turned: int, width: float, height: float) -> Iterator[_Letter]:
    fonts = ctypes.create_string_buffer(256)
    flags = ctypes.c_int()
    x, y = ctypes.c_double(), ctypes.c_double()
    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    apart = True
    for at in range(min(text.count_chars(), MAX_LETTERS)):
        code = _HYPHEN.get(code := raw.FPDFText_GetUnicode(text, at), code)
        if not code or 0xD800 <= code < 0xE000:
            continue
        if chr(code).isspace():
            apart = True
            continue
        raw.FPDFText_GetCharOrigin(text, at, x, y)
        raw.FPDFText_GetLooseCharBox(text, at, box)
        raw.FPDFText_GetFontInfo(text, at, fonts, 256, flags)
        left, base = _shown(x.value, y.value, turned, width, height)
        ends = [_shown(a, b, turned, width, height) for a, b in ((box.left, box.bottom), (box.right, box.top))]
        font = re.sub(r"^[A-Z]{6}\+", "", fonts.value.decode("utf-8", "replace"))
        raw.FPDFText_GetMatrix(text, at, matrix)
        size = raw.FPDFText_GetFontSize(text, at) * math.hypot(matrix.b, matrix.d)
        yield _Letter(chr(code), left, max(ends[0][0], ends[1][0], left), base, max(min(size, 200.0), 1.0), font, apart)
        apart = False


def _shown(x: float, y: float, turned: int, width: float, height: float) -> tuple[float, float]:
    """A place of the page's own space as it is shown, from the top. ``width`` and ``height`` are those shown."""
    match turned:
        case 90:
            return y, x
        case 180:
            return width - x, y
        case 270:
            return width - y, height - x
        case _:
            return x, height - y


def _rows(letters: list[_Letter]) -> Iterator[list[_Letter]]:
    """Letters of one base line; raised and lowered ones belong to the line that they stand beside."""
    row: list[_Letter] = []
    base = 0.0
    for letter in sorted(letters, key=lambda c: c.y):
        if row and letter.y - base > 0.35 * max(letter.size, row[-1].size):
            yield row
            row = []
        if not row:
            base = letter.y
        row.append(letter)
    if row:
        yield row


def _words(row: list[_Letter]) -> Row:
    words: list[Word] = []
    for letter in sorted(row, key=lambda c: c.x0):
        if not words or letter.apart or letter.x0 - words[-1].x1 > WORD_GAP * letter.size:
            words.append(Word(letter.x0, letter.x1, letter.y, letter.size))
        _add(words[-1], letter)
    return Row(words)


def _add(word: Word, letter: _Letter) -> None:
    said = printed(letter.font)
    if word.typed and word.typed[-1].letters == said:
        word.typed[-1] = Typed(word.typed[-1].text + letter.sign, said)
    else:
        word.typed.append(Typed(letter.sign, said))
    word.x1 = max(word.x1, letter.x1)
    if letter.size > word.size:
        word.size, word.y = letter.size, letter.y


def printed(font: str) -> Letters:
    """What a font's name says: ``.VnTimeH,Bold``, ``TimesNewRomanPS-BoldItalicMT``."""
    name = re.split(r"[,]", font)[0]
    low = font.lower()
    return Letters(name, "bold" in low or "black" in low, "italic" in low or "oblique" in low)
