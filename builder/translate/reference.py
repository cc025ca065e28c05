"""What a translator wants beside a paragraph: its terms and bodies in English, its dates, figures and provisions in English form.

Never a sentence, and nothing that the tables do not have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder import grammar
from builder.translate import names

_VI_FIGURE = re.compile(r"(?<![\w./,-])\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?(?![\w/.])|(?<![\w./,-])\d+,\d{1,2}(?![\w/])")
_LISTED = re.compile(r"[\d\w]+")


def references(vietnamese: str) -> Iterator[str]:
    """Lines for the frame of a translation, empty ones left out."""
    known = [f"{vi} = {en}" for vi, en in map(names.body_names, sorted(names.bodies_vi(vietnamese)))]
    known += [f"{t.vi} = {t.en}" + (f" ({'; '.join(t.alt)})" if t.alt else "") for t in names.terms(vietnamese) if " " in t.vi]
    if known:
        yield "thuật ngữ / terms: " + " · ".join(known)
    printed = list(dict.fromkeys([*_dates(vietnamese), *_figures(vietnamese), *_provisions(vietnamese)]))
    if printed:
        yield "ngày, số / dates, figures: " + " · ".join(printed)


def _dates(text: str) -> Iterator[str]:
    for found in grammar.dates(text):
        english = _no_year(found.value) if found.value.startswith("--") else grammar.long_date(found.value, "en")
        yield f"{text[found.span.start : found.span.end]} = {english}"


def _no_year(value: str) -> str:
    """``--06-20`` → 20 June."""
    return grammar.long_date(f"2000{value[1:]}", "en").removesuffix(" 2000")


def _figures(text: str) -> Iterator[str]:
    for pattern in (grammar.NUMBER, grammar.DATE):
        text = pattern.sub(lambda m: " " * len(m[0]), text)
    for m in _VI_FIGURE.finditer(text):
        yield f"{m[0]} = {m[0].translate(str.maketrans('.,', ',.'))}"


def _provisions(text: str) -> Iterator[str]:
    for found in grammar.provisions(text):
        parts = (("Point", found.diem), ("Clause", found.khoan), ("Article", found.dieu))
        yield f"{text[found.span.start : found.span.end]} = {', '.join(f'{_many(word, n)} {_listed(n)}' for word, n in parts if n)}"


def _many(word: str, listed: str) -> str:
    return word + ("s" if len(_LISTED.findall(_listed(listed).replace(" and ", " "))) > 1 else "")


def _listed(printed: str) -> str:
    return printed.replace(" và ", " and ")
