"""Word files, straight from their XML: what is printed, line by line, automatic numbers and all. Interprets nothing.

Tracked changes are read as accepted, and counted. Headers and footers are running heads; text boxes follow their paragraph,
footnotes the whole. Letters typed with the old fonts (.VnTime, VNI-Times) are decoded by the name of the font.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from builder.model import Picture
from builder.read.encoding import Charset
from builder.read.grid import BOXED, NESTED, is_data, spread
from builder.read.package import RELATION, Bad, Package, open_package
from builder.read.pictures import Album
from builder.read.sheet import Kind, Piece, Refused, Sheet
from builder.read.wordfonts import Typed, pieces
from builder.read.wordstyles import Letters, Lists, Styles, W, letters, numbered

_EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DRAWN = {
    "{http://schemas.openxmlformats.org/drawingml/2006/main}blip": "embed", "{urn:schemas-microsoft-com:vml}imagedata": "id",
}  # fmt: skip
_TOLD = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SIGNS = {"tab": "\t", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "\u00ad"}
_SKIPPED = frozenset(W + tag for tag in ("del", "moveFrom", "pPr", "rPr", "tblPr", "tcPr", "trPr", "sdtPr", "instrText", "delText"))
_BODY = "word/document.xml"


@dataclass(slots=True)
class Changes:
    """Tracked changes that were accepted."""

    inserted: int = 0
    deleted: int = 0


@dataclass(frozen=True, slots=True)
class WordFile:
    """A Word file as a sheet, the old character sets its fonts named, and its tracked changes."""

    sheet: Sheet
    charsets: tuple[str, ...]
    changes: Changes


def read_docx(data: bytes, charset: Charset | None = None, album: Album | None = None) -> WordFile | Refused:
    """Everything printed in a .docx, in reading order. ``charset`` is for text whose fonts do not name their set."""
    package = open_package(data)
    if isinstance(package, Refused):
        return package
    try:
        return _read(package, charset, album or Album(allowed=False))
    except Bad as bad:
        return bad.refused


def _read(package: Package, charset: Charset | None, album: Album) -> WordFile | Refused:
    name = _main(package)
    root = package.xml(name)
    body = root.find(f"{W}body") if root is not None else None
    if body is None:
        return Refused("S106", (("format", ".docx"), ("found", f"– {_BODY}")))
    folder = posixpath.dirname(name)
    styles = Styles(package.xml(f"{folder}/styles.xml"))
    walk = _Walk(Sheet(charset), styles, Lists(package.xml(f"{folder}/numbering.xml")), _Media(package, name, album))
    heads = sorted(n for n in package.names() if re.fullmatch(rf"{re.escape(folder)}/(?:header|footer)\d*\.xml", n))
    for part in (n for n in heads if "header" in n):
        _leave(walk, package.xml(part))
    walk.blocks(body, "line")
    for kind in ("footnote", "endnote"):
        walk.notes(package.xml(f"{folder}/{kind}s.xml"), kind)
    for part in (n for n in heads if "footer" in n):
        _leave(walk, package.xml(part))
    return WordFile(walk.sheet, tuple(sorted(walk.charsets)), walk.changes)


def _main(package: Package) -> str:
    relations = package.xml("_rels/.rels")
    for relation in relations.iter(RELATION) if relations is not None else ():
        if (relation.get("Type") or "").endswith("/officeDocument"):
            return (relation.get("Target") or _BODY).lstrip("/")
    return _BODY


def _leave(walk: _Walk, root: Any | None) -> None:
    """A header or footer: its words once, as a running head."""
    for paragraph in root.iter(f"{W}p") if root is not None else ():
        walk.sheet.leave("".join(piece.text for piece in walk.pieces(paragraph)), "running_head")
    walk.forget()


class _Media:
    """The pictures of a document by the names that its drawings give them."""

    def __init__(self, package: Package, part: str, album: Album) -> None:
        self._package, self._album = package, album
        self._names = package.targets(part)

    def picture(self, drawing: Any) -> Picture | None:
        """The first picture of a drawing; a shape has none, a linked one is not in the file."""
        told = next(drawing.iter(_TOLD), None)
        for blip, name in ((blip, name) for tag, name in _DRAWN.items() for blip in drawing.iter(tag)):
            target = self._names.get(blip.get(f"{_EMBED}{name}") or "")
            if data := self._package.part(target) if target else None:
                return self._album.add(data, (told.get("descr") or "") if told is not None else "")
            self._album.miss(target or blip.get(f"{_EMBED}link") or "")
        return None


class _Walk:
    """Blocks in document order. Recursion is bounded by the depth that the package allows."""

    def __init__(self, sheet: Sheet, styles: Styles, lists: Lists, media: _Media) -> None:
        self.sheet, self._styles, self._lists, self._media = sheet, styles, lists, media
        self.changes = Changes()
        self.charsets: set[str] = set()
        self._joined: list[Piece] = []
        self._boxes: list[Any] = []
        self._pictures: list[Picture] = []
        self._notes: dict[tuple[str, str], int] = {}

    def forget(self) -> None:
        """Boxes and pictures of a running head are not the document's."""
        self._boxes, self._pictures = [], []

    def blocks(self, parent: Any, kind: Kind, cell: tuple[int, int, int] | None = None) -> None:
        """Paragraphs and tables; the cells of a row from left to right, each with all its lines. ``cell``: where this stands."""
        for child in parent:
            tag = child.tag
            if tag == f"{W}p":
                self._paragraph(child, kind, cell)
            elif tag == f"{W}tbl":
                self._table(child)
            elif tag == f"{_COMPATIBLE}AlternateContent":
                self.blocks(_chosen(child), kind, cell)
            elif tag in (f"{W}ins", f"{W}moveTo", f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}smartTag"):
                self.changes.inserted += tag in (f"{W}ins", f"{W}moveTo")
                self.blocks(child, kind, cell)

    def _table(self, table: Any) -> None:
        rows = [row for row in table.iter(f"{W}tr") if _table_of(row) is table]
        kept = [row for row in rows if row.find(f"{W}trPr/{W}del") is None]
        self.changes.deleted += len(rows) - len(kept)
        cells = [[cell for cell in row.iter(f"{W}tc") if _table_of(cell) is table] for row in kept]
        if is_data([[_words(cell) for cell in row] for row in cells]):
            self.sheet.table(spread([[(_spanned(cell), 1, self._cell(cell)) for cell in row] for row in cells]))
            self._show()
            return
        number = self.sheet.next_table()
        for down, row in enumerate(cells, 1):
            across = 1
            for cell in row:
                self.blocks(cell, "cell", (number, down, across))
                across += _spanned(cell)

    def _cell(self, cell: Any) -> list[Piece]:
        """The words of a cell of data, its paragraphs one after the other."""
        found: list[Piece] = []
        for paragraph in _paragraphs(cell):
            properties = paragraph.find(f"{W}pPr")
            found += [Piece(" "), Piece(self._label(properties, _value(properties, "pStyle"))), *self.pieces(paragraph)]
        self._boxes = []  # their paragraphs are among the cell's
        return found

    def _paragraph(self, paragraph: Any, kind: Kind, cell: tuple[int, int, int] | None) -> None:
        properties = paragraph.find(f"{W}pPr")
        style = _value(properties, "pStyle")
        found = [*self._joined, Piece(self._label(properties, style)), *self.pieces(paragraph)]
        self._joined = []
        if properties is not None and properties.find(f"{W}rPr/{W}del") is not None:
            self._joined = found  # the end of the paragraph was deleted: it goes on in the next
            return
        self._show()
        level = self._styles.heading(style) if kind == "line" else 0
        own: Kind = "heading" if level else "figure" if kind == "line" and self.sheet.shows and self._styles.caption(style) else kind
        for line in _lines(found):
            if any(piece.text.strip() for piece in line):
                self.sheet.line(line, own, level, cell)
            elif kind == "line":
                self.sheet.blank()
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self.blocks(box, kind, cell)

    def _show(self) -> None:
        """The pictures of a paragraph, before its words: what is said of them stands below."""
        for picture in self._pictures:
            self.sheet.figure(picture)
        self._pictures = []

    def _label(self, properties: Any | None, style: str | None) -> str:
        listed, level = numbered(properties)
        of_style, level_of_style = self._styles.number(style)
        listed = listed if listed is not None else of_style
        level = level if level is not None else level_of_style
        return self._lists.label(listed, level or 0) if listed not in (None, "0") else ""

    def notes(self, root: Any | None, kind: str) -> None:
        """Footnotes after the whole text, in the order in which they are called."""
        bodies = {n.get(f"{W}id"): n for n in root.iter(W + kind)} if root is not None else {}
        for (called, ident), number in sorted(self._notes.items(), key=lambda item: item[1]):
            body = bodies.get(ident)
            if called != kind or body is None:
                continue
            first = True
            for paragraph in body.iter(f"{W}p"):
                found = self.pieces(paragraph)
                mark = [Piece(f"{number} ".translate(_SUPERSCRIPT))] if first else []
                self.sheet.line([*mark, *found], "note")
                first = False

    def pieces(self, paragraph: Any) -> list[Piece]:
        """The words of a paragraph in their styles, decoded."""
        base = self._styles.of_paragraph(_value(paragraph.find(f"{W}pPr"), "pStyle"))
        typed = [Typed(text, given.over(base)) for text, given in self._typed(paragraph, Letters())]
        found, named = pieces(typed)
        self.charsets |= named
        return found

    def _typed(self, parent: Any, given: Letters) -> Iterator[tuple[str, Letters]]:
        for child in parent:
            tag = child.tag
            if tag in _SKIPPED:
                self.changes.deleted += tag in (f"{W}del", f"{W}moveFrom")
            elif tag == f"{W}r":
                properties = child.find(f"{W}rPr")
                yield from self._typed(child, letters(properties).over(self._styles.letters(_value(properties, "rStyle"))))
            elif tag == f"{_COMPATIBLE}AlternateContent":
                yield from self._typed(_chosen(child), given)
            elif tag in (f"{W}drawing", f"{W}pict", f"{W}object"):
                self._drawing(child)
                yield from self._typed(child, given)
            elif tag == f"{W}txbxContent":
                self._boxes.append(child)
            elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                yield self._called(child), given
            elif (text := _printed(child)) is not None:
                yield text, given
            else:
                self.changes.inserted += tag in (f"{W}ins", f"{W}moveTo")
                yield from self._typed(child, given)

    def _drawing(self, drawing: Any) -> None:
        """A picture; those of a text box within come with the box."""
        boxed = next(drawing.iter(f"{W}txbxContent"), None) is not None
        if not boxed and (picture := self._media.picture(drawing)):
            self._pictures.append(picture)

    def _called(self, reference: Any) -> str:
        kind = "footnote" if reference.tag == f"{W}footnoteReference" else "endnote"
        number = self._notes.setdefault((kind, reference.get(f"{W}id") or ""), len(self._notes) + 1)
        return str(number).translate(_SUPERSCRIPT)


