"""One original to one record: header, parties, body, signature, or the parts of a news item. Never looks at other documents.

Every value that is read gets an entry in ``evidence``; what is not printed stays unknown.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Literal

from builder import grammar, vocabulary
from builder.model import (
    ABSENT,
    Date,
    Evidence,
    Issuer,
    Line,
    News,
    Node,
    Number,
    Original,
    Record,
    Span,
    Title,
)
from builder.parse import body as body_of
from builder.parse import contacts as contacts_of
from builder.parse import duties, issuers, names, news, parties, topics
from builder.parse import effect as effect_of
from builder.parse import signature as signature_of
from builder.parse.account import account
from builder.parse.cells import cut_lines
from builder.parse.dateline import date_of
from builder.parse.figures import illustrated
from builder.parse.header import Header, addressee_prefix, place_and_date, read_header, subject_of
from builder.parse.joining import whole_lines
from builder.parse.typeline import type_of
from builder.runs import Runs, place, span, words
from builder.text import plain_letters

OLD_FONTS = ("tcvn3", "vni", "mixed")
CONSOLIDATED = "van-ban-hop-nhat"
# Where central bodies sign (Decree 30/2020, annex I, II.4: the place is the issuer's seat).
SEAT = "ha-noi"
_PASSED = re.compile(r"(?:thông qua|was (?:passed|adopted) on) ?(?=ngày|\w)")
_SELF = re.compile(r"\b(?P<type>công văn|quyết định|chỉ thị|kế hoạch|thông báo|thông tư|nghị định|báo cáo|hướng dẫn) này\b", re.I)


def parse_document(original: Original, ident: str, kind: Literal["document", "news", "auto"] = "auto") -> Record:
    """The record that the text alone gives. ``kind`` is what the folder says; ``auto`` decides by the header."""
    original = replace(original, lines=cut_lines(whole_lines(original.lines)))
    header = read_header(original.lines)
    news = kind == "news" or (kind == "auto" and _looks_like_news(header, original.lines))
    return illustrated(_news(original, ident) if news else _document(original, ident, header), original)


def _looks_like_news(header: Header, lines: tuple[Line, ...]) -> bool:
    if header.first("number") or header.first("subject") or header.first("national") or header.first("type"):
        return False
    return not any(line.text.startswith(("Kính gửi", "Kính trình", "Nơi nhận", "Căn cứ ", "Pursuant to ")) for line in lines)


# --- documents ------------------------------------------------------------------------------------------------------------


def _document(original: Original, ident: str, header: Header) -> Record:
    lines = original.lines
    evidence: dict[str, Evidence] = {}
    addressed = parties.read_addressees(lines, header.end) if _at_addressee(lines, header.end) else parties.Addressed((), header.end)
    received, signatures = _footer(lines, addressed.end)
    body = body_of.read_body(_without(lines, addressed, received, signatures))
    number = _number(header, original.text, evidence)
    lead = _lead(header, number, evidence)
    letter = "cong-van" if lead is None and _is_letter(header, number, original.lines) else lead
    symbol = grammar.read_symbol(number, letter) if number.symbol else None
    type_id = lead or _type(symbol, number, body.nodes, evidence) or _by_form(letter, header, evidence)
    printed_place, date = _place_date(header, body.nodes, evidence)
    issuer = issuers.issuer(header, symbol, number.symbol, date.value, evidence)
    found_place = _seat(issuer, printed_place, evidence)
    subject = subject_of(header)
    if subject:
        evidence["subject"] = Evidence(span(subject[1]), "subject-line" if header.first("type") is None else "title-lines", 0.98)
    said = _said(header, subject, original.source.encoding) if subject else None
    unit = issuers.unit(symbol, issuer)
    if unit:
        evidence["unit"] = evidence["number"]
    if received and received.archive_runs:
        evidence["archive"] = Evidence(span(received.archive_runs), "file-code", 0.95)
    for at, signed in enumerate(signatures):
        for path, where in signed.spans.items():
            evidence[path.replace("signature", f"cosigners.{at}") if at else path] = Evidence(where, "signature-block", 0.9)
    record = Record(
        ident, "document", issuers.language(original.text), original.source, original.text,
        type=type_id, doc_class=_class(type_id, number), number=number, issuer=issuer, unit=unit, date=date, place=found_place,
        title=Title(said), subject=said,
        urgency=_stamp(header, ("urgency",)), secrecy=_stamp(header, ("secrecy", "circulation")),
        addressees=addressed.bodies, recipients=received.recipients if received else (), archive=received.archive if received else None,
        signature=signatures[0].signature if signatures else None, cosigners=tuple(s.signature for s in signatures[1:]), structure=body.structure,
        topics=topics.topics(subject[1] if subject else (), unit, body.nodes, issuer.id), body=body.nodes,
        contacts=tuple(contacts_of.contacts(original.text, body.nodes)), effective=effect_of.effective((n for n in body.nodes if n.id not in body.quoted), type_id, date.value, number.year, evidence),
        normalisation=original.normalisation, evidence=evidence,
    )  # fmt: skip
    record = replace(record, deadlines=tuple(duties.deadlines(body.nodes, date.value)), residue=original.residue)
    return account(record, header)


def _said(header: Header, subject: tuple[Runs, Runs], encoding: str) -> str:
    """The words of the subject without "V/v"; lines in capitals of which an old font left some letters small set right ("QUY ĐịNH")."""
    skipped = len(words(subject[0])) - len(words(subject[1]))
    return " ".join(_raised(part.text, encoding) for part in header.all("subject"))[skipped:]


def _raised(text: str, encoding: str) -> str:
    return text.upper() if any(font in encoding for font in OLD_FONTS) and names.capitals(text) else text


def _at_addressee(lines: tuple[Line, ...], at: int) -> bool:
    return at < len(lines) and addressee_prefix(lines[at].text) > 0


def _footer(lines: tuple[Line, ...], start: int) -> tuple[parties.Received | None, tuple[signature_of.Signed, ...]]:
    """Recipients and signatures, in whichever order the cells were saved."""
    noted = next((i for i in range(start, len(lines)) if parties.recipients_line(lines[i].text)), None)
    received = parties.read_recipients(lines, noted) if noted is not None else None
    if received and not received.recipients and not received.archive:
        noted, received = None, None  # the dots of a form in an annex
    taken = received.lines if received else frozenset()
    search = max(start, (noted if noted is not None else len(lines)) - 12)
    signed = signature_of.read_signatures(lines, search, taken) if noted is not None else _last_signatures(lines, start)
    if not any(s.signature.name for s in signed):
        signed = signature_of.named_signatures(lines, search, taken) or signed
    return received, signed


def _last_signatures(lines: tuple[Line, ...], start: int) -> tuple[signature_of.Signed, ...]:
    """Without "Nơi nhận": the first block that ends in a name (annexes may follow), else one near the end."""
    openings = [i for i in range(start, len(lines)) if lines[i].runs and signature_of.starts_signature(lines[i].text)]
    found = signature_of.read_signatures(lines, start, frozenset())
    if found and found[0].signature.name:
        return found
    filled = [i for i in range(start, len(lines)) if lines[i].runs]
    late = [at for at in openings if at >= (filled[-14:] or [0])[0]]
    return signature_of.read_signatures(lines, late[0], frozenset()) if late else ()


def _without(
    lines: tuple[Line, ...], addressed: parties.Addressed, received: parties.Received | None, signatures: tuple[signature_of.Signed, ...]
) -> tuple[Line, ...]:
    """The body and what follows the footer (annexes), without the lines that parties and signature took."""
    taken = (received.lines if received else frozenset()).union(*(signed.lines for signed in signatures))
    return tuple(line for i, line in enumerate(lines) if (i >= addressed.end or i in addressed.kept) and i not in taken)


def _number(header: Header, text: str, evidence: dict[str, Evidence]) -> Number:
    part = header.first("number")
    found = grammar.number_line(part.text) if part else None
    if not part or not found:
        return ABSENT
    evidence["number"] = Evidence(span(part.runs), f"number-line-{found.number.status}", 0.99)
    number = replace(found.number, printed=part.text)
    code = part.text[found.span.end :].strip()
    return _rejoined(number, code, text) if code and number.norm else number


def _rejoined(number: Number, code: str, text: str) -> Number:
    """ "3068/BHXH CSXH": the joint is not printed here; it is taken from where the text has the number whole, else not known."""
    whole = grammar.read_number(f"{number.norm}-{code}")
    if whole and whole.norm and whole.norm in plain_letters(text):
        return replace(whole, printed=number.printed)
    return replace(ABSENT, printed=number.printed, status="conflict")


def _lead(header: Header, number: Number, evidence: dict[str, Evidence]) -> str | None:
    """The type's heading, else the word before "số"; a consolidated text bears the heading of what it consolidates."""
    part = header.first("type")
    line = header.first("number")
    word = grammar.number_line(line.text) if line else None
    known = type_of(part) if part else None
    if number.symbol and [t.id for t in vocabulary.types_by_abbr(number.symbol[0], "state")] == [CONSOLIDATED]:
        evidence["type"] = Evidence(evidence["number"].span, "symbol-state", 0.99)
        return CONSOLIDATED
    if part and known:
        evidence["type"] = Evidence(span(part.runs), "type-line", 0.99)
        return known
    if line and word and word.lead:
        found = vocabulary.type_by_word(word.lead)
        evidence["type"] = Evidence(place(line.runs, 0, len(word.lead)), "word-before-number", 0.97)
        return found.id if found else vocabulary.type_by_english(word.lead)
    return None


