"""Repairs of single letters, each with its place, and the way back from a repaired text. Knows no character set and no format.

Ð for Đ, look-alikes in numbers, blanks that do not break, invisible characters. Tones and dashes are never touched: what is printed
stays as it is printed. A line whose letters were decoded or composed is one repair, listed whole.
"""

from __future__ import annotations

import re

from builder.model import Normalisation

Edit = tuple[int, str, str]

# Invisible and control characters: a soft hyphen, zero-width and direction marks, what no keyboard writes.
INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\ufeff\u200b-\u200f\u202a-\u202e\u2060-\u2069]")
_ETH = {"Ð": "Đ", "Ɖ": "Đ", "ð": "đ", "ɖ": "đ"}
_BLANKS = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
# Cyrillic, Greek and full-width signs that print like Latin ones: "145/QĐ-ТТg" with two Cyrillic letters.
_ALIKE = {
    **dict(zip("АВСЕНКМОРТХІЅЈаеорсхіѕј", "ABCEHKMOPTXISJaeopcxisj", strict=True)),
    **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX", strict=True)),
    **{chr(0xFF10 + n): chr(0x30 + n) for n in range(10)},
    **{chr(0xFF21 + n): chr(0x41 + n) for n in range(26)},
    **{chr(0xFF41 + n): chr(0x61 + n) for n in range(26)},
    "／": "/",
}
_REPAIRED = {**_ETH, **_ALIKE}
_ODD = rf"(?P<eth>[{''.join(_ETH)}])|(?P<nbsp>[{_BLANKS}])|(?P<invisible>{INVISIBLE.pattern})|(?P<alike>[{''.join(_ALIKE)}])"
_LETTERS = re.compile(_ODD)
_LETTERS_AND_SPACES = re.compile(rf"(?P<space>\s+)|{_ODD}")
_ODD_ONE = re.compile(f"[{''.join(_ETH)}{_BLANKS}{''.join(_ALIKE)}{INVISIBLE.pattern[1:-1]}]")
_WORD = re.compile(r"[^\s,;:()“”\"«»]+")
_CODED = re.compile(r"(?=.*\d)(?=.*[/-])")


class Repairs:
    """What was repaired in one text, counted and listed as it is put down from its start to its end."""

    def __init__(self) -> None:
        self.counts = dict.fromkeys(("nfd", "eth", "lookalike", "nbsp", "soft_hyphen", "invisible", "decoded"), 0)
        self.edits: list[Edit] = []

    def letters(self, text: str, at: int) -> str:
        """The text with its letters repaired; it is put down at the offset ``at``."""
        return self._mended(text, at, _LETTERS, False) if has_odd(text) else text

    def flowing(self, text: str, at: int, ended: bool) -> str:
        """The same, white space collapsed as a page collapses it; ``ended`` says that a blank or nothing stands before it."""
        if text.isprintable() and "  " not in text and not (ended and text.startswith(" ")) and not has_odd(text):
            return text
        return self._mended(text, at, _LETTERS_AND_SPACES, ended)

    def end(self, at: int) -> None:
        """A blank that was put down at ``at`` is taken away again: it stood at the end of its line."""
        for n in range(len(self.edits) - 1, -1, -1):
            offset, before, after = self.edits[n]
            if offset < at:
                return
            self.edits[n] = (at, before, "" if after == " " else after)

    def whole(self, since: int, at: int, before: str, after: str, decoded: bool) -> None:
        """A line that was decoded or composed: one edit for all since the edit number ``since``."""
        del self.edits[since:]
        if before != after:
            self.edits.append((at, before, after))
        self.counts["decoded"] += decoded

    def normalisation(self, line_end: str = "\n") -> Normalisation:
        return Normalisation(edits=tuple(self.edits), line_end=line_end, **self.counts)

    def _mended(self, text: str, at: int, pattern: re.Pattern[str], ended: bool) -> str:
        numbers = _in_numbers(text)
        out: list[str] = []
        last, length = 0, 0
        for found in pattern.finditer(text):
            if found.lastgroup == "alike" and found.start() not in numbers:
                continue
            between = text[last : found.start()]
            ended = between.endswith(" ") if between else ended
            after = self._one(found, at + length + len(between), ended)
            ended = after == " " or (ended and not after)
            out += (between, after)
            length += len(between) + len(after)
            last = found.end()
        return "".join((*out, text[last:]))

    def _one(self, found: re.Match[str], at: int, ended: bool) -> str:
        before, kind = found[0], found.lastgroup or ""
        if kind == "space":
            after = "" if ended else " "
            blanks = sum(c in _SPACING for c in before)
            self.counts["nbsp"] += blanks
            if not blanks:
                return after
        else:
            after = _REPAIRED.get(before, " " if kind == "nbsp" else "")
            self.counts[{"alike": "lookalike", "invisible": "soft_hyphen" if before == "\u00ad" else kind}.get(kind, kind)] += 1
        self.edits.append((at, before, after))
        return after


_SPACING = frozenset("\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B))))


def has_odd(text: str) -> bool:
    """Whether anything in it may have to be repaired."""
    return _ODD_ONE.search(text) is not None


def _in_numbers(text: str) -> frozenset[int]:
    """Where a look-alike stands in a document number or a date and every other letter there is Latin."""
    found: set[int] = set()
    for word in _WORD.finditer(text):
        if word[0].isascii() or not any(c in _ALIKE for c in word[0]):
            continue
        read = "".join(_REPAIRED.get(c, c) for c in word[0])
        if _CODED.match(read) and all(c < "\u0250" or "\u1ea0" <= c <= "\u1eff" for c in read if c.isalpha()):
            found.update(word.start() + n for n, c in enumerate(word[0]) if c in _ALIKE)
    return frozenset(found)


def original_text(text: str, normalisation: Normalisation) -> str:
    """What the file has: the repaired text with every repair undone."""
    out: list[str] = []
    at = 0
    for offset, before, after in normalisation.edits:
        out += (text[at:offset], before)
        at = offset + len(after)
    whole = "".join((*out, text[at:]))
    return whole if normalisation.line_end == "\n" else whole.replace("\n", normalisation.line_end)
