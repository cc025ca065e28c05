"""The nouns of the archive: frozen dataclasses and nothing else. Imports nothing of ours.

Offsets everywhere are half-open ranges of code points into ``Record.text`` (the whole text of the original, NFC).
``None`` means "not known"; where the print itself is empty or missing, a ``status`` says so.
The shape of a record is that of ``archive extract``; see ``builder/write/record.py`` for its JSON.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Lang = Literal["vi", "en"]
Kind = Literal["document", "news", "stub"]
NumberStatus = Literal["present", "blank", "absent", "conflict"]
Precision = Literal["day", "month", "year"]
Zone = Literal["subject", "preamble", "body", "annex"]


# --- text and places in it ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Span:
    """[start, end) in ``Record.text``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a value was read, by which rule, how surely (0 to 1)."""

    span: Span
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text that stands unbroken in the original: ``text[i]`` is at offset ``start + i``."""

    text: str
    start: int
    style: Literal["", "strong", "em"] = ""

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Rendition:
    """A picture in one size, encoded anew; ``name`` is the SHA-256 of its bytes and a suffix."""

    name: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo or figure, its sizes from small to large. It stands before the character ``at``; ``alt`` is what the original says of it."""

    at: int
    alt: str
    renditions: tuple[Rendition, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table of the original; table, row and column count from 1."""

    span: Span
    table: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Places:
    """Where text stands in the original: ``pages[n]`` is the offset at which page n + 1 begins (empty: it has no pages)."""

    pages: tuple[int, ...] = ()
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One physical line (or cell, or paragraph) of an original, its markup taken out. ``number`` counts from 1."""

    number: int
    runs: tuple[Run, ...]
    kind: Literal["line", "heading", "item", "cell", "table", "figure", "note"] = "line"
    level: int = 0
    rows: tuple[tuple[tuple[Run, ...], ...], ...] = ()
    picture: Picture | None = None  # of a figure, which has no runs: its caption is a line of its own

    @property
    def text(self) -> str:
        return self.runs[0].text if len(self.runs) == 1 else "".join([run.text for run in self.runs])

    @property
    def start(self) -> int:
        return self.runs[0].start if self.runs else 0

    @property
    def end(self) -> int:
        return self.runs[-1].end if self.runs else 0


@dataclass(frozen=True, slots=True)
class Residue:
    """Characters of the original that are in no field and no block, and what they are."""

    text: str
    kind: Literal["menu", "markup", "running_head", "rule", "letterhead", "label"]
    span: Span


@dataclass(frozen=True, slots=True)
class Normalisation:
    """What was repaired while reading: counts, and every edit as (offset, before, after), in order.

    ``text[offset:]`` begins with ``after``, where the file has ``before``: ``read/repairs.py`` undoes them all.
    """

    nfd: int = 0
    eth: int = 0
    lookalike: int = 0
    nbsp: int = 0
    soft_hyphen: int = 0
    edits: tuple[tuple[int, str, str], ...] = ()
    invisible: int = 0
    decoded: int = 0
    line_end: str = "\n"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """The file an original came from. ``file`` is the path as given, ``sha256`` that of its bytes."""

    file: str
    sha256: str
    format: str
    encoding: str
    ocr: bool = False
    url: str | None = None
    retrieved: str | None = None
    licence_note: str | None = None


@dataclass(frozen=True, slots=True)
class Original:
    """What ``read`` gives: the whole text and its lines in order. Nothing in it has been interpreted."""

    source: SourceFile
    text: str
    lines: tuple[Line, ...]
    residue: tuple[Residue, ...] = ()
    normalisation: Normalisation = Normalisation()
    places: Places = Places()
    files: tuple[tuple[str, bytes], ...] = ()  # the pictures, by the names of their renditions


# --- a record ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Number:
    """A document number. ``norm`` is the canonical spelling, ``printed`` what the paper says."""

    norm: str | None
    printed: str | None
    serial: str | None = None
    year: int | None = None
    symbol: tuple[str, ...] = ()
    status: NumberStatus = "present"


ABSENT = Number(None, None, status="absent")


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who issued it. ``name`` is the registry's form at the time; ``id`` is the registry's and never changes."""

    id: str | None
    name: str | None
    printed: str | None = None
    parent: str | None = None
    joint: tuple[str, ...] = ()
    inferred_from: Literal["header", "symbol", "signature", "sidecar"] | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """The drafting unit of the symbol's last part: ``HTQT`` of ``2637/LĐTBXH-HTQT``."""

    code: str
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Date:
    """``value`` is ISO, cut to its precision: ``2017-06-28``, ``2024-03``, ``2009``."""

    value: str | None
    precision: Precision | None = None
    printed: str | None = None
    inferred_from: Literal["header", "number", "news_timestamp", "body", "sidecar"] | None = None


