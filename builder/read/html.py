"""Saved web pages: the document without the site around it, line by line as a reader sees it. Runs nothing, fetches nothing.

What belongs to the site (menus, footers, lists of links) stays in the text as residue. The document is found by where its words
stand, never by the names of classes: portals change those every few years.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote, unquote_to_bytes

from lxml import etree
from lxml import html as lxml_html

from builder.model import Picture
from builder.read.encoding import Charset
from builder.read.grid import is_data, spread
from builder.read.pictures import Album
from builder.read.portal import BLOCKS, SITE, is_hidden, is_silent, region, tag_of
from builder.read.sheet import Kind, Piece, Refused, Sheet, Style, too_much
from builder.read.wordstyles import roman

MAX_ATTRIBUTES = 1_000  # of one tag; their parser takes quadratic time

_STYLES: dict[str, Style] = {"b": "strong", "strong": "strong", "i": "em", "em": "em"}
_LONG_TAG = re.compile(r"<[^<>]{4000,}")
_LABELS = {"a": "abcdefghijklmnopqrstuvwxyz", "A": "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}


_DATA = re.compile(r"data:image/[a-z+.-]+(?P<encoded>;base64)?,(?P<data>.*)", re.I | re.S)
_SOURCES = ("src", "data-src", "data-original", "data-lazy-src")  # portals put a blank into src until a picture is scrolled to
_SHOWN = 200  # pixels: a picture that the page says is this wide is missed where it is not in the file


@dataclass(frozen=True, slots=True)
class Pictures:
    """What a page's pictures are taken from: files saved beside it, by name; and the album that they go into."""

    album: Album
    beside: Mapping[str, bytes]

    def of(self, element: etree._Element) -> Picture | None:
        """The picture of an ``img``; nothing is fetched."""
        sources = [source for name in _SOURCES if (source := (element.get(name) or "").strip())]
        for source in sources:
            data = _inline(source) or self.beside.get(unquote(source.partition("?")[0]).rpartition("/")[2])
            if data and (picture := self.album.add(data, element.get("alt") or "")):
                return picture
        named = [s for s in sources if not s.startswith("data:")]
        if named and (_whole((element.get("width") or "").removesuffix("px")) or 0) >= _SHOWN and not self.beside.keys() & _names(named):
            self.album.miss(named[0])
        return None


def _names(sources: list[str]) -> set[str]:
    return {unquote(source.partition("?")[0]).rpartition("/")[2] for source in sources}


def _inline(source: str) -> bytes | None:
    """The bytes of a ``data:`` address of a picture."""
    found = _DATA.fullmatch(source)
    if not found:
        return None
    try:
        return base64.b64decode(unquote(found["data"])) if found["encoded"] else unquote_to_bytes(found["data"])
    except (binascii.Error, ValueError):
        return None


def read_html(source: str, charset: Charset | None = None, pictures: Pictures | None = None) -> Sheet | Refused:
    """The page as a sheet of lines: those of the document in its lines, the site's as residue of the kind ``menu``."""
    root = _tree(source)
    if isinstance(root, Refused):
        return root
    sheet = Sheet(charset)
    if root is not None:
        found = region(root)
        if isinstance(found, Refused):
            return found
        _Walk(sheet, *found, pictures or Pictures(Album(allowed=False), {})).run(root)
    return sheet


def _tree(source: str) -> lxml_html.HtmlElement | Refused | None:
    parser = lxml_html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, huge_tree=False, encoding="utf-8")
    crowded = max((found[0].count("=") for found in _LONG_TAG.finditer(source)), default=0)
    if crowded > MAX_ATTRIBUTES:
        return too_much("attributes", crowded, MAX_ATTRIBUTES)
    clean = re.sub("[\x00\ufdd0-\ufdef\ufffe\uffff]", "", source).encode("utf-8", "replace")
    try:
        return lxml_html.document_fromstring(clean, parser=parser)
    except etree.ParserError:
        return None
    except etree.LxmlError as error:
        return Refused("S106", (("format", "HTML"), ("found", str(error)[:80])))


# --- its lines -----------------------------------------------------------------------------------------------------------------


