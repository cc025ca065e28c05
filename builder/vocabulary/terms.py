"""Policy fields, terms, abbreviations, and the instruments that texts cite by name. Never scans a text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from builder import text
from builder.vocabulary.tables import by_id, gather, load, marked, only, table


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
class Everyday:
    """Names of one thing: the one that texts write first, then what people say."""

    vi: tuple[str, ...]
    en: tuple[str, ...] = ()


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
    return by_id(table(PolicyField, "topics"))


@cache
def glossary() -> tuple[Term, ...]:
    return table(Term, "glossary")


@cache
def abbreviations() -> Mapping[str, Abbreviation]:
    """As printed → what it stands for."""
    return {a.abbr: a for a in table(Abbreviation, "abbreviations")}


@cache
def everyday() -> tuple[Everyday, ...]:
    return table(Everyday, "everyday")


@cache
def instruments() -> Mapping[str, Instrument]:
    return by_id(table(Instrument, "instruments"))


@cache
def _instrument_names() -> Mapping[str, tuple[Instrument, ...]]:
    return gather((marked(n), i) for i in instruments().values() for n in (i.vi, *i.aliases, *i.abbreviations))


def instrument_by_name(name: str) -> Instrument | None:
    """The instrument of a whole title: "Luật Giáo dục" is not "Luật Phổ biến, giáo dục pháp luật"."""
    return only(_instrument_names().get(marked(name), ()))


def instrument_by_number(number: str) -> tuple[Instrument, Version] | None:
    """The title and version of a law's number."""
    return next(((i, v) for i in instruments().values() for v in i.versions if v.number == number), None)


@cache
def news_words() -> NewsWords:
    tables = load("news")
    return NewsWords(*(frozenset(map(text.key, tables[section])) for section in ("menu", "sections")))
