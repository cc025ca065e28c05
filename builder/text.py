"""Strings to strings: NFC, folding, tone placement, slugs, sort keys. Never touches files, never guesses a meaning."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Letters that look like others inside codes and numbers: Ð (U+00D0) for Đ, Cyrillic, full-width, dashes.
LOOKALIKES = str.maketrans(
    {
        "Ð": "Đ", "Ɖ": "Đ", "ð": "đ", "ɖ": "đ",
        "А": "A", "В": "B", "С": "C", "Е": "E", "Н": "H", "К": "K", "М": "M", "О": "O", "Р": "P", "Т": "T", "Х": "X", "І": "I", "Ѕ": "S",
        **{chr(0xFF01 + n): chr(0x21 + n) for n in range(94)},  # full-width: ０, Ａ, ．
        "–": "-", "—": "-", "‑": "-", "‐": "-", "−": "-", "／": "/", "∕": "/", "⁄": "/", "＆": "&",
    }
)  # fmt: skip
_ALIKE = re.compile(f"[{re.escape(''.join(map(chr, LOOKALIKES)))}]")
_COMBINING = re.compile(r"[\u0300-\u036f]")
_NOT_LATIN = re.compile(r"[^\x00-\x7f\u0300-\u036f]")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_CONFLICT = re.compile(r"^[<>](?:(?<=<)<{6}|(?<=>)>{6})(?: .{0,60}|$)", re.M)

# The tone moves in open oa, oe, uy: hoà → hòa. The vowels as tone-less pairs, the tones as combining marks.
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_OLD_TONE = re.compile(rf"([oO])([aAeE])([{_TONES}])(?![a-zA-Z])|(?<![qQ])([uU])([yY])([{_TONES}])(?![a-zA-Z])")


def _with_tone(vowels: str, marks: int) -> str:
    """Every letter that is one of these vowels with so many marks, a tone first among them."""
    apart = ((c, unicodedata.normalize("NFD", c)) for c in map(chr, range(0xC0, 0x1EFA)))
    return "".join(c for c, parts in apart if parts[0] in vowels and parts[1:2] in tuple(_TONES) and len(parts) == 1 + marks)


# The same in composed letters: most texts have none and need not be taken apart.
_MAY_BE_OLD = re.compile(f"[oO](?:[{_with_tone('aAeE', 1)}](?![a-zA-Z])|[{_with_tone('aAeE', 2)}])|[uU][{_with_tone('yY', 1)}](?![a-zA-Z])")


def nfc(s: str) -> str:
    """Canonical composition. Every string of a record is NFC."""
    return unicodedata.normalize("NFC", s)


def collapse(s: str) -> str:
    """One blank between words, none at the ends."""
    return " ".join(s.split())


@lru_cache(maxsize=65536)
def fold(s: str) -> str:
    """Lower case without diacritics, đ as d: how a reader types. ``Điều`` → ``dieu``."""
    apart = unicodedata.normalize("NFD", s.lower()).replace("đ", "d").replace("ð", "d")
    if not _NOT_LATIN.search(apart):
        return apart.encode("ascii", "ignore").decode("ascii")
    return unicodedata.normalize("NFC", _COMBINING.sub("", apart))


def same_tone(s: str) -> str:
    """The modern tone placement, for comparing only: ``hoà``, ``uỷ`` → ``hòa``, ``ủy``. Stored text is never changed.

    Decision 240/QĐ (1984) and school books put the mark on the first vowel of an open oa, oe, uy; Party style on the last.
    """
    composed = nfc(s)
    if not _MAY_BE_OLD.search(composed):
        return composed
    decomposed = unicodedata.normalize("NFD", s)
    return nfc(_OLD_TONE.sub(lambda m: f"{m[1]}{m[3]}{m[2]}" if m[1] else f"{m[4]}{m[6]}{m[5]}", decomposed))


def plain_letters(s: str) -> str:
    """With look-alikes as the letters they look like, one for one: places stay."""
    return s.translate(LOOKALIKES) if _ALIKE.search(s) else s


def conflict(s: str) -> tuple[int, str] | None:
    """The line, from 1, and the words of the first mark that an unfinished merge left: ``<<<<<<< HEAD``, ``>>>>>>> main``."""
    found = _CONFLICT.search(s)
    return (s.count("\n", 0, found.start()) + 1, found[0].strip()) if found else None


def slug(s: str) -> str:
    """Lower-case ASCII words joined by hyphens: ``2637/LĐTBXH-HTQT`` → ``2637-ldtbxh-htqt``. May be empty."""
    return _NOT_WORD.sub("-", fold(plain_letters(s))).strip("-")


@lru_cache(maxsize=16384)
def key(s: str) -> str:
    """A comparison key for names: folded words with single blanks; dashes, case and marks do not count."""
    return _NOT_WORD.sub(" ", fold(plain_letters(s))).strip()


# Vietnamese alphabetical order: a ă â b c d đ e ê … then the tones.
_ALPHABET = {letter: index for index, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_TONE_ORDER = {"": 0, "\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}


@lru_cache(maxsize=1024)
def _in_alphabet(ch: str) -> tuple[int, int]:
    """Where a letter stands in the alphabet, and its tone."""
    parts = unicodedata.normalize("NFD", ch)
    tone = next((t for t in parts if t in _TONE_ORDER), "")
    base = nfc(parts.replace(tone, "")) if tone else ch
    place = -100 + int(unicodedata.digit(base[0])) if base.isdigit() else _ALPHABET.get(base, 1000 + ord(base[0]))
    return place, _TONE_ORDER.get(tone, 0)


def sort_key(s: str) -> tuple[tuple[tuple[int, ...], ...], tuple[int, ...], str]:
    """Vietnamese order: words by letters (ă after a, đ after d), then by tone (ngang huyền hỏi ngã sắc nặng)."""
    letters: list[tuple[int, ...]] = []
    tones: list[int] = []
    for word in collapse(s.lower()).split(" "):
        found = [_in_alphabet(ch) for ch in nfc(word)]
        letters.append(tuple([place for place, _ in found]))
        tones += [tone for _, tone in found]
    return tuple(letters), tuple(tones), s


def natural_key(s: str) -> tuple[tuple[int, int | str], ...]:
    """For numbers: 9/QĐ-TTg before 10/QĐ-TTg."""
    return tuple((0, int(part)) if part.isdigit() else (1, part) for part in re.findall(r"[0-9]+|[^0-9]+", fold(s)))


def shorten(s: str, limit: int) -> str:
    """At most ``limit`` characters, cut between words, with an ellipsis where something was left out."""
    s = collapse(s)
    if len(s) <= limit:
        return s
    cut = s[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:–-")
    return f"{cut}…"