@dataclass(frozen=True, slots=True)
class Title:
    """English titles come only from an editor or an official text."""

    vi: str | None
    en: str | None = None
    en_source: Literal["none", "official", "editor"] = "none"


@dataclass(frozen=True, slots=True)
class Addressee:
    """One body a letter is sent to, under its full name. ``group`` is the printed noun it was listed under."""

    text: str
    span: Span
    id: str | None = None
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Recipient:
    """One line of "Nơi nhận". ``purpose`` is a vocabulary id (report, information …)."""

    text: str
    span: Span
    id: str | None = None
    purpose: str | None = None
    purpose_printed: str | None = None


@dataclass(frozen=True, slots=True)
class FileCode:
    """The "Lưu:" line: ``VT, HTQT(TH)``."""

    codes: tuple[str, ...]
    printed: str
    desk: str | None = None
    copies: str | None = None


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed and by what authority (Decree 30/2020, annex I, II.7)."""

    name: str | None
    title: str | None = None
    authority: str | None = None
    on_behalf: str | None = None
    signed: bool = False


@dataclass(frozen=True, slots=True)
class Division:
    """One entry of the document's own structure: an article, chapter, annex …"""

    kind: Literal["phan", "chuong", "muc", "dieu", "khoan", "diem", "phu-luc", "quy-che", "phan-so"]
    n: str
    title: str | None
    id: str
    quoted: bool = False
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Effective:
    """Validity. ``state`` is never "in force" by default; an official letter has none."""

    start: str | None = None
    end: str | None = None
    rule: str | None = None
    state: str = "unknown"
    as_of: str | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """Who must do what, to whom, by when."""

    date: str
    span: Span
    who: str | None = None
    what: str | None = None
    to: str | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """What was written about another document: never a conclusion. ``cid`` is unique in its record."""

    cid: str
    kind: Literal["full", "short", "alias", "named", "anaphor", "enum"]
    printed: str
    span: Span
    zone: Zone
    type: str | None = None
    number: str | None = None
    date: str | None = None
    issuer: str | None = None
    issuer_printed: str | None = None
    subject: str | None = None
    provision: str | None = None
    name: str | None = None
    draft: bool = False
    antecedent: str | None = None
    within: str | None = None
    rule: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Link:
    """What we concluded of a citation: exactly one target, or why there is none."""

    cid: str
    status: Literal["held", "stub", "ambiguous", "unparsed", "self"]
    target: str | None = None
    candidates: tuple[str, ...] = ()
    anchor: str | None = None  # the article, clause or point cited, where the target is held and has it


@dataclass(frozen=True, slots=True)
class DefinedTerm:
    """ "(sau đây gọi tắt là …)". ``target`` is a cid; the term may name the instrument that the decision approves."""

    term: str
    span: Span
    target: str | None
    target_kind: Literal["document", "approved_instrument"]


@dataclass(frozen=True, slots=True)
class Relation:
    """One stored direction. ``source`` is ``self`` or the cid of a cited document; ``target`` is a cid."""

    source: str
    type: str
    target: str
    span: Span | None = None
    confidence: Literal["auto", "review"] = "auto"
    confirmed_by: str | None = None


@dataclass(frozen=True, slots=True)
class Caption:
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class News:
    """What only a news item has."""

    category: str | None = None
    timestamp: str | None = None
    agency: str | None = None
    author: str | None = None
    event_date: str | None = None
    captions: tuple[Caption, ...] = ()
    persons: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Secret:
    """One stretch of personal data: what it is, where it stands, its value."""

    kind: Literal["phone", "fax", "email", "id_number", "account"]
    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class Contact:
    """A named person's contact details. Withheld on the site unless ``publish``.

    Not ``personal``: an editor said that these only look like personal details; they are shown.
    """

    name: str | None
    details: tuple[Secret, ...]
    publish: bool = False
    personal: bool = True


