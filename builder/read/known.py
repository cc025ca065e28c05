"""Ids in a sidecar that no table of the vocabulary has, and numbers in another spelling. Changes nothing and reads no file."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from builder import grammar, strictyaml, vocabulary
from builder.problems import Problem, problem

Path = tuple[str | int, ...]
STATES = ("unknown", "none", "in_force", "not_yet", "expired", "partly_expired", "suspended", "amended", "replaced", "draft")


@cache
def _bodies() -> frozenset[str]:
    return frozenset(vocabulary.agencies())


def _is_body(ident: str) -> bool:
    """An agency, or a local body of a known kind and place: ``ubnd@quang-ngai.binh-son``."""
    return ident in vocabulary.agencies() or ("@" in ident and vocabulary.local_name(ident, "vi") is not None)


def _is_addressed(ident: str) -> bool:
    """A body or one of its units."""
    return _is_body(ident) or vocabulary.unit_by_id(ident) is not None


# Where an id may stand (``*``: every entry of a list), the table's name in messages, the test, the ids to look for a near one in.
_TABLES: tuple[tuple[Path, str, Callable[[str], bool], Callable[[], Iterable[str]]], ...] = (
    (("type",), "types", lambda i: i in vocabulary.types(), vocabulary.types),
    (("issuer", "id"), "agencies", _is_body, _bodies),
    (("issuer", "joint", "*"), "agencies", _is_body, _bodies),
    (("unit", "id"), "units", lambda i: vocabulary.unit_by_id(i) is not None, vocabulary.units),
    (("province",), "provinces", lambda i: i in vocabulary.provinces(), vocabulary.provinces),
    (("topics", "*"), "topics", lambda i: i in vocabulary.topics(), vocabulary.topics),
    (("urgency",), "urgency", lambda i: i in vocabulary.urgency(), vocabulary.urgency),
    (("secrecy",), "secrecy", lambda i: i in {**vocabulary.secrecy(), **vocabulary.circulation()}, vocabulary.secrecy),
    (("addressees", "*", "id"), "agencies", _is_addressed, _bodies),
    (("recipients", "*", "id"), "agencies", _is_addressed, _bodies),
    (("recipients", "*", "purpose"), "purposes", lambda i: i in vocabulary.purposes(), vocabulary.purposes),
    (("effective", "state"), "states", STATES.__contains__, lambda: STATES),
    (("citations", "set", "*", "type"), "types", lambda i: i in vocabulary.types(), vocabulary.types),
    (("citations", "set", "*", "issuer"), "agencies", _is_body, _bodies),
    (("relations", "add", "*", "type"), "relations", lambda i: i in vocabulary.relations(), vocabulary.relations),
    (("relations", "remove", "*", "type"), "relations", lambda i: i in vocabulary.relations(), vocabulary.relations),
)


def choices() -> Iterator[tuple[Path, tuple[str, ...], bool]]:
    """Where an id may stand, the ids of its table, and whether there are others besides: local bodies, units of any agency."""
    for path, table, _, ids in _TABLES:
        yield path, tuple(sorted(ids())), table in ("agencies", "units")


_TIGHT = re.compile(r"\s*([/-])\s*")


def spelling(data: Mapping[str, Any], lines: strictyaml.Lines, path: str) -> Iterator[Problem]:
    """S214: a number with blanks, Ð for Đ or the word "số" in it, which no other document would be found by."""
    given = data.get("number")
    written = given.get("norm") if isinstance(given, Mapping) else given
    if not isinstance(written, str):
        return
    tidy = _TIGHT.sub(r"\1", re.sub(r"^\s*(?:số|no\.?)\s*:?\s*", "", written, flags=re.I)).strip()
    read = grammar.read_number(tidy)
    if read and read.norm and read.norm != written:
        yield problem("S214", path, strictyaml.line_of(lines, ("number",)), found=written, proposed=read.norm)


def unknown_ids(data: Mapping[str, Any], lines: strictyaml.Lines, path: str) -> Iterator[Problem]:
    """S209 for each id that is in no table, with the nearest that is."""
    for where, table, known, ids in _TABLES:
        for at, value in _values(data, where):
            if isinstance(value, str) and not known(value):
                near = difflib.get_close_matches(value, [i for i in ids() if not i.startswith("*")], 1, 0.5)
                yield problem("S209", path, strictyaml.line_of(lines, at), found=value[:80], table=table, nearest=near[0] if near else "–")


def _values(data: Any, where: Path, at: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every value that stands at a place."""
    if not where:
        yield at, data
    elif where[0] == "*":
        for n, entry in enumerate(data if isinstance(data, list) else ()):
            yield from _values(entry, where[1:], (*at, n))
    elif isinstance(data, Mapping) and where[0] in data:
        yield from _values(data[str(where[0])], where[1:], (*at, where[0]))
