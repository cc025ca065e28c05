"""Where records contradict each other: documents in a circle, one document replaced twice. Reported, never mended.

Looks only at what was stated and linked; which of two statements is right is an editor's question.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from builder.model import Archive, NumberEntry
from builder.problems import Problem, problem

# A relation seen from the older document: what bears it cannot also be older than the other.
_YOUNGER = {"implemented_by", "basis_for", "replaced_by", "repealed_by", "amended_by", "guided_by", "detailed_by", "replied_by"}
_ENDS = ("replaces", "repeals")


def contradictions(archive: Archive, files: Mapping[str, str]) -> Iterator[Problem]:
    """Problems at the files of the records concerned; ``files`` gives a record's path as the editor knows it."""
    for circle in circles(archive):
        yield problem("C201", files[circle[0]], documents=" → ".join((*circle, circle[0])))
    for number in archive.numbers.values():
        yield from _ended_twice(number, archive, files)


def circles(archive: Archive) -> list[tuple[str, ...]]:
    """Each circle of held documents once, from its first id on: every one rests on the next."""
    below = {ident: sorted({i.record for i in rows if i.type in _YOUNGER}) for ident, rows in sorted(archive.incoming.items())}
    found: list[tuple[str, ...]] = []
    done: set[str] = set()
    for start in below:
        if start not in done:
            found += _walk(start, below, done)
    return sorted(set(found))


def _walk(start: str, below: Mapping[str, list[str]], done: set[str]) -> Iterator[tuple[str, ...]]:
    """Depth first without recursion; a step back onto the path closes a circle."""
    path, place, left = [start], {start: 0}, [iter(below.get(start, ()))]
    while path:
        following = next(left[-1], None)
        if following is None:
            ended = path.pop()
            left.pop()
            del place[ended]
            done.add(ended)
        elif following in place:
            circle = path[place[following] :]
            first = circle.index(min(circle))
            yield (*circle[first:], *circle[:first])
        elif following not in done:
            place[following] = len(path)
            path.append(following)
            left.append(iter(below.get(following, ())))


def _ended_twice(number: NumberEntry, archive: Archive, files: Mapping[str, str]) -> Iterator[Problem]:
    """One document, ended by two others on different days; a number of several documents tells nothing."""
    if len(number.held) > 1 or len(number.variants) > 1:
        return
    ending = {m.record: archive.entries[m.record].date or "" for m in number.mentions if any(r in _ENDS for r in m.relations)}
    ordered = sorted(ending, key=lambda record: (ending[record], record))
    for earlier, later in pairwise(ordered):
        yield problem("C202", files[later], number=number.number or number.name or number.slug, other=earlier)