@dataclass(frozen=True, slots=True)
class Topic:
    """A policy field and the words that show it."""

    id: str
    span: Span | None
    rule: str


@dataclass(frozen=True, slots=True)
class Disputed:
    """A value that an editor confirmed although the print says another: both are shown."""

    field: str
    confirmed: str
    printed: str
    span: Span


@dataclass(frozen=True, slots=True)
class Removal:
    """An editor's decision to take something back (sidecar only)."""

    kind: Literal["withdrawn", "consolidated", "in_error", "taken_down"]
    reason: str
    date: str
    authority: str
    to: str | None = None
    hmac: str | None = None  # of a taken-down original, keyed with a secret that no build knows


@dataclass(frozen=True, slots=True)
class Node:
    """One block of a document's body, in order. The tree is in the ids: ``d3.k2.a`` stands under ``d3.k2``.

    ``label`` is the printed label ("1.", "a)", "-", "Điều 3."); ``runs`` are the words after it.
    """

    id: str
    kind: Literal["paragraph", "item", "heading", "article", "clause", "point", "caption", "table", "figure"]
    label: str
    runs: tuple[Run, ...]
    label_span: Span | None = None
    level: int = 0
    rows: tuple[tuple[tuple[Run, ...], ...], ...] = ()
    picture: Picture | None = None

    @property
    def text(self) -> str:
        return self.runs[0].text if len(self.runs) == 1 else "".join([run.text for run in self.runs])

    @property
    def printed(self) -> str:
        """Label and words as one line: what a translation is aligned with and hashed on."""
        return f"{self.label} {self.text}".strip() if self.label else self.text