def _printed(element: Any) -> str | None:
    """What an element of a run prints; None where it holds others."""
    tag = element.tag
    if tag in (f"{W}t", _MATH_TEXT):
        return element.text or ""
    if tag == f"{W}br":
        return "\n"
    if tag == f"{W}sym":
        code = element.get(f"{W}char") or ""
        return _symbol(int(code, 16)) if re.fullmatch(r"[0-9A-Fa-f]{1,5}", code) else ""
    return _SIGNS.get(tag.removeprefix(W)) if isinstance(tag, str) and tag.startswith(W) else None


def _symbol(code: int) -> str:
    """A sign of a symbol font: boxes, ticks, arrows have no letters of their own here."""
    return "•" if 0xF000 <= code <= 0xF0FF else chr(code) if code < 0xD800 else ""


def _chosen(alternate: Any) -> Any:
    """The first of several forms of one thing (a text box as a drawing and as VML)."""
    return next((child for child in alternate if child.tag == f"{_COMPATIBLE}Choice"), alternate)


def _words(cell: Any) -> str:
    """What a cell says, to tell what kind of table it stands in; a table or a box within says that it is layout."""
    if cell.find(f".//{W}tbl") is not None:
        return NESTED
    boxed = BOXED if cell.find(f".//{W}txbxContent") is not None else ""
    return boxed + "\n".join("".join(text.text or "" for text in paragraph.iter(f"{W}t")) for paragraph in _paragraphs(cell))


