"""What an editor should look at in a record: values that are unknown, that contradict each other, or that are personal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from builder import grammar, vocabulary
from builder.model import Disputed, Record
from builder.parse.issuers import PARTLY_READ
from builder.problems import Problem, problem
from builder.text import key

# Words without a vowel, as a PDF leaves them that lost its composed letters: "thc hin", "th trng". Abbreviations are in capitals.
_TORN = re.compile(r"(?<![\w.@/-])(?:(?:ng|th|tr|ch|kh|nh|ph|gi|qu)(?:ng|nh|ch|[cmnpt])|[bcdđghklmnprstvx](?:ng|nh|ch))(?![\w.@/-])")
LEAST_TORN = 2
# What the eye takes for something else: invisible and direction-changing characters, full-width forms, Greek, Cyrillic, Ð for Đ.
_DISGUISED = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\uff01-\uff5e\u0370-\u03ff\u0400-\u04ff\u00d0\u00f0\u0189\u0256]")
_FIELDS = (("issuer", "P101"), ("type", "P102"), ("date", "P103"), ("subject", "P104"))


def review(record: Record, path: str) -> Iterator[Problem]:
    """Warnings P101–P106, P109–P116, P201; a field that an editor confirmed is not asked for again."""
    missing = unknown(record)
    if record.kind == "news":
        if "title" in missing:
            yield problem("P105", path)
    else:
        for field, code in _FIELDS:
            if field in missing:
                yield problem(code, path, line_of(record, field))
        yield from _disputed(record, path)
        head = record.evidence.get("issuer")
        if head and head.rule == PARTLY_READ:
            yield problem("P116", path, line_of(record, "issuer"), issuer=record.issuer.name or "–")
        yield from _years(record, path)
        yield from _conflicts(record, path)
    torn = _TORN.findall(record.text) if record.lang == "vi" else []
    if len(torn) >= LEAST_TORN or (torn and _TORN.search(record.subject or "")):
        yield problem("P113", path, found=", ".join(sorted(set(torn))[:3]))
    if disguised := sorted(_disguised(record)):
        names = ", ".join(f"U+{ord(c):04X}" for c in sorted({c for _, c in disguised})[:5])
        yield problem("P114", path, line_at(record, disguised[0][0]), count=len(disguised), found=names)
    for contact in record.contacts:
        if not contact.publish:
            kinds = ", ".join(d.kind for d in contact.details)
            yield problem("P201", path, line_at(record, contact.details[0].span.start), kinds=kinds, name=contact.name or "–")


def _disguised(record: Record) -> Iterator[tuple[int, str]]:
    """Where such a character stands in the text, or stood before it was repaired."""
    yield from ((found.start(), found[0]) for found in _DISGUISED.finditer(record.text))
    yield from ((at, before) for at, before, _ in record.normalisation.edits if _DISGUISED.fullmatch(before))


def unknown(record: Record) -> tuple[str, ...]:
    """The fields that every document has and nobody knows of this one: neither read nor confirmed."""
    values: dict[str, object] = {"title": record.title.vi} if record.kind == "news" else {
        "type": record.type, "issuer": record.issuer.name, "date": record.date.value, "subject": record.subject,
    }  # fmt: skip
    return tuple(name for name, value in values.items() if not value and name not in record.confirmed)


def _disputed(record: Record, path: str) -> Iterator[Problem]:
    for found in record.disputed:
        yield problem("P115", path, line_at(record, found.span.start), key=found.field, confirmed=found.confirmed, printed=found.printed)


def disputed(read: Record, confirmed: Record) -> tuple[Disputed, ...]:
    """What an editor confirmed against the print: the value of the sidecar, the words of the original, where both are known."""
    pairs: dict[str, tuple[str | None, str | None]] = {
        "number": (read.number.norm, confirmed.number.norm), "type": (read.type, confirmed.type), "date": (read.date.value, confirmed.date.value),
        "issuer": (read.issuer.id or read.issuer.name, confirmed.issuer.id or confirmed.issuer.name), "place": (read.place, confirmed.place),
        "subject": (read.subject, confirmed.subject),
        "signature": (read.signature.name if read.signature else None, confirmed.signature.name if confirmed.signature else None),
    }  # fmt: skip
    found = []
    for name, (printed, value) in pairs.items():
        evidence = read.evidence.get(name)
        if name in confirmed.confirmed and evidence and printed and value and key(printed) != key(value):
            words = read.text[evidence.span.start : evidence.span.end]
            found.append(Disputed(name, value, " ".join(words.split()), evidence.span))
    return tuple(found)


def _years(record: Record, path: str) -> Iterator[Problem]:
    year, date = record.number.year, record.date.value
    if year and date and str(year) != date[:4] and not {"number", "date"} & set(record.confirmed):
        yield problem("P106", path, line_of(record, "number"), number=year, date=date[:4])


def _conflicts(record: Record, path: str) -> Iterator[Problem]:
    """The symbol against the letterhead, the type's word against its abbreviation, the place against the issuer's seat."""
    if record.number.status == "conflict" and "number" not in record.confirmed:
        yield problem("P109", path, line_of(record, "number"), found=record.number.printed or "–")
    symbol = record.number.symbol
    code = grammar.read_symbol(record.number, record.type).issuer_code if symbol else None
    agency = vocabulary.agency_by_code(code) if code else None
    own = {record.issuer.id, *record.issuer.joint, agency.parent if agency else None}
    central = record.issuer.id is not None and "@" not in record.issuer.id
    if agency and central and agency.id not in own and not {"issuer", "number"} & set(record.confirmed):
        yield problem("P110", path, line_of(record, "number"), symbol=agency.name_on(record.date.value), header=record.issuer.name or "–")
    yield from _type_conflict(record, path)
    place = record.evidence.get("place")
    if place and place.rule == "place-against-issuer" and "place" not in record.confirmed:
        printed = record.text[place.span.start : place.span.end]
        yield problem("P112", path, line_of(record, "place"), place=printed, issuer=record.issuer.name or "–")


def _type_conflict(record: Record, path: str) -> Iterator[Problem]:
    """Only where both are printed: "QUYẾT ĐỊNH" over a symbol that begins with NQ."""
    evidence = record.evidence.get("type")
    symbol = record.number.symbol
    if not evidence or evidence.rule != "type-line" or len(symbol) < 2 or {"type", "number"} & set(record.confirmed):
        return
    system: Literal["state", "party"] = "party" if grammar.is_party(record.number) else "state"
    kinds = [t.id for abbr in (symbol[0], "-".join(symbol[:2])) for t in vocabulary.types_by_abbr(abbr, system)]
    if kinds and record.type not in kinds:
        word = record.text[evidence.span.start : evidence.span.end]
        yield problem("P111", path, line_of(record, "type"), word=word, symbol=symbol[0])


def line_of(record: Record, field: str) -> int:
    """The line a field was read from; the first where it was read from none."""
    evidence = record.evidence.get(field)
    return line_at(record, evidence.span.start) if evidence else 1


def line_at(record: Record, offset: int) -> int:
    """The line of an offset, counted from 1."""
    return record.text.count("\n", 0, offset) + 1
