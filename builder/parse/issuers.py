"""Who issued a document: from the letterhead, else from the symbol; local bodies by kind and area. Unknown is an answer."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from builder import vocabulary
from builder.grammar import Reading
from builder.model import Evidence, Issuer, Lang, Span, Unit
from builder.parse.header import Header, Part
from builder.runs import span
from builder.text import collapse, key

_VIETNAMESE = re.compile(r"[ăâđêôơưĂÂĐÊÔƠƯạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")
_AREA = re.compile(r"^(?:của )?(?P<level>tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)\s+(?P<name>.{2,60})$", re.I)


@dataclass(frozen=True, slots=True)
class _Match:
    id: str | None
    name: str
    parts: tuple[Part, ...]


def language(text: str) -> Lang:
    """Vietnamese has a marked letter every few words; a text with almost none is English."""
    sample = text[:6000]
    letters = sum(c.isalpha() for c in sample) or 1
    return "vi" if len(_VIETNAMESE.findall(sample)) / letters > 0.02 else "en"


def issuer(header: Header, symbol: Reading | None, date: str | None, evidence: dict[str, Evidence]) -> Issuer:
    """The last body of the letterhead (one above it is its parent), else the agency whose code the symbol bears."""
    matches = _letterhead(header, date)
    if matches:
        last = matches[-1]
        parent = matches[-2].name if len(matches) > 1 else None
        printed = collapse(" ".join(p.text for p in last.parts))
        evidence["issuer"] = Evidence(
            Span(span(last.parts[0].runs).start, span(last.parts[-1].runs).end), "letterhead", 0.98 if last.id else 0.8
        )
        return Issuer(last.id, last.name, printed, parent, (), "header")
    agency = vocabulary.agency_by_code(symbol.issuer_code) if symbol and symbol.issuer_code else None
    if agency:
        evidence["issuer"] = Evidence(evidence["number"].span, "symbol", 0.95)
        return Issuer(agency.id, agency.name_on(date), None, None, (), "symbol")
    return Issuer(None, None)


def unit(symbol: Reading | None, found: Issuer) -> Unit | None:
    """The drafting unit's code, and its id where the issuer's table knows it."""
    if symbol is None or not symbol.unit_code:
        return None
    entry = vocabulary.unit_by_code(symbol.unit_code, found.id)
    return Unit(symbol.unit_code, entry.id if entry else None)


def _letterhead(header: Header, date: str | None) -> list[_Match]:
    """Bodies named by the capital lines before the title, longest names first, in order."""
    parts = [p for p in header.parts if p.role == "issuer"]
    out: list[_Match] = []
    at = 0
    while at < len(parts):
        taken = next((size for size in (4, 3, 2, 1) if at + size <= len(parts) and _match(parts[at : at + size], date)), 0)
        if taken:
            match = _match(parts[at : at + taken], date)
            assert match
            out.append(match)
        at += max(taken, 1)
    return out


def _match(parts: list[Part], date: str | None) -> _Match | None:
    if parts[-1].line - parts[0].line > len(parts) + 1:
        return None
    printed = collapse(" ".join(p.text for p in parts)).strip(" *-–_.")
    agency = vocabulary.agency_by_name(printed)
    if agency:
        return _Match(agency.id, agency.name_on(date), tuple(parts))
    local = vocabulary.split_local_name(printed)
    if local:
        return _local(local[0].id, local[1], tuple(parts))
    known = vocabulary.unit_names_index().get(key(printed))
    entry = vocabulary.unit_by_id(known) if known else None
    return _Match(entry.id, entry.vi, tuple(parts)) if entry else None


def _local(kind: str, rest: str, parts: tuple[Part, ...]) -> _Match | None:
    """ "HUYỆN BÌNH SƠN" → ubnd@?.binh-son has no province in the text: then the name is known and the id is not."""
    area = _AREA.match(rest)
    if not rest:
        return _Match(None, vocabulary.local_kinds()[kind].vi, parts)
    if not area and vocabulary.province_by_name(rest) is None:
        return None
    level = area["level"].lower() if area else ""
    name = _proper(area["name"] if area else rest)
    province = vocabulary.province_by_name(name) if level in ("tỉnh", "thành phố", "") else None
    ident = vocabulary.local_body(kind, (province.id,)) if province else None
    shown = collapse(f"{vocabulary.local_kinds()[kind].vi} {level} {name}")
    return _Match(ident, (vocabulary.local_name(ident, "vi") if ident else None) or shown, parts)


def settled(found: Issuer, province: str | None) -> Issuer:
    """A district's body gets its id once an editor has said its province; nothing else changes."""
    split = vocabulary.split_local_name(found.name) if found.name and found.id is None and province else None
    area = _AREA.match(split[1]) if split else None
    district = vocabulary.district_by_name(area["name"], province) if area and province else None
    if split is None or district is None:
        return found
    return replace(found, id=vocabulary.local_body(split[0].id, tuple(district.id.split("."))))


def _proper(name: str) -> str:
    """ "BÌNH SƠN" → "Bình Sơn"; a name already in mixed case is kept."""
    return " ".join(w[:1].upper() + w[1:].lower() for w in name.split(" ")) if name.isupper() else name
