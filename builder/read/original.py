"""One original, whatever its format: bytes in, an ``Original`` or problems out. Never raises for a bad file.

A file is read here only after its size and kind have been looked at; what is not read gets a code that says so.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from builder.model import Original, SourceFile
from builder.problems import Problem, problem
from builder.read.encoding import Decoded, decode
from builder.read.plain import read_lines

FORMATS = {".txt": "txt", ".md": "md"}
MAX_BYTES = 8_000_000
# The order in which a text is taken from several renditions of one document.
PREFERENCE = (".docx", ".html", ".txt", ".md", ".doc", ".rtf", ".pdf", ".png", ".jpg", ".tif")


def read_original(path: Path, shown: str | None = None) -> tuple[Original | None, tuple[Problem, ...]]:
    """Read one file. ``shown`` is the path as the editor knows it. Codes S101 to S105."""
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
    decoded = decode(data)
    if isinstance(decoded, str):
        return None, (problem(decoded, name),)
    if not decoded.text.strip():
        return None, (problem("S105", name),)
    return _original(decoded, name, form, data), ()


def _original(decoded: Decoded, name: str, form: str, data: bytes) -> Original:
    lines, residue = read_lines(decoded.text)
    source = SourceFile(name, hashlib.sha256(data).hexdigest(), form, decoded.encoding)
    return Original(source, decoded.text, lines, residue, decoded.normalisation)
