"""Bodies named by lines that a scan or a page damaged: letters set apart, words run together. Only whole names, never a guess."""

from __future__ import annotations

from functools import cache, lru_cache

from builder import vocabulary
from builder.text import key
from builder.vocabulary import Agency

# Shorter names are too easily hit by chance when blanks do not count.
LEAST = 10
LEAST_LETTERS = 4


def squeezed(name: str) -> str:
    """A name without blanks, marks or case: ``T HÀNH P HỐ HỒ C H Í M I NH`` → ``thanhphohochiminh``."""
    return key(name).replace(" ", "")


@cache
def _squeezed_agencies() -> dict[str, str]:
    return {name.replace(" ", ""): ident for name, ident in vocabulary.names_index().items() if len(name) >= LEAST}


def agency(name: str) -> Agency | None:
    """The agency of a whole name, undamaged or with its blanks in the wrong places ("BỘLAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI")."""
    found = vocabulary.agency_by_name(name)
    if found or len(name) < LEAST:
        return found
    ident = _squeezed_agencies().get(squeezed(name))
    return vocabulary.agencies()[ident] if ident else None


@cache
def _squeezed_local() -> dict[str, str]:
    """Every local body of a province, and each kind with any province's name: ``uybannhandantinhsonla`` → the name set right."""
    out: dict[str, str] = {}
    for kind in vocabulary.local_kinds().values():
        for province in vocabulary.provinces().values():
            body = vocabulary.local_body(kind.id, (province.id,))
            name = vocabulary.local_name(body, "vi")
            if name:
                out[squeezed(name)] = name
    return out


def mended_local(name: str) -> str | None:
    """A province's body printed with its letters apart, set right; None for any other line."""
    return _squeezed_local().get(squeezed(name)) if " " in name else None


@cache
def _squeezed_places() -> dict[str, str]:
    return {squeezed(f"{noun}{p.vi}"): f"{noun}{p.vi}" for p in vocabulary.provinces().values() for noun in ("", "Thành phố ", "Tỉnh ")}


def mended_place(place: str) -> str:
    """A place as printed, its letters set together where a scan set them apart: ``T hành phố Hồ Chí M inh``."""
    torn = any(len(word) == 1 for word in place.split(" "))
    return _squeezed_places().get(squeezed(place), place) if torn else place


@lru_cache(maxsize=2048)
def capitals(text: str) -> bool:
    """Printed in capitals, a damaged letter or two aside ("VÀ Xà HỘI")."""
    lower, upper = sum(map(str.islower, text)), sum(map(str.isupper, text))
    if upper > 0 and lower <= (lower + upper) * 0.2:
        return True
    return upper > lower and upper + lower > LEAST_LETTERS and not any(c.islower() and c.isascii() for c in text)


def raised(text: str) -> str:
    """A line of capitals as such: old fonts leave letters with marks small ("CHỦ TịCH", "Sở NộI Vụ")."""
    return text.upper() if capitals(text) else text
