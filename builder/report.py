"""What the archive does not know: unknown values, ambiguous citations, missing and outdated translations, wanted documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from builder import problems
from builder.intake import Document
from builder.model import Lang, Record, Removal
from builder.parse.review import unknown
from builder.pipeline import Loaded
from builder.write import labels, wanted
from builder.write.withhold import secrets, withheld_characters

MOST_WANTED = 50
# Values of one document that speak against each other, or against what an editor confirmed; documents held twice.
_CONFLICTS = frozenset({"P106", "P109", "P110", "P111", "P112", "P115"})
_COPIES = frozenset({"C203", "C204"})
_HEADINGS: dict[str, dict[Lang, str]] = {
    "held_back": {"vi": "Văn bản bị giữ lại", "en": "Documents held back"},
    "unknown": {"vi": "Giá trị chưa rõ", "en": "Unknown values"},
    "conflicts": {"vi": "Mâu thuẫn cần xem lại", "en": "Conflicts to be looked at"},
    "copies": {"vi": "Trùng hoặc gần trùng", "en": "Held twice, or nearly the same"},
    "ambiguous": {"vi": "Dẫn chiếu chưa xác định", "en": "Ambiguous or unread citations"},
    "untranslated": {"vi": "Chưa dịch", "en": "Not translated"},
    "outdated": {"vi": "Bản dịch cũ hoặc thiếu đoạn", "en": "Outdated or partial translations"},
    "withheld": {"vi": "Thông tin cá nhân không hiển thị", "en": "Personal data withheld"},
    "removed": {"vi": "Đã gỡ, đã chuyển hoặc còn giữ địa chỉ", "en": "Removed, moved, or only an address"},
    "wanted": {"vi": "Được dẫn nhưng chưa có trong kho", "en": "Cited but not held"},
}


def text(loaded: Loaded, lang: Lang, form: str = "text") -> str:
    """The report, a section a question; empty sections say so by a dash."""
    mark = "## " if form == "markdown" else ""
    of_documents: dict[str, list[str]] = defaultdict(list)
    for document in loaded.documents:  # each is loaded once for all that is asked of it
        for section, row in _of(document, loaded):
            of_documents[section].append(row)
    sections = {
        "held_back": loaded.held_back,
        "unknown": of_documents["unknown"],
        "conflicts": tuple(_said(loaded, _CONFLICTS, lang)),
        "copies": tuple(_said(loaded, _COPIES, lang)),
        "ambiguous": of_documents["ambiguous"],
        "untranslated": of_documents["untranslated"],
        "outdated": of_documents["outdated"],
        "withheld": of_documents["withheld"],
        "removed": (*of_documents["removed"], *_gone(loaded)),
        "wanted": tuple(_wanted(loaded, lang)),
    }
    lines: list[str] = []
    for key, rows in sections.items():
        lines += [f"{mark}{_HEADINGS[key][lang]} ({len(rows)})", *(f"- {row}" for row in rows), ""]
    return "\n".join(lines).rstrip()


def _said(loaded: Loaded, codes: frozenset[str], lang: Lang) -> Iterator[str]:
    for item in loaded.problems:
        if item.code in codes:
            yield f"{item.path}:{item.line}: {item.code} {problems.what(item, lang)}"


def _of(document: Document, loaded: Loaded) -> Iterator[tuple[str, str]]:
    """Every row that a document gives, with its section."""
    record, paired = document.record, document.paired
    if missing := _unknown(record):
        yield "unknown", f"{record.id}: {', '.join(missing)}"
    for citation in record.citations:
        link = loaded.archive.links[record.id][citation.cid]
        if link.status in ("ambiguous", "unparsed") and not citation.draft:
            yield "ambiguous", f"{record.id}: “{citation.printed}” → {', '.join(link.candidates) or link.status}"
    if paired is None:
        yield "untranslated", record.id
    elif paired.outdated or paired.missing:
        yield "outdated", f"{record.id}: {', '.join((*paired.outdated, *paired.missing))}"
    if found := secrets(record):
        yield "withheld", f"{record.id}: {', '.join(s.kind for s in found)} ({withheld_characters(record)})"
    if record.removal:
        yield "removed", _removed(record.id, record.removal)


def _unknown(record: Record) -> list[str]:
    missing = [*unknown(record)]
    missing += ["date"] if record.kind == "news" and record.date.value is None and "date" not in record.confirmed else []
    missing += [f"number: {record.number.status}"] if record.kind != "news" and record.number.norm is None else []
    return missing


def _gone(loaded: Loaded) -> Iterator[str]:
    for tomb in loaded.tombs:
        yield _removed(tomb.id, tomb.removal) if tomb.removal else f"{tomb.id}: –"
    yield from (f"{old} → {ident}" for old, ident in loaded.moved.items())


def _removed(ident: str, removal: Removal) -> str:
    return f"{ident}: {removal.kind}, {removal.date}, {removal.authority}"


def _wanted(loaded: Loaded, lang: Lang) -> Iterator[str]:
    """Most often cited first."""
    for number in wanted.ranked(loaded.archive.lines.values())[:MOST_WANTED]:
        yield f"{labels.number_label(number, lang)[0]}: {number.citing}"
