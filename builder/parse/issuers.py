"""Who issued a document: from the letterhead, else from the symbol; local bodies by kind and area. Unknown is an answer."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from builder import vocabulary
from builder.grammar import Reading
from builder.model import Evidence, Issuer, Lang, Span, Unit
from builder.parse import names
from builder.parse.header import Header
from builder.parse.titles import Part
from builder.runs import span
from builder.text import collapse, key

_VIETNAMESE = re.compile(r"[ăâđêôơưĂÂĐÊÔƠƯạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")
JOINT = ("thong-tu-lien-tich", "thong-tu-lien-bo", "nghi-quyet-lien-tich")
# "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH …", "BỘ TRƯỞNG BỘ …": the head enacts for the body
_HEAD = re.compile(
    r"^(?:CỦA |Của |của )?(?:(?:CHỦ TỊCH|BỘ TRƯỞNG|GIÁM ĐỐC|TỔNG GIÁM ĐỐC|CỤC TRƯỞNG) (?=ỦY BAN|UỶ BAN|BỘ |SỞ |BẢO HIỂM|CỤC ))?"
)
_JOINT = re.compile(r"\s?[-–,]\s?(?=(?:BỘ|NGÂN HÀNG|TỔNG|ỦY BAN|UỶ BAN|VIỆN|TÒA|TOÀ|THANH TRA|BAN|CHÍNH PHỦ|ĐOÀN)\b)")
# Nouns that begin a body's name: none of them stands inside the name of an area.
_BODY = re.compile(
    r"(?:^|\s)(?:UBND|HĐND|BHXH|LĐLĐ|SỞ|PHÒNG|BAN|CHI CỤC|CỤC|VỤ|TRUNG TÂM|HỘI|HỘI ĐỒNG|VĂN PHÒNG|CÔNG TY|CÔNG ĐOÀN|LIÊN ĐOÀN|TRƯỜNG|VIỆN|BỆNH VIỆN|BẢO HIỂM|KHO BẠC|"
    r"NGÂN HÀNG|ỦY BAN|UỶ BAN|QUỸ|TỔNG CÔNG TY|TỔNG CỤC|HỌC VIỆN|ĐẢNG ỦY|ĐẢNG UỶ|BỘ CHỈ HUY|BỘ TƯ LỆNH|TỔ CÔNG TÁC|THANH TRA)\s"
)
LONGEST_AREA = 5
LEAST_PIECES, APART = 3, 1.9  # letters a word: of a line whose letters a scan set apart
PARTLY_READ = "letterhead-partly-read"
SAMPLE = 6000
LEAST_MARKED = 0.02
_AREA = re.compile(r"^(?:của )?(?P<level>tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)\s+(?P<name>.{2,60})$", re.I)


@dataclass(frozen=True, slots=True)
class _Match:
    id: str | None
    name: str
    parts: tuple[Part, ...]
    kind: str | None = None  # of a local body
    area: str = ""  # "huyện Bình Sơn", where it is printed


def language(text: str) -> Lang:
    """Vietnamese has a marked letter every few words; a text with almost none is English."""
    sample = text[:SAMPLE]
    if len(_VIETNAMESE.findall(sample[: SAMPLE // 6])) > LEAST_MARKED * len(sample):
        return "vi"
    letters = sum(map(str.isalpha, sample)) or 1
    return "vi" if len(_VIETNAMESE.findall(sample)) / letters > LEAST_MARKED else "en"


def issuer(header: Header, symbol: Reading | None, codes: tuple[str, ...], date: str | None, evidence: dict[str, Evidence]) -> Issuer:
    """The last body of the letterhead (one above it is its parent), else the agency whose code the symbol bears.

    Joint documents have several of one rank. ``codes`` are the parts of the symbol after the type.
    """
    matches, unread = _letterhead(header, date)
    joint = _joint(matches, codes, date) if _is_joint(symbol, codes) else None
    if joint:
        evidence["issuer"] = (
            _where(matches) if matches else Evidence(evidence["number"].span, *((PARTLY_READ, 0.6) if unread else ("symbol", 0.9)))
        )
        return replace(joint, inferred_from="header" if matches else "symbol")
    agency = vocabulary.agency_by_code(symbol.issuer_code) if symbol and symbol.issuer_code else None
    if matches and agency and agency.parent and agency.parent == matches[-1].id:
        evidence["issuer"] = Evidence(evidence["number"].span, "symbol-unit", 0.9)
        return Issuer(agency.id, agency.name_on(date), None, matches[-1].name, (), "symbol")
    if matches:
        evidence["issuer"] = replace(_where(matches), rule=PARTLY_READ, confidence=0.6) if unread else _where(matches)
        parent = matches[-2].name if len(matches) > 1 else None
        return Issuer(matches[-1].id, matches[-1].name, _printed(matches[-1:]), parent, (), "header")
    if agency:
        evidence["issuer"] = Evidence(evidence["number"].span, *((PARTLY_READ, 0.6) if unread else ("symbol", 0.95)))
        return Issuer(agency.id, agency.name_on(date), None, None, (), "symbol")
    return Issuer(None, None)


def _where(matches: list[_Match]) -> Evidence:
    last = matches[-1]
    return Evidence(Span(span(last.parts[0].runs).start, span(last.parts[-1].runs).end), "letterhead", 0.98 if last.id else 0.8)


def _printed(matches: list[_Match]) -> str:
    return collapse(" ".join(p.text for m in matches for p in m.parts))


def _is_joint(symbol: Reading | None, codes: tuple[str, ...]) -> bool:
    return bool(symbol and symbol.type in JOINT) or (sum(vocabulary.agency_by_code(c) is not None for c in codes) > 1 and "TTLT" in codes)


def _joint(matches: list[_Match], codes: tuple[str, ...], date: str | None) -> Issuer | None:
    """Every body of the letterhead; where it names fewer than the symbol does, those of the symbol."""
    known = [a for a in (vocabulary.agency_by_code(c) for c in codes) if a]
    named = [(m.id or m.name, m.name) for m in matches]
    pairs = named if len(named) >= len(known) else [(a.id, a.name_on(date)) for a in known]
    if len(pairs) < 2:
        return None
    return Issuer(pairs[0][0], "; ".join(name for _, name in pairs), _printed(matches) or None, None, tuple(ident for ident, _ in pairs))


def unit(symbol: Reading | None, found: Issuer) -> Unit | None:
    """The drafting unit's code, and its id where the issuer's table knows it."""
    if symbol is None or not symbol.unit_code or found.joint:
        return None
    entry = vocabulary.unit_by_code(symbol.unit_code, found.id)
    return Unit(symbol.unit_code, entry.id if entry else None)


def _letterhead(header: Header, date: str | None) -> tuple[list[_Match], bool]:
    """Bodies named by the capital lines before the title, longest names first, in order; else who enacts.

    Also whether a line that follows them could not be read: it may name the body that really issued it.
    """
    out: list[_Match] = []
    parts = [p for p in header.parts if p.role == "issuer"]
    unknown: list[Part] = []
    at = 0
    while at < len(parts):
        found, size = next(((m, n) for n in (5, 4, 3, 2, 1) if at + n <= len(parts) and (m := _match(parts[at : at + n], date))), ((), 1))
        unknown = [] if found else [*unknown, parts[at]]
        out += [m for m in found if m.name not in {o.name for o in out}]
        at += size
    named_so = _unregistered(unknown)
    out += named_so
    unread = bool(unknown) and not named_so and any(_like_a_body(p.text) for p in unknown)
    enacting = header.first("enacting")
    named = _match([enacting], date) if enacting and not any(m.id for m in out) else ()
    # "ỦY BAN NHÂN DÂN" of a cell that lost its second line is the same body, not its parent.
    return _completed([*(m for m in out if not any(n.name.startswith(m.name) for n in named)), *named], date), unread and not named


def _like_a_body(printed: str) -> bool:
    """Letters set apart, or the noun of a body somewhere: a name, though none that a table has; slogans and stamps are not."""
    pieces = printed.split()
    apart = len(pieces) > LEAST_PIECES and sum(map(len, pieces)) < APART * len(pieces)
    return apart or _BODY.search(f"{printed} ") is not None


def _unregistered(parts: list[Part]) -> list[_Match]:
    """The last lines of a letterhead that no table knows, where they begin like the name of a body: its name as printed, no id."""
    printed = collapse(" ".join(p.text for p in parts)).strip(" *-–_.|")
    printed = names.raised(printed)
    return [_Match(None, printed, tuple(parts))] if parts and _BODY.match(printed) and len(printed) < 160 else []


def _completed(matches: list[_Match], date: str | None) -> list[_Match]:
    """ "SỞ NỘI VỤ" under "UBND TỈNH SƠN LA", "PHÒNG NỘI VỤ" under "UBND HUYỆN BÌNH SƠN": the area is the parent's."""
    if len(matches) < 2 or not matches[-1].kind or matches[-1].area or not matches[-2].area:
        return matches
    last, above = matches[-1], matches[-2]
    where = above.id.partition("@")[2] if above.id and "@" in above.id else ""
    ident = vocabulary.local_body(last.kind or "", tuple(where.split("."))) if where else None
    name = (vocabulary.local_name(ident, "vi", date) if ident else None) or f"{last.name} {above.area}"
    return [*matches[:-1], replace(last, id=ident, name=name, area=above.area)]


