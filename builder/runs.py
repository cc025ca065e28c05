"""From words back to their place: cut, join and locate runs. Never changes a letter."""

from __future__ import annotations

import re
from collections.abc import Iterable

from builder.model import Run, Span

Runs = tuple[Run, ...]
_WORDS = re.compile(r"\S+(?: \S+)*")
_LEAD = re.compile(r"\s*")


def words(runs: Iterable[Run]) -> str:
    """The text of runs, joined."""
    return "".join([run.text for run in runs])


def runs_of(text: str, start: int, style: str = "") -> Runs:
    """Runs for a raw stretch that begins at ``start``: ends stripped, every inner white space one blank."""
    out: list[Run] = []
    for found in _WORDS.finditer(text):
        if out:
            out.append(Run(" ", start + found.start() - 1))
        out.append(Run(found[0], start + found.start(), style))  # type: ignore[arg-type]
    return tuple(out)


def place(runs: Runs, start: int, end: int) -> Span:
    """The place in the original of ``words(runs)[start:end]``. An empty range is placed where it begins."""
    return Span(_offset(runs, start), _offset(runs, end - 1) + 1 if end > start else _offset(runs, start))


def _offset(runs: Runs, index: int) -> int:
    for run in runs:
        if index < len(run.text):
            return run.start + max(index, 0)
        index -= len(run.text)
    return runs[-1].end if runs else 0


def cut(runs: Runs, start: int, end: int | None = None) -> Runs:
    """``words(runs)[start:end]`` as runs, blanks at the ends left out."""
    whole = runs[0].text if len(runs) == 1 else words(runs)
    end = len(whole) if end is None else end
    piece = whole[start:end]
    start += len(piece) - len(piece.lstrip())
    end -= len(piece) - len(piece.rstrip())
    if start == 0 and end >= len(whole):
        return runs if whole else ()
    out: list[Run] = []
    at = 0
    for run in runs:
        low, high = max(start - at, 0), min(end - at, len(run.text))
        if low < high:
            out.append(Run(run.text[low:high], run.start + low, run.style))
        at += len(run.text)
    return tuple(out)


def join(parts: Iterable[Runs], by: str = " ") -> Runs:
    """Several runs as one line; the joint stands at the character after the part before it."""
    out: list[Run] = []
    for part in parts:
        if out and part:
            out.append(Run(by, out[-1].end))
        out.extend(part)
    return tuple(out)


def split(runs: Runs, pattern: re.Pattern[str]) -> list[Runs]:
    """The pieces between matches of ``pattern``, empty ones left out."""
    whole, pieces, at = words(runs), [], 0
    for found in pattern.finditer(whole):
        pieces.append(cut(runs, at, found.start()))
        at = found.end()
    pieces.append(cut(runs, at))
    return [piece for piece in pieces if piece]


def span(runs: Runs) -> Span:
    """From the first to the last character."""
    return Span(runs[0].start, runs[-1].end) if runs else Span(0, 0)
