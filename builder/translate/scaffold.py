"""The frame of a translation: every paragraph with its hash, its Vietnamese, its terms, dates and figures. Translates nothing.

A refresh keeps the English, the waivers and, of a paragraph that changed, the old hash: it stays outdated until someone has looked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from builder import strictyaml
from builder.model import Record, TranslatedBlock, Translation
from builder.translate.file import hash8, units
from builder.translate.pairing import pair, sources
from builder.translate.reference import references

HIDDEN = "[…]"


def scaffold(record: Record, old: Translation | None, reviewed: Collection[str] = ()) -> str:
    """The whole file. ``reviewed`` names the outdated paragraphs whose English is right again (``all`` for every one)."""
    kept = sources(record, old) if old else {}
    outdated = set(pair(record, old).outdated) if old else set()
    outdated -= outdated if "all" in reviewed else set(reviewed)
    lines = ["---", *(f"{key}: {_quoted(value)}" for key, value in _front(record, old, bool(outdated))), "---"]
    for ident, vi in units(record):
        lines += ["", *_block(record, ident, vi, kept.get(ident), ident in outdated)]
    placed = {id(block) for block in kept.values()}
    lost = [block for block in old.blocks if id(block) not in placed] if old else []
    for n, block in enumerate(lost, 1):  # of no paragraph any more: the words are not thrown away here
        lines += ["", f"[old.{n} {block.hash8 or hash8('')}]", *_quotation(block.vietnamese), block.text, *_waivers(block)]
    return "\n".join(lines) + "\n"


def _front(record: Record, old: Translation | None, stale: bool) -> Iterator[tuple[str, str | None]]:
    """The original's hash moves on only when no paragraph is outdated."""
    yield "source_sha256", old.source_sha256 if old and stale else record.source.sha256
    yield "translator", old.translator if old else None
    yield "date", old.date if old else None
    yield "status", old.status if old else "draft"
    yield "source", old.source if old else None
    yield "title", old.title if old else None
    yield "subject", old.subject if old else None


def _block(record: Record, ident: str, vi: str, old: TranslatedBlock | None, stale: bool) -> Iterator[str]:
    shown = _masked(record, vi)
    yield f"[{ident} {old.hash8 if old and stale else hash8(vi)}]"
    if old and stale:
        yield from _quotation(old.vietnamese)
        yield f">> BẢN GỐC ĐÃ ĐỔI / THE ORIGINAL CHANGED: {shown}"
        yield f">> khi bản dịch đã đúng, thay mã ở trên bằng / when the English is right again, replace the code above by {hash8(vi)}"
    else:
        yield from _quotation(shown)
    for line in references(shown):
        yield f">> {line}"
    if old:
        yield old.text
        yield from _waivers(old)


def _quotation(vietnamese: str) -> Iterator[str]:
    if vietnamese:
        yield f"> {vietnamese}"


def _waivers(block: TranslatedBlock) -> Iterator[str]:
    for rule, why in block.waived:
        yield f"[waive {rule}: {why}]"


def _masked(record: Record, text: str) -> str:
    """Personal details that the site withholds are not copied into a file that everybody may read."""
    for contact in record.contacts:
        for detail in contact.details if contact.personal and not contact.publish else ():
            text = text.replace(detail.value, HIDDEN)
    return text


def _quoted(value: str | None) -> str:
    return "null" if value is None else strictyaml.quoted(value)
