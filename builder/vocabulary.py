"""What the field knows, as tables and look-ups: types, agencies, places, units, marks, terms, words for pages.

Reads ``vocabulary/*.yml`` once. Guesses nothing: a look-up gives the one entry that fits, or None. Never reads a document.
"""

from __future__ import annotations

import hashlib
import re
import types as pytypes
import typing
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass, field, fields, is_dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeVar

import yaml

from builder import text

Lang = Literal["vi", "en"]
System = Literal["state", "party"]
T = TypeVar("T")
_TABLES = Path(__file__).with_name("vocabulary")


# --- entries: one dataclass for each kind of row ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DocType:
    """A kind of document. ``abbr`` is its mark in a symbol of the state, ``abbr_party`` in one of the Party."""

    id: str
    vi: str
    en: str
    classes: tuple[str, ...]
    src: tuple[str, ...]
    abbr: tuple[str, ...] = ()
    abbr_party: tuple[str, ...] = ()
    abbr_old: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    note: str = ""

    @property
    def normative(self) -> bool:
        """Whether documents of this kind can be legal normative ones today."""
        return "normative" in self.classes

    def class_of(self, *, year: bool, party: bool) -> str:
        """The class of one document: a year inside its number makes a decision or resolution normative (36/2013/QĐ-UBND)."""
        wanted = ("party",) if party else ("normative", "normative-historical") if year else ("admin",)
        return next((c for c in wanted if c in self.classes), self.classes[0])


@dataclass(frozen=True, slots=True)
class DatedName:
    """A Vietnamese name and its first and last day, as far as known (ISO, may be a year)."""

    vi: str
    start: str | None = None
    end: str | None = None

    def holds_on(self, date: str) -> bool:
        """Compares at the coarser of the two precisions."""
        after = self.start is None or self.start[: len(date)] <= date[: len(self.start)]
        return after and (self.end is None or date[: len(self.end)] <= self.end[: len(date)])


@dataclass(frozen=True, slots=True)
class EnglishName:
    text: str
    source: str
    preferred: bool = False


@dataclass(frozen=True, slots=True)
class Successor:
    """``id`` took over ``scope`` ("" is all of it) on ``start``, by the instrument ``by``."""

    id: str
    scope: str
    start: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class Agency:
    """A body of the centre. ``codes`` as printed in symbols; ``numbered`` when a term of office follows (QH14)."""

    id: str
    names: tuple[DatedName, ...]
    en: tuple[EnglishName, ...]
    level: Literal["central", "ministry", "unit", "social", "party", "international"]
    abbr_en: str | None = None
    codes: tuple[str, ...] = ()
    typos: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    successors: tuple[Successor, ...] = ()
    system: System = "state"
    parent: str | None = None
    numbered: bool = False
    examples: tuple[str, ...] = ()
    code_examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()
    note: str = ""

    def name_on(self, date: str | None) -> str:
        """The Vietnamese name on an ISO date (or year, or month); without one, or outside all of them, the newest."""
        held = [name.vi for name in self.names if date is not None and name.holds_on(date)]
        return held[-1] if held else self.names[-1].vi

    @property
    def english(self) -> str:
        """The English name that pages print: the form of Circular 03/2009/TT-BNG where it has one."""
        return next((name.text for name in self.en if name.preferred), self.en[0].text)


@dataclass(frozen=True, slots=True)
class LocalKind:
    """A kind of local body, ``ubnd``. ``bare``: its area follows without its noun (Tỉnh ủy Quảng Ngãi)."""

    id: str
    vi: str
    en: str
    codes: tuple[str, ...]
    areas: tuple[str, ...]
    src: tuple[str, ...]
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
    vi: str
    kind: str
    end: str


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
class UnitEntry:
    """A drafting unit. ``id`` is its agency's id, a dot, the slug of its first code: ``vn-molisa.htqt``."""

    agency: str
    codes: tuple[str, ...]
    vi: str
    en: str
    src: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    name_examples: tuple[str, ...] = ()
    note: str = ""

    @property
    def code(self) -> str:
        return self.codes[0]

    @property
    def id(self) -> str:
        return f"{self.agency}.{text.slug(self.codes[0])}"


