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
from builder.read.repairs import Repairs
from builder.read.syllable import marked, share

LEGAL = 0.95  # of the marked words of a text that was rightly decoded; names of other languages are among them
BROKEN = 0.75  # a line with fewer legal words than this is looked at
_SETS: dict[str, Callable[[str], str]] = {
    "tcvn3": charsets.tcvn3, "vni": charsets.vni, "mojibake": charsets.mojibake, "viqr": charsets.viqr,
}  # fmt: skip
# What ends a line; a form feed ends a page too.
_LINE_END = re.compile("\r\n|[\r\n\x0b\x0c]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """``pages``: the offsets at which pages begin, where the text has page ends."""

    text: str
    encoding: str
    normalisation: Normalisation
    pages: tuple[int, ...] = ()


def decode(data: bytes) -> Decoded | str:
    """The text of a plain file with its repairs, or the code of the problem: S104 no known encoding gives legal text."""
    found = characters(data)
    if found is None:
        return "S104"
    raw, encoding = found
    charset = charset_of(unicodedata.normalize("NFC", _LINE_END.sub("\n", raw)))
    if encoding == "windows-1252":
        if charset is None:
            return "S104"
        encoding = charset.name
    elif charset:
        encoding = f"{encoding} {charset.name}"
    return _repaired(raw, encoding, charset)


def _repaired(raw: str, encoding: str, charset: Charset | None) -> Decoded:
    """Line by line; line ends that are all alike are named once, others one by one."""
    ends = [m[0] for m in _LINE_END.finditer(raw)]
    common = ends[0] if len(set(ends)) == 1 and ends[0] not in "\x0b\x0c" else "\n"
    repairs = Repairs()
    out: list[str] = []
    pages: list[int] = []
    at = 0
    for line, end in zip(_LINE_END.split(raw), [*ends, ""], strict=True):
        out.append(_line(line, at, charset, repairs))
        at += len(out[-1])
        if end:
            repairs.edits += [(at, end, "\n")] if end not in (common, "\n") else []
            out.append("\n")
            at += 1
        pages += [at] if end == "\x0c" else []
    return Decoded("".join(out), encoding, repairs.normalisation(common), (0, *pages) if pages else ())


def _line(raw: str, at: int, charset: Charset | None, repairs: Repairs) -> str:
    composed = raw if raw.isascii() else unicodedata.normalize("NFC", raw)
    decoded = recoded(composed, charset) if charset else composed
    since = len(repairs.edits)
    text = repairs.letters(decoded, at)
    if decoded != raw:
        repairs.whole(since, at, raw, text, decoded != composed)
        repairs.counts["nfd"] += max(len(raw) - len(composed), 0)
    return text


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