def _is_letter(header: Header, number: Number, lines: tuple[Line, ...]) -> bool:
    """ "V/v" and "Kính gửi" without a heading: an official letter, though its symbol begin like a type (577/CT-THNVDT, a tax office's).

    A type before a known issuer (68/KH-UBND) still says more: there the heading was lost.
    """
    issuer = number.symbol[1] if len(number.symbol) > 1 else ""
    known = vocabulary.agency_by_code(issuer) or vocabulary.local_kind_by_code(issuer)
    return header.first("subject") is not None and _at_addressee(lines, header.end) and not (number.symbol and known)


def _type(symbol: grammar.Reading | None, number: Number, nodes: tuple[Node, ...], evidence: dict[str, Evidence]) -> str | None:
    """Without a type heading: what the symbol says, else what the text calls itself ("công văn này")."""
    if symbol and symbol.type and number.status != "absent":
        evidence["type"] = Evidence(evidence["number"].span, symbol.rule, 0.95)
        return symbol.type
    for node in nodes:
        found = _SELF.search(node.text)
        known = vocabulary.type_by_word(found["type"]) if found else None
        if found and known:
            evidence["type"] = Evidence(place(node.runs, found.start(), found.end()), "self-reference", 0.9)
            return known.id
    return None


def _by_form(letter: str | None, header: Header, evidence: dict[str, Evidence]) -> str | None:
    """Only an official letter has "V/v" and "Kính gửi" and no heading (Decree 30/2020, annex III, form 1.5)."""
    part = header.first("subject")
    if letter and part:
        evidence["type"] = Evidence(span(part.runs), "letter-form", 0.8)
    return letter if part else None


