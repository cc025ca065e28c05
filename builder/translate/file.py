"""The translation file ``<id>.en.md``: read it, lay it beside its record, scaffold or refresh it.

A block is found by the hash of its Vietnamese first, then by its id: an insertion makes nothing else outdated.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from typing import Literal, cast

from builder import strictyaml
from builder.model import Pairing, Record, Signature, TranslatedBlock, Translation
from builder.problems import Problem, problem
from builder.text import collapse, nfc

_BLOCK = re.compile(r"^\[(?P<id>[a-z][a-z0-9.-]{0,60})(?:\s+(?P<hash>[0-9a-f]{8}))?\]$")
_WAIVE = re.compile(r"^\[waive\s+(?P<rule>\d{1,2})\s*:\s*(?P<why>.+)\]$")
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
    if record.signature:
        yield "s1", signature_words(record.signature)


def signature_words(signature: Signature) -> str:
    """ "KT. CHỦ TỊCH / PHÓ CHỦ TỊCH / Phạm Quang Sự"."""
    head = " ".join(w for w in (signature.authority, signature.on_behalf) if w)
    return " / ".join(w for w in (head, signature.title, signature.name) if w)


def read_translation(raw: bytes, path: str) -> tuple[Translation | None, tuple[Problem, ...]]:
    """Codes S104, S201–S205 the front matter; T101 unknown or wrong key, T102 text outside a block, T103 block twice."""
    try:
        text = nfc(raw.decode("utf-8-sig").replace("\r\n", "\n"))
    except UnicodeDecodeError:
        return None, (problem("S104", path),)
    front, body, first = _split(text)
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


def _split(text: str) -> tuple[str, str, int]:
    end = text.find("\n---", 3) if text.startswith("---\n") else -1
    if end < 0:
        return "", text, 1
    body_at = text.find("\n", end + 4)
    body = text[body_at + 1 :] if body_at >= 0 else ""
    return text[4 : end + 1], body, text[: len(text) - len(body)].count("\n") + 1


def _blocks(body: str, path: str, first: int, problems: list[Problem]) -> Iterator[TranslatedBlock]:
    current: tuple[str, str, int] | None = None
    words: list[str] = []
    waived: list[tuple[int, str]] = []
    seen: set[str] = set()

    def done() -> Iterator[TranslatedBlock]:
        if current and words:
            yield TranslatedBlock(current[0], current[1], collapse(" ".join(words)), current[2], tuple(waived))

    for offset, line in enumerate(body.split("\n")):
        number, bare = first + offset, line.strip()
        head, waive = _BLOCK.match(bare), _WAIVE.match(bare)
        if head:
            yield from done()
            if head["id"] in seen:
                problems.append(problem("T103", path, number, block=head["id"]))
            seen.add(head["id"])
            current, words, waived = (head["id"], head["hash"] or "", number), [], []
        elif waive:
            waived.append((int(waive["rule"]), waive["why"]))
        elif bare.startswith(">"):
            continue
        elif bare and current is None:
            problems.append(problem("T102", path, number, found=bare[:60]))
        elif bare:
            words.append(bare)
    yield from done()


def pair(record: Record, translation: Translation) -> Pairing:
    """Paragraph id → English. Outdated: the id is there and its Vietnamese has changed; orphan: neither id nor hash is."""
    wanted = dict(units(record))
    by_hash = {hash8(vi): ident for ident, vi in reversed(wanted.items())}
    text: dict[str, str] = {}
    outdated: list[str] = []
    orphans: list[str] = []
    for block in translation.blocks:
        exact = block.id if block.id in wanted and hash8(wanted[block.id]) == block.hash8 else by_hash.get(block.hash8)
        ident = exact or (block.id if block.id in wanted else None)
        if ident is None:
            orphans.append(block.id)
            continue
        text[ident] = block.text
        if exact is None:
            outdated.append(ident)
    missing = tuple(i for i in wanted if i not in text)
    return Pairing(translation, text, missing, tuple(outdated), tuple(orphans))


def scaffold(record: Record, old: Pairing | None) -> str:
    """A translation file with every block of the record, keeping what is translated; hashes and reference lines made anew."""
    kept = old.text if old else {}
    waived = {b.id: b.waived for b in old.translation.blocks} if old else {}
    head = old.translation if old else None
    values = {
        "source_sha256": record.source.sha256,
        "translator": head.translator if head else None,
        "date": head.date if head else None,
        "status": head.status if head else "draft",
        "source": head.source if head else None,
        "title": head.title if head else None,
        "subject": head.subject if head else None,
    }
    lines = ["---", *(f"{k}: {_quoted(v)}" for k, v in values.items()), "---"]
    for ident, vi in units(record):
        lines += ["", f"[{ident} {hash8(vi)}]", f"> {vi}", *_kept(kept.get(ident), waived.get(ident, ()))]
    return "\n".join(lines) + "\n"


def _kept(text: str | None, waived: Iterable[tuple[int, str]]) -> Iterator[str]:
    if text:
        yield text
    for rule, why in waived:
        yield f"[waive {rule}: {why}]"


def _quoted(value: str | None) -> str:
    if value is None:
        return "null"
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
