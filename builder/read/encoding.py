"""Bytes to text in NFC, whatever encoding they are in, by the evidence of the letters. A code where nothing fits, never a guess.

Repairs are made only where the result is legal Vietnamese and what stood there was not; each is listed with its place.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from builder.model import Normalisation
from builder.read import charsets
from builder.read.syllable import marked, share

LEGAL = 0.95  # of the marked words of a text that was rightly decoded; names of other languages are among them
BROKEN = 0.75  # a line with fewer legal words than this is looked at
_SETS: dict[str, Callable[[str], str]] = {
    "tcvn3": charsets.tcvn3, "vni": charsets.vni, "mojibake": charsets.mojibake, "viqr": charsets.viqr,
}  # fmt: skip
# Invisible and control characters: they stay in the text and never reach a line.
INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\ufeff\u200b-\u200f\u202a-\u202e\u2060-\u2069]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


@dataclass(frozen=True, slots=True)
class Decoded:
    text: str
    encoding: str
    normalisation: Normalisation


def decode(data: bytes) -> Decoded | str:
    """The text of a plain file with its repairs, or the code of the problem: S104 no known encoding gives legal text."""
    found = characters(data)
    if found is None:
        return "S104"
    raw, encoding = found
    raw = raw.replace("\r\n", "\n").replace("\r", "\n")
    text, charset, edits = repaired(unicodedata.normalize("NFC", raw))
    if encoding == "windows-1252":
        if charset is None:
            return "S104"
        encoding = charset
    elif charset:
        encoding = f"{encoding} {charset}"
    counts = Normalisation(
        nfd=max(len(raw) - len(unicodedata.normalize("NFC", raw)), 0),
        eth=text.count("Ð"),
        nbsp=text.count("\u00a0"),
        soft_hyphen=text.count("\u00ad"),
        edits=(*edits, *((m.start(), m[0], "") for m in INVISIBLE.finditer(text))),
    )
    return Decoded(text, encoding, counts)


def characters(data: bytes) -> tuple[str, str] | None:
    """Bytes as characters: Unicode where they are that, CP1258 where that is legal, else as Windows-1252 shows them."""
    for mark, name in ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if data.startswith(mark):
            return _strict(data[len(mark) :], name)
    if data[:1024].count(0) > len(data[:1024]) // 4:
        return _strict(data, "utf-16-le" if data[1:2] == b"\0" else "utf-16-be")
    found = _strict(data, "utf-8")
    if found or _CONTROLS.search(data.decode("latin-1")) or _damaged(data):
        return found
    western = charsets.as_windows(data)
    cp1258 = unicodedata.normalize("NFC", data.decode("cp1258", "replace"))
    if share(cp1258)[0] >= LEGAL and "\ufffd" not in cp1258:
        return cp1258, "cp1258"
    return western, "windows-1252"


def _damaged(data: bytes) -> bool:
    """UTF-8 with broken bytes in it: most letters beyond ASCII are whole. Guessing at the rest would publish what nobody wrote."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(c > "\x7f" for c in text) - broken
    return broken < whole


def _strict(data: bytes, name: str) -> tuple[str, str] | None:
    try:
        text = data.decode(name)
    except UnicodeDecodeError:
        return None
    return None if _CONTROLS.search(text) else (text, name.removesuffix("-le").removesuffix("-be"))


def repaired(text: str) -> tuple[str, str | None, tuple[tuple[int, str, str], ...]]:
    """(the text, the character set that its lines or some of them were in, (offset, before, after) of every line repaired)."""
    found = charset_of(text)
    if found is None:
        return text, None, ()
    out: list[str] = []
    edits: list[tuple[int, str, str]] = []
    at = 0
    for line in text.split("\n"):
        after = recoded(line, found)
        if after != line:
            edits.append((at, line, after))
        out.append(after)
        at += len(after) + 1
    return "\n".join(out), found.name, tuple(edits)


@dataclass(frozen=True, slots=True)
class Charset:
    """An old character set; ``whole`` where nearly the whole text is in it, so that single words that could be both are too."""

    name: str
    whole: bool


def charset_of(text: str) -> Charset | None:
    """The old character set that lines of ``text`` are in; None where all is well or no set makes it legal."""
    sample = "\n".join(line for line in text.split("\n") if share(line)[0] < BROKEN)[:200_000]
    if len(marked(sample)) >= 2:
        shares = {name: _improved(sample, name) for name in ("tcvn3", "vni", "mojibake")}
        best = max(shares, key=lambda name: shares[name])
        if shares[best] >= LEGAL:
            return Charset(best, share(text)[0] < BROKEN)
    if text.isascii() and charsets.looks_viqr(text[:20_000]) >= 3 and share(charsets.viqr(text))[0] >= LEGAL:
        return Charset("viqr", True)
    return None


def _improved(sample: str, name: str) -> float:
    """The legal share after decoding; 0 where decoding changes nothing."""
    after = "\n".join(map(_SETS[name], sample.split("\n")))
    return share(after)[0] if after != sample else 0.0


def recoded(line: str, charset: Charset) -> str:
    """A line in the text's old character set, decoded; a line that is legal as it stands in a mixed text is left alone."""
    before = share(line)[0]
    if before >= BROKEN and not charset.whole:
        return line
    after = _SETS[charset.name](line)
    now = share(after)[0]
    return after if now > before or (charset.whole and now == before) else line


def convert(text: str, charset: Charset) -> str:
    """A stretch that is known to be in ``charset``."""
    return _SETS[charset.name](text)
