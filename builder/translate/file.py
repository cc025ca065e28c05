"""The translation file ``<id>.en.md`` as it is written: front matter, blocks, waivers, reference lines. Never compares it with anything.

``> …`` quotes the Vietnamese that was translated, ``>> …`` is for the translator's eyes and made anew with every refresh.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, cast

from builder import strictyaml
from builder.model import Record, Signature, TranslatedBlock, Translation
from builder.problems import Problem, problem
from builder.text import collapse, conflict, nfc

# "[p4 3f9a2c1e]", as people retype it too: "[ P4, 3F9A2C1E ]", "\[p4 3f9a2c1e\]", "［p4 3f9a2c1e］"
_OPEN, _CLOSE = r"^\\?[\[［【]\s*", r"\s*\\?[\]］】]$"
_BLOCK = re.compile(rf"{_OPEN}(?P<id>(?=[a-z.]*\d)[a-z][a-z0-9.-]{{0,60}})(?:[\s,:;]+(?P<hash>[0-9a-f]{{8}}))?{_CLOSE}", re.I)
_WAIVE = re.compile(rf"{_OPEN}waive\s+(?P<rule>\d{{1,2}})(?:\s*[:：–-]\s*|\s+)(?P<why>.+?){_CLOSE}", re.I)
# What was meant as one of these and is none: "[p4 3f9a2c1]", "p4 3f9a2c1e", "[waive: …]"; "[…]" and "[sic] words" are text
_MEANT = re.compile(
    rf"{_OPEN}(?:(?:[acprs]|d|qc|pl)\d+[\w.-]*\b[^\]]{{0,40}}|waive\b.*){_CLOSE}|^\[?(?:[acprs]|d|qc|pl)\d+[\w.-]*\s+[0-9a-f]{{8}}\]?$",
    re.I,
)
_DATE = re.compile(r"\d{4}(?:-\d{2}){2}")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
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
    utf16 = beginning[:2] in (b"\xff\xfe", b"\xfe\xff")
    text = beginning.decode("utf-16" if utf16 else "utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n").lstrip()
    return _FRONT.match(text) is not None or any(_BLOCK.match(line.strip()) for line in text.splitlines())


def read_translation(raw: bytes, path: str) -> tuple[Translation | None, tuple[Problem, ...]]:
    """Codes S104, S201–S213 the front matter; T101 unknown or wrong key, T102 text outside a block, T103 block twice, T104 a line
    that was meant to begin a block or waive a check, T105 front matter that does not begin or end."""
    text = _decoded(raw)
    if text is None:
        return None, (problem("S104", path),)
    if left := conflict(text):
        return None, (problem("S119", path, left[0], found=left[1]),)
    front, body, first = strictyaml.split_front(text)
    if first == 1:
        return None, (problem("T105", path, 1, found=text.split("\n", 1)[0][:60] or "–"),)
    loaded = strictyaml.load(front, 2)
    if isinstance(loaded, strictyaml.Refused):
        return None, (problem(loaded.code, path, loaded.line, found=loaded.found),)
    data = {k: None if loaded.data.get(k) is None else str(loaded.data[k]).strip() for k in _KEYS}
    status = (data["status"] or "").lower()
    problems = list(_wrong_keys(loaded, data, path))
    blocks, empty = _blocks(body, path, first, problems)
    made = Translation(
        path,
        data["source_sha256"] or "",
        data["translator"],
        data["date"],
        cast(Literal["draft", "unofficial", "official"], status if status in _STATUS else "draft"),
        data["source"],
        data["title"],
        data["subject"],
        blocks,
        empty,
    )
    return made, tuple(problems)


def _decoded(raw: bytes) -> str | None:
    """As Windows saves text: with or without a mark, in UTF-8 or "Unicode", whatever ends its lines."""
    try:
        text = raw.decode("utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        return None
    return nfc(re.sub(r"\r\n?|[\v\u2028\u2029]", "\n", text).translate(_INVISIBLE)).lstrip("\n")


def _wrong_keys(loaded: strictyaml.Loaded, data: Mapping[str, str | None], path: str) -> Iterator[Problem]:
    for key in loaded.data:
        if key not in _KEYS:
            yield problem("T101", path, loaded.lines.get((key,), 1), key=key, found="–")
    if (data["status"] or "").lower() not in _STATUS:
        yield problem("T101", path, loaded.lines.get(("status",), 1), key="status", found=data["status"] or "–")
    if data["date"] and not (_DATE.fullmatch(data["date"]) and _is_a_day(data["date"])):
        yield problem("T101", path, loaded.lines.get(("date",), 1), key="date", found=data["date"])


def _is_a_day(text: str) -> bool:
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True


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


def _blocks(body: str, path: str, first: int, problems: list[Problem]) -> tuple[tuple[TranslatedBlock, ...], tuple[tuple[str, int], ...]]:
    """Every block that has English; ids and lines of those that have none yet."""
    opened: list[_Open] = []
    seen: set[str] = set()
    for number, line in enumerate(body.split("\n"), first):
        bare = line.strip()
        if head := _BLOCK.match(bare):
            ident = head["id"].lower()
            if ident in seen:
                problems.append(problem("T103", path, number, block=ident))
            seen.add(ident)
            opened.append(_Open(ident, (head["hash"] or "").lower(), number))
        elif _MEANT.match(bare) and not _WAIVE.match(bare):
            problems.append(problem("T104", path, number, found=bare[:60]))
        elif opened:
            opened[-1].take(bare)
        elif bare and not bare.startswith(">"):
            problems.append(problem("T102", path, number, found=bare[:60]))
    done = tuple(block.closed() for block in opened if block.words)
    return done, tuple((block.id, block.line) for block in opened if not block.words)
