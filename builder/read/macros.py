"""Macros in files of Word and Excel, old and new: a published original is served as it is, so such a file is refused. Runs nothing.

Looks at bytes and trusts no structure: the names of streams and parts are never packed, and a file that is built to mislead a reader
of its structure may still open in Office.
"""

from __future__ import annotations

import re

_OLE, _ZIP = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"
# The stream without which no project of Visual Basic opens ([MS-OVBA] 2.2.1); names of streams are in UTF-16, in any case.
_STREAM = re.compile(re.escape("_VBA_PROJECT".encode("utf-16-le")), re.I)
_PART = re.compile(rb"vbaProject\.bin", re.I)


def macros(data: bytes) -> str | None:
    """The name of what holds them; None where there are none."""
    if data.startswith(_OLE) and _STREAM.search(data):
        return "_VBA_PROJECT"
    return "vbaProject.bin" if data.startswith(_ZIP) and _PART.search(data) else None
