"""What a reader may see of a text: personal details of named people become ``[…]`` unless an editor decided otherwise.

One gate for every way out: page, translation, index, feeds, exports, Markdown. ``public`` closes it over a whole record before any
writer sees it; the body, whose places count, is cut at its spans by ``gated``.
"""

from __future__ import annotations

import dataclasses
import operator
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, lru_cache
from typing import Any

from builder.model import Contact, Issuer, Pairing, Record, Run, Secret, Span, Unit

SHOWN = "[…]"
# (text, strict) → places that look personal; strict: whether or not a person is named.
Finder = Callable[[str, bool], Iterator[tuple[int, int]]]
# Fields that hold places in the original, its bytes, or ids, and no words for a reader.
_NOT_WORDS = frozenset({"id", "source", "text", "body", "contacts", "evidence", "residue", "normalisation", "confirmed", "aliases_id"})
_IDS = frozenset({"id", "joint", "parent"})
_PLAIN = frozenset({type(None), int, bool, float, Span})  # types that hold no words
_SHORT = 32  # characters: codes, ids and dates come again and again

# Most details have one of these, and most words of a record neither.
_AT = re.compile(r"[(\[{]\s?(?:at|a còng)\b|\b(?:AT|a còng)\b")
_FIGURES = re.compile(r"\d(?:\D{0,6}\d){5}")


def secrets(record: Record) -> tuple[Secret, ...]:
    """Every detail that is withheld, in order."""
    return tuple(sorted((d for c in record.contacts if not c.publish for d in c.details), key=lambda d: d.span.start))


def withheld_characters(record: Record) -> int:
    """How many characters the site does not show."""
    return sum(d.span.end - d.span.start for d in secrets(record))


def public(record: Record, find: Finder) -> Record:
    """The record as the site may use it: no withheld detail in any of its words, and each of them found wherever else it stands."""
    again = tuple(_again(record)) if record.contacts else ()
    record = replace(record, contacts=(*record.contacts, *again)) if again else record
    held = ((name, getattr(record, name)) for name in _worded(Record) if name not in _NOT_WORDS)
    changed = {name: new for name, old in held if (new := _closed(old, record, find)) is not old}
    return replace(record, **changed) if changed else record


def public_pairing(paired: Pairing, record: Record, find: Finder) -> Pairing:
    """The same for a translation."""
    words = {key: gate_text(text, record, find) for key, text in paired.text.items()}
    loose, whole = _closed(paired.loose, record, find), _closed(paired.whole, record, find)
    translation = _closed(replace(paired.translation, blocks=()), record, find)
    hides = (words, loose, whole) != (dict(paired.text), paired.loose, paired.whole)
    file = replace(paired.file, withheld=hides or paired.file.withheld) if paired.file else None
    return replace(paired, translation=translation, text=words, loose=loose, whole=whole, file=file)


def _closed(value: Any, record: Record, find: Finder) -> Any:
    """A value of any of our types with every string in it gated; what has none to gate is the value itself."""
    if isinstance(value, str):
        return gate_text(value, record, find)
    if isinstance(value, tuple):
        parts = [_closed(part, record, find) for part in value]
        return value if all(map(operator.is_, parts, value)) else tuple(parts)
    if not (names := _worded(value.__class__)):
        return value
    held = [(name, old, _closed(old, record, find)) for name in names if (old := getattr(value, name)).__class__ not in _PLAIN]
    changed = {name: new for name, old, new in held if new is not old}
    return replace(value, **changed) if changed else value


@cache
def _worded(noun: type) -> tuple[str, ...]:
    """The fields of a type of ours that may hold words. The id of a local body or its unit looks like an e-mail address:
    "ubnd@quang-ngai.vx". It is made of our tables' own ids."""
    if not dataclasses.is_dataclass(noun) or noun is Span:
        return ()
    return tuple(f.name for f in dataclasses.fields(noun) if not (noun in (Issuer, Unit) and f.name in _IDS))


def _again(record: Record) -> Iterator[Contact]:
    """The same details where no person is named beside them: in a letterhead, a table, a second paragraph."""
    taken = [d.span for c in record.contacts for d in c.details]
    for secret in {s.value: s for s in secrets(record)}.values():
        for found in _loose(secret.value).finditer(record.text):
            if not any(found.start() < t.end and t.start < found.end() for t in taken):
                taken.append(Span(*found.span()))
                yield Contact(None, (replace(secret, value=found[0], span=taken[-1]),))


def gated(runs: tuple[Run, ...], hidden: tuple[Span, ...]) -> Iterator[tuple[Run, bool]]:
    """Runs cut at hidden spans, and whether each piece is hidden; a span shows one ``[…]`` however many runs it covers."""
    shown: set[int] = set()
    for run in runs:
        at = run.start
        for span in hidden:
            if span.end <= at or span.start >= run.end:
                continue
            if span.start > at:
                yield Run(run.text[at - run.start : span.start - run.start], at, run.style), False
            if span.start not in shown:
                shown.add(span.start)
                yield Run(SHOWN, span.start), True
            at = max(at, span.end)
        if at < run.end:
            yield Run(run.text[at - run.start :], at, run.style), False


def gate_text(text: str, record: Record, find: Finder | None = None) -> str:
    """Any other string (a translation, a title, a sentence) with the record's withheld details taken out.

    Details are matched by their digits or letters, so that "+84 24 3826 9522" does not slip through where the original
    has "024-3826 9522"; ``find`` adds what looks personal by itself, but for what an editor has cleared.
    """
    figures = _has_figures(text) if len(text) <= _SHORT else _may_hold(text)
    held = secrets(record) if record.contacts else ()
    for value in dict.fromkeys(s.value for s in held):
        if figures or not _has_figures(value):
            text = _loose(value).sub(SHOWN, text)
    if find and figures:
        for start, end in reversed(list(find(text, bool(held)))):
            if not _cleared(text[start:end], record):
                text = text[:start] + SHOWN + text[end:]
    return text


@lru_cache(maxsize=16384)
def _has_figures(text: str) -> bool:
    return _may_hold(text)


def _may_hold(text: str) -> bool:
    """Whether there may be an address or a number of six digits and more in it: what is cheap to see first."""
    if "@" in text or "＠" in text or (("at" in text or "AT" in text or "a còng" in text) and _AT.search(text)):
        return True
    return _FIGURES.search(text) is not None


def _cleared(found: str, record: Record) -> bool:
    return any(_loose(d.value).fullmatch(found) for c in record.contacts if c.publish for d in c.details)


@lru_cache(maxsize=4096)
def _loose(value: str) -> re.Pattern[str]:
    """A detail in another spelling: an e-mail in any case, digits of either width with any blanks, dots and dashes between them."""
    digits = re.sub(r"\D", "", value)
    if "@" in value or len(digits) < 6:
        return re.compile(r"\s+".join(re.escape(word) for word in value.split()), re.I)
    tail = digits.removeprefix("0")
    if len(digits) in (11, 12) and digits.startswith("84"):
        tail = digits[2:]
    either = [f"[{d}{chr(0xFF10 + int(d))}]" for d in tail]
    return re.compile(r"(?<!\d)(?:\(?\+?84\)?[\s.-]{0,2})?(?:\(?0\)?[\s.-]{0,2})?\(?" + r"[^\w\n]{0,3}".join(either) + r"(?!\d)")