@dataclass(frozen=True, slots=True)
class Authority:
    """By what right somebody signs: KT., ký thay."""

    id: str
    code: str
    prints: tuple[str, ...]
    vi: str
    en: str
    src: tuple[str, ...]
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Label:
    """A Vietnamese word with its English: an office, the head noun of a unit."""

    vi: str
    en: str
    src: tuple[str, ...]
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stamp:
    """A mark on a document: urgency, secrecy (never published), circulation (held for an editor)."""

    id: str
    kind: Literal["urgency", "secrecy", "circulation"]
    vi: str
    en: str
    src: tuple[str, ...]
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Purpose:
    """Why a recipient gets a copy."""

    id: str
    vi: str
    en: str
    prints: tuple[str, ...]
    src: tuple[str, ...]
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()


# --- reading the tables ---------------------------------------------------------------------------------------------


class _Loader(yaml.CSafeLoader):
    """Refuses a key that is there twice: the second would silently win."""


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[Any, Any]:
    keys = [key.value for key, _ in node.value]
    for key in keys:
        if keys.count(key) > 1:
            raise yaml.constructor.ConstructorError(None, None, f"key {key!r} is there twice", node.start_mark)
    return dict(loader.construct_pairs(node, deep=True))


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


@cache
def _file(name: str) -> Any:
    return yaml.load((_TABLES / f"{name}.yml").read_bytes(), Loader=_Loader)


def _entry(hint: Any, value: Any, where: str) -> Any:
    """``value`` as the annotated type says, or a ValueError that names the table, the entry and the field."""
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if is_dataclass(hint) and isinstance(value, dict):
        return _row(typing.cast(type[Any], hint), value, where)
    if origin is tuple and isinstance(value, list):
        return tuple(_entry(args[0], item, where) for item in value)
    if origin is Mapping and isinstance(value, dict):
        return pytypes.MappingProxyType(value)
    allowed = args if origin in (pytypes.UnionType, typing.Union) else (hint,)
    if (origin is Literal and value in args) or (isinstance(value, str | bool | int) and type(value) in allowed):
        return value
    raise ValueError(f"{where}: {value!r} is not {hint}")


def _row(cls: type[T], raw: Mapping[str, Any], where: str) -> T:
    """One row of a table. ``not`` is the tables' word for counterexamples."""
    named = {"counterexamples" if key == "not" else key: value for key, value in raw.items()}
    hints = typing.get_type_hints(cls)
    known = {f.name: f.default is f.default_factory is MISSING for f in fields(typing.cast(Any, cls))}
    where = f"{where} {raw.get('id') or raw.get('vi') or raw.get('text') or ''}"
    if wrong := [k for k in named if k not in known] + [k for k, needed in known.items() if needed and k not in named]:
        raise ValueError(f"{where}: unknown or missing {', '.join(wrong)}")
    return cls(**{key: _entry(hints[key], value, f"{where}.{key}") for key, value in named.items()})


def _table(cls: type[T], file: str, section: str | None = None) -> tuple[T, ...]:
    rows = _file(file) if section is None else _file(file)[section]
    return tuple(_row(cls, row, f"{file}.yml") for row in rows)


def _by_id(rows: Iterable[T]) -> Mapping[str, T]:
    """Rows in the order of their table, by id. Raises ValueError where two have one id."""
    found: dict[str, T] = {}
    for row in rows:
        name = typing.cast(Any, row).id
        if name in found:
            raise ValueError(f"two entries have the id {name!r}")
        found[name] = row
    return pytypes.MappingProxyType(found)


def _gather(pairs: Iterable[tuple[str, T]]) -> Mapping[str, tuple[T, ...]]:
    """Every entry that a key leads to, each once, in the order of the table."""
    found: dict[str, tuple[T, ...]] = {}
    for key, entry in pairs:
        if entry not in found.get(key, ()):
            found[key] = (*found.get(key, ()), entry)
    return found


def _only(found: tuple[T, ...]) -> T | None:
    return found[0] if len(found) == 1 else None


