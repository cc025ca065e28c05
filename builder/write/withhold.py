"""What a reader may see of a text: personal details of named people become ``[…]`` unless an editor decided otherwise.

One gate for every way out: page, translation, index, feeds, exports, Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from builder.model import Record, Run, Secret, Span

SHOWN = "[…]"
Finder = Callable[[str], Iterator[tuple[int, int]]]


def secrets(record: Record) -> tuple[Secret, ...]:
    """Every detail that is withheld, in order."""
    return tuple(sorted((d for c in record.contacts if not c.publish for d in c.details), key=lambda d: d.span.start))


def withheld_characters(record: Record) -> int:
    """How many characters the site does not show."""
    return sum(d.span.end - d.span.start for d in secrets(record))


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
    has "024-3826 9522"; ``find`` adds what looks personal by itself.
    """
    for secret in secrets(record):
        text = _loose(secret.value).sub(SHOWN, text)
    if find and secrets(record):
        for start, end in reversed(list(find(text))):
            text = text[:start] + SHOWN + text[end:]
    return text


def _loose(value: str) -> re.Pattern[str]:
    """A detail in another spelling: an e-mail in any case, digits with any blanks and dots between them."""
    digits = re.sub(r"\D", "", value)
    if "@" in value or len(digits) < 6:
        return re.compile(re.escape(value), re.I)
    tail = digits[1:] if digits.startswith("0") else digits
    return re.compile(r"(?:\(?\+?84\)?[\s.-]{0,2})?(?:\(?0\)?)?" + r"[\s().–-]{0,2}".join(tail) + r"(?!\d)")
