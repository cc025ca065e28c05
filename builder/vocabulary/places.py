"""Provinces, districts and the local bodies that sit in them. Never guesses a province: district names are not unique."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from itertools import islice
from typing import Literal

from builder import text
from builder.vocabulary.tables import Lang, System, by_id, code_key, gather, name_keys, only, table


@dataclass(frozen=True, slots=True)
class AreaKind:
    """A noun before a place name: tỉnh, huyện. ``en`` holds {} for the name."""

    id: str
    vi: str
    en: str
    level: Literal["province", "district", "commune"]
    src: tuple[str, ...]
    prints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FormerName:
    """An earlier name, its last day, and the instrument that gave the next."""

    vi: str
    kind: str
    end: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class Province:
    """A province of the 63 or the 34. ``current`` is the id of the province it belongs to now, its own if it still exists."""

    id: str
    vi: str
    kind: str
    src: tuple[str, ...]
    current: str = ""
    end: str | None = None
    former: tuple[FormerName, ...] = ()
    aliases: tuple[str, ...] = ()
    en: str = ""
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class District:
    """A district, town or city within a province; its id begins with the province's: ``quang-ngai.binh-son``."""

    id: str
    vi: str
    kind: str
    src: tuple[str, ...]
    end: str | None = None
    aliases: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LocalKind:
    """A kind of local body, ``ubnd``. ``bare``: its area follows without its noun (Tỉnh ủy Quảng Ngãi).

    ``en`` is the house form; ``en_alt`` are names that translations may use as well.
    """

    id: str
    vi: str
    en: str
    codes: tuple[str, ...]
    areas: tuple[str, ...]
    src: tuple[str, ...]
    en_alt: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    by_area: Mapping[str, str] = field(default_factory=dict, hash=False)
    bare: bool = False
    system: System = "state"
    start: str | None = None
    end: str | None = None
    successor: str | None = None
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()
    note: str = ""


@cache
def area_kinds() -> Mapping[str, AreaKind]:
    return by_id(table(AreaKind, "provinces", "area_kinds"))


@cache
def provinces() -> Mapping[str, Province]:
    return by_id(replace(p, current=p.current or p.id) for p in table(Province, "provinces", "provinces"))


@cache
def districts() -> Mapping[str, District]:
    return by_id(table(District, "provinces", "districts"))


def _with_nouns(name: str, kinds: Iterable[AreaKind]) -> Iterator[str]:
    yield text.key(name)
    for kind in kinds:
        yield from (text.key(f"{noun} {name}") for noun in (kind.vi, *kind.prints))


@cache
def _province_names() -> Mapping[str, tuple[Province, ...]]:
    kinds = [k for k in area_kinds().values() if k.level == "province"]
    rows = provinces().values()
    names = ((name, p) for p in rows for name in (p.vi, *(f.vi for f in p.former), *p.aliases))
    return gather((key, p) for name, p in names for key in _with_nouns(name, kinds))


def province_by_name(name: str) -> Province | None:
    """``tỉnh Quảng Ngãi``, ``TP. Hồ Chí Minh``, ``Thừa Thiên - Huế``: a whole name, with or without its noun."""
    return only(_province_names().get(text.key(name), ()))


def district_by_name(name: str, province_id: str) -> District | None:
    """A district of that province, with or without its noun. District names are not unique over the country."""
    key = text.key(name)
    inside = [d for d in districts().values() if d.id.startswith(f"{province_id}.")]
    return only(tuple(d for d in inside for n in (d.vi, *d.aliases) if key in _with_nouns(n, [area_kinds()[d.kind]])))


