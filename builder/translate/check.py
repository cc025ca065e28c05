"""Checks on an editor's translation, block by block: what must be the same in both languages, is. Never judges style.

Each check has the number by which a translation may waive it with a reason (``[waive 3: …]``). A value that only one of the
two languages states is an error; what a good translation may also do (say it less often, in another term) is a warning.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from builder.model import Pairing, Record
from builder.problems import Problem, problem
from builder.text import fold
from builder.translate import names, negation, values
from builder.translate.defined import defined
from builder.translate.file import units
from builder.translate.fit import swapped
from builder.translate.spoken import leftovers

HIDDEN = "[…]"
_LISTED = re.compile(r"[ars]\d+")  # addressees, recipients, the signature: names, not sentences
_SHORTEST, _LONGEST, _SHORT = 0.7, 2.2, 40


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


def check(record: Record, paired: Pairing) -> Iterator[Problem]:
    """T201–T220; the table of problems says what each means. What is waived is left out."""
    path = paired.translation.path
    lines = {b.id: b.line for b in paired.translation.blocks}
    waived = {(b.id, rule) for b in paired.translation.blocks for rule, _ in b.waived}
    yield from _state(record, paired, lines)
    for found in findings(record, paired):
        if (found.block, found.rule) not in waived:
            yield problem(found.code, path, lines.get(found.block, 0), block=found.block, vi=found.vi, en=found.en)


def findings(record: Record, paired: Pairing) -> Iterator[Found]:
    """Everything the checks of text find, waived or not, block after block, then what concerns several blocks."""
    wanted = dict(units(record))
    blocks = [Block(i, _blanked(record, wanted[i]), en.replace(HIDDEN, " ").replace("’", "'")) for i, en in paired.text.items()]
    for block in blocks:
        for rule in _NAMES if block.listed else _SENTENCES:
            yield from rule(block)
        yield from _persons(record, block)
    sentences = [b for b in blocks if not b.listed]
    for ident, vi, en in defined([(b.id, b.vi, b.en) for b in sentences]):
        yield Found(9, "T209", ident, vi, en)
    for ident, other in swapped([(b.id, b.vi, b.en) for b in sentences]):
        yield Found(5, "T218", ident, other, other)


def _state(record: Record, paired: Pairing, lines: dict[str, int]) -> Iterator[Problem]:
    """The header, and which blocks are outdated, missing, out of order or of no paragraph."""
    made, path = paired.translation, paired.translation.path
    signed = made.translator and made.date and (made.title or not (record.subject or record.title.vi))
    if made.status != "draft" and not signed:
        yield problem("T212", path, 1)
    if made.status == "official" and not made.source:
        yield problem("T220", path, 1)
    if made.source_sha256 != record.source.sha256 and not paired.outdated:
        yield problem("T211", path, 2, block="source_sha256")
    for ident in paired.outdated:
        yield problem("T211", path, lines.get(ident, 0), block=ident)
    for block in made.blocks:
        if not block.hash8:
            yield problem("T216", path, block.line, block=block.id)
    for ident in paired.missing:
        yield problem("T213", path, 0, block=ident)
    for ident in paired.orphans:
        yield problem("T214", path, lines.get(ident, 0), block=ident)
    yield from _order(record, paired, lines)


def _order(record: Record, paired: Pairing, lines: dict[str, int]) -> Iterator[Problem]:
    """The first block that stands before one it should follow."""
    place = {ident: n for n, (ident, _) in enumerate(units(record))}
    order = [b.id for b in paired.translation.blocks if b.id in place and b.id not in paired.orphans]
    for before, after in pairwise(order):
        if place[after] < place[before]:
            yield problem("T219", paired.translation.path, lines.get(after, 0), block=after, other=before)
            return


def _blanked(record: Record, text: str) -> str:
    """Personal details may be ``[…]`` in the English: they are compared in neither language."""
    for contact in record.contacts:
        for detail in contact.details:
            text = text.replace(detail.value, " ")
    return text


# --- one block ------------------------------------------------------------------------------------------------------------------


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


def _dates(block: Block) -> Iterator[Found]:
    yield from _counted(2, "T202", block, values.dates(block.vi, "vi"), values.dates(block.en, "en"))


def _figures(block: Block) -> Iterator[Found]:
    vi, en = values.figures(block.vi, "vi"), values.figures(block.en, "en")
    if "1" not in en:
        del vi["1"]  # "01 tháng" is a month, "01 trọng tài viên khác" another arbitrator
    for excused, other in ((values.in_words(block.en, "en"), vi), (values.in_words(block.vi, "vi"), en)):
        for value in excused & set(other):
            if value not in vi or value not in en:
                del other[value]
    yield from _counted(3, "T203", block, vi, en)


def _provisions(block: Block) -> Iterator[Found]:
    vi, en = values.provisions(block.vi, "vi"), values.provisions(block.en, "en")
    if vi != en:
        yield Found(4, "T204", block.id, _listing({*map(_provision, vi - en)}), _listing({*map(_provision, en - vi)}))


def _provision(triple: str) -> str:
    """ "a.1.3" as both languages can read it: 3(1)(a)."""
    point, clause, article = triple.split(".")
    return article + "".join(f"({part})" for part in (clause, point) if part)


def _label(block: Block) -> Iterator[Found]:
    vi, en = values.label(block.vi), values.label(block.en)
    if vi != en and vi != "-" and en != "-":
        yield Found(5, "T205", block.id, vi or "–", en or "–")


def _bodies(block: Block) -> Iterator[Found]:
    vi, en = names.bodies_vi(block.vi), names.bodies_en(block.en)
    added = names.bodies_en(block.en, words=2) - names.bodies_vi(block.vi, any_case=True)
    if vi - en or added:
        yield Found(
            6,
            "T206",
            block.id,
            "; ".join(" = ".join(names.body_names(i)) for i in sorted(vi - en)) or "–",
            "; ".join(" = ".join(names.body_names(i)) for i in sorted(added)) or "–",
        )


def _persons(record: Record, block: Block) -> Iterator[Found]:
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


def _negation(block: Block) -> Iterator[Found]:
    if found := negation.lost(block.vi, block.en):
        yield Found(8, "T208", block.id, *found)


def _leftovers(block: Block) -> Iterator[Found]:
    if found := leftovers(block.en):
        yield Found(10, "T210", block.id, en=", ".join(found[:4]))


def _length(block: Block) -> Iterator[Found]:
    ratio = len(block.en) / max(len(block.vi), 1)
    if not _SHORTEST <= ratio <= _LONGEST and max(len(block.vi), len(block.en)) > _SHORT:
        yield Found(10, "T217", block.id, str(len(block.vi)), str(len(block.en)))


Rule = Callable[[Block], Iterator[Found]]
_NAMES: tuple[Rule, ...] = (_numbers, _bodies, _leftovers)
_SENTENCES: tuple[Rule, ...] = (_numbers, _dates, _figures, _provisions, _label, _bodies, _terms, _negation, _leftovers, _length)
