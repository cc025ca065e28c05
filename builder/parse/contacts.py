"""Personal data in a body: a named person's phone, fax or e-mail, 12-digit ids, accounts. Finds them; withholding is the writer's.

Law on Personal Data Protection 91/2025/QH15. An agency's own number, with no person named, is not personal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.grammar import LOWER, UPPER
from builder.model import Contact, Node, Secret
from builder.runs import place

_EMAIL = re.compile(r"(?<![\w.+-])[A-Za-z0-9][\w.+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}")
_DIGITS = r"(?P<value>\(?\+?\d[\d\s().–-]{6,20}\d)"
_PHONE = re.compile(
    rf"(?:[Đđ]iện thoại|[Đđ]iện thọai|\bĐT|\bSĐT|\bđt|[Dd]i động|\bDĐ|[Tt]el|[Pp]hone|[Mm]obile|[Zz]alo|[Hh]otline)[^\d\n]{{0,24}}?{_DIGITS}"
)
_FAX = re.compile(rf"\b[Ff](?:ax|AX)[^\d\n]{{0,12}}?{_DIGITS}")
_ID = re.compile(r"(?<![\d/.,-])(?P<value>\d{12})(?![\d/.,-]\d|\d)")
_ACCOUNT = re.compile(r"(?:[Ss]ố tài khoản|[Tt]ài khoản số|\bSTK|[Aa]ccount (?:no|number))[^\d\n]{0,16}?(?P<value>\d[\d\s.-]{5,22}\d)")
_BARE_PHONE = re.compile(r"(?<![\d/.,-])(?P<value>0(?:9|8|7|5|3)\d(?:[\s.-]?\d){7})(?![\d/-])")
_PERSON = re.compile(
    rf"(?:[Đđ]ồng chí|[Đđ]/[Cc]|[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Mm]r\.?|[Mm]s\.?|[Mm]rs\.?|[Cc]huyên viên|[Cc]án bộ)\s?:?\s+(?P<name>[{UPPER}][{LOWER}]+(?:\s[{UPPER}][{LOWER}]*){{1,4}})"
)


def contacts(nodes: tuple[Node, ...]) -> Iterator[Contact]:
    """One contact for each block that has personal data, its details in order."""
    for node in nodes:
        person = _PERSON.search(node.text)
        details = tuple(secrets(node, person is not None))
        if details:
            yield Contact(person["name"] if person else None, details)


def secrets(node: Node, named: bool) -> Iterator[Secret]:
    """Details in one block. Without a person named, only what is personal by its form: an id, an account, a mobile."""
    found: list[Secret] = []
    patterns = [("id_number", _ID), ("account", _ACCOUNT), ("phone", _BARE_PHONE)]
    if named:
        patterns += [("fax", _FAX), ("phone", _PHONE), ("email", _EMAIL)]
    for kind, pattern in patterns:
        for m in pattern.finditer(node.text):
            group = "value" if "value" in pattern.groupindex else 0
            where = place(node.runs, m.start(group), m.end(group))
            if not any(where.start < s.span.end and s.span.start < where.end for s in found):
                found.append(Secret(kind, m[group], where))  # type: ignore[arg-type]
    yield from sorted(found, key=lambda s: s.span.start)


def personal(text: str) -> Iterator[tuple[int, int]]:
    """Places in any text (a translation, a title) that look like personal details, a person named or not."""
    for pattern in (_ID, _ACCOUNT, _BARE_PHONE, _FAX, _PHONE, _EMAIL):
        for m in pattern.finditer(text):
            yield m.span("value" if "value" in pattern.groupindex else 0)
