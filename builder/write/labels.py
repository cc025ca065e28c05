"""Values of a record as words of one language: names of types and issuers, numbers, dates, citations. Never invents a title."""

from __future__ import annotations

import re
from functools import lru_cache

from builder import grammar, vocabulary
from builder.model import Disputed, Entry, Foreign, Inline, Issuer, Lang, Number, NumberEntry, NumberLine, Text, Variant
from builder.vocabulary import word
from builder.write.titles import calm

_remembered = lru_cache(maxsize=1024)  # a document, its issuer and its title are named on a dozen pages, and on each of them often
_YEAR = re.compile(r"(?<=-)(?:19|20)\d\d$")


def type_label(type_id: str | None, lang: Lang) -> str:
    """ "Công văn" / "Official letter"; a dash where the type is unknown."""
    known = vocabulary.types().get(type_id or "")
    return (known.vi if lang == "vi" else known.en) if known else word("value.unknown", lang)


def number_text(number: Number, lang: Lang) -> str:
    """The number as it is; what is printed of a blank one; "not numbered"."""
    if number.norm:
        return number.norm
    if number.status == "blank" and number.printed:
        return word("number.blank_printed", lang, symbol=number.printed.partition("/")[1] + number.printed.partition("/")[2])
    return word(f"number.{number.status}", lang)


@_remembered
def issuer_text(ident: str | None, name: str | None, lang: Lang, date: str | None = None) -> tuple[str, Lang] | None:
    """An issuer's name and the language it is in: English where the register knows it, else as printed."""
    agency = vocabulary.agencies().get(ident or "")
    if agency:
        if lang == "en":
            return agency.english, "en"
        if name is None or name.isascii() or name.isupper():  # "Prime Minister" in a text in English, a line in capitals
            return agency.name_on(date), "vi"
        return name, "vi"
    local = vocabulary.local_name(ident, lang, date) if ident and "@" in ident else None
    if local:
        return local, lang
    unit = vocabulary.unit_by_id(ident) if ident and "." in ident else None
    if unit and lang == "en":
        return unit.en, "en"
    return (name, "vi") if name else None


@_remembered
def issuer_of(issuer: Issuer, lang: Lang, date: str | None = None) -> tuple[str, Lang] | None:
    """One body, or all that issued it together."""
    names = [name for name, code in issuers_of(issuer, lang, date) if code == lang]
    if issuer.joint and len(names) == len(issuer.joint):
        return "; ".join(names), lang
    return issuer_text(issuer.id, issuer.name, lang, date)


def issuers_of(issuer: Issuer, lang: Lang, date: str | None = None) -> list[tuple[str, Lang]]:
    """The bodies of a joint document, each under its own name."""
    return [found for ident in issuer.joint if (found := issuer_text(ident, None, lang, date))]


def disputed_value(found: Disputed, lang: Lang) -> str:
    """A confirmed value as it is shown elsewhere: names for ids, dates in words."""
    if found.field == "type":
        return type_label(found.confirmed, lang)
    if found.field == "issuer":
        known = issuer_text(found.confirmed, None, lang)
        return known[0] if known else found.confirmed
    return date_text(found.confirmed, lang) if found.field == "date" else found.confirmed


def date_text(value: str | None, lang: Lang) -> str:
    return grammar.long_date(value, lang) if value else word("date.unknown", lang)


def office(title: str, lang: Lang) -> str | None:
    """An office as it is written in running text; in English only where the table has it."""
    known = vocabulary.title_by_print(title)
    return (known.vi if lang == "vi" else known.en) if known else vi_title(title) if lang == "vi" else None


@_remembered
def vi_title(text: str) -> str:
    """A subject as a heading: a capital in front, no full stop, whole lines of capitals as a sentence where that is safe."""
    quiet = calm(text)
    quiet = quiet.removesuffix(".") if not quiet.endswith("..") else quiet
    return quiet[:1].upper() + quiet[1:]


def title(entry: Entry, lang: Lang) -> tuple[str, Lang]:
    """A document's title in a list: the English where an editor gave one, else the Vietnamese."""
    if lang == "en" and entry.title_en:
        return entry.title_en[:1].upper() + entry.title_en[1:], "en"
    return vi_title(entry.title_vi), "en" if entry.title_en == entry.title_vi else "vi"  # an original in English has but one title


def spoken(found: tuple[str, Lang] | None, lang: Lang) -> Inline:
    """Words on a page of ``lang`` that may be in the other language, and then say so; a dash for none."""
    text, code = found or ("–", lang)
    return Text(text) if code == lang else Foreign(code, (Text(text),))


@_remembered
def citation(type_id: str | None, number: str | None, date: str | None, issuer: str | None, lang: Lang) -> str:
    """ "Công văn số 2637/LĐTBXH-HTQT ngày 28 tháng 6 năm 2017 của Bộ …" from what is known of it, and no more (Decree 30/2020, II.II.6)."""
    kind = type_label(type_id, lang)
    if lang == "en":
        parts = [f"{kind} No. {number}" if number else kind, f"of {grammar.long_date(date, lang)}" if date else ""]
        return " ".join(p for p in parts if p) + (f", {issuer}" if issuer else "")
    when = ("ngày " if date and len(date) == 10 else "") + (grammar.long_date(date, lang) if date else "")
    parts = [f"{kind} số {number}" if number else kind, when, f"của {issuer}" if issuer else ""]
    return " ".join(p for p in parts if p)


def entry_citation(entry: Entry, lang: Lang) -> str:
    issuer = issuer_of(entry.issuer, lang, entry.date)
    return citation(entry.type, entry.number.norm, entry.date, issuer[0] if issuer else None, lang)


def variant_citation(number: NumberEntry, variant: Variant | None, lang: Lang) -> str:
    """What is known of a document that is not held, as one line."""
    if number.number is None:
        return instrument_name(number, lang)
    issuer = issuer_text(variant.issuer, variant.issuer_printed, lang, variant.date) if variant else None
    return citation(number.type, number.number, variant.date if variant else None, issuer[0] if issuer else None, lang)


def instrument_name(number: NumberEntry | NumberLine, lang: Lang) -> str:
    """A named instrument: its whole name and its English from the register, else as it was cited."""
    known = vocabulary.instrument_by_name(number.name or "")
    shown = (known.en if lang == "en" else known.vi) if known else number.name or number.slug
    year = _YEAR.search(number.slug)
    if known is None or year is None or year[0] in shown:
        return shown
    return f"{shown} ({year[0]})" if lang == "en" else f"{shown} năm {year[0]}"  # "Luật … năm 1996" is not the one of 2015


def number_label(number: NumberEntry | NumberLine, lang: Lang) -> tuple[str, Lang]:
    """ "Quyết định số 145/QĐ-TTg" / "Decision No. 145/QĐ-TTg", or the instrument's name, and the language that is in."""
    if number.number is None:
        known = vocabulary.instrument_by_name(number.name or "")
        return instrument_name(number, lang), lang if known else "vi"
    if number.type is None:
        return word("number_page.title", lang, number=number.number), lang
    return word("number_page.title_typed", lang, type=type_label(number.type, lang), number=number.number), lang


def short_date(entry: Entry, lang: Lang) -> str:
    """The date in a table: the document's own, else the event's, else a dash."""
    value = entry.date or entry.sort_date or None
    return grammar.short_date(value, lang) if value else "–"
