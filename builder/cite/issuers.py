"""Who is named as the issuer of a cited document: "Thủ tướng Chính phủ", "Bộ trưởng Bộ X", "UBND tỉnh", "Sở Y tỉnh Z".

A body named only by its level ("UBND huyện") takes its area from the citing document's own issuer and province, never from elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from builder import vocabulary
from builder.grammar import LOWER, UPPER
from builder.model import Record
from builder.text import key, slug

MOST_WORDS = 16
LOCAL_NAME = 110
_HEAD = re.compile(
    r"^(?:(?:đồng chí )?(?:Ban Thường vụ|Thường trực|Bộ trưởng|Thứ trưởng|Chủ tịch|Phó Chủ tịch|Tổng Giám đốc|Tổng giám đốc|Giám đốc|Thống đốc|Tổng Thanh tra|Chủ nhiệm))\s+(?=\S)"
)
_AREA = re.compile(
    rf"^\s?(?P<level>tỉnh|thành phố|TP\.?|huyện|quận|thị xã|xã|phường|thị trấn)(?:\s(?P<name>[{UPPER}][{LOWER}]*(?:[\s-]{{1,3}}[{UPPER}][{LOWER}]*){{0,3}}))?"
)
_BARE_AREA = re.compile(rf"^\s?(?P<name>[{UPPER}][{LOWER}]+(?:\s[{UPPER}][{LOWER}]+){{0,2}})")
_TERM = re.compile(r"^\s(?:khóa|khoá|KHÓA|KHOÁ) [IVX]{1,5}")
_JOINT = re.compile(r"^(?:\s?[-–,]\s?|\s(?:và|[-–])\s|,\svà\s)(?=[^\W\d_])")
# Bodies of no table: they are cited under their printed name and no id.
_BODY = (
    "Tổng [Cc]ông ty|Công ty|Tập đoàn|Liên minh|Liên hiệp|Liên đoàn|Liên Bộ|Hội|Hiệp hội|Trường|Học viện|Viện|Bệnh viện|Trung tâm|Ban|Cục|Chi cục|Tổng [Cc]ục|Vụ"
    "|Sở|Bộ|Phòng|UBND|HĐND|Ủy ban|Uỷ ban|Hội đồng|Ngân hàng|Bảo hiểm|Tòa án|Toà án|Kho bạc|Đảng ủy|Đảng uỷ|Tỉnh ủy|Tỉnh uỷ|Thành ủy|Thành uỷ|Huyện ủy|Huyện uỷ"
    "|Đoàn|Văn phòng|Thanh tra|Chủ tịch|Bộ trưởng|Giám đốc|Quý"
)
_NAMED = re.compile(
    rf"(?P<name>(?:{_BODY})(?![{LOWER}])[^.,;:()“”\"\n]{{0,110}}?)(?=[.,;:()“”\"\n]|về việc|\svà\s(?:[{LOWER}]|(?:{_BODY})\s)"
    r"|\s(?:về|gửi|đề nghị|có|đã|được|ban hành|quy định|hướng dẫn|phê duyệt|sửa đổi|thay thế|bãi bỏ|thực hiện|triển khai|báo cáo|xin|hỏi|kèm|do"
    r"|để|nêu|trên|tại|công bố|nhằm|là|giao|thì|phải)\s|$)"
)
_WORD = re.compile(r"\S+")
_CONGRESS = re.compile(r"^Ban Chấp hành Trung ương(?: Đảng)?(?: Cộng sản Việt Nam)?(?:\s(?:khóa|khoá)\s(?P<term>[IVX]{1,5}))?")


@dataclass(frozen=True, slots=True)
class Place:
    """Whose document is citing: where a bare "UBND tỉnh" belongs."""

    province: str | None
    issuer: str | None


@dataclass(frozen=True, slots=True)
class Named:
    """An issuer at the front of a string: its id where that is certain, and how many characters name it."""

    id: str | None
    length: int


def place_of(record: Record) -> Place:
    """The citing document's own jurisdiction."""
    issuer = record.issuer.id
    province = record.province or (issuer.split("@")[1].split(".")[0] if issuer and "@" in issuer else None)
    return Place(province, issuer)


def issuer_at(text: str, place: Place) -> Named | None:
    """The longest issuer that ``text`` begins with, or None."""
    head = _HEAD.match(text)
    if head and (inner := _body_at(text[head.end() :], place)):
        return Named(inner.id, head.end() + inner.length)
    return _body_at(text, place)