def _paragraphs(cell: Any) -> Iterator[Any]:
    """Of a cell and the boxes in it, each once where a box has several forms."""
    for child in cell:
        if child.tag == f"{W}p":
            yield child
        yield from _paragraphs(_chosen(child) if child.tag == f"{_COMPATIBLE}AlternateContent" else child)


def _spanned(cell: Any) -> int:
    """How many columns a cell covers."""
    found = _value(cell.find(f"{W}tcPr"), "gridSpan") or "1"
    return int(found) if re.fullmatch(r"[1-9]\d?", found) else 1


def _table_of(element: Any) -> Any | None:
    return next(element.iterancestors(f"{W}tbl"), None)


def _value(properties: Any | None, tag: str) -> str | None:
    found = properties.find(W + tag) if properties is not None else None
    return found.get(f"{W}val") if found is not None else None


def _lines(found: list[Piece]) -> Iterator[list[Piece]]:
    """A paragraph cut at its manual line ends."""
    line: list[Piece] = []
    for piece in found:
        texts = piece.text.split("\n")
        raws = piece.raw.split("\n") if piece.raw else [""] * len(texts)
        for n, (text, raw) in enumerate(zip(texts, raws, strict=True)):
            if n:
                yield line
                line = []
            line.append(Piece(text, piece.style, raw))
    yield line
