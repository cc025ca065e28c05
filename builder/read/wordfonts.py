"""Letters typed with fonts that draw their own alphabet: .VnTime is TCVN3, VNI-Times is VNI, names that end in H print capitals.

Decides by the font, checked against the letters: what is Unicode already is left alone whatever its font is called.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from builder.read import charsets
from builder.read.sheet import Piece, Style
from builder.read.wordstyles import Letters

_TCVN3 = re.compile(r"\.\s?Vn", re.I)
_VNI = re.compile(r"VNI[-_ ]", re.I)
# Letters that neither set can hold: the text is Unicode.
_UNICODE = re.compile("[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u0300-\u036f\u1ea0-\u1ef9]")
_PRIVATE = {code: chr(code & 0xFF) for code in range(0xF020, 0xF100)}


@dataclass(frozen=True, slots=True)
class Typed:
    text: str
    letters: Letters


def pieces(typed: Iterable[Typed]) -> tuple[list[Piece], set[str]]:
    """(what is printed, in its styles; the old character sets that the fonts named)."""
    out: list[Piece] = []
    named: set[str] = set()
    for (charset, capitals, style), group in groupby((t for t in typed if not t.letters.hidden), key=_printing):
        text = "".join(t.text for t in group)
        raw = ""
        if charset and not _UNICODE.search(unicodedata.normalize("NFC", text)):
            letters = text.translate(_PRIVATE)
            decoded = charsets.tcvn3(letters) if charset == "tcvn3" else charsets.vni(letters)
            if decoded != letters:
                named.add(charset)
                raw, text = text, decoded
        out.append(Piece(text.upper() if capitals else text, style, raw))
    return out, named


def _printing(typed: Typed) -> tuple[str, bool, Style]:
    font = typed.letters.font or ""
    charset = "tcvn3" if _TCVN3.match(font) else "vni" if _VNI.match(font) else ""
    capitals = bool(typed.letters.capitals) or (charset == "tcvn3" and font.rstrip().endswith("H"))
    style: Style = "strong" if typed.letters.strong else "em" if typed.letters.em else ""
    return charset, capitals, style
