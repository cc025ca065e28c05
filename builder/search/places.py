"""Where the index keeps a term: in which file, from the term and from how common its words are. ``engine.mjs`` does the same.

Common words have files of their own; a word that is not, and all pairs in which it is the rarer, lie together in one, so that a
question finds them with one request. The pairs of common words are shared out over several files. Opens none of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

FILES_AT_MOST, FILE = 4_096, 1_000  # t/: some hosts take 20,000 files in all; bytes of one, where that allows
STEPS = 6  # of how common a word is: in a 64th of all documents, a 32nd …
STEPPED = 256  # documents: below, no word counts as common
_ADDED = re.compile("[ !.]")  # what parts a word from what is added to it
OWN = 16  # numbers of files of common words, for each other file


def file_count(postings: int) -> int:
    """A power of two: it changes, and every term's place with it, only when an archive has doubled."""
    return min(FILES_AT_MOST, 1 << max(0, (postings * 4 // FILE).bit_length() - 1))


def steps(frequencies: Mapping[str, int], documents: int) -> dict[str, int]:
    """How common words are, of how many documents have each."""
    if documents < STEPPED:
        return {}
    found = ((key, step(n, documents)) for key, n in frequencies.items() if key[0] not in "#@")
    return {key: n for key, n in found if n}


def step(frequency: int, documents: int) -> int:
    """In powers of two of an archive's size as a power of two, so that a document more hardly ever moves one."""
    return min(STEPS, (frequency * 64 >> round_power(documents)).bit_length())


def round_power(documents: int) -> int:
    """The exponent of the power of two that is nearest by ratio."""
    power = documents.bit_length() - 1
    return power + (documents * documents > 1 << 2 * power + 1)


@lru_cache(maxsize=200_000)
def spread(word: str, seed: int = 2166136261) -> int:
    """FNV-1a over the characters, its high bits folded into the low ones."""
    h = seed
    for c in map(ord, word):
        h = (h ^ c) * 16777619 & 0xFFFFFFFF
    return h ^ h >> 15


def anchor(key: str) -> str:
    """The word with which a key is filed: ``lao`` of ``lao dong``, ``dong`` of ``dong!lao``, ``#2637`` of ``#2637.ldtbxh``."""
    return key[: _head(key)]


def _head(key: str) -> int:
    if key[0] == "@":
        return len(key)
    found = _ADDED.search(key, 1)
    return found.start() if found else len(key)


class Places:
    """The files of terms, by number: those of common words come after the others."""

    def __init__(self, common: Mapping[str, int], files: int) -> None:
        self._common, self.files = common, files

    def step(self, word: str) -> int:
        return self._common.get(word, 0)

    def of(self, key: str) -> int:
        head = _head(key)
        word = key[:head]
        if head == len(key):
            return self.of_word(word)
        return self.base(word) ^ spread(key[head + 1 : head + 3]) & self.mask(word)

    def of_word(self, word: str) -> int:
        own = spread(word) % (OWN * self.files)
        return self.files + own if self._common.get(word) else own // OWN

    def base(self, word: str) -> int:
        """The file of a word's pairs, or the first of them."""
        return spread(word) % (OWN * self.files) // OWN

    def mask(self, word: str) -> int:
        """One less than over how many files a word's pairs are shared out, by how the other word begins."""
        return min(self.files, 1 << self._common.get(word, 0)) - 1 if word[0] not in "#@" else 0

    def name(self, file: int) -> str:
        return f"t/{file}.bin" if file < self.files else f"w/{file - self.files}.bin"


def list_name(key: str, marks: str) -> str:
    """The file of a list that is too long to lie beside others. ``key`` is in the order its words are written."""
    said = f"{key}\t{marks}"
    return f"p/{spread(said):08x}{spread(said, 84696351):08x}.bin"
