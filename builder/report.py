"""What the archive does not know: unknown values, ambiguous citations, missing and outdated translations, wanted documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from builder import problems
from builder.intake import Document
from builder.model import Lang
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
    sections = {
        "held_back": loaded.held_back,
        "unknown": tuple(_unknown(loaded.documents)),
        "conflicts": tuple(_said(loaded, _CONFLICTS, lang)),
        "copies": tuple(_said(loaded, _COPIES, lang)),
        "ambiguous": tuple(_ambiguous(loaded)),
        "untranslated": tuple(d.record.id for d in loaded.documents if d.paired is None),
        "outdated": tuple(_outdated(loaded.documents)),
        "withheld": tuple(_withheld(loaded.documents)),
        "removed": tuple(_removed(loaded)),
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


def _unknown(documents: Iterable[Document]) -> Iterator[str]:
    for document in documents:
        record = document.record
        missing = [*unknown(record)]
        missing += ["date"] if record.kind == "news" and record.date.value is None and "date" not in record.confirmed else []
        missing += [f"number: {record.number.status}"] if record.kind != "news" and record.number.norm is None else []
        if missing:
            yield f"{record.id}: {', '.join(missing)}"


def _ambiguous(loaded: Loaded) -> Iterator[str]:
    for document in loaded.documents:
        for citation in document.record.citations:
            link = loaded.archive.links[document.record.id][citation.cid]
            if link.status in ("ambiguous", "unparsed") and not citation.draft:
                yield f"{document.record.id}: “{citation.printed}” → {', '.join(link.candidates) or link.status}"


def _outdated(documents: Iterable[Document]) -> Iterator[str]:
    for document in documents:
        if document.paired and (document.paired.outdated or document.paired.missing):
            yield f"{document.record.id}: {', '.join((*document.paired.outdated, *document.paired.missing))}"


def _withheld(documents: Iterable[Document]) -> Iterator[str]:
    for document in documents:
        if found := secrets(document.record):
            kinds = ", ".join(s.kind for s in found)
            yield f"{document.record.id}: {kinds} ({withheld_characters(document.record)})"


def _removed(loaded: Loaded) -> Iterator[str]:
    for document in loaded.documents:
        if removal := document.record.removal:
            yield f"{document.record.id}: {removal.kind}, {removal.date}, {removal.authority}"
    for tomb in loaded.tombs:
        yield f"{tomb.id}: {tomb.removal.kind}, {tomb.removal.date}, {tomb.removal.authority}" if tomb.removal else f"{tomb.id}: –"
    yield from (f"{old} → {ident}" for old, ident in loaded.moved.items())


def _wanted(loaded: Loaded, lang: Lang) -> Iterator[str]:
    """Most often cited first."""
    for number in wanted.ranked(loaded.archive.numbers.values())[:MOST_WANTED]:
        yield f"{labels.number_label(number, lang)[0]}: {len({m.record for m in number.mentions})}"
