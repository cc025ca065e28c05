"""The words of a query that only ask: *bao nhiêu*, *là gì*, *đúng hay sai*. As in ``engine.mjs``. Never opens the index.

A text that answers does not say them; one that says them, says them of something else.
"""

from __future__ import annotations

from builder.search.analysis import TABLES, words
from builder.search.query import Run, any_marked, keys, marks

_PHRASES = {keys(run): marks(run) for run in map(words, TABLES["questions"])}
_LONGEST = max(k.count(" ") for k in _PHRASES) + 1
_ANYWHERE = {keys(run): marks(run) for run in map(words, TABLES["question_words"])}
_AT_THE_END = {keys(run): marks(run) for run in map(words, TABLES["question_ends"])}


def idle(run: Run) -> set[int]:
    """Their places. None where a run has nothing else."""
    found: set[int] = set()
    for i in range(len(run)):
        for n in range(min(_LONGEST, len(run) - i), 1, -1):
            if _is(run[i : i + n], _PHRASES):
                found.update(range(i, i + n))
        if run[i].marked and _is(run[i : i + 1], _ANYWHERE):
            found.add(i)
    last = len(run) - 1
    while last > 0 and (last in found or _is(run[last : last + 1], _AT_THE_END)):
        found.add(last)
        last -= 1
    return found if len(found) < len(run) - 1 else set()


def _is(stretch: Run, known: dict[str, str]) -> bool:
    """The same word; without marks, if none were typed."""
    has = known.get(keys(stretch))
    return has is not None and (not any_marked(stretch) or has == marks(stretch))
