"""One original, whatever its format: a path in, an ``Original`` or problems out. Never raises for a bad file.

A file is read only after its size and kind have been looked at; plain text here, everything else behind the gate, old Word files
and scans by way of a program. What is not read gets a code that says so.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from itertools import accumulate
from pathlib import Path

from builder.model import Original
from builder.problems import Problem, problem
from builder.read import office
from builder.read.formats import original_of
from builder.read.gate import read_guarded
from builder.read.macros import macros
from builder.read.sheet import Refused

FORMATS = {
    ".txt": "txt", ".md": "md", ".html": "html", ".htm": "html", ".docx": "docx", ".doc": "doc", ".rtf": "rtf", ".pdf": "pdf",
    ".xls": "xls", ".png": "image", ".jpg": "image", ".jpeg": "image", ".tif": "image", ".tiff": "image",
}  # fmt: skip
MAX_BYTES = 8_000_000
MAX_PICTURED = 40_000_000  # of files that carry pictures
# The order in which a text is taken from several renditions of one document.
PREFERENCE = (
    ".docx", ".html", ".htm", ".txt", ".md", ".doc", ".rtf", ".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".xls",
)  # fmt: skip
SAVED = "_files"
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp")
_PLAIN = ("txt", "md")
_SMALL = (*_PLAIN, "html")
# How Word's own formats begin; their suffixes are often wrong.
_BEGINNINGS = {b"PK\x03\x04": "docx", b"\xd0\xcf\x11\xe0": "doc", b"{\\rt": "rtf"}

# What Git LFS and git-annex leave in the place of a file whose bytes are kept elsewhere.
_POINTERS = (b"version https://git-lfs.github.com/spec/", b"/annex/objects/", b"../.git/annex/objects/")

Answer = tuple[Original | None, tuple[Problem, ...]]


def read_original(path: Path, shown: str | None = None) -> Answer:
    """Read one file. ``shown`` is the path as the editor knows it. Codes S101 to S119."""
    name = shown or str(path)
    form = FORMATS.get(path.suffix.lower())
    if form is None:
        return None, (problem("S101", name, suffix=path.suffix or "–", read=" ".join(FORMATS)),)
    try:
        if not path.is_file() or path.is_symlink():
            return None, (problem("S102", name),)
        size = path.stat().st_size
        limit = MAX_BYTES if form in _SMALL else MAX_PICTURED
        if size > limit:
            return None, (problem("S103", name, size=size, limit=limit),)
        data = path.read_bytes()
    except OSError as error:
        return None, (problem("S102", name, reason=error.strerror or "I/O"),)
    return _read(data, name, form, path)


def saved_beside(page: Path) -> tuple[Path, ...]:
    """The pictures that a browser saved next to a page, in ``<name>_files``: those of its kinds, small enough, no links."""
    folder = page.with_name(f"{page.stem}{SAVED}")
    if FORMATS.get(page.suffix.lower()) != "html" or not folder.is_dir() or folder.is_symlink():
        return ()
    found = [p for p in sorted(folder.iterdir()) if p.suffix.lower() in _PICTURES and p.is_file() and not p.is_symlink()]
    sizes = accumulate(p.stat().st_size for p in found)
    return tuple(p for p, size in zip(found, sizes, strict=True) if size <= MAX_PICTURED)


def _read(data: bytes, name: str, form: str, path: Path) -> Answer:
    if not data:
        return None, (problem("S105", name),)
    if data.startswith(_POINTERS):
        return None, (problem("S117", name),)
    if form in _PLAIN:
        return original_of(data, name, form)
    if found := macros(data):
        return None, (problem("S118", name, found=found),)
    if form in ("doc", "rtf", "docx"):
        return _word(data, name, _BEGINNINGS.get(data[:4], form))
    if form == "image":
        return _scan(data, name, path.suffix.lower())
    answer, problems = read_guarded(data, name, form, beside={p.name: p.read_bytes() for p in saved_beside(path)})
    return _scan(data, name, path.suffix.lower()) if [p.code for p in problems] == ["S114"] else (answer, problems)


def _word(data: bytes, name: str, form: str) -> Answer:
    """A Word file, whatever its age: what is no .docx is made one first."""
    if form == "docx" or "EncryptedPackage".encode("utf-16-le") in data:
        return read_guarded(data, name, "docx")
    made = office.to_docx(data, form)
    if isinstance(made, Refused):
        return None, (Problem(made.code, name, 0, tuple(sorted(made.args))),)
    original, problems = read_guarded(made, name, "docx")
    return _of(original, data, form, ocr=False), problems


def _scan(data: bytes, name: str, suffix: str) -> Answer:
    """A picture of a page: its text is what a program recognised, and an editor is told so."""
    text = office.recognised(data, suffix)
    if isinstance(text, Refused):
        return None, (Problem(text.code, name, 0, tuple(sorted(text.args))),)
    original, problems = original_of(text.encode(), name, "txt")
    return _of(original, data, suffix.removeprefix("."), ocr=True), (*problems, *((problem("S112", name),) if original else ()))


def _of(original: Original | None, data: bytes, form: str, ocr: bool) -> Original | None:
    """The same text, said to be of the file that it came from."""
    if original is None:
        return None
    source = replace(original.source, sha256=hashlib.sha256(data).hexdigest(), format=form, ocr=ocr)
    return replace(original, source=source)
