"""What must be the same in both languages of one block: numbers, dates, figures, provisions, labels, bodies, people, terms.

A rule yields what it finds and nothing where it finds nothing. Certain evidence has the code of an error; what a good translation
may also do, or a scan have caused, is T221: worth a look.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from builder.model import Record
from builder.text import fold
from builder.translate import names, values
from builder.translate.spoken import leftovers

_LISTED = re.compile(r"[ars]\d+")  # addressees, recipients, the signature: names, not sentences
_SHORTEST, _LONGEST, _SHORT = 0.7, 2.2, 40
# Where English has these it may mean a body without naming it: "on its portal", "the Ministry", "such agency"
_HEADS = "Ministry|Government|Department|Committee|Council|Office|Bank|agency|body|court"
_MEANT = re.compile(rf"\b(?:its|it|their|they|them|such|said|this|these|the (?:{_HEADS}))\b")


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph in both languages, withheld details blanked in both."""

    id: str
    vi: str
    en: str

    @property
    def listed(self) -> bool:
        return bool(_LISTED.fullmatch(self.id))


@dataclass(frozen=True, slots=True)
class Found:
    """What a check found in a block: only in Vietnamese, only in English."""

    rule: int
    code: str
    block: str
    vi: str = "–"
    en: str = "–"


def _listing(found: Counter[str] | frozenset[str] | set[str]) -> str:
    shown = found.elements() if isinstance(found, Counter) else found
    return ", ".join(sorted(shown)) or "–"


def _counted(rule: int, code: str, block: Block, vi: Counter[str], en: Counter[str]) -> Iterator[Found]:
    """Values of one language alone are wrong; values said more often in one of them are worth a look."""
    left, right = set(vi) - set(en), set(en) - set(vi)
    if left or right:
        yield Found(rule, code, block.id, _listing(left), _listing(right))
    elif vi != en:
        yield Found(rule, "T215", block.id, _listing(vi - en), _listing(en - vi))


def _numbers(block: Block) -> Iterator[Found]:
    yield from _counted(1, "T201", block, values.numbers(block.vi), values.numbers(block.en))


def _dates_and_figures(block: Block) -> Iterator[Found]:
    """A date of one language whose day and year stand in the other as figures is one that could not be read there ("17 tháng II")."""
    dates = values.dates(block.vi, "vi"), values.dates(block.en, "en")
    figures = values.figures(block.vi, "vi"), values.figures(block.en, "en")
    for one, other in ((0, 1), (1, 0)):
        for date in sorted(set(dates[one]) - set(dates[other])):
            if (parts := values.parts_of(date)) and parts <= set(figures[other]):
                yield Found(2, "T221", block.id, *((date, "–") if one == 0 else ("–", date)))
                del dates[one][date]
                for part in parts:
                    del figures[other][part]
    yield from _counted(2, "T202", block, *dates)
    yield from _figures(block, *figures)


def _figures(block: Block, vi: Counter[str], en: Counter[str]) -> Iterator[Found]:
    if "1" not in en:
        del vi["1"]  # "01 tháng" is a month, "01 trọng tài viên khác" another arbitrator
    for excused, other in ((values.in_words(block.en, "en"), vi), (values.in_words(block.vi, "vi"), en)):
        for value in excused & set(other):
            if value not in vi or value not in en:
                del other[value]
    yield from _counted(3, "T203", block, vi, en)


def _provisions(block: Block) -> Iterator[Found]:
    vi, en = values.provisions(block.vi, "vi"), values.provisions(block.en, "en")
    left, right = vi - en, en - vi
    if left or right:
        alike = {*map(values.undotted, vi)} == {*map(values.undotted, en)}
        said = all(any(values.within(p, other) for other in en) for p in left) and all(any(values.within(p, o) for o in vi) for p in right)
        code = "T221" if alike or (said and not (left and right)) else "T204"
        yield Found(4, code, block.id, _listing({*map(_provision, left)}), _listing({*map(_provision, right)}))


def _provision(triple: str) -> str:
    """ "a.1.3" as both languages can read it: 3(1)(a)."""
    point, clause, article = triple.split(".")
    return article + "".join(f"({part})" for part in (clause, point) if part)


def _label(block: Block) -> Iterator[Found]:
    vi, en = values.label(block.vi), values.label(block.en)
    elsewhere = (not vi and values.holds_label(block.vi, en)) or (not en and values.holds_label(block.en, vi))
    if vi != en and vi != "-" and en != "-" and not elsewhere:
        yield Found(5, "T205", block.id, vi or "–", en or "–")


def _bodies(block: Block) -> Iterator[Found]:
    vi, en = names.bodies_vi(block.vi), names.bodies_en(block.en)
    lost, added = vi - en, names.bodies_named_en(block.en) - names.bodies_vi(block.vi, any_case=True)
    if lost or added:
        code = "T221" if not added and _MEANT.search(block.en) else "T206"
        yield Found(6, code, block.id, _bodies_listed(lost), _bodies_listed(added))
    elif strange := names.strange_bodies(block.vi, block.en):
        yield Found(6, "T221", block.id, en="; ".join(strange))


def _bodies_listed(idents: frozenset[str]) -> str:
    return "; ".join(" = ".join(names.body_names(i)) for i in sorted(idents)) or "–"


def persons(record: Record, block: Block) -> Iterator[Found]:
    """People named in the Vietnamese block are named in the English one, with or without marks."""
    signer = record.signature.name if record.signature else None
    people = (*(record.news.persons if record.news else ()), *(c.name or "" for c in record.contacts), signer or "")
    english = fold(block.en)
    lost = {p for p in people if p and p in block.vi and fold(p) not in english}
    if lost:
        yield Found(6, "T206", block.id, _listing(lost))


def _terms(block: Block) -> Iterator[Found]:
    """A term of one syllable (mục, điều) has too many senses to ask for."""
    lost = [t for t in names.terms(block.vi) if " " in t.vi and not names.renders(t, block.en)]
    if lost:
        yield Found(7, "T207", block.id, ", ".join(t.vi for t in lost), " / ".join("; ".join((t.en, *t.alt)) for t in lost))


def _leftovers(block: Block) -> Iterator[Found]:
    if found := leftovers(block.en):
        yield Found(10, "T210", block.id, en=", ".join(found[:4]))


def _length(block: Block) -> Iterator[Found]:
    ratio = len(block.en) / max(len(block.vi), 1)
    if not _SHORTEST <= ratio <= _LONGEST and max(len(block.vi), len(block.en)) > _SHORT:
        yield Found(10, "T217", block.id, str(len(block.vi)), str(len(block.en)))


Rule = Callable[[Block], Iterator[Found]]
NAMES: tuple[Rule, ...] = (_numbers, _bodies, _leftovers)
SENTENCES: tuple[Rule, ...] = (_numbers, _dates_and_figures, _provisions, _label, _bodies, _terms, _leftovers, _length)
