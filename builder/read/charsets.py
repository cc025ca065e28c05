"""Old Vietnamese character sets as tables: TCVN3 (ABC), VNI, VIQR; and UTF-8 read as Windows-1252. str → str, never guesses.

The input is the text as Windows-1252 shows it (``Bé Lao ®éng``), whatever file it came from.
Sources: TCVN 5712:1993 (VN3), VNI Software's 2-byte set for Windows, RFC 1456 (VIQR).
"""

from __future__ import annotations

import re
import unicodedata

# Tones in the order of the tables below: none, huyền, sắc, hỏi, ngã, nặng.
_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"

_TCVN3_LETTERS = dict(zip("¡¢§£¤¥¦¨©®ª«¬\u00ad\u2212", "ĂÂĐÊÔƠƯăâđêôơưư", strict=True))
_TCVN3_TONED = {
    "a": "µ¸¶·¹", "ă": "»¾¼½Æ", "â": "ÇÊÈÉË", "e": "ÌÐÎÏÑ", "ê": "ÒÕÓÔÖ", "i": "×ÝØÜÞ", "o": "ßãáâä", "ô": "åèæçé", "ơ": "êíëìî",
    "u": "ïóñòô", "ư": "õøö÷ù", "y": "úýûüþ",
}  # fmt: skip
_TCVN3 = str.maketrans(
    _TCVN3_LETTERS
    | {
        sign: unicodedata.normalize("NFC", letter + tone)
        for letter, signs in _TCVN3_TONED.items()
        for sign, tone in zip(signs, (_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT), strict=True)
    }
)

# The soft hyphen is the letter ư; where there are two, one is a hyphen: no word has ưư.
_HYPHENS = re.compile("\u00ad{2,}")

_VNI_SECOND = {
    "ø": _GRAVE, "ù": _ACUTE, "û": _HOOK, "õ": _TILDE, "ï": _DOT, "â": "\u0302", "à": "\u0302" + _GRAVE, "á": "\u0302" + _ACUTE,
    "å": "\u0302" + _HOOK, "ã": "\u0302" + _TILDE, "ä": "\u0302" + _DOT, "ê": "\u0306", "è": "\u0306" + _GRAVE, "é": "\u0306" + _ACUTE,
    "ú": "\u0306" + _HOOK, "ü": "\u0306" + _TILDE, "ë": "\u0306" + _DOT,
}  # fmt: skip
_VNI_SINGLE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "í": "í", "ì": "ì"}
_VNI_PAIR = re.compile(f"(?P<base>[aeouyôö](?=[{''.join(_VNI_SECOND)}])|i(?=[øùûõï]))(?P<mark>.)|(?P<one>[{''.join(_VNI_SINGLE)}])", re.I)

_VIQR_TONES = {"`": _GRAVE, "'": _ACUTE, "?": _HOOK, "~": _TILDE, ".": _DOT}
_VIQR_HATS = {"^": "\u0302", "(": "\u0306", "+": "\u031b", "*": "\u031b"}
_VIQR = re.compile(
    r"(?<!\S)(?P<address>\S*(?:@|://|www\.|\.(?:vn|com|org|net|gov|edu)\b)\S*)|\\(?P<kept>.)"
    r"|(?P<base>[aeiouy])(?P<hat>[\^(+*]?)(?P<tone>[`'?~.]?)(?=[a-z\s,;:.!?\"()/*“”–\-]|$)|(?P<dd>dd)",
    re.I,
)
# A point after a vowel is its tone, but at the end of a sentence that is told by what follows.
_END = re.compile(r"\s*$", re.M)
_SENTENCE = re.compile(r"\s*$|\s+[A-Z0-9]", re.M)
# Words that have the heavy tone before a name ("Vụ Hợp tác", "họ Nguyễn"), and that without it hardly end a sentence.
_LAST_WORD = re.compile(r"[a-z^+(*]+$", re.I)
_HEAVY = frozenset("vu cu phu tru bi ky ho me nhe vi tri thi chi nghi bo^ ho^ lo^ le^ te^ tro+ no+ vo+ su+".split())
_MARKED_ASCII = re.compile(r"[aeo]\^[`'?~.]?[a-z]*|[ou]\+[`'?~.]?[a-z]*|a\([`'?~.]?[a-z]+|\bdd[aeiouy]", re.I)

