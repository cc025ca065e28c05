"""Bytes of a known format to an original, in this process: decoding, then the format's own reader. Opens no file.

Whoever has bytes that nobody has looked at goes through ``gate``, which calls this in a process with limits.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from builder.model import Original, SourceFile
from builder.problems import Problem, problem
from builder.read.docx import read_docx
from builder.read.encoding import LEGAL, characters, charset_of, decode
from builder.read.html import read_html
from builder.read.plain import read_lines
from builder.read.sheet import Refused
from builder.read.syllable import share

_READABLE = 0.6  # of a PDF's marked words; less is a font that draws its own letters
# What a reader gives: the original or why there is none, and what an editor should know of it.
Read = tuple[Original | Refused, tuple[Refused, ...]]


def original_of(data: bytes, name: str, form: str) -> tuple[Original | None, tuple[Problem, ...]]:
    """The same from bytes already at hand."""
    found, said = _READERS[form](data, name)
    if isinstance(found, Refused):
        return None, (_problem(found, name),)
    if not any(line.runs for line in found.lines):
        return None, (problem("S105", name),)
    return found, tuple(_problem(refused, name) for refused in said)


def _problem(refused: Refused, name: str) -> Problem:
    return Problem(refused.code, name, 0, tuple(sorted(refused.args)))


def _source(data: bytes, name: str, form: str, encoding: str) -> SourceFile:
    return SourceFile(name, hashlib.sha256(data).hexdigest(), form, encoding)


def _plain(data: bytes, name: str, form: str) -> Read:
    decoded = decode(data)
    if isinstance(decoded, str):
        return Refused(decoded), ()
    lines, residue = read_lines(decoded.text)
    return Original(_source(data, name, form, decoded.encoding), decoded.text, lines, residue, decoded.normalisation), ()


def _word(data: bytes, name: str) -> Read:
    """A Word file. Where its fonts do not name an old character set, the letters may."""
    found = read_docx(data)
    if isinstance(found, Refused):
        return found, ()
    charsets = found.charsets
    if charset := charset_of(found.sheet.text):
        again = read_docx(data, charset)
        found, charsets = (again, (*charsets, charset.name)) if not isinstance(again, Refused) else (found, charsets)
    changed = found.changes
    said = (Refused("S111", (("deleted", str(changed.deleted)), ("inserted", str(changed.inserted)))),)
    original = found.sheet.original(_source(data, name, "docx", " ".join(("utf-8", *dict.fromkeys(charsets)))))
    return original, said if changed.inserted or changed.deleted else ()


def _pdf(data: bytes, name: str) -> Read:
    """A PDF with text, whose letters must read as Vietnamese (or have no marks at all)."""
    from builder.read.pdf import read_pdf  # only this format needs what it loads

    found = read_pdf(data)
    if isinstance(found, Refused):
        return found, ()
    charsets = found.charsets
    if charset := charset_of(found.sheet.text):
        again = read_pdf(data, charset)
        found, charsets = (again, (*charsets, charset.name)) if not isinstance(again, Refused) else (found, charsets)
    legal, count = share(found.sheet.text)
    if count >= 20 and legal < _READABLE:
        return Refused("S113", (("share", str(round(100 * legal))),)), ()
    return found.sheet.original(_source(data, name, "pdf", " ".join(("utf-8", *dict.fromkeys(charsets))))), ()


def _page(data: bytes, name: str) -> Read:
    """A saved web page; what encoding it is in shows in its words, not in its markup."""
    found = characters(data)
    if found is None:
        return Refused("S104"), ()
    sheet, encoding = read_html(found[0]), found[1]
    if isinstance(sheet, Refused):
        return sheet, ()
    if charset := charset_of(sheet.text):
        sheet = read_html(found[0], charset)
        encoding = charset.name if encoding == "windows-1252" else f"{encoding} {charset.name}"
    elif encoding == "windows-1252" and share(sheet.text)[0] < LEGAL:
        return Refused("S104"), ()
    return sheet if isinstance(sheet, Refused) else sheet.original(_source(data, name, "html", encoding)), ()


_READERS: dict[str, Callable[[bytes, str], Read]] = {
    "txt": lambda data, name: _plain(data, name, "txt"),
    "md": lambda data, name: _plain(data, name, "md"),
    "html": _page,
    "docx": _word,
    "pdf": _pdf,
}
