"""One original, whatever its format: bytes in, an ``Original`` or problems out. Never raises for a bad file.

A file is read here only after its size and kind have been looked at; what is not read gets a code that says so.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from builder.model import Original, SourceFile
from builder.problems import Problem, problem
from builder.read.encoding import LEGAL, characters, charset_of, decode
from builder.read.html import read_html
from builder.read.plain import read_lines
from builder.read.sheet import Refused
from builder.read.syllable import share

FORMATS = {".txt": "txt", ".md": "md", ".html": "html", ".htm": "html"}
MAX_BYTES = 8_000_000
# The order in which a text is taken from several renditions of one document.
PREFERENCE = (".docx", ".html", ".htm", ".txt", ".md", ".doc", ".rtf", ".pdf", ".png", ".jpg", ".tif")


def read_original(path: Path, shown: str | None = None) -> tuple[Original | None, tuple[Problem, ...]]:
    """Read one file. ``shown`` is the path as the editor knows it. Codes S101 to S113."""
    name = shown or str(path)
    form = FORMATS.get(path.suffix.lower())
    if form is None:
        return None, (problem("S101", name, suffix=path.suffix or "–", read=" ".join(FORMATS)),)
    try:
        if not path.is_file() or path.is_symlink():
            return None, (problem("S102", name),)
        size = path.stat().st_size
        if size > MAX_BYTES:
            return None, (problem("S103", name, size=size, limit=MAX_BYTES),)
        data = path.read_bytes()
    except OSError as error:
        return None, (problem("S102", name, reason=error.strerror or "I/O"),)
    return original_of(data, name, form)


def original_of(data: bytes, name: str, form: str) -> tuple[Original | None, tuple[Problem, ...]]:
    """The same from bytes already at hand."""
    found = _page(data, name) if form == "html" else _plain(data, name, form)
    if isinstance(found, Refused):
        return None, (Problem(found.code, name, 0, found.args),)
    if not found.text.strip():
        return None, (problem("S105", name),)
    return found, ()


def _source(data: bytes, name: str, form: str, encoding: str) -> SourceFile:
    return SourceFile(name, hashlib.sha256(data).hexdigest(), form, encoding)


def _plain(data: bytes, name: str, form: str) -> Original | Refused:
    decoded = decode(data)
    if isinstance(decoded, str):
        return Refused(decoded)
    lines, residue = read_lines(decoded.text)
    return Original(_source(data, name, form, decoded.encoding), decoded.text, lines, residue, decoded.normalisation)


def _page(data: bytes, name: str) -> Original | Refused:
    """A saved web page; what encoding it is in shows in its words, not in its markup."""
    found = characters(data)
    sheet = read_html(found[0]) if found else Refused("S104")
    if found is None or isinstance(sheet, Refused):
        return sheet if isinstance(sheet, Refused) else Refused("S104")
    encoding = found[1]
    charset = charset_of(sheet.text)
    if charset:
        sheet = read_html(found[0], charset)
        encoding = charset.name if encoding == "windows-1252" else f"{encoding} {charset.name}"
    elif encoding == "windows-1252" and share(sheet.text)[0] < LEGAL:
        return Refused("S104")
    return sheet if isinstance(sheet, Refused) else sheet.original(_source(data, name, "html", encoding))
