"""extracted(original) ⊕ sidecar: an editor's key replaces that whole field. Never changes the text.

Values arrive as plain data, already checked; ``None`` means "confirmed absent".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Literal, Protocol, cast

from builder import grammar, vocabulary
from builder.model import (
    ABSENT,
    Addressee,
    Contact,
    Date,
    Deadline,
    Effective,
    Issuer,
    Number,
    NumberStatus,
    Recipient,
    Record,
    Removal,
    Secret,
    Signature,
    Span,
    Title,
    Topic,
    Unit,
)
from builder.parse import issuers

NOWHERE = Span(0, 0)


class Given(Protocol):
    """What the sidecar's reader gives: the keys that were set, and their data."""

    @property
    def model_fields_set(self) -> set[str]: ...

    def model_dump(self) -> dict[str, Any]: ...


def _replaced(record: Record, name: str, value: Any) -> Record:
    """``dataclasses.replace`` by a name that is only known at run time."""
    changed: dict[str, Any] = {name: value}
    return replace(record, **changed)


def confirm(record: Record, given: Given | None) -> Record:
    """The record with what an editor confirmed; ``confirmed`` lists those fields. Citations are found again afterwards."""
    if given is None:
        return record
    data = given.model_dump()
    keys = tuple(sorted(given.model_fields_set))
    for name in keys:
        if name in _FIELDS:
            record = _FIELDS[name](record, data[name])
    evidence = {k: v for k, v in record.evidence.items() if k.split(".")[0] not in keys}
    record = replace(record, confirmed=keys, evidence=evidence)
    if {"type", "number"} & set(keys) and record.kind == "document":
        known = vocabulary.types().get(record.type or "")
        doc_class = known.class_of(year=record.number.year is not None, party=grammar.is_party(record.number)) if known else None
        record = replace(record, doc_class=doc_class)
    return replace(record, issuer=issuers.settled(record.issuer, record.province))


def _plain(name: str) -> Callable[[Record, Any], Record]:
    return lambda record, value: _replaced(record, name, value)


def _number(record: Record, value: Mapping[str, Any] | None) -> Record:
    if value is None or value.get("norm") is None:
        status = cast(NumberStatus, (value or {}).get("status") or "absent")
        return replace(record, number=replace(ABSENT, status=status, printed=(value or {}).get("printed")))
    parts = grammar.read_number(value["norm"]) or Number(value["norm"], None)
    status = cast(NumberStatus, value.get("status") or "present")
    return replace(record, number=replace(parts, norm=value["norm"], printed=value.get("printed"), status=status))


def _issuer(record: Record, value: Mapping[str, Any] | None) -> Record:
    if value is None:
        return replace(record, issuer=Issuer(None, None))
    ident = value.get("id")
    agency = vocabulary.agencies().get(ident or "")
    name = value.get("name") or (agency.name_on(record.date.value) if agency else None)
    name = name or (vocabulary.local_name(ident, "vi", record.date.value) if ident and "@" in ident else None)
    return replace(record, issuer=Issuer(ident, name, record.issuer.printed, None, tuple(value.get("joint") or ()), "sidecar"))


def _date(record: Record, value: Mapping[str, Any] | None) -> Record:
    iso = (value or {}).get("value")
    precision = {4: "year", 7: "month", 10: "day"}.get(len(iso or ""))
    return replace(record, date=Date(iso, precision, record.date.printed, "sidecar"))  # type: ignore[arg-type]


def _title(record: Record, value: Mapping[str, Any] | None) -> Record:
    given = value or {}
    source = given.get("en_source") or ("editor" if given.get("en") else "none")
    return replace(
        record, title=Title(given.get("vi") or record.title.vi, given.get("en"), cast(Literal["none", "official", "editor"], source))
    )


def _contacts(record: Record, value: Mapping[str, Any] | None) -> Record:
    """``set`` decides what may be shown; ``remove`` takes a false alarm away; ``add`` withholds words that were not found."""
    given = value or {}
    shown = {s["printed"] for s in given.get("set", ()) if s["publish"]}
    gone = set(given.get("remove", ()))
    contacts: list[Contact] = []
    for contact in record.contacts:
        groups: dict[tuple[bool, bool], list[Secret]] = {}
        for detail in contact.details:
            false_alarm = detail.value in gone
            groups.setdefault((false_alarm or detail.value in shown, not false_alarm), []).append(detail)
        contacts += [Contact(contact.name, tuple(part), *how) for how, part in sorted(groups.items())]
    for words in given.get("add", ()):
        at = record.text.find(words)
        while at >= 0:
            contacts.append(Contact(None, (Secret("phone", words, Span(at, at + len(words))),)))
            at = record.text.find(words, at + len(words))
    return replace(record, contacts=tuple(contacts))


def _made(cls: type, name: str, **extra: object) -> Callable[[Record, Any], Record]:
    """A field that is one object or a list of them."""

    def build(record: Record, value: Any) -> Record:
        if value is None:
            return _replaced(record, name, () if isinstance(getattr(record, name), tuple) else None)
        made = tuple(cls(**{**extra, **row}) for row in value) if isinstance(value, list) else cls(**value)
        return _replaced(record, name, made)

    return build


def _source(record: Record, value: Mapping[str, Any] | None) -> Record:
    return replace(record, source=replace(record.source, **(value or {})))


def _news(record: Record, value: Mapping[str, Any] | None) -> Record:
    return replace(record, news=replace(record.news, **(value or {}))) if record.news else record


def _topics(record: Record, value: list[str] | None) -> Record:
    return replace(record, topics=tuple(Topic(ident, None, "sidecar") for ident in value or ()))


_FIELDS: dict[str, Callable[[Record, Any], Record]] = {
    **{name: _plain(name) for name in ("lang", "type", "place", "province", "subject", "urgency", "secrecy")},
    "number": _number,
    "issuer": _issuer,
    "unit": lambda record, value: replace(record, unit=Unit(**value) if value else None),
    "date": _date,
    "title": _title,
    "addressees": _made(Addressee, "addressees", span=NOWHERE),
    "recipients": _made(Recipient, "recipients", span=NOWHERE),
    "signature": _made(Signature, "signature"),
    "cosigners": _made(Signature, "cosigners"),
    "effective": lambda record, value: replace(record, effective=Effective(**value) if value else Effective()),
    "deadlines": _made(Deadline, "deadlines", span=NOWHERE),
    "topics": _topics,
    "news": _news,
    "contacts": _contacts,
    "source": _source,
    "aliases_id": lambda record, value: replace(record, aliases_id=tuple(value or ())),
    "removal": _made(Removal, "removal"),
}