# A hat and a tone on one vowel: nothing else in ASCII looks like it.
_VIQR_ONLY = re.compile(r"[aeo]\^[`'?~.]|[ou]\+[`'?~.](?=[a-z\s])|a\([`'?~.][a-z]|\bdd[aeiouy][\^+(`'?~.]", re.I)

_WINDOWS = {code: bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(0x80, 0x100)}
_CODES = {ord(letter): chr(code) for code, letter in _WINDOWS.items()}


def as_windows(data: bytes) -> str:
    """Bytes as Windows-1252 shows them, the five codes that it leaves open as themselves."""
    return data.decode("latin-1").translate(_WINDOWS)


def tcvn3(text: str) -> str:
    """``Bé Lao ®éng`` → ``Bộ Lao động``. Letters inside words in capitals become capitals."""
    once = _HYPHENS.sub("\u00ad", text)
    return " ".join(_capitals(raw, raw.translate(_TCVN3)) for raw in once.split(" "))


def vni(text: str) -> str:
    """``Boä Lao ñoäng`` → ``Bộ Lao động``."""
    return unicodedata.normalize("NFC", _VNI_PAIR.sub(_vni_letter, text))


def viqr(text: str) -> str:
    """``Bo^. Lao ddo^.ng`` → ``Bộ Lao động``."""
    kept = text if "+" not in text else text.replace("*", "\\*")  # both are the horn; who uses one means something else by the other
    return unicodedata.normalize("NFC", _VIQR.sub(_viqr_letter, kept))


def mojibake(text: str) -> str:
    """UTF-8 that somebody read as Windows-1252: ``Bá»™ Lao Ä‘á»™ng`` → ``Bộ Lao động``. Unchanged where it is not that."""
    try:
        return unicodedata.normalize("NFC", text.translate(_CODES).encode("latin-1").decode("utf-8"))
    except UnicodeError:
        return text


def looks_viqr(text: str) -> int:
    """How many words are written with VIQR's signs; none where it is one, and could be something else."""
    found = len(_MARKED_ASCII.findall(text))
    return found if found > 1 or _VIQR_ONLY.search(text) else 0


def _capitals(raw: str, decoded: str) -> str:
    """TCVN3 has no capitals with a tone: ``NGHÞ §ÞNH`` stands for NGHỊ ĐỊNH."""
    plain = [c for c in raw if c.isascii() and c.isalpha()]
    marks = any(a != b for a, b in zip(raw, decoded, strict=False))
    return decoded.upper() if marks and len(plain) >= 2 and all(c.isupper() for c in plain) else decoded


def _vni_letter(found: re.Match[str]) -> str:
    if found["one"]:
        return _cased(_VNI_SINGLE[found["one"].lower()], found["one"])
    base, mark = found["base"], _VNI_SECOND[found["mark"].lower()]
    letter = _cased(_VNI_SINGLE.get(base.lower(), base.lower()), base)
    return unicodedata.normalize("NFC", letter + mark)


def _viqr_letter(found: re.Match[str]) -> str:
    if whole := found["address"] or found["kept"]:
        return whole
    if found["dd"]:
        return _cased("đ", found["dd"][0])
    if not (found["hat"] or found["tone"]):
        return found[0]
    ended = found["tone"] == "." and _closes(found)
    tone = "" if ended else _VIQR_TONES.get(found["tone"], "")
    return found["base"] + _VIQR_HATS.get(found["hat"], "") + tone + (found["tone"] if ended else "")


def _closes(found: re.Match[str]) -> bool:
    """Whether a point after a vowel ends a sentence and is no tone."""
    if (_END if found["hat"] else _SENTENCE).match(found.string, found.end()) is None:
        return False
    word = _LAST_WORD.search(found.string, max(0, found.end("hat") - 8), found.end("hat"))
    return not word or word[0].lower() not in _HEAVY


def _cased(letter: str, like: str) -> str:
    return letter.upper() if like.isupper() else letter
