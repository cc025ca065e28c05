"""By what documents are listed: year, type, issuer, unit, addressee, topic, state. Values, their names, who stands under them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from builder import addresses, vocabulary
from builder.model import Archive, Entry, Lang
from builder.text import sort_key
from builder.vocabulary import word
from builder.write import labels
from builder.write.standing import state_of

DIMENSIONS = ("years", "types", "issuers", "units", "addressees", "topics", "statuses")
_TITLES = {"types": "listing.title_type", "addressees": "listing.title_addressee", "statuses": "listing.title_status"}
FED = frozenset({"issuers", "topics"})  # main lists: each value has a feed of its own


@dataclass(slots=True)
class Group:
    """One value of a dimension: what it is called by itself and as a title, and its documents in the order given."""

    value: str
    printed: str | None
    entries: list[Entry]


def groups(entries: Iterable[Entry], dimension: str, archive: Archive) -> dict[str, Group]:
    """By the last part of the list's address: two spellings of one body are one list."""
    found: dict[str, Group] = {}
    for entry in entries:
        for value, printed in dict(values(entry, dimension, archive)).items():
            place = addresses.body_slug(value) if dimension == "addressees" else value
            found.setdefault(place, Group(value, printed, [])).entries.append(entry)
    return found


def values(entry: Entry, dimension: str, archive: Archive) -> Iterator[tuple[str, str | None]]:
    """The values under which an entry is listed, with the printed name where there is no other."""
    match dimension:
        case "years":
            yield entry.sort_date[:4] or addresses.UNDATED, None
        case "types":
            yield from _one(entry.type)
        case "issuers":
            yield from ((ident, None) for ident in entry.issuer.joint or ((entry.issuer.id,) if entry.issuer.id else ()))
        case "units":
            yield from _one(entry.unit)
        case "addressees":
            yield from entry.addressees
        case "topics":
            yield from ((topic, None) for topic in entry.topics)
        case "statuses":
            yield from _one(state_of(entry, archive))


def _one(value: str | None) -> Iterator[tuple[str, None]]:
    if value:
        yield value, None


def label(dimension: str, group: Group, lang: Lang) -> tuple[str, Lang]:
    """What a value is called, and the language that is in."""
    value = group.value
    match dimension:
        case "years":
            return word("listing.undated", lang) if value == addresses.UNDATED else word("listing.year", lang, year=value), lang
        case "types":
            return word("kinds.news", lang) if value == "tin" else labels.type_label(value, lang), lang
        case "topics":
            known = vocabulary.topics().get(value)
            return ((known.vi if lang == "vi" else known.en) if known else value), lang
        case "statuses":
            return word(f"statuses.{value}", lang), lang
        case "units":
            unit = vocabulary.unit_by_id(value)
            return ((unit.vi if lang == "vi" else unit.en) if unit else value), lang
    return labels.issuer_text(value, group.printed, lang) or (value, "vi")


def title(dimension: str, group: Group, lang: Lang) -> tuple[str, Lang]:
    """The same as the title of its list: "2024" or "Official letter" alone says too little there."""
    shown, code = label(dimension, group, lang)
    if dimension == "years" and group.value != addresses.UNDATED:
        return word("listing.title_year", lang, value=group.value), lang
    if code == lang and dimension in _TITLES:
        return word(_TITLES[dimension], lang, value=shown), lang
    return shown, code


def ordered(found: dict[str, Group], dimension: str, lang: Lang) -> list[str]:
    """Years newest first, all else most frequent first, then in alphabetical order (that of Vietnamese)."""
    order = sorted(found, key=lambda place: sort_key(label(dimension, found[place], lang)[0]))
    return sorted(order, key=lambda p: -int(p) if dimension == "years" else -len(found[p].entries))


def years(entries: Iterable[Entry]) -> Counter[str]:
    """How many documents of each year; those without any are under ``UNDATED``."""
    counted = Counter([entry.sort_date[:4] for entry in entries])
    return Counter({year or addresses.UNDATED: count for year, count in counted.items()})