def _class(type_id: str | None, number: Number) -> str | None:
    """Normative where the year stands in the number (Law 80/2015/QH13, article 7), Party by the hyphen, else administrative."""
    if type_id is None:
        return None
    return vocabulary.types()[type_id].class_of(year=number.year is not None, party=grammar.is_party(number))


def _place_date(header: Header, nodes: tuple[Node, ...], evidence: dict[str, Evidence]) -> tuple[str | None, Date]:
    found = place_and_date(header)
    if not found:
        return None, _passed(nodes, evidence)
    where, runs = found
    date = date_of(words(runs))
    if where:
        evidence["place"] = Evidence(span(where), "place-date", 0.98)
    printed = names.mended_place(words(where)) or None
    if date is None:
        return printed, Date(None, None, words(runs))
    evidence["date"] = Evidence(span(runs), "place-date", 0.99)
    return printed, Date(date.value, date.precision, words(runs), "header")


def _passed(nodes: tuple[Node, ...], evidence: dict[str, Evidence]) -> Date:
    """A law's date where no header has it: "… khóa XV, kỳ họp thứ 10 thông qua ngày 10 tháng 12 năm 2025", "was passed on …"."""
    for node in reversed(nodes[-12:]):
        found = _PASSED.search(node.text)
        rest = node.text[found.end() : found.end() + 40] if found else ""
        date = next((d for d in (*grammar.dates(rest), *grammar.english_dates(rest)) if d.span.start <= 1 and d.precision == "day"), None)
        if found and date and not date.value.startswith("--"):
            printed = rest[date.span.start : date.span.end]
            evidence["date"] = Evidence(place(node.runs, found.end() + date.span.start, found.end() + date.span.end), "passed-on", 0.95)
            return Date(date.value, "day", printed, "body")
    return Date(None)