def _match(parts: list[Part], date: str | None) -> tuple[_Match, ...]:
    """One body, or several joined by a hyphen ("BỘ … - BỘ …"); nothing where any of it is unknown."""
    if parts[-1].line - parts[0].line > len(parts) + 1:
        return ()
    printed = collapse(" ".join(p.text for p in parts)).strip(" *-–_.|")
    printed = _HEAD.sub("", names.raised(printed))
    one = _body(printed, tuple(parts), date)
    if one:
        return (one,)
    if len(parts) == 1 and (two := _stacked(printed, parts[0], date)):
        return two
    pieces = _JOINT.split(printed)
    several = [_body(piece.strip(" -–,"), tuple(parts), date) for piece in pieces] if len(pieces) > 1 else []
    return tuple(m for m in several if m) if several and all(several) else ()


def _stacked(printed: str, part: Part, date: str | None) -> tuple[_Match, ...]:
    """Two lines of a letterhead saved as one: "UBND HUYỆN CHƯ SÊ PHÒNG NỘI VỤ", a body and the one below it."""
    for noun in (found for found in _BODY.finditer(printed) if found.start()):
        above, below = printed[: noun.start()].strip(), printed[noun.start() :].strip()
        first, second = _body(above, (part,), date), _body(below, (part,), date)
        if first and (second or first.id):
            return first, second or _Match(None, below, (part,))
    return ()


