"""One document as Markdown that stands by itself: a short header in YAML, its words, its English. For people and for programs that read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from builder.export.document import summary
from builder.export.passages import Passage, passages
from builder.model import Archive
from builder.write.notice import Source

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|])")
_LIST = re.compile(r"^(\d+)([.)])(?=\s|$)|^([-+])(?=\s|$)")
_BEFORE = {"addressee": "- ", "recipient": "- ", "article": "### ", "heading": "## "}


def document_markdown(source: Source, archive: Archive) -> str:
    """Ends with a newline. The order is that of the blocks of the JSON."""
    found = list(passages(source))
    title = summary(source, archive)["title"]
    own = "en" if source.record.lang == "en" else "vi"
    lines = [_front(source, archive), f"# {_escaped(title['vi'] or title['en'] or source.record.id)}", *_blocks(found)]
    if own == "vi" and any(p.english for p in found):
        lines += ["---", f"# {_escaped(title['en'] or 'English')}", *_english(found)]
    return "\n\n".join(line for line in lines if line) + "\n"


def _front(source: Source, archive: Archive) -> str:
    """JSON values are YAML values: nothing in them can end the header."""
    known = summary(source, archive)
    rows = {
        "id": known["id"],
        "language": known["language"],
        "type": known["type"] and known["type"]["vi"],
        "number": known["number"]["value"],
        "issuer": known["issuer"]["vi"],
        "date": known["date"]["value"],
        "title": known["title"]["vi"],
        "title_en": known["title"]["en"],
        "url": known["urls"]["vi"],
        "url_en": known["urls"]["en"],
        "sha256": source.record.source.sha256,
    }
    return "\n".join(["---", *(f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in rows.items()), "---"])


def _blocks(found: list[Passage]) -> Iterator[str]:
    for passage in found:
        if passage.rows:
            yield _table(passage.rows)
        else:
            yield _BEFORE.get(passage.kind, "") + _line(passage.printed, passage.kind)


def _english(found: list[Passage]) -> Iterator[str]:
    for passage in found:
        if passage.english:
            yield _BEFORE.get(passage.kind, "") + _line(passage.english, passage.kind)


def _line(text: str, kind: str) -> str:
    safe = _escaped(" ".join(text.split()))
    return safe if kind in _BEFORE else _LIST.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", safe)


def _table(rows: tuple[tuple[str, ...], ...]) -> str:
    cells = [[_escaped(" ".join(cell.split())) for cell in row] for row in rows]
    return "\n".join([_row(cells[0]), _row(["---"] * len(cells[0])), *map(_row, cells[1:])])


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
