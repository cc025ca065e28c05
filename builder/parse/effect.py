"""When a document takes effect, and by which rule; from its own effect clause only. Never "in force" by default.

Law 80/2015/QH13, article 151: the date is stated in the text; official letters have none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from builder import grammar, vocabulary
from builder.model import Effective, Evidence, Node
from builder.runs import place

# "Nghị định này có hiệu lực thi hành từ ngày 01 tháng 02 năm 2021", "Quyết định này có hiệu lực kể từ ngày ký"
# Not "trước ngày Thông tư này có hiệu lực" nor "kể từ ngày Nghị định này có hiệu lực": there the effect is only referred to.
_CLAUSE = re.compile(
    r"(?<!ngày )(?<!thời điểm )(?<!khi )(?<!đến )(?<!của )(?P<type>Hiến pháp|Bộ luật|Luật|Pháp lệnh|Nghị quyết(?: liên tịch)?|Nghị định|Thông tư(?: liên tịch| liên bộ)?|Quyết định|Chỉ thị|Quy chế|Quy định|Lệnh)"
    r"(?: này(?:[^.;\n]{0,60}?|\s?,?\s?(?:đã )?được [^.;\n]{0,140}? và)| )\s?(?:có hiệu lực|hiệu lực thi hành|(?:được )?thi hành(?= (?:kể )?từ ngày))(?:\s(?:thi hành|pháp luật))?\s?,?\s?"
    r"(?P<rule>(?:(?:kể\s)?từ|sau|bắt đầu|vào|trong|trở)\b[^;\n]{2,160}?)(?=[;.](?:/|\s|$)|, (?:thay|trừ|và|bãi|áp dụng)|\svà\s|\strừ\s|$)"
)
_CLAUSE_EN = re.compile(
    r"\bThis (?P<type>Constitution|Code|Law|Ordinance|Resolution|Decree|(?:Joint )?Circular|Decision|Directive) (?:takes|shall take|comes into|enters into) (?:effect|force) (?P<rule>(?:on|from|\d|after)[^.;\n]{2,120})"
)
# The words by which a document may speak of itself. An official letter has no validity of its own.
_REGULATION = ("Quy chế", "Quy định")
_NORMATIVE = ("quyet-dinh", "nghi-quyet")
_JOINT = ("thong-tu-lien-tich", "thong-tu-lien-bo")  # most call themselves "Thông tư này"
_AFTER = re.compile(
    r"sau (?:(?P<n>\d{1,3})|(?P<word>mười lăm|bốn mươi lăm|ba mươi|sáu mươi)) ?(?:\([\w ]{1,30}\) )?ngày,? kể từ ngày (?:ký|ban hành|thông qua)"
)
_NUMBERS = {"mười lăm": 15, "ba mươi": 30, "bốn mươi lăm": 45, "sáu mươi": 60}
_SIGNED = re.compile(r"^(?:có hiệu lực )?(?:kể )?từ ngày (?:ký|ban hành|được thông qua|thông qua)")
# "kể từ 31 tháng 10 năm 2025": the word "ngày" left out
_WITH_DAY = re.compile(r"((?:từ|vào) )(\d{1,2} tháng)")


def effective(nodes: Iterable[Node], type_id: str | None, issued: str | None, year: int | None, evidence: dict[str, Evidence]) -> Effective:
    """The first effect clause of the document itself, outside quotations. A rule that cannot be worked out keeps its words and no date.

    ``year`` is that of the number: where it differs from the date's, a print that takes effect before it was issued contradicts itself.
    """
    for node in nodes:
        found = _own(node, type_id)
        if not found:
            continue
        start = _start(found["rule"], issued)
        if start and issued and start < issued and year is not None and str(year) != issued[:4]:
            start = None
        evidence["effective"] = Evidence(place(node.runs, found.start(), found.end()), "effect-clause", 0.9 if start else 0.6)
        return Effective(start, None, found["rule"].strip(" ,"))
    return Effective()


def _own(node: Node, type_id: str | None) -> re.Match[str] | None:
    text = node.text
    if type_id is None or node.id.startswith("td"):
        return None
    pattern = _CLAUSE if "hiệu lực" in text or "thi hành" in text else _CLAUSE_EN if "This " in text else None
    for found in pattern.finditer(text) if pattern else ():
        word = found["type"]
        known = vocabulary.type_by_word(word)
        named = known.id if known else vocabulary.type_by_english(word)
        standing = " này" in found[0] or pattern is _CLAUSE_EN or _opens_sentence(text, found.start())
        own = named == type_id or (word in _REGULATION and type_id in _NORMATIVE) or (named == "thong-tu" and type_id in _JOINT)
        if standing and own:
            return found
    return None


def _opens_sentence(text: str, at: int) -> bool:
    """ "… thi hành Quyết định này. Quyết định có hiệu lực kể từ ngày ký.": without "này" only where nothing stands before it."""
    before = text[:at].rstrip(" “")
    return not before or before.endswith(".")


def _start(rule: str, issued: str | None) -> str | None:
    printed = next((d for d in grammar.dates(_WITH_DAY.sub(r"\g<1>ngày \g<2>", rule[:80])) if not d.value.startswith("--")), None)
    printed = printed or next((d for d in grammar.english_dates(rule[:80]) if not d.value.startswith("--")), None)
    if printed:
        return printed.value if printed.precision == "day" else None
    if issued is None or len(issued) != 10:
        return None
    after = _AFTER.search(rule)
    if after:
        days = int(after["n"]) if after["n"] else _NUMBERS[after["word"]]
        return (date.fromisoformat(issued) + timedelta(days=days)).isoformat()
    return issued if _SIGNED.search(rule) else None
