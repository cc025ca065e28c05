"""One document in short: all that the rest of the archive needs of it, so that its text is loaded only to make its own pages.

Made from the document alone, where it is read. Never looks at other documents.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from builder import addresses, removals, vocabulary
from builder.cite.account import Account, account
from builder.cite.copies import trait
from builder.intake import Document
from builder.model import Entry, Kind, Lang, Record, Trait
from builder.parse.contacts import personal
from builder.prints import fingerprint
from builder.translate.file import units
from builder.write.entry import entry
from builder.write.notice import in_both
from builder.write.withhold import secrets


@dataclass(frozen=True, slots=True)
class Translated:
    """How far a translation is: its state, blocks that want one, blocks without one, blocks whose original changed."""

    state: str
    wanted: int
    missing: int
    outdated: int


@dataclass(frozen=True, slots=True)
class Brief:
    """``original`` and ``english`` are where the files are offered, if they are; ``both``: there is a page with both languages.

    ``print`` is that of the entry, ``pictures`` are the names of those that its pages show. ``tomb`` stands for a document that is
    hidden; ``work`` is None where no translation is wanted.
    """

    id: str
    kind: Kind
    lang: Lang
    aliases_id: tuple[str, ...]
    entry: Entry
    print: str
    trait: Trait
    glossary: tuple[str, ...]
    sha256: str
    original: str | None
    english: str | None
    both: bool
    pictures: tuple[str, ...]
    work: Translated | None
    tomb: removals.Tomb | None


def brief(document: Document) -> Brief:
    """What others need of a document."""
    record, paired = document.record, document.paired
    short = entry(record, paired, personal)
    hidden = record.removal is not None and record.removal.kind != "withdrawn"
    return Brief(
        record.id, record.kind, record.lang, record.aliases_id, short, fingerprint(short).hex(), trait(record), record.glossary,
        record.source.sha256, original_path(document), english_path(document), in_both(record, paired), _pictures(record),
        _work(document), removals.tomb(record) if hidden else None,
    )  # fmt: skip


def account_of(document: Document, short: Brief) -> Account:
    """What it says of others: loaded only when that must be resolved."""
    return account(document.record, short.entry, inverses())


@cache
def inverses() -> Mapping[str, str]:
    """Relation → the name of its other direction."""
    return {kind.id: kind.inv for kind in vocabulary.relations().values()}


def _pictures(record: Record) -> tuple[str, ...]:
    return tuple(sorted({size.name for node in record.body if node.picture for size in node.picture.renditions}))


def _work(document: Document) -> Translated | None:
    record, paired = document.record, document.paired
    if record.lang == "en":
        return None
    wanted = sum(1 for _ in units(record))
    state = paired.translation.status if paired and (paired.text or paired.whole) else "none"
    return Translated(state, wanted, len(paired.missing) if paired else wanted, len(paired.outdated) if paired else 0)


def english_path(document: Document) -> str | None:
    """Where the English that was published as a file is offered: wherever the original is, and nothing in its own text is withheld."""
    file = document.paired.file if document.paired else None
    return addresses.original(file.sha256, file.suffix) if file and not file.withheld and original_path(document) else None


def original_path(document: Document) -> str | None:
    """Where an original is offered; nowhere when anything in it is withheld or it was removed."""
    if secrets(document.record) or document.record.removal:
        return None
    return addresses.original(document.record.source.sha256, document.holding.original.suffix.lower())
