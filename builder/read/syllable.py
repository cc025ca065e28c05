"""Whether letters can be Vietnamese: legal syllables, and the share of them in a text. Knows no character set.

The evidence for every repair of an encoding: good text has 1.000 of its marked words legal, wrongly decoded text far less.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LETTERS = frozenset("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_ON_CONSONANT = re.compile(f"[^aeiouy\u0302\u0306\u031b][{''.join(sorted(_TONES))}]")
_ONSETS = "ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|b|c|d|đ|g|h|k|l|m|n|p|r|s|t|v|x"
_RIMES = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng eo ep et ê êch êm ên êng ênh êp
êt êu i ia ich im in inh ip it iu iê iêc iêm iên iêng iêp iêt iêu o oc oi om on ong op ot oa oac oach oai oam oan oang oanh oao oap oat
oay oăc oăm oăn oăng oăt oe oen oeo oet ooc oong ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uc ui um un ung up ut uôc uôi uôm uôn uông
uôt uân uâng uât uây uê uêch uên uênh uêt uêu uơ uy uya uych uyên uyêt uyn uynh uyp uyt uyu ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn
ương ươp ươt ươu y yêm yên yêng yêt yêu yn ynh yt ych yp ym
""".split()
_SYLLABLE = re.compile(rf"(?:(?:{_ONSETS})?(?:{'|'.join(sorted(_RIMES, key=len, reverse=True))})|gi)")
# What separates words; everything else, signs of a wrong character set too, is part of one.
_TOKEN = re.compile(r"[^\s\x00-\x26\x28-\x40\x5b-\x5d\x5f\x7b-\x7d\u2010-\u206f\u00a0\u00b0\u00b2\u00b3\u00bd\u2022\uf000-\uf0ff]+")


@lru_cache(maxsize=65536)
def legal(word: str) -> bool:
    """One syllable with at most one tone: ``Quyết``, ``hòa``, ``hoà``."""
    parts = unicodedata.normalize("NFD", word.lower())
    bare = unicodedata.normalize("NFC", "".join(c for c in parts if c not in _TONES))
    if _ON_CONSONANT.search(parts):  # ñ is a sign of VNI
        return False
    return sum(c in _TONES for c in parts) <= 1 and _SYLLABLE.fullmatch(bare) is not None


def marked(text: str) -> list[str]:
    """The words that are evidence: with a letter or sign beyond ASCII. Codes in capitals (QĐ, LĐTBXH) and single letters are none."""
    return [w for w in _TOKEN.findall(text.replace("\u00ad", "")) if len(w) > 1 and not w.isascii() and not _code(w)]


@lru_cache(maxsize=2)
def all_legal(text: str) -> bool:
    """Whether every marked word is legal, as in nearly all good texts: asked of each word once, not of each line."""
    words = set(_TOKEN.findall(text.replace("\u00ad", "")))
    return all(legal(w) or _code(w) for w in words if len(w) > 1 and not w.isascii())


def share(text: str) -> tuple[float, int]:
    """(legal share of the marked words, how many there are). Without any the share is 1."""
    words = marked(text)
    return (sum(map(legal, words)) / len(words), len(words)) if words else (1.0, 0)


@lru_cache(maxsize=65536)
def _code(word: str) -> bool:
    return word.isupper() and not legal(word) and all(c in LETTERS for c in word.lower())