def _body(printed: str, parts: tuple[Part, ...], date: str | None) -> _Match | None:
    agency = names.agency(printed)
    if agency:
        return _Match(agency.id, agency.name_on(date), parts)
    local = vocabulary.split_local_name(names.mended_local(printed) or printed)
    if local:
        return _local(local[0].id, local[1], parts, date)
    known = vocabulary.unit_names_index().get(key(printed))
    entry = vocabulary.unit_by_id(known) if known else None
    if entry:
        return _Match(entry.id, entry.vi, parts)
    english = _english(printed)
    return _Match(english, _proper(printed), parts) if english else None


def _english(printed: str) -> str | None:
    """ "THE GOVERNMENT", "THE NATIONAL ASSEMBLY OF THE SOCIALIST REPUBLIC OF VIETNAM": a registered English name, the state's left out."""
    index = vocabulary.english_names_index()
    bare = key(printed).removeprefix("the ")
    state = " of the socialist republic of viet nam"
    short = bare.replace("vietnam", "viet nam").removesuffix(state)
    names = (bare, short, short + state, short.removesuffix(" of viet nam"))  # "GOVERNMENT OF VIETNAM"
    return next((index[name] for name in names if name in index), None)


def _local(kind: str, rest: str, parts: tuple[Part, ...], date: str | None) -> _Match | None:
    """ "HUYỆN BÌNH SƠN" → ubnd@?.binh-son has no province in the text: then the name is known and the id is not."""
    entry = vocabulary.local_kinds()[kind]
    if not rest:
        return _Match(None, entry.vi, parts, kind)
    area = _AREA.match(rest)
    name = _proper(area["name"] if area else rest)
    level = area["level"].lower() if area else ""
    if _BODY.search(name.upper()) or len(name.split(" ")) > LONGEST_AREA:
        return None
    province = vocabulary.province_by_name(name)
    if not area and province is None and not entry.bare:
        return None
    if province and (level in ("", "tỉnh") or (level == "thành phố" and _is_city(province, date))):
        ident = vocabulary.local_body(kind, (province.id,))
        return _Match(ident, vocabulary.local_name(ident, "vi", date) or entry.vi, parts, kind, collapse(f"{level} {name}"))
    if level == "tỉnh":
        return None
    return _Match(None, collapse(f"{entry.vi} {'' if entry.bare else level} {name}"), parts, kind, collapse(f"{level} {name}"))


def _is_city(province: vocabulary.Province, date: str | None) -> bool:
    """Thành phố Quảng Ngãi lies in tỉnh Quảng Ngãi; thành phố Đà Nẵng is a province itself."""
    former = [f.kind for f in province.former if date is not None and date <= f.end[: len(date)]]
    return (former[0] if former else province.kind) == "thanh-pho"


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
    if not names.capitals(name):
        return name
    proper = " ".join(w[:1].upper() + w[1:].lower() for w in name.split(" "))
    return re.sub(r" (?:Of|And|The|For|On) ", lambda m: m[0].lower(), proper) if name.isascii() else proper