@dataclass(frozen=True, slots=True)
class Record:
    """Everything known of one document. Every value that was read has an entry in ``evidence`` under its path."""

    id: str
    kind: Kind
    lang: Lang
    source: SourceFile
    text: str
    type: str | None = None
    doc_class: str | None = None
    number: Number = ABSENT
    issuer: Issuer = Issuer(None, None)
    unit: Unit | None = None
    date: Date = Date(None)
    place: str | None = None
    title: Title = Title(None)
    subject: str | None = None
    urgency: str | None = None
    secrecy: str | None = None
    addressees: tuple[Addressee, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    archive: FileCode | None = None
    signature: Signature | None = None
    cosigners: tuple[Signature, ...] = ()  # of a joint document, after the first
    structure: tuple[Division, ...] = ()
    effective: Effective = Effective()
    deadlines: tuple[Deadline, ...] = ()
    defined_terms: tuple[DefinedTerm, ...] = ()
    citations: tuple[Citation, ...] = ()
    relations: tuple[Relation, ...] = ()
    topics: tuple[Topic, ...] = ()
    news: News | None = None
    contacts: tuple[Contact, ...] = ()
    body: tuple[Node, ...] = ()
    province: str | None = None
    aliases_id: tuple[str, ...] = ()
    removal: Removal | None = None
    normalisation: Normalisation = Normalisation()
    residue: tuple[Residue, ...] = ()
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    glossary: tuple[str, ...] = ()  # Vietnamese terms of the glossary that stand in the text, in its order
    places: Places = Places()
    confirmed: tuple[str, ...] = ()  # top-level fields that an editor set in the sidecar
    disputed: tuple[Disputed, ...] = ()


# --- a translation -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TranslatedBlock:
    """One paragraph of ``<id>.en.md``: the id and hash of its Vietnamese, the English, waived checks and why."""

    id: str
    hash8: str
    text: str
    line: int
    waived: tuple[tuple[int, str], ...] = ()
    vietnamese: str = ""  # as the file quotes it: what was translated, should the original have changed


@dataclass(frozen=True, slots=True)
class Translation:
    """An editor's or official English text, before it is paired."""

    path: str
    source_sha256: str
    translator: str | None
    date: str | None
    status: Literal["draft", "unofficial", "official"]
    source: str | None
    title: str | None
    subject: str | None
    blocks: tuple[TranslatedBlock, ...]
    empty: tuple[tuple[str, int], ...] = ()  # blocks of the frame that have no English yet, and their lines


@dataclass(frozen=True, slots=True)
class EnglishFile:
    """A file with the English of a document, as it was published. ``withheld``: something in its text is not shown."""

    sha256: str
    format: str
    suffix: str
    size: int
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class Pairing:
    """A translation laid beside its record: paragraph id to English, and what does not fit any more.

    Of an English file published as a whole: ``joined`` paragraphs are said in the English of another one, ``loose`` English
    follows a paragraph ("" for the beginning) and stands for none, and ``whole`` is all of it where it could not be laid beside.
    """

    translation: Translation
    text: Mapping[str, str]
    missing: tuple[str, ...] = ()
    outdated: tuple[str, ...] = ()
    orphans: tuple[str, ...] = ()
    joined: Mapping[str, str] = field(default_factory=dict)
    loose: tuple[tuple[str, str], ...] = ()
    whole: tuple[str, ...] = ()
    file: EnglishFile | None = None


# --- the archive as a whole: what pages need to know of other documents ------------------------------------------------


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline in short: its day, what is due in each language (English only from an editor), the block that says so."""

    date: str
    vi: str | None
    en: str | None
    anchor: str | None


@dataclass(frozen=True, slots=True)
class Trait:
    """What of a document is kept to find others like it: a sketch of its text; number, date and issuer where all are known."""

    id: str
    sketch: bytes
    identity: tuple[str, str, str] | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One document in short: what listings, feeds and other documents' pages show of it.

    ``addressees`` are (id or slug, name), ``state`` is what the document itself lets one say of its validity.
    """

    id: str
    kind: Kind
    type: str | None
    number: Number
    date: str | None
    sort_date: str
    issuer: Issuer
    title_vi: str
    title_en: str | None
    topics: tuple[str, ...]
    translation: Literal["none", "draft", "unofficial", "official"]
    unit: str | None = None
    addressees: tuple[tuple[str, str], ...] = ()
    dues: tuple[Due, ...] = ()
    state: str = "unknown"


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a record speaks of a document: the block, the sentence, what the sentence says (relation types)."""

    record: str
    anchor: str
    sentence: str
    relations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Variant:
    """One document as citations describe it. Several under one number are several documents, or one described in parts."""

    type: str | None
    date: str | None
    issuer: str | None
    issuer_printed: str | None
    subject: str | None


@dataclass(frozen=True, slots=True)
class Said:
    """What a held document says of two others: the relation (or its inverse) to the number ``slug``, where, in which words."""

    type: str
    slug: str
    record: str
    anchor: str
    words: str


@dataclass(frozen=True, slots=True)
class NumberEntry:
    """Everything under one number or name: documents held, what is known of those not held, who speaks of them.

    ``related`` are relations to other numbers that some record states: (relation type, slug, record id), inverse types included.
    """

    slug: str
    number: str | None
    name: str | None
    type: str | None
    held: tuple[str, ...]
    variants: tuple[Variant, ...]
    mentions: tuple[Mention, ...]
    related: tuple[tuple[str, str, str], ...] = ()
    said: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class NumberLine:
    """A number as lists show it: whether its document is held, how many documents speak of it."""

    slug: str
    number: str | None
    name: str | None
    type: str | None
    held: bool
    citing: int


@dataclass(frozen=True, slots=True)
class Incoming:
    """A held document that points here: its id, the relation (``cites`` where nothing more is said), the block."""

    record: str
    type: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Related:
    """A held document that speaks of the same few others: the slugs of those, the topics in common, words of the glossary in common."""

    record: str
    shared: tuple[str, ...]
    topics: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Archive:
    """The archive in short. Mappings are by id or slug; ``links`` by record id, then cid; ``states`` is what a record says of
    itself and others, and of what it only cites (``cites``) the lowest in each chain. ``names`` has the numbers without those who
    speak of them, and ``above`` what is said of them upwards: neither changes because one document more cites a law."""

    entries: Mapping[str, Entry]
    numbers: Mapping[str, NumberEntry]
    links: Mapping[str, Mapping[str, Link]]
    incoming: Mapping[str, tuple[Incoming, ...]]
    states: Mapping[str, tuple[Said, ...]] = field(default_factory=dict)
    related: Mapping[str, tuple[Related, ...]] = field(default_factory=dict)
    names: Mapping[str, NumberEntry] = field(default_factory=dict)
    above: Mapping[str, tuple[Said, ...]] = field(default_factory=dict)
    lists: Mapping[str, bool] = field(default_factory=dict)  # "types quyet-dinh", "issuers vn-molisa": whether a document is in it
    twins: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # the same document, held a second time: ids by id
    acts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # the types of relations that lead to a document, but ``cites``
    lines: Mapping[str, NumberLine] = field(default_factory=dict)  # numbers in short, for who needs all of them


# --- a page, as both writers see it ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads. ``page`` is a source path under build/docs without ``.md`` (``vi/so/145-qd-ttg``);
    ``file`` a static file under build/docs; ``url`` an absolute http(s) address. Exactly one is set, or only an
    ``anchor`` for a place on the same page. ``query`` asks a page something (``translation=draft``, the search)."""

    page: str | None = None
    anchor: str | None = None
    file: str | None = None
    url: str | None = None
    query: str | None = None


@dataclass(frozen=True, slots=True)
class Text:
    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Emphasis:
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link. ``content`` never holds another one."""

    target: Target
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Foreign:
    """Words in another language than what is around them."""

    lang: Lang
    content: tuple[Inline, ...]


Inline = Text | Strong | Emphasis | Anchor | Foreign


class Words(tuple[Inline, ...]):
    """Inline content that stands on several pages. What a writer made of it lies in ``written``, so that it need not be made again."""

    written: Any = None


Role = Literal[
    "",
    "addressee",
    "recipient",
    "signature",
    "caption",
    "banner",
    "clause",
    "point",
    "label",
    "quiet",
    "stub",
    "original",
    "citeas",
    "deadline",
    "cards",
    "modes",
    "jump",
    "due",
    "data",
    "lead",
    "sha256",
    "left",
    "right",
]


@dataclass(frozen=True, slots=True)
class Heading:
    """``level`` 1 is the page's one title and bears the id ``top``; a body uses 2 to 4."""

    level: int
    id: str
    content: tuple[Inline, ...]
    lang: Lang | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """``lang`` only where it is not the page's."""

    content: tuple[Inline, ...]
    id: str | None = None
    lang: Lang | None = None
    role: Role = ""


@dataclass(frozen=True, slots=True)
class Item:
    content: tuple[Inline, ...]
    id: str | None = None
    lang: Lang | None = None
    role: Role = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    """An unordered list of one level. Printed labels are text, never list markers of ours."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A simple table: one header row, cells of inline content, all rows as long as the header."""

    header: tuple[tuple[Inline, ...], ...]
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture with its caption, which bears the id. ``sizes`` are files under build/docs, from small to large; ``alt`` is for
    those who cannot see it."""

    sizes: tuple[tuple[str, int, int], ...]
    alt: str
    content: tuple[Inline, ...] = ()
    id: str | None = None
    lang: Lang | None = None
    alt_lang: Lang | None = None


@dataclass(frozen=True, slots=True)
class Box:
    """One document in a drawing: below the box number ``parent``, ``depth`` steps down; its lines, the last but one the most
    important. ``held`` and ``here`` (the page's own document) change how it looks, never what it says."""

    parent: int | None
    depth: int
    lines: tuple[str, ...]
    target: Target | None
    held: bool = True
    here: bool = False


@dataclass(frozen=True, slots=True)
class Cascade:
    """A drawing of documents, each below what it carries out. What it says stands in words beside it."""

    id: str
    title: str
    description: str
    boxes: tuple[Box, ...]


Block = Heading | Paragraph | Bullets | Table | Figure | Cascade


@dataclass(frozen=True, slots=True)
class FactValue:
    """One value of a fact, for the attributes panel. ``data`` is the machine's form (ISO date, id)."""

    text: str
    data: str = ""
    target: Target | None = None
    lang: Lang | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """One row of the attributes panel: ``field`` is the record's field, ``label`` the page language's word for it."""

    field: str
    label: str
    values: tuple[FactValue, ...]


@dataclass(frozen=True, slots=True)
class Alternate:
    """This page in one language."""

    lang: Lang
    name: str
    page: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page before it is written. ``path`` is its source under build/docs without ``.md``; ``linked`` is JSON-LD for its head."""

    path: str
    template: str
    title: str
    description: str
    number: str
    lang: Lang
    body_lang: Lang
    alternates: tuple[Alternate, ...]
    facts: tuple[Fact, ...]
    blocks: tuple[Block, ...]
    linked: str = ""