def unmarked(s: str) -> str:
    """Latin letters without marks, case kept: ``Đà Nẵng`` → ``Da Nang``."""
    bare = "".join(c for c in unicodedata.normalize("NFD", s) if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", bare).replace("Đ", "D").replace("đ", "d")


@dataclass(frozen=True, slots=True)
class ProperName:
    """A name that keeps its capitals, in no other table."""

    vi: str


@cache
def proper_names() -> tuple[str, ...]:
    """Names besides bodies, laws and provinces that a line printed in capitals may hold."""
    return tuple(row.vi for row in table(ProperName, "proper"))


@lru_cache(maxsize=1024)
def place_english(name: str) -> str:
    """The English form of a place, with its noun behind: ``huyện Bình Sơn`` → ``Binh Son District``, ``Hà Nội`` → ``Ha Noi``."""
    if (province := province_by_name(name)) and province.id == "ho-chi-minh":
        return "Ho Chi Minh City"
    for kind in area_kinds().values():
        for noun in (kind.vi, *kind.prints):
            if name.casefold().startswith(noun.casefold()) and name[len(noun) :].strip() and (noun.endswith(".") or name[len(noun)] == " "):
                return kind.en.format(unmarked(name[len(noun) :].strip()))
    return unmarked(name)


@cache
def local_kinds() -> Mapping[str, LocalKind]:
    return by_id(table(LocalKind, "local"))


@cache
def _local_codes() -> Mapping[str, tuple[LocalKind, ...]]:
    return gather((code_key(c), k) for k in local_kinds().values() for c in k.codes)


@cache
def _local_names() -> Mapping[str, tuple[LocalKind, ...]]:
    rows = local_kinds().values()
    return gather((key, k) for k in rows for n in (k.vi, *k.by_area.values(), *k.aliases) for key in name_keys(n))


def local_kind_by_code(code: str) -> LocalKind | None:
    """UBND, SLĐTBXH: the kind only, never the body."""
    return only(_local_codes().get(code_key(code), ()))


def local_kind_by_name(name: str) -> LocalKind | None:
    """The kind that a whole name without its area means: ``Sở Lao động – TB&XH``. "Thành ủy" is two kinds, so none."""
    found = _local_names().get(text.key(name)) or _local_names().get(text.key(name.replace("&", " và ")))
    return only(found or ())


@cache
def _most_words() -> int:
    return max(key.count(" ") + 1 for key in _local_names())


def split_local_name(name: str) -> tuple[LocalKind, str] | None:
    """The kind that a name begins with and the rest of the name: (so-ldtbxh, ``tỉnh Quảng Ngãi``). The longest wins.

    Ask ``agency_by_name`` first: "Thanh tra Chính phủ" begins like the inspectorate of a province.
    """
    for end in reversed([m.end() for m in islice(re.finditer(r"[^\W_]+", name), _most_words())]):
        if kind := local_kind_by_name(name[:end]):
            return kind, name[end:].strip(" ,-–")
    return None


def local_body(kind_id: str, area_ids: tuple[str, ...]) -> str:
    """``("ubnd", ("quang-ngai", "binh-son"))`` → ``ubnd@quang-ngai.binh-son``. KeyError for an unknown kind."""
    return f"{local_kinds()[kind_id].id}@{'.'.join(area_ids)}"


def _area(area_id: str, date: str | None) -> tuple[str, str, str] | None:
    """(kind, Vietnamese name, English name without noun) of a province or district on a date."""
    if province := provinces().get(area_id):
        former = next((f for f in province.former if date is not None and date <= f.end[: len(date)]), None)
        kind, vi = (former.kind, former.vi) if former else (province.kind, province.vi)
        return kind, vi, province.en or unmarked(vi)
    district = districts().get(area_id)
    return (district.kind, district.vi, unmarked(district.vi)) if district else None


@lru_cache(maxsize=4096)  # the same few bodies on every page
def local_name(body_id: str, lang: Lang, date: str | None = None) -> str | None:
    """``ubnd@quang-ngai.binh-son`` → "Ủy ban nhân dân huyện Bình Sơn" / "People's Committee of Binh Son District".

    None where the kind or the area is not in the tables.
    """
    kind_id, _, area_id = body_id.partition("@")
    kind, area = local_kinds().get(kind_id), _area(area_id, date)
    if kind is None or area is None:
        return None
    noun = area_kinds()[area[0]]
    if lang == "en":
        return f"{kind.en} of {noun.en.format(area[2])}"
    name = kind.by_area.get(noun.id, kind.vi)
    return f"{name} {area[1]}" if kind.bare else f"{name} {noun.vi} {area[1]}"
