"""The YAML file beside an original: what an editor confirms or corrects. Checked against a schema; every error with its line.

A key replaces that whole field; ``null`` says "confirmed absent". The JSON Schema for editors' tools comes from these classes.
"""

from __future__ import annotations

import datetime
import difflib
import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from builder import strictyaml
from builder.problems import Problem, problem
from builder.read.known import spelling, unknown_ids

_ISO = re.compile(r"(?:18|19|20|21)[0-9]{2}(?:-[0-9]{2}(?:-[0-9]{2})?)?")


def _iso(value: str) -> str:
    """A day, month or year that the calendar has."""
    try:
        datetime.date.fromisoformat(f"{value}-01-01"[:10] if len(value) < 7 else f"{value}-01"[:10])
    except ValueError:
        raise ValueError("iso-date") from None
    if not _ISO.fullmatch(value):
        raise ValueError("iso-date")
    return value


def _no_control(value: str) -> str:
    if re.search(r"[\x00-\x08\x0b-\x1f\x7f]", value):
        raise ValueError("control-character")
    return value


def _number(value: object) -> object:
    """An editor writes a number as one string."""
    return {"norm": value} if isinstance(value, str) else value


def _date(value: object) -> object:
    return {"value": value} if isinstance(value, str) else value


Words = Annotated[str, Field(max_length=4000), AfterValidator(_no_control)]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=200)]
IsoDate = Annotated[str, AfterValidator(_iso)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class NumberPart(_Part):
    norm: Words | None = None
    printed: Words | None = None
    status: Literal["present", "blank", "absent", "conflict"] | None = None


class IssuerPart(_Part):
    id: Words | None = None
    name: Words | None = None
    joint: list[Words] = []


class UnitPart(_Part):
    code: Words
    id: Words | None = None


class DatePart(_Part):
    value: IsoDate | None = None
    precision: Literal["day", "month", "year"] | None = None


class TitlePart(_Part):
    vi: Words | None = None
    en: Words | None = None
    en_source: Literal["official", "editor"] | None = None


class AddresseePart(_Part):
    text: Words
    id: Words | None = None
    group: Words | None = None


class RecipientPart(_Part):
    text: Words
    id: Words | None = None
    purpose: Words | None = None


class SignaturePart(_Part):
    name: Words | None
    title: Words | None = None
    authority: Words | None = None
    on_behalf: Words | None = None
    signed: bool = False


class EffectivePart(_Part):
    start: Annotated[IsoDate | None, Field(alias="from")] = None
    end: Annotated[IsoDate | None, Field(alias="to")] = None
    rule: Words | None = None
    state: Words = "unknown"
    as_of: IsoDate | None = None


class DeadlinePart(_Part):
    date: IsoDate
    who: Words | None = None
    what: Words | None = None
    to: Words | None = None


class NewsPart(_Part):
    category: Words | None = None
    timestamp: Words | None = None
    agency: Words | None = None
    author: Words | None = None
    event_date: IsoDate | None = None


class ContactSet(_Part):
    """``printed`` is the detail as the original has it; ``publish: true`` shows it on the site."""

    printed: Words
    publish: bool


class Contacts(_Part):
    add: list[Words] = []
    remove: list[Words] = []
    set: list[ContactSet] = []


class CitationSet(_Part):
    printed: Words
    number: Words | None = None
    type: Words | None = None
    date: IsoDate | None = None
    issuer: Words | None = None


class Citations(_Part):
    remove: list[Words] = []
    set: list[CitationSet] = []


class RelationPart(_Part):
    type: Words
    target: Words
    by: Words | None = None


class Relations(_Part):
    add: list[RelationPart] = []
    remove: list[RelationPart] = []


class RemovalPart(_Part):
    kind: Literal["withdrawn", "consolidated", "in_error", "taken_down"]
    reason: Words
    date: IsoDate
    authority: Words
    to: Slug | None = None
    hmac: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None


class EnglishPart(_Part):
    """Of an English file published as a whole (``x.en.docx``): where, by whom, when; what it calls the document."""

    status: Literal["official", "unofficial"] | None = None
    source: Words | None = None
    translator: Words | None = None
    date: IsoDate | None = None
    title: Words | None = None


class SourcePart(_Part):
    url: Annotated[str, Field(pattern=r"^https?://[^\s\"'<>]{3,400}$")] | None = None
    retrieved: IsoDate | None = None
    licence_note: Words | None = None


class Sidecar(_Part):
    """Every key is a field of the record; those that are not given leave the extraction as it is."""

    lang: Literal["vi", "en"] | None = None
    type: Words | None = None
    number: Annotated[NumberPart | None, BeforeValidator(_number)] = None
    issuer: IssuerPart | None = None
    unit: UnitPart | None = None
    date: Annotated[DatePart | None, BeforeValidator(_date)] = None
    place: Words | None = None
    province: Words | None = None
    title: TitlePart | None = None
    subject: Words | None = None
    urgency: Words | None = None
    secrecy: Words | None = None
    addressees: list[AddresseePart] | None = None
    recipients: list[RecipientPart] | None = None
    signature: SignaturePart | None = None
    cosigners: list[SignaturePart] | None = None
    effective: EffectivePart | None = None
    deadlines: list[DeadlinePart] | None = None
    topics: list[Words] | None = None
    news: NewsPart | None = None
    citations: Citations | None = None
    relations: Relations | None = None
    contacts: Contacts | None = None
    source: SourcePart | None = None
    english: EnglishPart | None = None
    aliases_id: list[Slug] | None = None
    removal: RemovalPart | None = None


def read_sidecar(raw: bytes, path: str) -> tuple[Sidecar | None, tuple[Problem, ...]]:
    """The sidecar and all that is wrong with it at once: S201–S205, S210 the YAML,
    S206 unknown key, S207 wrong value, S208 wrong date, S209 an id of no table, S214 a number in another spelling."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None, (problem("S104", path),)
    loaded = strictyaml.load(text)
    if isinstance(loaded, strictyaml.Refused):
        return None, (problem(loaded.code, path, loaded.line, found=loaded.found),)
    try:
        sidecar = Sidecar.model_validate(loaded.data)
    except ValidationError as error:
        return None, tuple(_problem(e, loaded.lines, path) for e in error.errors())
    wrong = (*unknown_ids(loaded.data, loaded.lines, path), *spelling(loaded.data, loaded.lines, path))
    return (None if wrong else sidecar), wrong


def _problem(error: Any, lines: strictyaml.Lines, path: str) -> Problem:
    where = tuple(p for p in error["loc"] if not str(p).startswith("function-"))
    line = strictyaml.line_of(lines, where)
    name = ".".join(str(p) for p in where)
    if error["type"] == "extra_forbidden":
        near = difflib.get_close_matches(str(where[-1]), _keys(where), 1)
        return problem("S206", path, line, key=name, nearest=near[0] if near else "–")
    if "iso-date" in str(error["msg"]):
        return problem("S208", path, line, key=name, found=error["input"])
    return problem("S207", path, line, key=name, found=str(error["input"])[:80], expected=_expected(error))


def _keys(where: tuple[Any, ...]) -> list[str]:
    """The keys that may stand at a place: those of the sidecar, or of all its parts."""
    if len(where) == 1:
        return list(Sidecar.model_fields)
    return sorted({f.alias or name for part in _Part.__subclasses__() for name, f in part.model_fields.items()})


# How the keys that take more than words are written: what an editor is shown instead of the name of a type.
_FORMS = {
    "issuer": '{id: "vn-molisa"}', "number": '"814/SLĐTBXH"', "date": '"2024-03-14"', "unit": '{code: "HTQT"}', "title": '{vi: "…"}',
    "topics": '["employment"]', "addressees": '[{text: "…"}]', "recipients": '[{text: "…"}]', "signature": '{name: "…", title: "…"}',
    "effective": '{from: "2024-07-01"}', "deadlines": '[{date: "2024-12-15", who: "…", what: "…"}]', "news": '{agency: "…"}',
    "contacts": '{set: [{printed: "…", publish: true}]}', "citations": '{remove: ["…"]}', "cosigners": '[{name: "…", title: "…"}]',
    "relations": '{remove: [{type: "…", target: "…"}]}',
    "source": '{url: "https://…"}', "aliases_id": '["…"]', "removal": '{kind: "withdrawn", reason: "…", date: "…", authority: "…"}',
}  # fmt: skip


def _expected(error: Any) -> str:
    context = error.get("ctx") or {}
    if error["type"] in ("model_type", "list_type", "dict_type", "model_attributes_type") and len(error["loc"]) >= 1:
        return _FORMS.get(str(error["loc"][0]), '"…"')
    if error["type"] == "string_type":
        return '"…"'
    return str(context.get("expected") or context.get("pattern") or error["type"])
