"""What an editor should look at in a record: values that are unknown, that contradict each other, or that are personal."""

from __future__ import annotations

from collections.abc import Iterator

from builder.model import Record
from builder.problems import Problem, problem

_FIELDS = (("issuer", "P101"), ("type", "P102"), ("date", "P103"), ("subject", "P104"))


def review(record: Record, path: str) -> Iterator[Problem]:
    """Warnings P101–P106, P201; a field that an editor confirmed is not asked for again."""
    unknown = {
        "issuer": record.issuer.name is None, "type": record.type is None, "date": record.date.value is None, "subject": record.subject is None,
    }  # fmt: skip
    if record.kind == "news":
        if not record.title.vi and "title" not in record.confirmed:
            yield problem("P105", path)
    else:
        for field, code in _FIELDS:
            if unknown[field] and field not in record.confirmed:
                yield problem(code, path, line_of(record, field))
        yield from _years(record, path)
    for contact in record.contacts:
        if not contact.publish:
            kinds = ", ".join(d.kind for d in contact.details)
            line = record.text.count("\n", 0, contact.details[0].span.start) + 1
            yield problem("P201", path, line, kinds=kinds, name=contact.name or "–")


def _years(record: Record, path: str) -> Iterator[Problem]:
    year, date = record.number.year, record.date.value
    if year and date and str(year) != date[:4] and not {"number", "date"} & set(record.confirmed):
        yield problem("P106", path, line_of(record, "number"), number=year, date=date[:4])


def line_of(record: Record, field: str) -> int:
    """The line a field was read from; the first where it was read from none."""
    evidence = record.evidence.get(field)
    return record.text.count("\n", 0, evidence.span.start) + 1 if evidence else 1
