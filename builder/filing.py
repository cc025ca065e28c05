"""What an editor does with one document: file it under a proposed name, see what was understood, frame its translation."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator
from pathlib import Path

from builder import grammar, intake, vocabulary
from builder.english import frame_file
from builder.intake import Document
from builder.model import Fact, FactValue, Lang, Record
from builder.parse.contacts import personal
from builder.problems import Problem, table
from builder.read.original import SAVED, saved_beside
from builder.read.shelf import Holding, holdings, shown
from builder.text import slug
from builder.translate.file import read_translation
from builder.translate.scaffold import scaffold
from builder.vocabulary import word
from builder.write import labels
from builder.write.facts import facts

SUBJECT_WORDS = 6


def proposed(record: Record, suffix: str, content: Path) -> Path:
    """``content/notices/2017/2017-2637-ldtbxh-htqt.txt``: a name from the record alone."""
    folder = "news" if record.kind == "news" else "notices"
    date = record.date.value or (record.news.event_date if record.news else None) or ""
    return content / folder / (date[:4] or "undated") / f"{proposed_id(record)}{suffix}"


def proposed_id(record: Record) -> str:
    """``<year>-<number>``, the issuer too where the symbol names none; without a number ``<date>-<issuer>-<subject>``."""
    date = record.date.value or (record.news.event_date if record.news else None) or ""
    issuer = _issuer_slug(record)
    if record.number.norm:
        number = slug(record.number.norm)
        year = "" if record.number.year else date[:4]
        return "-".join(p for p in (year, number, "" if _names_issuer(record) else issuer) if p)
    words = slug(record.subject or record.title.vi or record.text[:80]).split("-")[:SUBJECT_WORDS]
    return "-".join(p for p in (date, issuer, *words) if p)


def copied(path: Path, target: Path) -> None:
    """An original under its new name, and the pictures that a browser saved beside it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(path.read_bytes())
    for picture in saved_beside(path):
        folder = target.with_name(f"{target.stem}{SAVED}")
        folder.mkdir(exist_ok=True)
        (folder / picture.name).write_bytes(picture.read_bytes())


def _names_issuer(record: Record) -> bool:
    """Whether some part of the symbol is the code of exactly one body; UBND, TU and the codes of a Sở are not."""
    return any(vocabulary.agency_by_code(part) for part in record.number.symbol)


def _issuer_slug(record: Record) -> str:
    if record.issuer.id is None:
        return slug(record.issuer.name or "")[:40].strip("-")
    agency = vocabulary.agencies().get(record.issuer.id)
    return slug((agency.abbr_en if agency else None) or record.issuer.id.removeprefix("vn-"))


def summary(record: Record, lang: Lang) -> str:
    """What was understood, a line a field."""
    issuer = labels.issuer_of(record.issuer, lang, record.date.value)
    rows = [
        ("type", labels.type_label(record.type, lang)), ("number", labels.number_text(record.number, lang)),
        ("date", labels.date_text(record.date.value, lang)), ("issuer", issuer[0] if issuer else word("issuer.unknown", lang)),
        ("subject", record.subject or word("value.unknown", lang)),
    ]  # fmt: skip
    if record.deadlines:
        rows.append(("deadlines", ", ".join(grammar.short_date(d.date, lang) for d in record.deadlines)))
    return "\n".join(f"  {word(f'field.{name}', lang)}: {value}" for name, value in rows)


def values(document: Document, lang: Lang) -> Iterator[Fact]:
    """Everything that is known of a document in the order its page has it, its subject or headline first."""
    record = document.record
    name, title = ("title", record.title.vi) if record.kind == "news" else ("subject", record.subject)
    yield Fact(name, word(f"field.{name}", lang), (FactValue(title or word("value.unknown", lang)),))
    state = document.paired.translation.status if document.paired else "none"
    yield from facts(record, lang, state, {}, True, personal)


def refresh_translation(holding: Holding, content: Path, reviewed: Collection[str] = ()) -> tuple[Path | None, tuple[Problem, ...]]:
    """Write or refresh ``<id>.en.md`` beside the original; what is translated stays. ``reviewed`` paragraphs are outdated no longer."""
    record, problems = intake.extract(holding.original, holding.id, shown(holding.original, content), holding.kind)
    if record is None:
        return None, problems
    sidecar, wrong = intake.sidecar_of(holding, content)
    record = intake.merged(record, sidecar)
    frame = frame_file(holding)
    old, unread = read_translation(frame.read_bytes(), shown(frame, content)) if frame else (None, ())
    if any(p.level == "error" for p in unread):  # what is not understood would be lost
        return None, (*problems, *wrong, *unread)
    target = frame or holding.original.with_name(f"{holding.original.stem}.en.md")
    target.write_text(scaffold(record, old, reviewed), encoding="utf-8", newline="\n")
    return target, (*problems, *wrong)


def nearest(ident: str, content: Path) -> str:
    """The held id that looks most like the one asked for."""
    return ", ".join(difflib.get_close_matches(ident, [h.id for h in holdings(content)[0]], 3, 0.4)) or "–"


def nearest_code(code: str) -> str:
    return ", ".join(difflib.get_close_matches(code.upper(), list(table()), 3, 0.4)) or "–"