def fingerprint() -> str:
    """SHA-256 over all tables, by name: records say which tables they were read with."""
    digest = hashlib.sha256()
    for path in sorted(_TABLES.glob("*.yml")):
        digest.update(f"{path.name}\0".encode() + path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()


# --- keys -----------------------------------------------------------------------------------------------------------


def _marked(s: str) -> str:
    """A key that keeps the marks (mật is not mặt) and ignores case, blanks, the tone's place and look-alikes."""
    return text.same_tone(text.collapse(text.nfc(s).translate(text.LOOKALIKES)).lower()).strip(" .:;")


def _code(s: str) -> str:
    """A key of letters and digits: BLÐTBXH, BLĐTB&XH and BLDTBXH are one code."""
    return "".join(c for c in text.fold(s.translate(text.LOOKALIKES)) if c.isalnum())


def _name_keys(name: str) -> Iterator[str]:
    """The keys under which a name is looked up: "Lao động & Xã hội" is "Lao động và Xã hội"."""
    yield text.key(name)
    if "&" in name:
        yield text.key(name.replace("&", " và "))
    elif " và " in name:
        yield text.key(name.replace(" và ", " & "))


# --- types ----------------------------------------------------------------------------------------------------------


@cache
def types() -> Mapping[str, DocType]:
    return _by_id(_table(DocType, "types"))


@cache
def _type_words() -> Mapping[str, tuple[DocType, ...]]:
    return _gather((key(word), t) for t in types().values() for word in (t.vi, *t.also) for key in (_marked, lambda w: "~" + text.fold(w)))


def type_by_word(word: str) -> DocType | None:
    """The kind that a whole word or phrase names, in any case. Without any marks it is compared without marks."""
    marked = _marked(word)
    return _only(_type_words().get(marked, ())) or (_only(_type_words().get("~" + marked, ())) if marked.isascii() else None)


@cache
def _type_abbreviations(system: System) -> Mapping[str, tuple[DocType, ...]]:
    def marks(t: DocType) -> tuple[str, ...]:
        return t.abbr_party if system == "party" else t.abbr + t.abbr_old

    rows = tuple(types().values())
    return _gather([(a, t) for t in rows for a in marks(t)] + [("~" + _code(a), t) for t in rows for a in marks(t)])


def types_by_abbr(abbr: str, system: System) -> tuple[DocType, ...]:
    """Every kind with this mark in a symbol: HD is one, HĐ another, the Party's QĐ two. An ASCII mark that is none of
    them as it stands (QD, ND, TTLT) is compared without marks."""
    exact = abbr.translate(text.LOOKALIKES)
    table = _type_abbreviations(system)
    return table.get(exact, ()) or (table.get("~" + _code(exact), ()) if exact.isascii() else ())


# --- agencies -------------------------------------------------------------------------------------------------------


@cache
def agencies() -> Mapping[str, Agency]:
    return _by_id(_table(Agency, "agencies"))


@cache
def _agency_codes() -> Mapping[str, tuple[Agency, ...]]:
    rows = agencies().values()
    return _gather((("#" if a.numbered else "") + _code(c), a) for a in rows for c in (*a.codes, *a.typos))


def agencies_by_code(code: str) -> tuple[Agency, ...]:
    """Every agency that prints this code: TW is printed by several bodies of the Party."""
    key = _code(code)
    term = re.sub(r"[0-9ivx]+$", "", key)
    return _agency_codes().get(key, ()) or _agency_codes().get("#" + term, ())


def agency_by_code(code: str) -> Agency | None:
    """The one agency that prints this code (LĐTBXH, BLÐTBXH, TTg, QH14), or None where there is none or several."""
    return _only(agencies_by_code(code))


@cache
def names_index() -> Mapping[str, str]:
    """``text.key`` of every Vietnamese name and alias → agency id, for scanning."""
    rows = agencies().values()
    pairs = _gather((key, a.id) for a in rows for name in (*(n.vi for n in a.names), *a.aliases) for key in _name_keys(name))
    return {key: ids[0] for key, ids in pairs.items() if len(ids) == 1}


@cache
def english_names_index() -> Mapping[str, str]:
    """``text.key`` of every English name and abbreviation → agency id."""
    pairs = _gather((text.key(n), a.id) for a in agencies().values() for n in (*(e.text for e in a.en), a.abbr_en or "") if n)
    return {key: ids[0] for key, ids in pairs.items() if len(ids) == 1}


def agency_by_name(name: str) -> Agency | None:
    """The agency of a whole Vietnamese name, whatever its dashes, blanks, case and tone marks."""
    found = names_index().get(text.key(name)) or names_index().get(text.key(name.replace("&", " và ")))
    return agencies()[found] if found else None


# --- places ---------------------------------------------------------------------------------------------------------


@cache
def area_kinds() -> Mapping[str, AreaKind]:
    return _by_id(_table(AreaKind, "provinces", "area_kinds"))


@cache
def provinces() -> Mapping[str, Province]:
    return _by_id(replace(p, current=p.current or p.id) for p in _table(Province, "provinces", "provinces"))


@cache
def districts() -> Mapping[str, District]:
    return _by_id(_table(District, "provinces", "districts"))


def _with_nouns(name: str, kinds: Iterable[AreaKind]) -> Iterator[str]:
    yield text.key(name)
    for kind in kinds:
        yield from (text.key(f"{noun} {name}") for noun in (kind.vi, *kind.prints))


@cache
def _province_names() -> Mapping[str, tuple[Province, ...]]:
    kinds = [k for k in area_kinds().values() if k.level == "province"]
    rows = provinces().values()
    names = ((name, p) for p in rows for name in (p.vi, *(f.vi for f in p.former), *p.aliases))
    return _gather((key, p) for name, p in names for key in _with_nouns(name, kinds))


def province_by_name(name: str) -> Province | None:
    """``tỉnh Quảng Ngãi``, ``TP. Hồ Chí Minh``, ``Thừa Thiên - Huế``: a whole name, with or without its noun."""
    return _only(_province_names().get(text.key(name), ()))


def district_by_name(name: str, province_id: str) -> District | None:
    """A district of that province, with or without its noun. District names are not unique over the country."""
    key = text.key(name)
    inside = [d for d in districts().values() if d.id.startswith(f"{province_id}.")]
    return _only(tuple(d for d in inside for n in (d.vi, *d.aliases) if key in _with_nouns(n, [area_kinds()[d.kind]])))


def unmarked(s: str) -> str:
    """Latin letters without marks, case kept: ``Đà Nẵng`` → ``Da Nang``."""
    bare = "".join(c for c in unicodedata.normalize("NFD", s) if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", bare).replace("Đ", "D").replace("đ", "d")


def place_english(name: str) -> str:
    """The English form of a place, with its noun behind: ``huyện Bình Sơn`` → ``Binh Son District``, ``Hà Nội`` → ``Ha Noi``."""
    if (province := province_by_name(name)) and province.id == "ho-chi-minh":
        return "Ho Chi Minh City"
    for kind in area_kinds().values():
        for noun in (kind.vi, *kind.prints):
            if name.casefold().startswith(noun.casefold()) and name[len(noun) :].strip() and (noun.endswith(".") or name[len(noun)] == " "):
                return kind.en.format(unmarked(name[len(noun) :].strip()))
    return unmarked(name)


# --- local bodies ---------------------------------------------------------------------------------------------------


@cache
def local_kinds() -> Mapping[str, LocalKind]:
    return _by_id(_table(LocalKind, "local"))


@cache
def _local_codes() -> Mapping[str, tuple[LocalKind, ...]]:
    return _gather((_code(c), k) for k in local_kinds().values() for c in k.codes)


@cache
def _local_names() -> Mapping[str, tuple[LocalKind, ...]]:
    rows = local_kinds().values()
    return _gather((key, k) for k in rows for n in (k.vi, *k.by_area.values(), *k.aliases) for key in _name_keys(n))


def local_kind_by_code(code: str) -> LocalKind | None:
    """UBND, SLĐTBXH: the kind only, never the body."""
    return _only(_local_codes().get(_code(code), ()))


def local_kind_by_name(name: str) -> LocalKind | None:
    """The kind that a whole name without its area means: ``Sở Lao động – TB&XH``. "Thành ủy" is two kinds, so none."""
    found = _local_names().get(text.key(name)) or _local_names().get(text.key(name.replace("&", " và ")))
    return _only(found or ())


def split_local_name(name: str) -> tuple[LocalKind, str] | None:
    """The kind that a name begins with and the rest of the name: (so-ldtbxh, ``tỉnh Quảng Ngãi``). The longest wins.

    Ask ``agency_by_name`` first: "Thanh tra Chính phủ" begins like the inspectorate of a province.
    """
    for end in reversed([m.end() for m in re.finditer(r"[^\W_]+", name)]):
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


# --- units ----------------------------------------------------------------------------------------------------------


@cache
def units() -> Mapping[str, UnitEntry]:
    return _by_id(_table(UnitEntry, "units"))


@cache
def _unit_codes() -> Mapping[str, tuple[UnitEntry, ...]]:
    return _gather((f"{u.agency} {_code(c)}", u) for u in units().values() for c in u.codes)


def unit_by_code(code: str, agency_id: str | None) -> UnitEntry | None:
    """The unit of that agency with this code; ``agency`` (and so ``id``) is the agency asked for. Local bodies share
    the units of their kind; every agency has a records office (VT)."""
    if agency_id is None:
        return None
    for owner in (agency_id, agency_id.partition("@")[0], "*"):
        if found := _only(_unit_codes().get(f"{owner} {_code(code)}", ())):
            return replace(found, agency=agency_id)
    return None


def unit_by_id(unit_id: str) -> UnitEntry | None:
    """The unit of an id as ``unit_by_code`` makes them."""
    agency_id, _, code = unit_id.rpartition(".")
    return unit_by_code(code, agency_id)


@cache
def unit_names_index(agency_id: str = "vn-molisa") -> Mapping[str, str]:
    """``text.key`` of the names of one agency's units → unit id, for scanning. Other agencies have a Vụ Pháp chế too."""
    own = (u for u in units().values() if u.agency == agency_id)
    pairs = _gather((key, u.id) for u in own for n in (u.vi, *u.known, *u.aliases) for key in _name_keys(n))
    return {key: ids[0] for key, ids in pairs.items() if len(ids) == 1}


# --- signing, marks, purposes ---------------------------------------------------------------------------------------


@cache
def authorities() -> Mapping[str, Authority]:
    return _by_id(_table(Authority, "authority", "authorities"))


def authority_by_print(printed: str) -> Authority | None:
    """``KT.``, ``K/T``: by what right somebody signs."""
    return next((a for a in authorities().values() if _code(printed) in map(_code, a.prints)), None)


@cache
def titles() -> tuple[Label, ...]:
    return _table(Label, "authority", "titles")


@cache
def unit_heads() -> tuple[Label, ...]:
    """Head nouns of units (Vụ, Cục, Trung tâm), longer ones before those they contain."""
    return _table(Label, "authority", "unit_heads")


def title_english(title: str) -> str | None:
    """The English of an office (``PHÓ CHỦ TỊCH``), None where it is not in the table."""
    return next((t.en for t in titles() if _marked(title) in map(_marked, (t.vi, *t.also))), None)


@cache
def _stamps() -> tuple[Stamp, ...]:
    return _table(Stamp, "authority", "stamps")


def urgency() -> Mapping[str, Stamp]:
    return _by_id(s for s in _stamps() if s.kind == "urgency")


def secrecy() -> Mapping[str, Stamp]:
    return _by_id(s for s in _stamps() if s.kind == "secrecy")


def circulation() -> Mapping[str, Stamp]:
    return _by_id(s for s in _stamps() if s.kind == "circulation")


def stamp_by_print(printed: str) -> Stamp | None:
    """A whole line that is a mark of urgency, secrecy or circulation. Marks count: ``MẬT`` is not ``mặt``."""
    return next((s for s in _stamps() if _marked(printed) == _marked(s.vi)), None)


@cache
def purposes() -> Mapping[str, Purpose]:
    return _by_id(_table(Purpose, "authority", "purposes"))


def purpose_by_print(printed: str) -> Purpose | None:
    """``để b/c``, ``(để báo cáo);``: why a recipient gets a copy."""
    key = text.key(printed).removeprefix("de ")
    return next((p for p in purposes().values() if key in map(text.key, p.prints)), None)


# --- relations ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RelationKind:
    """How documents stand to each other; ``inv`` is the same seen from the other one."""

    id: str
    inv: str
    vi: str
    inv_vi: str
    en: str
    inv_en: str
    confidence: Literal["auto", "title", "review"]
    cue: str = ""


@cache
def relations() -> Mapping[str, RelationKind]:
    return _by_id(_table(RelationKind, "relations"))


def relation_label(relation_id: str, lang: Lang) -> str:
    """The label of a relation or of an inverse (``implements``, ``implemented_by``). KeyError for an unknown one."""
    if kind := relations().get(relation_id):
        return kind.vi if lang == "vi" else kind.en
    kind = {r.inv: r for r in relations().values()}[relation_id]
    return kind.inv_vi if lang == "vi" else kind.inv_en


# --- words of pages -------------------------------------------------------------------------------------------------


@cache
def words() -> Mapping[str, Mapping[str, Any]]:
    """key → {vi, en}: sentences with {fields}; ``en`` may be {one, other}."""
    return typing.cast(Mapping[str, Mapping[str, Any]], _file("interface"))


def _count(value: int | str, lang: Lang) -> str:
    if isinstance(value, str):
        return value
    return f"{value:,}" if lang == "en" else f"{value:,}".replace(",", ".")


def word(key: str, lang: Lang, **values: int | str) -> str:
    """A word or sentence of a page, its fields filled; whole numbers are grouped (1.835 / 1,835). KeyError for an
    unknown key or a field without a value. Years are handed over as strings."""
    sentence = words()[key][lang]
    if not isinstance(sentence, str):
        sentence = sentence["one" if values["n"] == 1 else "other"]
    return typing.cast(str, sentence).format_map({name: _count(value, lang) for name, value in values.items()})


# --- policy fields, terms, instruments ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PolicyField:
    """A topic. ``units`` are codes of units that work on it, ``terms`` lower-case words that show it in a text."""

    id: str
    vi: str
    en: str
    units: tuple[str, ...]
    terms: tuple[str, ...]
    src: tuple[str, ...]
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """A term of labour policy: the English that pages use, and other forms that a translation may use."""

    vi: str
    en: str
    src: tuple[str, ...]
    alt: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Abbreviation:
    abbr: str
    vi: str
    en: str
    src: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """One law that bore a title: the year of its passing, its number and date where sure."""

    year: int
    number: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Instrument:
    """What texts cite by name. ``approved_by`` is the number of the decision behind a strategy."""

    id: str
    vi: str
    en: str
    src: tuple[str, ...]
    type: str | None = None
    issuer: str | None = None
    versions: tuple[Version, ...] = ()
    aliases: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    approved_by: str | None = None
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NewsWords:
    """``text.key`` of what a page prints around a news item: words of its menu, names of its sections."""

    menu: frozenset[str]
    sections: frozenset[str]


@cache
def topics() -> Mapping[str, PolicyField]:
    return _by_id(_table(PolicyField, "topics"))


@cache
def glossary() -> tuple[Term, ...]:
    return _table(Term, "glossary")


@cache
def abbreviations() -> Mapping[str, Abbreviation]:
    """As printed → what it stands for."""
    return {a.abbr: a for a in _table(Abbreviation, "abbreviations")}


@cache
def instruments() -> Mapping[str, Instrument]:
    return _by_id(_table(Instrument, "instruments"))


@cache
def _instrument_names() -> Mapping[str, tuple[Instrument, ...]]:
    return _gather((_marked(n), i) for i in instruments().values() for n in (i.vi, *i.aliases, *i.abbreviations))


def instrument_by_name(name: str) -> Instrument | None:
    """The instrument of a whole title: "Luật Giáo dục" is not "Luật Phổ biến, giáo dục pháp luật"."""
    return _only(_instrument_names().get(_marked(name), ()))


def instrument_by_number(number: str) -> tuple[Instrument, Version] | None:
    """The title and version of a law's number."""
    return next(((i, v) for i in instruments().values() for v in i.versions if v.number == number), None)


@cache
def news_words() -> NewsWords:
    tables = _file("news")
    return NewsWords(*(frozenset(map(text.key, tables[section])) for section in ("menu", "sections")))


@cache
def _english_types() -> Mapping[str, tuple[str, ...]]:
    return _gather((text.key(t.en), t.id) for t in types().values())


def type_by_english(word: str) -> str | None:
    """The id of the kind that an English label names: ``Decree``, ``official letter``."""
    return _only(_english_types().get(text.key(word), ()))
