"""Where records contradict each other: documents in a circle, one document replaced twice. Reported, never mended.

Looks only at what was stated and linked; which of two statements is right is an editor's question.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from builder.model import Archive, Incoming, NumberEntry
from builder.problems import Problem, problem

# A relation seen from the older document: what bears it cannot also be older than the other.
_YOUNGER = {"implemented_by", "basis_for", "replaced_by", "repealed_by", "amended_by", "guided_by", "detailed_by", "replied_by"}
_ENDS = ("replaces", "repeals")


def contradictions(
    archive: Archive, files: Mapping[str, str], below: Mapping[str, list[str]] | None = None, ended: Iterable[str] | None = None
) -> Iterator[Problem]:
    """Problems at the files of the records concerned; ``files`` gives a record's path as the editor knows it.

    ``below`` are the ``younger`` of each record, ``ended`` the pages of numbers ``ended_twice``, where they are known already.
    """
    for circle in circles(archive, below):
        yield problem("C201", files[circle[0]], documents=" → ".join((*circle, circle[0])))
    slugs = (slug for slug, number in archive.numbers.items() if ended_twice(number)) if ended is None else ended
    for slug in slugs:
        yield from _ended_twice(archive.numbers[slug], archive, files)


def younger(incoming: Iterable[Incoming]) -> list[str]:
    """Records that rest on one to which these rows lead."""
    return sorted({i.record for i in incoming if i.type in _YOUNGER})


def circles(archive: Archive, below: Mapping[str, list[str]] | None = None) -> list[tuple[str, ...]]:
    """Each circle of held documents once, from its first id on: every one rests on the next."""
    if below is None:
        below = {ident: younger(rows) for ident, rows in archive.incoming.items()}
    found: list[tuple[str, ...]] = []
    done: set[str] = set()
    for start in sorted(below):
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


def ended_twice(number: NumberEntry) -> bool:
    """One document, ended by two others; a number of several documents tells nothing."""
    return len(number.held) <= 1 and len(number.variants) <= 1 and len(set(_ending(number))) > 1


def _ending(number: NumberEntry) -> Iterator[str]:
    return (m.record for m in number.mentions if any(r in _ENDS for r in m.relations))


def _ended_twice(number: NumberEntry, archive: Archive, files: Mapping[str, str]) -> Iterator[Problem]:
    """In the order of their dates."""
    ending = {record: archive.entries[record].date or "" for record in _ending(number)}
    ordered = sorted(ending, key=lambda record: (ending[record], record))
    for earlier, later in pairwise(ordered):
        yield problem("C202", files[later], number=number.number or number.name or number.slug, other=earlier)
