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
from builder.read.repairs import Repairs, has_odd
from builder.read.syllable import all_legal, legal, marked, share

LEGAL = 0.95  # of the marked words of a text that was rightly decoded; names of other languages are among them
BROKEN = 0.75  # a line with fewer legal words than this is looked at
_SETS: dict[str, Callable[[str], str]] = {
    "tcvn3": charsets.tcvn3, "vni": charsets.vni, "mojibake": charsets.mojibake, "viqr": charsets.viqr,
}  # fmt: skip
# UTF-8 read as Windows-1252: two bytes (``Ã£``), and the three of most Vietnamese letters (``á»™``).
_MISREAD = re.compile("[ÂÃÄÅÆ][\u00a1-\u00aa\u00ac\u00ae-\u00ba\u00bc-\u00bf€‚ƒ„†‡ˆ‰Š‹ŒŽ˜™š›œžŸ]")
_MISREAD_WORD = re.compile("á[º»][\u00a1-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ\x81\x8d\x8f\x90\x9d]")
# Signs of Windows-1252 that are no letters of any old set.
_SIGNS = frozenset("–—‘’“”•…\u00a0")
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
    text = unicodedata.normalize("NFC", _LINE_END.sub("\n", raw))
    charset = charset_of(text, 1 if encoding == "windows-1252" else 2)
    if encoding == "windows-1252":
        if charset is None:
            return "S104"
        encoding = charset.name
    elif charset:
        encoding = f"{encoding} {charset.name}"
    made = _repaired(raw, encoding, charset)
    return "S104" if _undecoded(made.text if charset else text) else made


def _repaired(raw: str, encoding: str, charset: Charset | None) -> Decoded:
    """Line by line; line ends that are all alike are named once, others one by one."""
    if charset is None and not has_odd(raw) and unicodedata.is_normalized("NFC", raw) and (common := _one_end(raw)):
        return Decoded(raw if common == "\n" else raw.replace(common, "\n"), encoding, Repairs().normalisation(common))
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


def _one_end(raw: str) -> str | None:
    """How every line ends, where all end alike and none ends a page."""
    return next((end for end in ("\n", "\r\n") if {m[0] for m in _LINE_END.finditer(raw)} <= {end}), None)


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
    if 0 in data[:4096] and len(data) % 2 == 0:
        wide = [text for name in ("utf-16-le", "utf-16-be") if (text := _strict(data, name)) and _is_latin(text[0])]
        return wide[0] if len(wide) == 1 else None
    found = _strict(data, "utf-8")
    if found or _CONTROLS.search(data.decode("latin-1")) or _damaged(data):
        return found
    return _eight_bit(data)


def _eight_bit(data: bytes) -> tuple[str, str] | None:
    """CP1258 where that alone is legal; Windows-1252, to be decoded, where it is not; nothing where letters fit several sets."""
    western = charsets.as_windows(data)
    cp1258 = unicodedata.normalize("NFC", data.decode("cp1258", "replace"))
    if not any(c > "\x7f" and c not in _SIGNS for c in western):
        return western, "cp1258"
    made = {"cp1258": cp1258, **{name: "\n".join(map(_SETS[name], western.split("\n"))) for name in ("tcvn3", "vni")}}
    fitting = {text for text in made.values() if _fits(text)}
    if len(fitting) > 1:
        return None
    return (cp1258, "cp1258") if cp1258 in fitting else (western, "windows-1252")


def _fits(text: str) -> bool:
    """Whether a decoded text is legal, and its letters are why."""
    found, count = share(text)
    return count > 0 and found >= LEGAL and not any(c in text for c in "\ufffd\u00ad")


def _is_latin(text: str) -> bool:
    """Whether nearly all is of the scripts that notices are written in: wide characters read in the wrong order are not."""
    usual = sum(c < "\u0370" or "\u1e00" <= c <= "\u1eff" or "\u2010" <= c <= "\u2122" for c in text)
    return usual >= 0.98 * len(text)


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


def charset_of(text: str, least: int = 2) -> Charset | None:
    """The old character set that lines of ``text`` are in; None where all is well or no set makes it legal.

    ``least``: words that must show it. A stretch that reads as UTF-8 is misread UTF-8, were it a single word.
    """
    sample = "" if all_legal(text) else "\n".join(line for line in text.split("\n") if share(line)[0] < BROKEN)[:200_000]
    if words := len(marked(sample)):
        shares = {name: _improved(sample, name) for name in ("mojibake", "tcvn3", "vni")}
        best = max(shares, key=lambda name: shares[name])
        if shares[best] >= LEGAL and (words >= least or best == "mojibake"):
            return Charset(best, share(text)[0] < BROKEN)
    if not any(c.isalpha() and not c.isascii() for c in text) and charsets.looks_viqr(text[:20_000]):
        found, count = share(charsets.viqr(text))
        return Charset("viqr", True) if count and found >= LEGAL else None
    return None


def _undecoded(text: str) -> bool:
    """Whether words are left that are no language's, but would be Vietnamese in another set: better said than published."""
    if len(_MISREAD.findall(text)) >= 2 or _MISREAD_WORD.search(text):
        return True
    if _MISREAD.search(text) and any(charsets.mojibake(line) != line for line in text.split("\n")):
        return True
    sample = text[:200_000]
    return not all_legal(sample) and any(map(_is_old, sample.split("\n")))


def _is_old(line: str) -> bool:
    """Whether half of the illegal words of a line, and two at least or all that there are, are Vietnamese in an old set."""
    words = marked(line)
    wrong = [word for word in words if not legal(word)]
    old = sum(any(legal(_SETS[name](word)) for name in ("tcvn3", "vni")) for word in wrong)
    return (old >= 2 or old == len(words)) and old > 0 and 2 * old >= len(wrong)


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
    if charset.name == "viqr":  # ASCII: there is nothing that could be legal before
        return after if now >= (BROKEN if charsets.looks_viqr(line) > 2 else LEGAL) else line
    return after if now > before or (charset.whole and now == before) else line


def convert(text: str, charset: Charset) -> str:
    """A stretch that is known to be in ``charset``."""
    return _SETS[charset.name](text)