def _seat(found: Issuer, printed: str | None, evidence: dict[str, Evidence]) -> str | None:
    """A central body dated in another province: sites of provinces reprint so. The print is kept as evidence, the place is not known."""
    province = vocabulary.province_by_name(printed) if printed else None
    if found.id and found.id.startswith("vn-") and "@" not in found.id and province and province.id != SEAT:
        evidence["place"] = replace(evidence["place"], rule="place-against-issuer", confidence=0.2)
        return None
    return printed


def _stamp(header: Header, kinds: tuple[str, ...]) -> str | None:
    """The id of a mark that stands alone on a header line: urgency, secrecy, circulation (Decree 30/2020, annex I)."""
    stamps = (vocabulary.stamp_by_print(p.text.strip(" *[]()")) for p in header.parts if p.text and len(p.text) < 60)
    return next((s.id for s in stamps if s and s.kind in kinds), None)


# --- news -----------------------------------------------------------------------------------------------------------------


def _news(original: Original, ident: str) -> Record:
    parts = news.read_news(original.lines)
    nodes = news.nodes(parts)
    evidence: dict[str, Evidence] = {}
    published = parts.time[0] if parts.time else None
    event = news.event(nodes, published)
    where = news.event_place(nodes)
    _news_evidence(parts, event, where, evidence)
    date = Date(published[:10], "day", words(parts.time[1]), "news_timestamp") if published and parts.time else Date(None)
    title = words(parts.title) if parts.title else None
    record = Record(
        ident, "news", issuers.language(original.text), original.source, original.text, type="tin", doc_class="news", date=date,
        place=where[0] if where else None, title=Title(title), subject=title, topics=topics.topics(parts.title or (), None, nodes),
        news=News(
            words(parts.category) if parts.category else None, published, parts.agency[0] if parts.agency else None,
            words(parts.author) if parts.author else None, event[0] if event else None, parts.captions,
            tuple(news.persons(nodes)), tuple(news.bodies(nodes)),
        ),
        contacts=tuple(contacts_of.contacts(original.text, nodes)), body=nodes, normalisation=original.normalisation,
        residue=(*original.residue, *parts.residue), evidence=evidence,
    )  # fmt: skip
    return account(record, None)


def _news_evidence(
    parts: news.NewsParts, event: tuple[str, Span] | None, where: tuple[str, Span] | None, evidence: dict[str, Evidence]
) -> None:
    spans: dict[str, tuple[Span, str, float] | None] = {
        "title": (span(parts.title), "headline", 0.95) if parts.title else None,
        "date": (span(parts.time[1]), "news-timestamp", 0.99) if parts.time else None,
        "news.category": (span(parts.category), "section-word", 0.95) if parts.category else None,
        "news.agency": (parts.agency[1], "dateline", 0.95) if parts.agency else None,
        "news.author": (span(parts.author), "last-line-name", 0.9) if parts.author else None,
        "news.event_date": (event[1], "first-date", 0.85) if event else None,
        "place": (where[1], "event-place", 0.85) if where else None,
    }
    for path, entry in spans.items():
        if entry:
            evidence[path] = Evidence(*entry)
