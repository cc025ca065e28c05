"""The translation file ``<id>.en.md`` as it is written: front matter, blocks, waivers, reference lines. Never compares it with anything.

``> …`` quotes the Vietnamese that was translated, ``>> …`` is for the translator's eyes and made anew with every refresh.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, cast

from builder import strictyaml
from builder.model import Record, Signature, TranslatedBlock, Translation
from builder.problems import Problem, problem
from builder.text import collapse, nfc

_BLOCK = re.compile(r"^\[(?P<id>[a-z][a-z0-9.-]{0,60})(?:\s+(?P<hash>[0-9a-f]{8}))?\]$")
_WAIVE = re.compile(r"^\[waive\s+(?P<rule>\d{1,2})\s*:\s*(?P<why>.+)\]$")
_FRONT = re.compile(r"---\s*\n(?:.*\n)*?(?:source_sha256|translator|status|title)\s*:")
_KEYS = ("source_sha256", "translator", "date", "status", "source", "title", "subject")
_STATUS = ("draft", "unofficial", "official")


def hash8(text: str) -> str:
    """First 8 hex digits of the SHA-256 of a block's NFC Vietnamese, blanks collapsed."""
    return hashlib.sha256(collapse(nfc(text)).encode()).hexdigest()[:8]


def units(record: Record) -> Iterator[tuple[str, str]]:
    """Every translatable block of a record, in the order of its page: (id, Vietnamese)."""
    for n, addressee in enumerate(record.addressees, 1):
        yield f"a{n}", addressee.text
    for node in record.body:
        if node.printed:
            yield node.id, node.printed
    for n, recipient in enumerate(record.recipients, 1):
        yield f"r{n}", recipient.text
    for n, signature in enumerate((record.signature, *record.cosigners) if record.signature else (), 1):
        yield f"s{n}", signature_words(signature)


def signature_words(signature: Signature) -> str:
    """ "KT. CHỦ TỊCH / PHÓ CHỦ TỊCH / Phạm Quang Sự"."""
    head = " ".join(w for w in (signature.authority, signature.on_behalf) if w)
    return " / ".join(w for w in (head, signature.title, signature.name) if w)


def looks_aligned(beginning: bytes) -> bool:
    """Whether a file begins like an aligned translation and not like plain text: front matter, or the line of a paragraph."""
    text = beginning.decode("utf-8-sig", "replace").lstrip()
    return _FRONT.match(text) is not None or any(_BLOCK.match(line.strip()) for line in text.splitlines())


def read_translation(raw: bytes, path: str) -> tuple[Translation | None, tuple[Problem, ...]]:
    """Codes S104, S201–S205 the front matter; T101 unknown or wrong key, T102 text outside a block, T103 block twice."""
    try:
        text = nfc(raw.decode("utf-8-sig").replace("\r\n", "\n"))
    except UnicodeDecodeError:
        return None, (problem("S104", path),)
    front, body, first = strictyaml.split_front(text)
    loaded = strictyaml.load(front, 2)
    if isinstance(loaded, strictyaml.Refused):
        return None, (problem(loaded.code, path, loaded.line, found=loaded.found),)
    problems = [problem("T101", path, loaded.lines.get((k,), 1), key=k, found="–") for k in loaded.data if k not in _KEYS]
    data = {k: None if loaded.data.get(k) is None else str(loaded.data[k]) for k in _KEYS}
    status = data["status"] if data["status"] in _STATUS else None
    if status is None:
        problems.append(problem("T101", path, loaded.lines.get(("status",), 1), key="status", found=data["status"] or "–"))
    blocks = tuple(_blocks(body, path, first, problems))
    made = Translation(
        path,
        data["source_sha256"] or "",
        data["translator"],
        data["date"],
        cast(Literal["draft", "unofficial", "official"], status or "draft"),
        data["source"],
        data["title"],
        data["subject"],
        blocks,
    )
    return made, tuple(problems)


@dataclass(slots=True)
class _Open:
    """A block whose lines are being read."""

    id: str
    hash8: str
    line: int
    words: list[str] = field(default_factory=list)
    quoted: list[str] = field(default_factory=list)
    waived: list[tuple[int, str]] = field(default_factory=list)

    def take(self, line: str) -> None:
        if waive := _WAIVE.match(line):
            self.waived.append((int(waive["rule"]), waive["why"]))
        elif line.startswith(">"):
            self.quoted += [] if line.startswith(">>") else [line[1:]]
        elif line:
            self.words.append(line)

    def closed(self) -> TranslatedBlock:
        text, quoted = (collapse(" ".join(lines)) for lines in (self.words, self.quoted))
        return TranslatedBlock(self.id, self.hash8, text, self.line, tuple(self.waived), quoted)


def _blocks(body: str, path: str, first: int, problems: list[Problem]) -> Iterator[TranslatedBlock]:
    """Every block that has English."""
    opened: list[_Open] = []
    seen: set[str] = set()
    for number, line in enumerate(body.split("\n"), first):
        bare = line.strip()
        if head := _BLOCK.match(bare):
            if head["id"] in seen:
                problems.append(problem("T103", path, number, block=head["id"]))
            seen.add(head["id"])
            opened.append(_Open(head["id"], head["hash"] or "", number))
        elif opened:
            opened[-1].take(bare)
        elif bare and not bare.startswith(">"):
            problems.append(problem("T102", path, number, found=bare[:60]))
    return (block.closed() for block in opened if block.words)
