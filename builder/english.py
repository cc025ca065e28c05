"""The English of one document, from whichever file has it: an editor's aligned translation, or a file published as a whole.

An official file is never edited, so whatever the checks find in it is a warning. A file that cannot be read is left out; its
document is published.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from builder import vocabulary
from builder.model import EnglishFile, Original, Pairing, Record, Translation
from builder.parse.contacts import personal
from builder.parse.document import parse_document
from builder.parse.stamps import stamped
from builder.problems import Problem, problem, table
from builder.read.original import FORMATS, read_original
from builder.read.shelf import Holding, shown
from builder.translate.check import check, findings
from builder.translate.file import looks_aligned, read_translation
from builder.translate.official import laid
from builder.translate.pairing import of_another, pair
from builder.write.withhold import gate_text

if TYPE_CHECKING:
    from builder.read.sidecar import Sidecar

MAX_TRANSLATION = 2_000_000  # bytes: ten times the longest law

Answer = tuple[Pairing | None, tuple[Problem, ...]]


def english_of(holding: Holding, record: Record, sidecar: Sidecar | None, content: Path) -> Answer:
    """The aligned translation if there is one, with a published file beside it for download; else that file, laid beside."""
    frame, published = _files(holding)
    paired, problems = _aligned(frame, record, content) if frame else (None, ())
    if published is None or record.lang == "en":
        return paired, problems
    if paired is not None:
        file, found = _beside(published, record, content)
        return replace(paired, file=file), (*problems, *found)
    whole, found = _published(published, record, sidecar, content)
    return whole, (*problems, *found)


def frame_file(holding: Holding) -> Path | None:
    """The translation by paragraphs, if there is one."""
    return _files(holding)[0]


def published_file(holding: Holding) -> Path | None:
    """The English that was published as a whole, if there is any."""
    return _files(holding)[1]


def _files(holding: Holding) -> tuple[Path | None, Path | None]:
    """(aligned translation, published file). A ``.en.txt`` is the one or the other by what is in it."""
    given = holding.translation
    if given is not None and given.suffix.lower() == ".txt" and not looks_aligned(_beginning(given)):
        return None, holding.english or given
    return given, holding.english


def _beginning(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(4096)


def _aligned(path: Path, record: Record, content: Path) -> Answer:
    name = shown(path, content)
    if (size := path.stat().st_size) > MAX_TRANSLATION:
        return None, (problem("S103", name, size=size, limit=MAX_TRANSLATION),)
    translation, problems = read_translation(path.read_bytes(), name)
    if translation is None or any(p.level == "error" for p in problems):
        return None, problems
    if of_another(record, translation):
        return None, (*problems, problem("T226", name))
    paired = pair(record, translation)
    said = "\n".join((translation.title or "", translation.subject or "", *paired.text.values()))
    return paired, (*problems, *check(record, paired), *_stamped(said, name))


def _stamped(text: str, name: str) -> Iterator[Problem]:
    """A stamp of secrecy in the English: whoever added it, the document is not for everyone."""
    if ident := stamped(text):
        known = {**vocabulary.secrecy(), **vocabulary.circulation()}[ident]
        yield problem("X101", name, stamp=f"{known.vi} / {known.en}")


# --- a file that was published as a whole ---------------------------------------------------------------------------------------


def _beside(path: Path, record: Record, content: Path) -> tuple[EnglishFile | None, tuple[Problem, ...]]:
    """A published file for download alone. It is read all the same: nothing is offered that nobody has looked into."""
    name = shown(path, content)
    original, problems = read_original(path, name)
    if original is None:
        return None, problems
    file = _file(path, original, record)
    exposed = (problem("P202", name, 0, key="text"),) if file.withheld else ()
    return file, (*problems, *exposed, *_stamped(original.text, name))


def _published(path: Path, record: Record, sidecar: Sidecar | None, content: Path) -> Answer:
    name = shown(path, content)
    original, problems = read_original(path, name)
    if original is None:
        return None, problems
    english = replace(parse_document(original, record.id, "news" if record.kind == "news" else "document"), lang="en")
    made, unsaid = _made(name, record, english, sidecar)
    paired = replace(laid(record, english, made), file=_file(path, original, record))
    return paired, (*problems, *unsaid, *_compared(record, paired), *_stamped(original.text, name))


def _made(name: str, record: Record, english: Record, sidecar: Sidecar | None) -> tuple[Translation, tuple[Problem, ...]]:
    """Who published it: what the sidecar says. Without a source it is called unofficial; its title is the one it prints."""
    said = sidecar.english if sidecar else None
    source = said.source if said else None
    status = (said.status if said else None) or "official"
    unsaid = (problem("T225", name),) if status == "official" and not source else ()
    title = (said.title if said else None) or english.title.en or english.title.vi or english.subject
    made = Translation(
        name, record.source.sha256, said.translator if said else None, said.date if said else None,
        "unofficial" if unsaid else status, source, title, title, (),
    )  # fmt: skip
    return made, unsaid


def _compared(record: Record, paired: Pairing) -> Iterator[Problem]:
    path = paired.translation.path
    if paired.whole:
        yield problem("T224", path, missing=len(paired.whole), total=len(paired.whole))
        return
    if paired.missing:
        total = len(paired.text) + len(paired.joined) + len(paired.missing)
        yield problem("T224", path, missing=len(paired.missing), total=total)
    for found in findings(record, paired):
        if table()[found.code]["level"] == "error":
            yield problem("T223", path, block=found.block, rule=found.rule, vi=found.vi, en=found.en)


def _file(path: Path, original: Original, record: Record) -> EnglishFile:
    """As it is offered; not at all where anything in it is personal, be it in a letterhead that no page shows."""
    data, suffix = path.read_bytes(), path.suffix.lower()
    withheld = gate_text(original.text, record, personal) != original.text
    return EnglishFile(hashlib.sha256(data).hexdigest(), FORMATS[suffix], suffix, len(data), withheld)
