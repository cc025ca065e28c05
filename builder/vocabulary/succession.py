"""What became of a body: its names in the order of time, who took over what and by what instrument, for the centre and for local bodies.

Only what a table says; a body of a district that ended has no heir, and that is said too. Links bodies, never documents.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from builder.vocabulary.bodies import DatedName, agencies
from builder.vocabulary.places import local_body, local_kinds, local_name, provinces
from builder.vocabulary.tables import Lang, by_id, gather, table


@dataclass(frozen=True, slots=True)
class Change:
    """A change of many bodies at once (``merged``, ``districts``): the day it began and the instrument that made it."""

    id: str
    start: str
    by: str


@dataclass(frozen=True, slots=True)
class Heir:
    """``id`` has had ``scope`` ("" is all of it) since ``start``, by the instrument ``by`` ("" where no table says it)."""

    id: str
    start: str
    by: str = ""
    scope: str = ""
    scope_en: str = ""


@cache
def changes() -> Mapping[str, Change]:
    return by_id(table(Change, "provinces", "changes"))


def names_of(ident: str, lang: Lang) -> tuple[DatedName, ...]:
    """The names of a body, oldest first, in one language; () where no table has it. English names that no day is known of are one."""
    agency = agencies().get(ident)
    if agency and lang == "vi":
        return agency.names
    if agency:
        english = [DatedName(agency.english_on(n.start or n.end), n.start, n.end, n.by) for n in agency.names]
        return tuple(english)
    return tuple(_local_names(ident, lang))


def _local_names(ident: str, lang: Lang) -> Iterator[DatedName]:
    kind_id, _, area = ident.partition("@")
    kind, province = local_kinds().get(kind_id), provinces().get(area)
    if kind is None or local_name(ident, lang) is None:
        return
    end = min((d for d in (kind.end, province.end if province else changes_day_before("districts")) if d), default=None)
    start = kind.start
    for former in province.former if province else ():
        yield DatedName(local_name(ident, lang, former.end) or "", start, former.end)
        start, by = _day_after(former.end), former.by
        yield DatedName(local_name(ident, lang) or "", start, end, by)
        return
    yield DatedName(local_name(ident, lang) or "", start, end)


def changes_day_before(change: str) -> str:
    return (datetime.date.fromisoformat(changes()[change].start) - datetime.timedelta(days=1)).isoformat()


def _day_after(day: str) -> str:
    return (datetime.date.fromisoformat(day) + datetime.timedelta(days=1)).isoformat()


@cache
def heirs(ident: str) -> tuple[Heir, ...]:
    """Who took over from a body directly, in the order of time; a local body's kind ends first, then its province joins another."""
    agency = agencies().get(ident)
    if agency:
        return tuple(Heir(s.id, s.start, s.by, s.scope, s.scope_en) for s in agency.successors)
    kind_id, _, area = ident.partition("@")
    kind, province = local_kinds().get(kind_id), provinces().get(area.partition(".")[0])
    if kind is None or province is None:
        return ()
    if kind.successor and kind.end:
        return (Heir(local_body(kind.successor, (area,)), _day_after(kind.end)),)
    if "." not in area and province.current != province.id:
        merged = changes()["merged"]
        return (Heir(local_body(kind_id, (province.current,)), merged.start, merged.by),)
    return ()


@cache
def today(ident: str) -> tuple[Heir, ...]:
    """Who has a body's tasks today: heirs of heirs, each with the scope that led to it; () where the body
    still exists, or ended with no heir."""
    found: list[Heir] = []
    for heir in heirs(ident) if not ended(ident) else ():
        later = today(heir.id)
        found += [Heir(h.id, h.start, h.by, heir.scope or h.scope, heir.scope_en or h.scope_en) for h in later] or [heir]
    return tuple(found)


def ended(ident: str) -> Change | None:
    """The change that ended a body and all its heirs: those of districts, on 1 July 2025."""
    kind, _, area = ident.partition("@")
    return changes()["districts"] if kind in local_kinds() and "." in area else None


@cache
def _forebears() -> Mapping[str, tuple[Heir, ...]]:
    pairs = [(h.id, Heir(a.id, h.start, h.by, h.scope, h.scope_en)) for a in agencies().values() for h in heirs(a.id)]
    return gather(pairs)


def forebears(ident: str) -> tuple[Heir, ...]:
    """The bodies that one took over from, in the order of the tables: kinds before its own, the same of provinces that joined its own."""
    if ident in agencies():
        return _forebears().get(ident, ())
    kind_id, _, area = ident.partition("@")
    if kind_id not in local_kinds() or not area:
        return ()
    kinds = [k.id for k in local_kinds().values() if k.successor == kind_id]
    bodies = [local_body(k, (area,)) for k in kinds]
    bodies += [local_body(kind_id, (p.id,)) for p in provinces().values() if p.current == area and p.id != area]
    return tuple(Heir(b, h.start, h.by) for b in bodies for h in heirs(b) if h.id == ident)
