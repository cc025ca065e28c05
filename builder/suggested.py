"""The sidecar that would settle what a record leaves open, as text an editor can paste. Decides nothing.

What was read but is not sure stands as it was read; what is unknown stands behind ``#`` with a form to fill in, so that pasting the
text as it is confirms nothing that nobody has looked at.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder import strictyaml, vocabulary
from builder.model import Record
from builder.parse.review import line_of

SURE = 0.85  # below it a value is worth a look at the print
_HEAD = "# Đối chiếu với bản gốc. Đúng thì bỏ dấu # ở đầu dòng; sai thì sửa; không biết thì xóa dòng.\n" + (
    "# Compare with the original. If right, remove the # of the line; if wrong, correct it; if you do not know, delete it.\n"
    "# yaml-language-server: $schema={up}schema/sidecar.schema.json\n"
)
_FORMS = {
    "type": ('"cong-van"', "loại văn bản / type"),
    "issuer": ('{id: "vn-molisa"}', "cơ quan ban hành / issuer"),
    "date": ('"2024-03-14"', "ngày ban hành, năm-tháng-ngày / date of issue, year-month-day"),
    "subject": ('"…"', "trích yếu, đúng như bản gốc / subject, as printed"),
    "title": ('{vi: "…"}', "tiêu đề / headline"),
}


def sidecar(record: Record, path: str) -> str | None:
    """The text, or None where nothing is open. Fields that an editor confirmed are not asked for again.

    ``path`` is the original's, from the folder that holds ``content``: the first lines say from there where the schema is.
    """
    lines = [line for name, line in _lines(record) if name not in record.confirmed]
    return _HEAD.format(up="../" * path.count("/")) + "".join(f"{line}\n" for line in lines) if lines else None


def _lines(record: Record) -> Iterator[tuple[str, str]]:
    document = record.kind != "news"
    values = {
        "type": record.type if document else "–", "issuer": record.issuer.id if document else "–", "date": record.date.value,
        "subject": record.subject if document else "–", "title": record.title.vi if not document else "–",
    }  # fmt: skip
    for name, value in values.items():
        if value is None:
            yield name, f"# {name}: {_guess(record, name) or _FORMS[name][0]}  # {_FORMS[name][1]}"
        elif value != "–" and (sure := _confidence(record, name)) is not None and sure < SURE:
            yield name, f"# {name}: {_written(name, value)}  # {_place(record, name)}"
    if document and record.number.status == "conflict":
        yield "number", f"# number: {_quoted(record.number.norm or record.number.printed or '…')}  # {_place(record, 'number')}"


def _confidence(record: Record, name: str) -> float | None:
    return record.evidence[name].confidence if name in record.evidence else None


def _guess(record: Record, name: str) -> str | None:
    """The body whose code the symbol bears, where exactly one does: a hint to be confirmed, as the print does not name it."""
    if name != "issuer":
        return None
    found = {a.id for part in record.number.symbol if (a := vocabulary.agency_by_code(part))}
    return f'{{id: "{found.pop()}"}}' if len(found) == 1 else None


def _place(record: Record, name: str) -> str:
    if name not in record.evidence:
        return "chưa chắc / not sure"
    line = line_of(record, name)
    return f"đọc ở dòng {line}, chưa chắc / read on line {line}, not sure"


def _written(name: str, value: str) -> str:
    return f"{{id: {_quoted(value)}}}" if name == "issuer" else f"{{vi: {_quoted(value)}}}" if name == "title" else _quoted(value)


def _quoted(text: str) -> str:
    return strictyaml.quoted(" ".join(text.split()))
