"""Porter's English stemmer, as lunr.js has it (``try`` and ``trying`` give ``tri``). The engine holds the same code."""

from __future__ import annotations

import re
from functools import lru_cache

_C, _V = "[^aeiou][^aeiouy]*", "[aeiouy][aeiou]*"
_MORE_THAN_0 = re.compile(f"^({_C})?{_V}{_C}")
_EXACTLY_1 = re.compile(f"^({_C})?{_V}{_C}({_V})?$")
_MORE_THAN_1 = re.compile(f"^({_C})?{_V}{_C}{_V}{_C}")
_HAS_VOWEL = re.compile(f"^({_C})?[aeiouy]")
_CVC = re.compile(f"^{_C}[aeiouy][^aeiouwxy]$")
_STEP2 = {
    "ational": "ate", "tional": "tion", "enci": "ence", "anci": "ance", "izer": "ize", "bli": "ble", "alli": "al", "entli": "ent",
    "eli": "e", "ousli": "ous", "ization": "ize", "ation": "ate", "ator": "ate", "alism": "al", "iveness": "ive", "fulness": "ful",
    "ousness": "ous", "aliti": "al", "iviti": "ive", "biliti": "ble", "logi": "log",
}  # fmt: skip
_STEP3 = {"icate": "ic", "ative": "", "alize": "al", "iciti": "ic", "ical": "ic", "ful": "", "ness": ""}
_RE1A = (re.compile("^(.+?)(ss|i)es$"), re.compile("^(.+?)([^s])s$"))
_RE1B = re.compile("^(.+?)(ed|ing)$")
_RE1C = re.compile("^(.+?[^aeiou])y$")
_RE2 = re.compile(f"^(.+?)({'|'.join(_STEP2)})$")
_RE3 = re.compile(f"^(.+?)({'|'.join(_STEP3)})$")
_RE4 = re.compile("^(.+?)(al|ance|ence|er|ic|able|ible|ant|ement|ment|ent|ou|ism|ate|iti|ous|ive|ize)$")
_RE4ION = re.compile("^(.+?[st])ion$")
_DOUBLE = re.compile(r"([^aeiouylsz])\1$")


def _plural(w: str) -> str:
    for pattern in _RE1A:
        if m := pattern.match(w):
            return m[1] + m[2]
    return w


def _past(w: str) -> str:
    if w.endswith("eed") and len(w) > 3:
        return w[:-1] if _MORE_THAN_0.match(w[:-3]) else w
    m = _RE1B.match(w)
    if not m or not _HAS_VOWEL.match(m[1]):
        return w
    w = m[1]
    if w.endswith(("at", "bl", "iz")):
        return w + "e"
    if _DOUBLE.search(w):
        return w[:-1]
    return w + "e" if _CVC.match(w) else w


def _suffixes(w: str) -> str:
    if (m := _RE2.match(w)) and _MORE_THAN_0.match(m[1]):
        w = m[1] + _STEP2[m[2]]
    if (m := _RE3.match(w)) and _MORE_THAN_0.match(m[1]):
        w = m[1] + _STEP3[m[2]]
    m = _RE4.match(w) or _RE4ION.match(w)
    return m[1] if m and _MORE_THAN_1.match(m[1]) else w


def _final(w: str) -> str:
    if w.endswith("e") and len(w) > 1:
        stem = w[:-1]
        if _MORE_THAN_1.match(stem) or (_EXACTLY_1.match(stem) and not _CVC.match(stem)):
            w = stem
    return w[:-1] if w.endswith("ll") and _MORE_THAN_1.match(w) else w


@lru_cache(maxsize=65536)
def stem(w: str) -> str:
    """``agreements`` → ``agreement`` → ``agreement``; words of one or two letters stay."""
    if len(w) < 3:
        return w
    if w[0] == "y":
        w = "Y" + w[1:]
    w = _past(_plural(w))
    if m := _RE1C.match(w):
        w = m[1] + "i"
    w = _final(_suffixes(w))
    return "y" + w[1:] if w[0] == "Y" else w
