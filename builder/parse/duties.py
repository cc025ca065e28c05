"""Deadlines: who must do what, to whom, by when. Keeps only dates not before the document, in a clause that asks for something."""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder import grammar
from builder.grammar import UPPER
from builder.model import Deadline, Node
from builder.runs import place

_VERBS = "báo cáo|gửi|hoàn thành|triển khai|nộp|trình|tổng hợp|thực hiện|đăng ký|cung cấp|góp ý|cho ý kiến|phản hồi|tham gia ý kiến|lập|rà soát|công bố|xây dựng|nhận hồ sơ"
_CUE = re.compile(
    r"(?:hoàn thành trước|(?:[Cc]hậm|[Mm]uộn) nhất(?: là)?(?: vào| đến)?|không muộn hơn|không chậm hơn|không quá|(?<!tính )đến hết|(?<!tính )[Tt]rước|xong trước|[Hh]ạn (?:chót|cuối)(?: là)?|"
    rf"(?:[Tt]hời hạn|[Tt]hời gian|[Hh]ạn(?: chót| cuối)?) (?:{_VERBS})[^.;:]{{0,40}}?(?: là|:)|[Tt]hời hạn(?: là)?|(?:(?<=^)|(?<=[.;] ))Đến(?: hết)?)\s"
    r"(?:(?:\d{1,2}(?:h|g|:)\d{0,2}|\d{1,2} ?giờ(?: ?\d{1,2}(?: ?phút)?)?,?)\s)?(?=(?:ngày|tháng|\d{1,2}[/.-]\d))"
)
# "thành lập", "công trình", "chương trình", "quy trình" are no duties.
_ACT = re.compile(rf"(?<!\w)(?P<verb>(?<!thành )(?<!công )(?<!chương )(?<!quy )(?<!quá )(?:{_VERBS}))(?!\w)", re.I)
_TO = re.compile(
    rf"\b(?:[Bb]áo cáo|[Gg]ửi|[Nn]ộp|[Tt]rình)(?P<what>[^,;:(]{{0,120}}?)\s?\b(?:cho|về|tới|đến|lên)\s(?P<to>[{UPPER}][^,;:(]{{2,120}}?)(?=\s?(?:$|[,;:(]|để |qua |theo |trước |chậm |muộn |xem xét|phê duyệt|ban hành|không (?:muộn|chậm)))"
)
_TO_BARE = re.compile(
    rf"\b(?:[Bb]áo cáo|[Gg]ửi|[Tt]rình)\s(?P<to>[{UPPER}][^,;:(]{{2,100}}?)(?=\s?(?:$|[,;:(]|để |qua |theo |trước |chậm |muộn |xem xét|phê duyệt|ban hành|không (?:muộn|chậm)))"
)
_DUTY = re.compile(r"^(?P<who>.{3,160}?)\s(?:có trách nhiệm|phải|cần|chịu trách nhiệm|chủ trì|khẩn trương)\b")
_ASKED = re.compile(
    r"\b(?:[ĐđÐ]ề nghị|[Yy]êu cầu|[Gg]iao)\s(?P<who>(?:các )?[^;:.]{2,160}?)\s(?:có trách nhiệm|phải|cần|khẩn trương|chủ trì|tổng hợp|báo cáo|gửi|hoàn thành|triển khai|thực hiện|xây dựng|nghiên cứu|chỉ đạo|rà soát|cung cấp|nộp)\b"
)
_LABELLED = re.compile(rf"^(?P<who>[{UPPER}][^:;.]{{3,120}}):\s")
_SENTENCE = re.compile(r"(?<=[.;])\s+(?=[^\W\d_a-z])")
# After the date: a rule for what happened until then, a date of every year.
_RULE_AFTER = re.compile(
    r"[^.;:]{0,3}\s?(?:thì|được (?:tiếp tục|hưởng|miễn|áp dụng|bảo lưu|điều chỉnh|cấp)|mà|vẫn|không thuộc|không phải|không áp dụng|tiếp tục|của năm (?:trước|sau)|h[àằ]ng năm|mỗi năm|của kỳ)\b"
)
_EFFECT_BEFORE = re.compile(r"(?:có hiệu lực|đã (?:báo cáo|gửi|nộp|hoàn thành|thực hiện|yêu cầu|được)[^;.]{0,80}|[Đđ]ã [^;.]{0,40})$")
_SPAN = re.compile(r"(?:từ (?:ngày )?\d[^;.]{0,60}|(?:tiếp tục|duy trì|áp dụng|diễn ra)[^;.]{0,60})$")

