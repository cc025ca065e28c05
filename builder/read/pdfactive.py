"""What in a PDF would act on a reader's machine: scripts, programs to start, files carried along. Reads no text, runs nothing.

A published original is served as it is, so such a file is refused rather than cleaned: an original is never edited.
"""

from __future__ import annotations

import re
import zlib

MAX_UNPACKED = 50_000_000
_STREAM = re.compile(rb"\bstream\r?\n(.*?)\bendstream", re.S)
_OBJECTS = re.compile(rb"/ObjStm\b[^>]{0,400}>>\s*stream\r?\n", re.S)
_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")
_ACTS = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA)(?![A-Za-z])")


def acts(data: bytes) -> str | None:
    """The name of the first thing that acts (``JavaScript``); None where there is none."""
    for part in (_STREAM.sub(b" ", data), *_object_streams(data)):
        found = _ACTS.search(_HEX.sub(lambda m: bytes([int(m[1], 16)]), part))
        if found:
            return found[1].decode("ascii")
    return None


def _object_streams(data: bytes) -> list[bytes]:
    """Dictionaries that were packed together, unpacked; what cannot be unpacked no viewer can read either."""
    out: list[bytes] = []
    left = MAX_UNPACKED
    for found in _OBJECTS.finditer(data):
        machine = zlib.decompressobj()
        try:
            out.append(machine.decompress(data[found.end() : data.find(b"endstream", found.end())], left))
        except zlib.error:
            continue
        left -= len(out[-1])
        if left <= 0:
            break
    return out