class _Walk:
    """One pass in document order: inline text gathers, blocks and ``<br>`` end lines."""

    def __init__(self, sheet: Sheet, document: etree._Element, menus: frozenset[etree._Element], pictures: Pictures) -> None:
        self._sheet, self._document, self._menus, self._pictures = sheet, document, menus, pictures
        self._pieces: list[Piece] = []
        self._caption = 0
        self._places: list[list[int]] = []  # of the tables that this stands in: number, row, column
        self._styles: list[Style] = [""]
        self._inside = False
        self._outside_of: etree._Element | None = None
        self._silent: etree._Element | None = None
        self._cells = 0
        self._pre = 0
        self._level = 0
        self._numbers: dict[etree._Element, int] = {}

    def run(self, root: etree._Element) -> None:
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if event == "start":
                self._open(element)
            else:
                self._close(element)
        self._flush()

    def _open(self, element: etree._Element) -> None:
        if self._silent is None and is_silent(element):
            self._silent = element
        if self._silent is not None:
            return
        tag = tag_of(element)
        if tag in BLOCKS or tag == "br":
            self._flush(empty=tag == "br" and bool(self._pieces))
        if tag == "table" and self._inside and self._outside_of is None and element is not self._document and self._data(element):
            self._silent = element
            return
        if element is self._document:
            self._inside = True
        if self._outside_of is None and self._inside and element is not self._document and self._off(element):
            self._flush()
            self._outside_of = element
        self._count(tag, element, 1)
        if tag == "img" and self._inside and self._outside_of is None and (picture := self._pictures.of(element)):
            self._flush()
            self._sheet.figure(picture)
        if re.fullmatch(r"h[1-6]", tag):
            self._level = int(tag[1])
        self._styles.append(_STYLES.get(tag, self._styles[-1]))
        if tag == "li":
            self._text(self._label(element))
        self._text(element.text)

    def _count(self, tag: str, element: etree._Element, step: int) -> None:
        """In how many cells, captions and tables this stands, and in which cell of the innermost table."""
        self._cells += step * (tag in ("td", "th"))
        self._pre += step * (tag == "pre")
        self._caption += step * (tag == "figcaption")
        if tag == "table" and self._inside:
            if step > 0:
                self._places.append([self._sheet.next_table(), 0, 0])
            elif self._places:
                self._places.pop()
        elif step > 0 and self._places and tag in ("tr", "td", "th"):
            place = self._places[-1]
            place[1:] = [place[1] + 1, 0] if tag == "tr" else [place[1], place[2] + _covers(element, "colspan")]

    def _data(self, table: etree._Element) -> bool:
        """A table of data is put down whole."""
        rows = [[cell for cell in row if tag_of(cell) in ("td", "th")] for row in table.iter("tr")]
        if any(True for _ in table.iterdescendants("table")) or any(e in self._menus or is_hidden(e) for e in table.iter()):
            return False
        cells = [[(_covers(cell, "colspan"), _covers(cell, "rowspan"), _words(cell)) for cell in row] for row in rows]
        if not is_data([["".join(piece.text for piece in words) for _, _, words in row] for row in cells]):
            return False
        self._sheet.table(spread(cells))
        return True

    def _off(self, element: etree._Element) -> bool:
        return element in self._menus or tag_of(element) in SITE or is_hidden(element)

    def _close(self, element: etree._Element) -> None:
        if self._silent is not None:
            if self._silent is element:
                self._silent = None
                self._text(element.tail)
            return
        tag = tag_of(element)
        if tag in BLOCKS:
            self._flush(empty=tag == "p" and bool(self._pieces))
        self._styles.pop()
        self._count(tag, element, -1)
        if re.fullmatch(r"h[1-6]", tag):
            self._level = 0
        if self._outside_of is element:
            self._flush()
            self._outside_of = None
        if element is self._document:
            self._flush()
            self._inside = False
        self._text(element.tail)

    def _text(self, text: str | None) -> None:
        if not text:
            return
        if not self._pre:
            self._pieces.append(Piece(text, self._styles[-1]))
            return
        for number, line in enumerate(text.split("\n")):
            if number:
                self._flush(empty=True)
            self._pieces.append(Piece(line, self._styles[-1]))

    def _label(self, item: etree._Element) -> str:
        parent = item.getparent()
        if parent is None or "none" in (parent.get("style") or ""):
            return ""
        if tag_of(parent) != "ol":
            return "• "
        first = _whole(parent.get("start"))
        given = _whole(item.get("value"))
        number = given if given is not None else self._numbers.get(parent, 1 if first is None else first)
        self._numbers[parent] = number + 1
        return _printed(parent, number)

    def _flush(self, empty: bool = False) -> None:
        """End a line. An empty one counts only where the page has one: ``<p>&nbsp;</p>``, ``<br><br>``."""
        words = "".join(piece.text for piece in self._pieces)
        if words.strip():
            if self._inside and self._outside_of is None:
                kind: Kind = "figure" if self._caption else "heading" if self._level else "cell" if self._cells else "line"
                table, row, column = self._places[-1] if self._places and self._cells else (0, 0, 0)
                self._sheet.line(self._pieces, kind, self._level, (table, row, column) if column else None)
            else:
                self._sheet.leave(words, "menu")
        elif empty and self._inside and self._outside_of is None:
            self._sheet.blank()
        self._pieces = []


def _covers(cell: etree._Element, name: str) -> int:
    number = _whole(cell.get(name)) or 1
    return max(1, min(number, 200))


def _words(cell: etree._Element) -> list[Piece]:
    """The words of a cell of data: its blocks and lines one after the other."""
    found: list[Piece] = []
    styles: list[Style] = [""]
    silent: etree._Element | None = None
    for event, element in etree.iterwalk(cell, events=("start", "end")):
        tag, start = tag_of(element), event == "start"
        silent = element if start and silent is None and is_silent(element) else silent
        if start:
            styles.append(_STYLES.get(tag, styles[-1]))
        else:
            styles.pop()
            silent = None if silent is element else silent
        text = element.text if start else element.tail if element is not cell else ""
        if silent is None:
            found += [Piece("\n" if tag in BLOCKS or tag == "br" else ""), Piece(text or "", styles[-1])]
    return found


def _printed(parent: etree._Element, number: int) -> str:
    """The label that a browser prints before an item of a numbered list: "1. ", "a. "."""
    form = parent.get("type") or "1"
    if form in _LABELS and 1 <= number <= 26:
        return f"{_LABELS[form][number - 1]}. "
    if form in ("i", "I") and 1 <= number <= 3999:
        return f"{roman(number) if form == 'I' else roman(number).lower()}. "
    return f"{number}. "


def _whole(text: str | None) -> int | None:
    return int(text) if text and re.fullmatch(r"-?[0-9]{1,6}", text.strip()) else None