def named_at(text: str) -> Named | None:
    """A body that no table knows, by the noun it begins with: "Tổng Công ty Đường sắt Việt Nam". Its id stays unknown."""
    found = _NAMED.match(text)
    return Named(None, len(found["name"].rstrip())) if found and " " in found["name"].strip() else None


def joint_at(text: str, first: Named, place: Place) -> Named:
    """The bodies that issue a joint document, from the first on: one stretch, under the id of the first."""
    end = first.length
    while gap := _JOINT.match(text[end : end + 8]):
        following = issuer_at(text[end + gap.end() :], place)
        if following is None:
            break
        end += gap.end() + following.length
    return Named(first.id, end)


def _body_at(text: str, place: Place) -> Named | None:
    congress = _CONGRESS.match(text)
    if congress:
        return Named("vn-cpv-cc", congress.end())
    local = _local_at(text, place)
    central = _central_at(text)
    if local and central:
        return local if local.length >= central.length else central
    return local or central


def _central_at(text: str) -> Named | None:
    ends = [m.end() for m in list(_WORD.finditer(text[:240]))[:MOST_WORDS]]
    names = vocabulary.names_index()
    for end in reversed(ends):
        bare = text[:end].rstrip(' ,;.:()-–”"')
        found = names.get(key(bare))
        if found and bare[:1].isupper():
            term = _TERM.match(text[len(bare) :])
            return Named(found, len(bare) + (term.end() if term else 0))
    return None


def _local_at(text: str, place: Place) -> Named | None:
    """ "UBND huyện", "Sở Lao động–Thương binh và Xã hội tỉnh X", "Tỉnh uỷ"."""
    split = vocabulary.split_local_name(text[:LOCAL_NAME])
    if split is None:
        return None
    kind, length = split[0], len(text[:LOCAL_NAME].rstrip(" ,-–")) - len(split[1])
    rest = text[length:]
    area = _AREA.match(rest)
    if area and area["name"]:
        return Named(_named_area(kind.id, area["level"], area["name"], place), length + area.end())
    bare = _BARE_AREA.match(rest)
    province = vocabulary.province_by_name(bare["name"]) if bare else None
    if bare and province:
        return Named(vocabulary.local_body(kind.id, (province.id,)), length + bare.end())
    end = length + area.end() if area else len(text[:length].rstrip(" ,-–"))
    return Named(_own_area(kind.id, area["level"] if area else _only_level(kind), place), end)


def _only_level(kind: vocabulary.LocalKind) -> str | None:
    """A Sở is always a province's, a Huyện ủy a district's; a People's Committee may be of any level."""
    levels = {vocabulary.area_kinds()[area].level for area in kind.areas}
    return levels.pop() if len(levels) == 1 else None


def _named_area(kind: str, level: str, name: str, place: Place) -> str | None:
    province = vocabulary.province_by_name(name)
    if province and level in ("tỉnh", "thành phố", "TP", "TP."):
        return vocabulary.local_body(kind, (province.id,))
    own = place.issuer.split("@")[1] if place.issuer and "@" in place.issuer else ""
    area = slug(name)
    return vocabulary.local_body(kind, (own.split(".")[0], area)) if own and own.split(".")[-1] == area and "." in own else None


def _own_area(kind: str, level: str | None, place: Place) -> str | None:
    """A level without a name is the citing document's own area at that level."""
    if level in ("tỉnh", "province", "thành phố"):
        return vocabulary.local_body(kind, (place.province,)) if place.province else None
    own = place.issuer.split("@")[1].split(".") if place.issuer and "@" in place.issuer else []
    return vocabulary.local_body(kind, tuple(own[:2])) if level in ("huyện", "quận", "thị xã", "district") and len(own) > 1 else None


def issuer_before(text: str, place: Place) -> tuple[Named, int] | None:
    """The issuer that ``text`` ends with, and where it starts: "Ngày …, Thủ tướng Chính phủ" before "đã ban hành"."""
    trimmed = text.rstrip()
    starts = [m.start() for m in _WORD.finditer(trimmed, max(0, len(trimmed) - 160)) if m[0][:1].isupper()]
    for start in starts[-MOST_WORDS:]:
        found = issuer_at(trimmed[start:], place)
        if found and start + found.length == len(trimmed):
            return found, start
    return None
