"""Bodies of the centre and their drafting units: dated names, codes, English names, succession. Local bodies are in places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from builder import text
from builder.vocabulary.tables import System, by_id, code_key, gather, name_keys, only, table


def _within(date: str, start: str | None, end: str | None) -> bool:
    """Whether a day, month or year lies in a period; each bound is compared at the coarser of the two precisions."""
    after = start is None or start[: len(date)] <= date[: len(start)]
    return after and (end is None or date[: len(end)] <= end[: len(date)])


@dataclass(frozen=True, slots=True)
class DatedName:
    """A Vietnamese name and its first and last day, as far as known (ISO, may be a year), and the instrument that gave it."""

    vi: str
    start: str | None = None
    end: str | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class EnglishName:
    """An English name, where it was read, and the days for which it alone is right."""

    text: str
    source: str
    preferred: bool = False
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class Successor:
    """``id`` took over ``scope`` ("" is all of it) on ``start``, by the instrument ``by``."""

    id: str
    scope: str
    start: str
    by: str = ""
    scope_en: str = ""


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
        held = [name.vi for name in self.names if date is not None and _within(date, name.start, name.end)]
        return held[-1] if held else self.names[-1].vi

    @property
    def english(self) -> str:
        """The English name that pages print: the form of Circular 03/2009/TT-BNG where it has one."""
        return next((name.text for name in self.en if name.preferred), self.en[0].text)

    def english_on(self, date: str | None) -> str:
        """The English of the name on that day: an Ethnic Affairs committee until 2025, a ministry after."""
        dated = (n.text for n in self.en if date is not None and (n.start or n.end) and _within(date, n.start, n.end))
        return next(dated, self.english)


@cache
def agencies() -> Mapping[str, Agency]:
    return by_id(table(Agency, "agencies"))


@cache
def _agency_codes() -> Mapping[str, tuple[Agency, ...]]:
    rows = agencies().values()
    return gather((("#" if a.numbered else "") + code_key(c), a) for a in rows for c in (*a.codes, *a.typos))


def agencies_by_code(code: str) -> tuple[Agency, ...]:
    """Every agency that prints this code: TW is printed by several bodies of the Party."""
    key = code_key(code)
    return _agency_codes().get(key, ()) or _agency_codes().get("#" + key.rstrip("0123456789ivx"), ())


def agency_by_code(code: str) -> Agency | None:
    """The one agency that prints this code (LĐTBXH, BLÐTBXH, TTg, QH14), or None where there is none or several."""
    return only(agencies_by_code(code))


@cache
def names_index() -> Mapping[str, str]:
    """``text.key`` of every Vietnamese name and alias → agency id, for scanning."""
    rows = agencies().values()
    pairs = gather((key, a.id) for a in rows for name in (*(n.vi for n in a.names), *a.aliases) for key in name_keys(name))
    return {key: ids[0] for key, ids in pairs.items() if len(ids) == 1}


@cache
def english_names_index() -> Mapping[str, str]:
    """``text.key`` of every English name and abbreviation → agency id."""
    pairs = gather((text.key(n), a.id) for a in agencies().values() for n in (*(e.text for e in a.en), a.abbr_en or "") if n)
    return {key: ids[0] for key, ids in pairs.items() if len(ids) == 1}


def agency_by_name(name: str) -> Agency | None:
    """The agency of a whole Vietnamese name, whatever its dashes, blanks, case and tone marks."""
    found = names_index().get(text.key(name)) or names_index().get(text.key(name.replace("&", " và ")))
    return agencies()[found] if found else None


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


@cache
def units() -> Mapping[str, UnitEntry]:
    return by_id(table(UnitEntry, "units"))


@cache
def _unit_codes() -> Mapping[str, tuple[UnitEntry, ...]]:
    return gather((f"{u.agency} {code_key(c)}", u) for u in units().values() for c in u.codes)


def unit_by_code(code: str, agency_id: str | None) -> UnitEntry | None:
    """The unit of that agency with this code; ``agency`` (and so ``id``) is the agency asked for. Local bodies share
    the units of their kind; every agency has a records office (VT)."""
    if agency_id is None:
        return None
    for owner in (agency_id, agency_id.partition("@")[0], "*"):
        if found := only(_unit_codes().get(f"{owner} {code_key(code)}", ())):
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
    pairs = gather((key, u.id) for u in own for n in (u.vi, *u.known, *u.aliases) for key in name_keys(n))
    return {key: ids[0] for key, ids in pairs.items() if len(ids) == 1}
