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

from builder.read.encoding import Charset
from builder.read.grid import NESTED, is_data, spread
from builder.read.package import Bad, Package, open_package
from builder.read.sheet import Kind, Refused, Sheet, Style
from builder.read.wordfonts import Typed, pieces
from builder.read.wordstyles import Letters, Lists, Styles, W, letters, numbered

_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
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


def read_docx(data: bytes, charset: Charset | None = None) -> WordFile | Refused:
    """Everything printed in a .docx, in reading order. ``charset`` is for text whose fonts do not name their set."""
    package = open_package(data)
    if isinstance(package, Refused):
        return package
    try:
        return _read(package, charset)
    except Bad as bad:
        return bad.refused


def _read(package: Package, charset: Charset | None) -> WordFile | Refused:
    name = _main(package)
    root = package.xml(name)
    body = root.find(f"{W}body") if root is not None else None
    if body is None:
        return Refused("S106", (("format", ".docx"), ("found", f"– {_BODY}")))
    folder = posixpath.dirname(name)
    styles = Styles(package.xml(f"{folder}/styles.xml"))
    walk = _Walk(Sheet(charset), styles, Lists(package.xml(f"{folder}/numbering.xml")))
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
    for relation in relations.iter(_RELATIONS) if relations is not None else ():
        if (relation.get("Type") or "").endswith("/officeDocument"):
            return (relation.get("Target") or _BODY).lstrip("/")
    return _BODY


def _leave(walk: _Walk, root: Any | None) -> None:
    """A header or footer: its words once, as a running head."""
    for paragraph in root.iter(f"{W}p") if root is not None else ():
        walk.sheet.leave("".join(text for text, _ in walk.pieces(paragraph)), "running_head")


class _Walk:
    """Blocks in document order. Recursion is bounded by the depth that the package allows."""

    def __init__(self, sheet: Sheet, styles: Styles, lists: Lists) -> None:
        self.sheet, self._styles, self._lists = sheet, styles, lists
        self.changes = Changes()
        self.charsets: set[str] = set()
        self._joined: list[tuple[str, Style]] = []
        self._boxes: list[Any] = []
        self._notes: dict[tuple[str, str], int] = {}

    def blocks(self, parent: Any, kind: Kind) -> None:
        """Paragraphs and tables; the cells of a row from left to right, each with all its lines."""
        for child in parent:
            tag = child.tag
            if tag == f"{W}p":
                self._paragraph(child, kind)
            elif tag == f"{W}tbl":
                self._table(child)
            elif tag == f"{_COMPATIBLE}AlternateContent":
                self.blocks(_chosen(child), kind)
            elif tag in (f"{W}ins", f"{W}moveTo", f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}smartTag"):
                self.changes.inserted += tag in (f"{W}ins", f"{W}moveTo")
                self.blocks(child, kind)

    def _table(self, table: Any) -> None:
        rows = [row for row in table.iter(f"{W}tr") if _table_of(row) is table]
        kept = [row for row in rows if row.find(f"{W}trPr/{W}del") is None]
        self.changes.deleted += len(rows) - len(kept)
        cells = [[cell for cell in row.iter(f"{W}tc") if _table_of(cell) is table] for row in kept]
        if is_data([[_words(cell) for cell in row] for row in cells]):
            self.sheet.table(spread([[(_spanned(cell), 1, self._cell(cell)) for cell in row] for row in cells]))
            return
        for cell in (cell for row in cells for cell in row):
            self.blocks(cell, "cell")

    def _cell(self, cell: Any) -> list[tuple[str, Style]]:
        """The words of a cell of data, its paragraphs one after the other."""
        found: list[tuple[str, Style]] = []
        for paragraph in cell.iter(f"{W}p"):
            properties = paragraph.find(f"{W}pPr")
            found += [(" ", ""), (self._label(properties, _value(properties, "pStyle")), ""), *self.pieces(paragraph)]
        return found

    def _paragraph(self, paragraph: Any, kind: Kind) -> None:
        properties = paragraph.find(f"{W}pPr")
        style = _value(properties, "pStyle")
        label: list[tuple[str, Style]] = [(self._label(properties, style), "")]
        found = [*self._joined, *label, *self.pieces(paragraph)]
        self._joined = []
        if properties is not None and properties.find(f"{W}rPr/{W}del") is not None:
            self._joined = found  # the end of the paragraph was deleted: it goes on in the next
            return
        level = self._styles.heading(style)
        for line in _lines(found):
            if any(text.strip() for text, _ in line):
                self.sheet.line(line, "heading" if level and kind == "line" else kind, level if kind == "line" else 0)
            elif kind == "line":
                self.sheet.blank()
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self.blocks(box, kind)

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
                mark: list[tuple[str, Style]] = [(f"{number} ".translate(_SUPERSCRIPT), "")] if first else []
                self.sheet.line([*mark, *found], "note")
                first = False

    def pieces(self, paragraph: Any) -> list[tuple[str, Style]]:
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
            elif tag == f"{W}txbxContent":
                self._boxes.append(child)
            elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                yield self._called(child), given
            elif (text := _printed(child)) is not None:
                yield text, given
            else:
                self.changes.inserted += tag in (f"{W}ins", f"{W}moveTo")
                yield from self._typed(child, given)

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
    if cell.find(f".//{W}tbl") is not None or cell.find(f".//{W}txbxContent") is not None:
        return NESTED
    return "\n".join("".join(text.text or "" for text in paragraph.iter(f"{W}t")) for paragraph in cell.iter(f"{W}p"))


def _spanned(cell: Any) -> int:
    """How many columns a cell covers."""
    found = _value(cell.find(f"{W}tcPr"), "gridSpan") or "1"
    return int(found) if re.fullmatch(r"[1-9]\d?", found) else 1


def _table_of(element: Any) -> Any | None:
    return next(element.iterancestors(f"{W}tbl"), None)


def _value(properties: Any | None, tag: str) -> str | None:
    found = properties.find(W + tag) if properties is not None else None
    return found.get(f"{W}val") if found is not None else None


def _lines(found: list[tuple[str, Style]]) -> Iterator[list[tuple[str, Style]]]:
    """A paragraph cut at its manual line ends."""
    line: list[tuple[str, Style]] = []
    for text, style in found:
        first, *rest = text.split("\n")
        line.append((first, style))
        for other in rest:
            yield line
            line = [(other, style)]
    yield line
