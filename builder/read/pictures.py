"""The pictures of one original: which are kept, under which names, how many of them; what is left out is counted. Decodes none.

A rule, an icon or a line is no picture. One that is too large, damaged or of another kind costs only itself.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import Literal

from builder.model import Picture, Rendition

MAX_PICTURES = 40
MAX_PIXELS = 40_000_000
MAX_TOTAL = 240_000_000  # pixels of all pictures of one original
_LEAST, _LONGEST = 80, 8  # pixels; times its height: smaller is an icon, longer a rule

Reason = Literal["absent", "count", "kind", "size"]


class Album:
    """The same bytes are encoded once, however often they are shown or read again."""

    def __init__(self, allowed: bool = True) -> None:
        self.left: Counter[Reason] = Counter()
        self._files: dict[str, bytes] = {}
        self._known: dict[str, tuple[Rendition, ...]] = {}
        self._missed: set[str] = set()
        self._allowed = allowed
        self._pixels = 0

    @property
    def files(self) -> tuple[tuple[str, bytes], ...]:
        return tuple(sorted(self._files.items()))

    def add(self, data: bytes, alt: str = "") -> Picture | None:
        """The picture, or nothing where it is none or cannot be shown."""
        if not self._allowed:
            return None
        digest = hashlib.sha256(data).hexdigest()
        if digest not in self._known:
            self._known[digest] = self._encoded(data)
        found = self._known[digest]
        return Picture(0, " ".join(alt.split())[:300], found) if found else None

    def miss(self, name: str) -> None:
        """A picture that the original shows and does not hold."""
        if self._allowed and name not in self._missed:
            self._missed.add(name)
            self.left["absent"] += 1

    def _encoded(self, data: bytes) -> tuple[Rendition, ...]:
        from PIL.Image import DecompressionBombError  # only originals with pictures need what it loads

        from builder.read.photos import encoded

        try:
            made = encoded(data, self._wanted)
        except MemoryError:
            raise
        except DecompressionBombError:
            made = ()
            self.left["size"] += 1
        except Exception:  # whatever a decoder finds wrong, the text is not lost for it
            made = ()
            self.left["kind"] += 1
        return tuple(self._kept(*one) for one in made)

    def _wanted(self, size: tuple[int, int]) -> bool:
        pixels = size[0] * size[1]
        if min(size) < _LEAST or max(size) > _LONGEST * min(size):
            return False
        if pixels > MAX_PIXELS:
            self.left["size"] += 1
            return False
        if self._pixels + pixels > MAX_TOTAL or sum(map(bool, self._known.values())) >= MAX_PICTURES:
            self.left["count"] += 1
            return False
        self._pixels += pixels
        return True

    def _kept(self, data: bytes, suffix: str, size: tuple[int, int]) -> Rendition:
        name = f"{hashlib.sha256(data).hexdigest()}{suffix}"
        self._files[name] = data
        return Rendition(name, *size)
