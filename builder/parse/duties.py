"""Deadlines: who must do what, to whom, by when. Keeps only dates not before the document, in a clause that asks for something."""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder import grammar
from builder.grammar import UPPER
from builder.model import Deadline, Node
from builder.runs import place

_CUE = re.compile(
    r"(?:hoàn thành trước|chậm nhất(?: là)?|muộn nhất(?: là)?|không muộn hơn|không chậm hơn|không quá|đến hết|trước|xong trước|hạn chót(?: là)?|thời hạn(?: là)?)\s"
    r"(?:(?:\d{1,2}(?:h|g|:)\d{0,2}|\d{1,2} giờ(?: \d{1,2} phút)?)\s)?(?=(?:ngày|tháng|\d{1,2}[/.-]\d))"
)
_ACT = re.compile(
    r"\b(?P<verb>báo cáo|gửi|hoàn thành|triển khai|nộp|trình|tổng hợp|thực hiện|đăng ký|cung cấp|góp ý|cho ý kiến|phản hồi|tham gia ý kiến|lập|rà soát|công bố|xây dựng)\b"
)
_TO = re.compile(
    rf"\b(?:báo cáo|gửi|nộp|trình)(?P<what>[^,;:(]{{0,120}}?)\s?\b(?:cho|về|tới|đến|lên)\s(?P<to>[{UPPER}][^,;:(]{{2,120}}?)(?=\s?(?:$|[,;:(]|để |qua |theo |trước |chậm |muộn ))"
)
_TO_BARE = re.compile(rf"\b(?:báo cáo|gửi|trình)\s(?P<to>[{UPPER}][^,;:(]{{2,100}}?)(?=\s?(?:$|[,;:(]|để |qua |theo |trước |chậm |muộn ))")
_DUTY = re.compile(r"^(?P<who>.{3,160}?)\s(?:có trách nhiệm|phải|cần|chịu trách nhiệm|chủ trì|khẩn trương)\b")
_ASKED = re.compile(
    r"\b(?:[Đđ]ề nghị|[Yy]êu cầu|[Gg]iao)\s(?P<who>(?:các )?[^;:.]{3,160}?)\s(?:có trách nhiệm|phải|cần|khẩn trương|chủ trì|tổng hợp|báo cáo|gửi|hoàn thành|triển khai|thực hiện|xây dựng|nghiên cứu|chỉ đạo|rà soát|cung cấp|nộp)\b"
)
_LABELLED = re.compile(rf"^(?P<who>[{UPPER}][^:;.]{{3,120}}):\s")
_SENTENCE = re.compile(r"(?<=[.;])\s+(?=[^\W\d_a-z])")
_PAST = re.compile(r"(?:thành lập|sinh|ban hành|tham gia|hưởng|nghỉ việc|đã|xảy ra|hoạt động|cấp|ký)[^.;]{0,60}$")


def deadlines(nodes: tuple[Node, ...], issued: str | None) -> Iterator[Deadline]:
    """Deadlines of a body, in order. ``issued`` is the document's own date, ISO of any precision; None keeps none."""
    if issued is None:
        return
    for node in nodes:
        text = node.text
        if "trước" not in text and "nhất" not in text and "hết" not in text and "hạn" not in text and "không" not in text:
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
    if value[: len(issued)] < issued[: len(value)]:
        return None
    start = max((m.end() for m in _SENTENCE.finditer(text, 0, cue.start())), default=0)
    clause = text[start : cue.start()].rstrip(" ,(")
    act = _last_act(clause) or (None if _PAST.search(clause) else _ACT.search(text, cue.end(), cue.end() + 200))
    if act is None:
        return None
    who, what, to = _who(text, clause), *_what(clause)
    return Deadline(value, place(node.runs, cue.start(), cue.end() + date.span.end), who, what or act["verb"], to)


def _last_act(clause: str) -> re.Match[str] | None:
    found = list(_ACT.finditer(clause))
    return found[-1] if found else None


def _who(text: str, clause: str) -> str | None:
    for pattern, where in ((_LABELLED, text), (_ASKED, clause), (_DUTY, clause)):
        found = pattern.search(where)
        if found:
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
    verb = last[0].split(" ")[0] if last[0].startswith(("gửi", "nộp", "trình")) else "báo cáo"
    what = f"{verb}{last['what']}".strip() if "what" in last.re.groupindex else verb
    return what.strip(" ,"), last["to"].strip(" ,")
