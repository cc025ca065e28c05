"""The stretches of a record that are searched for citations. Never looks for one.

Pages and PDF texts break a sentence over lines ("Căn cứ Nghị định số" / "35/2025" / "/NĐ-CP ngày …"): lines that go on are one block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.cite.mention import Block, block_of
from builder.grammar import UPPER
from builder.model import Node, Record, Zone
from builder.runs import Runs, join, runs_of

LONGEST = 20_000
_CLOSED = re.compile(r"[.;:!?…”/]\s*$")
# "…TTLT-BLĐTBXH-" / "BTC": a number cut at its stroke
_IN_NUMBER = re.compile(rf"\d[\d/]*[/-][{UPPER}][{UPPER}&/-]*[/-]$")
_BASIS = ("Căn cứ", "Pursuant to")
_WITH = re.compile(r"\(\s?(?:Ban hành )?[Kk]èm theo\s[^()]{10,300}\)")
_HEADERS = re.compile(r"^(?:Căn cứ|Theo đề nghị|Xét đề nghị|Pursuant to)\s")


def blocks(record: Record) -> Iterator[Block]:
    """The subject, then the body in order; cells of tables each on their own."""
    subject = record.evidence.get("subject")
    if subject and record.kind == "document":
        yield block_of(runs_of(record.text[subject.span.start : subject.span.end], subject.span.start), "subject", record.lang)
    yield from _annexed(record)
    pending: Runs = ()
    zone: Zone = "body"
    for node in record.body:
        if pending and not _goes_on(pending, node):
            yield block_of(pending, zone, record.lang)
            pending = ()
        if node.text and node.kind != "table":
            zone = zone if pending else _zone(node)
            pending = join((pending, node.runs)) if pending else node.runs
        inside = _zone(node) if node.rows else zone  # once: a table may have thousands of cells
        for cell in (cell for row in node.rows for cell in row):
            yield block_of(cell, inside, record.lang)
    if pending:
        yield block_of(pending, zone, record.lang)


def _annexed(record: Record) -> Iterator[Block]:
    """ "(Kèm theo Quyết định số 16/2003/QĐ-BKHCN …)" over an annex that stands alone: what it was issued with."""
    for rest in record.residue:
        found = _WITH.match(record.text, rest.span.start)
        if found:
            yield block_of(runs_of(found[0].replace("\n", " "), found.start()), "subject", record.lang)


def _zone(node: Node) -> Zone:
    return "annex" if node.id.startswith("pl") else "preamble" if node.text.startswith(_BASIS) else "body"


def _goes_on(before: Runs, node: Node) -> bool:
    """A line that ends without a mark, and a next one that cannot begin a sentence: a small letter, a digit, a stroke."""
    text = node.text
    if node.label or node.kind != "paragraph" or not text or before[-1].start - before[0].start > LONGEST:
        return False
    if _IN_NUMBER.search(before[-1].text):
        return True
    opens = text[0].islower() or text[0].isdigit() or text[0] in "/,;).("
    return opens and not _CLOSED.search(before[-1].text) and not _HEADERS.match(text)