# "Trước ngày 15/11/2024, Ủy ban nhân dân cấp huyện báo cáo …": a date that opens its sentence, and what somebody is to do by it
_OPENING = re.compile(
    r"(?:,| thì)? ?(?:(?P<who>[^.;:]{0,160}?) )?(?<!đã )(?<!được )(?P<verb>phải|có trách nhiệm|báo cáo|gửi|hoàn thành|nộp|trình|đăng ký|cung cấp|tổng hợp)(?!\w)"
)

_FARTHEST = 1_000  # characters from a duty to its date: the longest sentences of real letters have 700


def deadlines(nodes: tuple[Node, ...], issued: str | None) -> Iterator[Deadline]:
    """Deadlines of a body, in order. ``issued`` is the document's own date, ISO of any precision; None keeps none."""
    if issued is None:
        return
    for node in nodes:
        text = node.text
        if not grammar.may_date(text) or not any(word in text for word in ("rước", "nhất", "hết", "ạn", "không", "Đến")):
            continue
        for cue in _CUE.finditer(text):
            found = _deadline(node, text, cue, issued)
            if found:
                yield found


def _deadline(node: Node, text: str, cue: re.Match[str], issued: str) -> Deadline | None:
    date = next((d for d in grammar.dates(text[cue.end() : cue.end() + 60]) if d.span.start <= 6), None)
    if date is None:
        return None
    value = f"{issued[:4]}{date.value[1:]}" if date.value.startswith("--") else date.value
    end = cue.end() + date.span.end
    if value[: len(issued)] < issued[: len(value)] or _RULE_AFTER.match(text, end):
        return None
    near = max(0, cue.start() - _FARTHEST)
    start = max((m.end() for m in _SENTENCE.finditer(text, near, cue.start())), default=near)
    clause = text[start : cue.start()].rstrip(" ,(")
    if _no_duty(clause, cue[0]):
        return None
    act = _last_act(clause) or _ACT.search(cue[0])
    if act is None and len(clause) < 4:
        return _opened(node, text, value, (cue.start(), end))
    if act is None:
        return None
    who, what, to = _who(text, clause), *_what(clause)
    return Deadline(value, place(node.runs, cue.start(), end), who, what or act["verb"], to)


def _opened(node: Node, text: str, date: str, at: tuple[int, int]) -> Deadline | None:
    """A date before who must act and what he must do: "Trước ngày 15/11/2024, Ủy ban nhân dân cấp huyện báo cáo kết quả"."""
    found = _OPENING.match(text, at[1])
    if not found:
        return None
    rest = text[found.end("verb") :] if found["verb"] in ("phải", "có trách nhiệm") else text[found.start("verb") :]
    what = re.split(r"[.;]", rest)[0][:160].strip(" ,")
    return Deadline(date, place(node.runs, *at), (found["who"] or "").strip(" ,") or None, what or found["verb"], None)


def _no_duty(clause: str, cue: str) -> bool:
    """A span of time ("từ ngày … đến hết ngày …"), something that goes on until then, or that took effect before."""
    return bool(_EFFECT_BEFORE.search(clause) or (cue.startswith("đến hết") and _SPAN.search(clause)))


def _last_act(clause: str) -> re.Match[str] | None:
    found = list(_ACT.finditer(clause))
    return found[-1] if found else None


def _who(text: str, clause: str) -> str | None:
    for pattern, where in ((_LABELLED, text), (_ASKED, clause), (_DUTY, clause)):
        found = pattern.search(where)
        if found and " được " not in found["who"]:
            return found["who"].strip(" ,")
    return None


def _what(clause: str) -> tuple[str | None, str | None]:
    """The last "báo cáo … cho X" of the clause: what is done, and to whom."""
    last = None
    for pattern in (_TO, _TO_BARE):
        for found in pattern.finditer(clause):
            if last is None or found.end() > last.end():
                last = found
    if last is None:
        act = _last_act(clause)
        return (clause[act.start() :].split(" (")[0][:160].strip(" ,") if act else None), None
    verb = last[0].split(" ")[0] if last[0].lower().startswith(("gửi", "nộp", "trình")) else "báo cáo"
    what = f"{verb}{last['what']}".strip() if "what" in last.re.groupindex else verb
    return what.strip(" ,"), last["to"].strip(" ,")
