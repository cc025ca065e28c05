"""Checks on an editor's translation, block by block: what must be the same in both languages, is. Never judges style.

Each check has the number by which a translation may waive it with a reason (``[waive 3: …]``). A value that only one of the
two languages states is an error; what a good translation may also do (say it less often, in another term) is a warning.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from builder.model import Pairing, Record
from builder.problems import Problem, problem
from builder.translate.defined import defined
from builder.translate.file import units
from builder.translate.fit import swapped
from builder.translate.rules import NAMES, SENTENCES, Block, Found, persons
from builder.translate.within import inside

HIDDEN = "[…]"
_UNSURE = frozenset({"T221", "T222"})


def check(record: Record, paired: Pairing) -> Iterator[Problem]:
    """T201–T220; the table of problems says what each means. What is waived is left out."""
    path = paired.translation.path
    lines = {b.id: b.line for b in paired.translation.blocks}
    waived = {(b.id, rule) for b in paired.translation.blocks for rule, _ in b.waived}
    yield from _state(record, paired, lines)
    for found in findings(record, paired):
        if (found.block, found.rule) not in waived:
            yield _said(found, path, lines.get(found.block, 0))


def _said(found: Found, path: str, line: int) -> Problem:
    if found.code in _UNSURE:  # these may be of any check
        return problem(found.code, path, line, block=found.block, vi=found.vi, en=found.en, rule=found.rule)
    return problem(found.code, path, line, block=found.block, vi=found.vi, en=found.en)


def findings(record: Record, paired: Pairing) -> Iterator[Found]:
    """Everything the checks of text find, waived or not, block after block, then what concerns several blocks."""
    blocks = list(_blocks(record, paired))
    for block in blocks:
        for rule in NAMES if block.listed else SENTENCES:
            yield from rule(block)
        yield from persons(record, block)
        yield from inside(block)
    sentences = [b for b in blocks if not b.listed]
    for ident, vi, en in defined([(b.id, b.vi, b.en) for b in sentences]):
        yield Found(9, "T209", ident, vi, en)
    for ident, other in swapped([(b.id, b.vi, b.en) for b in sentences]):
        yield Found(5, "T218", ident, other, other)


def _blocks(record: Record, paired: Pairing) -> Iterator[Block]:
    """Every paragraph with its English; of a published file also what is said together with it or right after it."""
    wanted = dict(units(record))
    for ident, english in paired.text.items():
        vi = " ".join((wanted[ident], *(wanted[other] for other, first in paired.joined.items() if first == ident)))
        last = next((other for other, first in reversed([*paired.joined.items()]) if first == ident), ident)
        en = " ".join((english, *(text for after, text in paired.loose if after == last)))
        yield Block(ident, _blanked(record, vi), en.replace(HIDDEN, " ").replace("’", "'"))


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
    yield from _untranslated(paired)
    for ident in paired.orphans:
        yield problem("T214", path, lines.get(ident, 0), block=ident)
    yield from _order(record, paired, lines)


def _untranslated(paired: Pairing) -> Iterator[Problem]:
    """One by one; of a frame in which nothing is translated yet it is said once."""
    path, lines = paired.translation.path, dict(paired.translation.empty)
    if not paired.text and len(paired.missing) > 1:
        yield problem("T213", path, lines.get(paired.missing[0], 0), block=f"{paired.missing[0]} – {paired.missing[-1]}")
        return
    for ident in paired.missing:
        yield problem("T213", path, lines.get(ident, 0), block=ident)


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
