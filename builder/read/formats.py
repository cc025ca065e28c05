"""Bytes of a known format to an original, in this process: decoding, then the format's own reader. Opens no file.

Whoever has bytes that nobody has looked at goes through ``gate``, which calls this in a process with limits.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from builder.model import Cell, Original, Places, SourceFile
from builder.problems import Problem, problem
from builder.read.docx import read_docx
from builder.read.encoding import LEGAL, characters, charset_of, decode
from builder.read.html import Pictures, read_html
from builder.read.pictures import Album
from builder.read.plain import read_lines
from builder.read.sheet import Refused
from builder.read.syllable import share
from builder.text import conflict

_READABLE = 0.6  # of a PDF's marked words; less is a font that draws its own letters
# What a reader gives: the original or why there is none, and what an editor should know of it.
Read = tuple[Original | Refused, tuple[Refused, ...]]


@dataclass(frozen=True, slots=True)
class Given:
    """The bytes of a file. ``beside``: pictures saved next to a page, by name; without ``pictured`` none are looked at."""

    data: bytes
    name: str
    form: str
    beside: Mapping[str, bytes] = field(default_factory=dict)
    pictured: bool = True

    def source(self, encoding: str) -> SourceFile:
        return SourceFile(self.name, hashlib.sha256(self.data).hexdigest(), self.form, encoding)


def original_of(data: bytes, name: str, form: str) -> tuple[Original | None, tuple[Problem, ...]]:
    """The same from bytes already at hand."""
    return read_given(Given(data, name, form))


def read_given(given: Given) -> tuple[Original | None, tuple[Problem, ...]]:
    """The original or why there is none, and what an editor should know of it."""
    album = Album(given.pictured)
    found, said = _READERS[given.form](given, album)
    if isinstance(found, Refused):
        return None, (_problem(found, given.name),)
    if not any(line.runs for line in found.lines):
        return None, (problem("S105", given.name),)
    left = album.left
    told = (problem("S116", given.name, absent=left["absent"], count=left["count"], kind=left["kind"], size=left["size"]),) if left else ()
    return replace(found, files=album.files), (*(_problem(refused, given.name) for refused in said), *told)


def _problem(refused: Refused, name: str) -> Problem:
    args = dict(refused.args)
    return Problem(refused.code, name, int(args.pop("line", 0)), tuple(sorted(args.items())))


def _plain(given: Given, _: Album) -> Read:
    decoded = decode(given.data)
    if isinstance(decoded, str):
        return Refused(decoded), ()
    if left := conflict(decoded.text):
        return Refused("S119", (("found", left[1]), ("line", str(left[0])))), ()
    cells: list[Cell] = []
    lines, residue = read_lines(decoded.text, cells)
    places = Places(decoded.pages, tuple(cells))
    return Original(given.source(decoded.encoding), decoded.text, lines, residue, decoded.normalisation, places), ()


def _word(given: Given, album: Album) -> Read:
    """A Word file. Where its fonts do not name an old character set, the letters may."""
    found = read_docx(given.data, None, album)
    if isinstance(found, Refused):
        return found, ()
    charsets = found.charsets
    if charset := charset_of(found.sheet.given):
        again = read_docx(given.data, charset, album)
        found, charsets = (again, (*charsets, charset.name)) if not isinstance(again, Refused) else (found, charsets)
    changed = found.changes
    said = (Refused("S111", (("deleted", str(changed.deleted)), ("inserted", str(changed.inserted)))),)
    original = found.sheet.original(given.source(" ".join(("utf-8", *dict.fromkeys(charsets)))))
    return original, said if changed.inserted or changed.deleted else ()


def _pdf(given: Given, album: Album) -> Read:
    """A PDF with text, whose letters must read as Vietnamese (or have no marks at all)."""
    from builder.read.pdf import read_pdf  # only this format needs what it loads

    shown = album if given.pictured else None
    found = read_pdf(given.data, None, shown)
    if isinstance(found, Refused):
        return found, ()
    charsets = found.charsets
    if charset := charset_of(found.sheet.given):
        again = read_pdf(given.data, charset, shown)
        found, charsets = (again, (*charsets, charset.name)) if not isinstance(again, Refused) else (found, charsets)
    legal, count = share(found.sheet.given)
    if count >= 20 and legal < _READABLE:
        return Refused("S113", (("share", str(round(100 * legal))),)), ()
    return found.sheet.original(given.source(" ".join(("utf-8", *dict.fromkeys(charsets))))), ()


def _page(given: Given, album: Album) -> Read:
    """A saved web page; what encoding it is in shows in its words, not in its markup."""
    found = characters(given.data)
    if found is None:
        return Refused("S104"), ()
    pictures = Pictures(album, given.beside)
    sheet, encoding = read_html(found[0], None, pictures), found[1]
    if isinstance(sheet, Refused):
        return sheet, ()
    if charset := charset_of(sheet.given):
        sheet = read_html(found[0], charset, pictures)
        encoding = charset.name if encoding == "windows-1252" else f"{encoding} {charset.name}"
    elif encoding == "windows-1252" and share(sheet.given)[0] < LEGAL:
        return Refused("S104"), ()
    return sheet if isinstance(sheet, Refused) else sheet.original(given.source(encoding)), ()


def _cells(given: Given, _: Album) -> Read:
    """An old spreadsheet. Where its fonts do not name an old character set, the letters may."""
    from builder.read.spreadsheet import read_xls  # only this format needs what it loads

    found, charsets = read_xls(given.data)
    if isinstance(found, Refused):
        return found, ()
    if charset := charset_of(found.given):
        again, _named = read_xls(given.data, charset)
        found, charsets = (again, (*charsets, charset.name)) if not isinstance(again, Refused) else (found, charsets)
    return found.original(given.source(" ".join(("utf-16-le", *dict.fromkeys(charsets))))), ()


_READERS: dict[str, Callable[[Given, Album], Read]] = {
    "txt": _plain, "md": _plain, "html": _page, "docx": _word, "pdf": _pdf, "xls": _cells,
}  # fmt: skip
