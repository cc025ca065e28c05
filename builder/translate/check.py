"""Checks on an editor's translation, block by block: numbers, dates, figures, provisions, leftovers, state. Never judges style.

Each check has the number by which a translation may waive it with a reason (``[waive 3: …]``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from builder import grammar
from builder.model import Pairing, Record
from builder.problems import Problem, problem
from builder.text import fold
from builder.translate.file import units

_FIGURE = re.compile(r"(?<![\w./-])\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,2})?|(?<![\w./-])\d+(?:[.,]\d+)?(?![\w/-]|\.\d)")
_VIETNAMESE = re.compile(r"\b\w*[ạảấầẩẫậắằẳẵặẹẻẽếềểễệịỉọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]\w*\b")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")
HIDDEN = "[…]"
_EN_PROVISION = re.compile(r"(?:Point\s(?P<p>[a-zđ]),?\s)?(?:Clause\s(?P<c>\d+[a-zđ]?),?\s)?Article\s(?P<a>\d+[a-zđ]?)")
_NEGATION = re.compile(r"\b(?:không được|nghiêm cấm)\b")
_EN_NEGATION = re.compile(r"\b(?:must not|may not|shall not|not allowed|not permitted|prohibited|forbidden|do not|cannot)\b", re.I)


def check(record: Record, paired: Pairing) -> Iterator[Problem]:
    """T201 numbers, T202 dates, T203 figures, T204 provisions, T208 negation, T210 Vietnamese left, T211 outdated, T212 header."""
    path, wanted = paired.translation.path, dict(units(record))
    lines = {b.id: b.line for b in paired.translation.blocks}
    waived = {(b.id, rule) for b in paired.translation.blocks for rule, _ in b.waived}
    yield from _state(record, paired)
    for ident, english in paired.text.items():
        if not ident.startswith(("a", "r", "s")):
            vietnamese, english = _blanked(record, wanted[ident]), english.replace(HIDDEN, " ")
            for rule, code, test in _RULES:
                found = test(vietnamese, english) if (ident, rule) not in waived else None
                if found:
                    yield problem(code, path, lines.get(ident, 0), block=ident, vi=found[0], en=found[1])


def _state(record: Record, paired: Pairing) -> Iterator[Problem]:
    translation = paired.translation
    lines = {b.id: b.line for b in translation.blocks}
    if not (translation.translator and translation.date and translation.title):
        yield problem("T212", translation.path, 1)
    if translation.source_sha256 != record.source.sha256 and not paired.outdated:
        yield problem("T211", translation.path, 2, block="source_sha256")
    for ident in paired.outdated:
        yield problem("T211", translation.path, lines.get(ident, 0), block=ident)
    for ident in paired.missing:
        yield problem("T213", translation.path, 0, block=ident)
    for ident in paired.orphans:
        yield problem("T214", translation.path, lines.get(ident, 0), block=ident)


def _blanked(record: Record, text: str) -> str:
    """Personal details may be ``[…]`` in the English: they are compared in neither language."""
    for contact in record.contacts:
        for detail in contact.details:
            text = text.replace(detail.value, " ")
    return text


Found = tuple[str, str] | None


def _differ(vi: list[str], en: list[str]) -> Found:
    left, right = Counter(vi), Counter(en)
    if left == right:
        return None
    return ", ".join((left - right).elements()) or "–", ", ".join((right - left).elements()) or "–"


def _numbers(vi: str, en: str) -> Found:
    return _differ(*([fold(f.number.norm or "") for f in grammar.numbers(text)] for text in (vi, en)))


def _dates(vi: str, en: str) -> Found:
    english = [d.value for d in grammar.english_dates(en)] + [d.value for d in grammar.dates(en)]
    return _differ([d.value for d in grammar.dates(vi)], english)


def _figures(vi: str, en: str) -> Found:
    return _differ(_plain_figures(vi, "."), _plain_figures(en, ","))


def _plain_figures(text: str, thousands: str) -> list[str]:
    """Figures outside numbers and dates, written one way: 1.835 and 1,835 are the same amount."""
    for pattern in (grammar.NUMBER, grammar.DATE, grammar.EN_DATE):
        text = pattern.sub(" ", text)
    text = _ORDINAL.sub("", text)
    decimal = "," if thousands == "." else "."
    return [f.replace(thousands, "").replace(decimal, ".").rstrip(".") for f in _FIGURE.findall(text)]


def _provisions(vi: str, en: str) -> Found:
    left = [".".join(x or "" for x in (p.dieu, p.khoan, p.diem)) for p in grammar.provisions(vi)]
    right = [".".join(x or "" for x in (m["a"], m["c"], m["p"])) for m in _EN_PROVISION.finditer(en)]
    return _differ(left, right)


def _negation(vi: str, en: str) -> Found:
    return ("không được / nghiêm cấm", "–") if _NEGATION.search(vi) and not _EN_NEGATION.search(en) else None


def _leftovers(_: str, en: str) -> Found:
    """Vietnamese words left in the English that are no name and no number: two in a row in lower case."""
    bare = grammar.NUMBER.sub(" ", en)
    found = [w for w in _VIETNAMESE.findall(bare) if w.islower()]
    return ("–", ", ".join(found[:4])) if len(found) > 2 else None


_RULES: tuple[tuple[int, str, Callable[[str, str], Found]], ...] = (
    (1, "T201", _numbers),
    (2, "T202", _dates),
    (3, "T203", _figures),
    (4, "T204", _provisions),
    (8, "T208", _negation),
    (10, "T210", _leftovers),
)
