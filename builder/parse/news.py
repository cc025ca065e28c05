"""A news item: section, headline, time, agency, author, event, captions. Menu words left on a saved page become residue."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from builder import grammar, vocabulary
from builder.grammar import LOWER, UPPER
from builder.model import Caption, Line, Node, Residue, Span
from builder.parse import figures
from builder.runs import Runs, cut, join, place, span
from builder.text import key

_TIME = re.compile(
    r"^(?:(?:Thứ \w+|Chủ nhật|Chủ Nhật|Ngày đăng|Đăng ngày|Cập nhật|Đăng lúc)[:,]?\s*)?(?:ngày\s)?(?:(?P<h>\d{1,2})[:h](?P<m>\d{2})(?:\s*(?P<half>AM|PM|SA|CH))?[\s,|–-]*)?(?P<d>\d{1,2})[/-](?P<mo>\d{1,2})[/-](?P<y>\d{4})"
    r"(?:[\s,|–-]*(?P<h2>\d{1,2})[:h](?P<m2>\d{2})(?:\s*(?P<half2>AM|PM|SA|CH))?)?(?:\s*\(?GMT\s?\+7\)?)?$"
)
# "(LĐXH) - ", "TPO - ", "VOV.VN - ", "Chinhphu.vn - "
_AGENCY = re.compile(
    rf"^(?:\((?P<agency>[{UPPER}][\w.–-]{{1,20}}(?:\s[\w.–-]{{1,12}}){{0,2}})\)\s?[-–—]?\s?|(?P<bare>[{UPPER}]{{2,8}}(?:\.VN)?|[{UPPER}]\w{{2,20}}\.vn)\s[-–—]\s)"
)
# A path through a site, and what stands below an article
_PATH = re.compile(r"^\S[^>»]{0,60}(?:\s[>»]\s[^>»]{1,60}){1,6}$")
_TAIL = re.compile(r"^(?:Từ khóa|Từ khoá|Tags?|Chia sẻ|Tin liên quan|Tin cùng chuyên mục|In bài|Bình luận|Gửi email)\b")
_HALF_DAY = re.compile(r"\b(?:[Ss]áng|[Cc]hiều|[Tt]ối|[Tt]rưa)\s(?:nay,?\s)?\(?(?P<d>\d{1,2})/(?P<m>\d{1,2})(?![\d/])")
_FOLDED = re.compile(r"\S+")
SHORTEST_NAME = 8
MOST_DAYS = 366
_NAME = re.compile(
    rf"^(?:(?:Theo|Tin, ảnh|Bài, ảnh|Tác giả|Tin|Bài|Ảnh)\s?:?\s)?(?P<name>[{UPPER}][{LOWER}]+(?:\s[{UPPER}][{LOWER}]*){{1,3}})\.?$"
)
_PLACE = re.compile(rf"\btại (?P<place>(?:(?:thành phố|TP\.?|tỉnh) )?[{UPPER}][{LOWER}]*(?:[\s-]+[{UPPER}][{LOWER}]*){{0,3}})")
_EVENT = re.compile(r"(?:[Ss]áng|[Cc]hiều|[Tt]ối|[Tt]rưa|[Vv]ừa qua|[Tt]rong ngày|^|[,.;]\s)\s?(?:nay,?\s)?\(?\s?(?=ngày|Ngày|\d)")
# Nouns of bodies and of the state: "Giám đốc Sở Nội vụ" names nobody
_NO_NAMES = "Sở|Bộ|Vụ|Cục|Ban|Phòng|Trung tâm|Ủy|Uỷ|UBND|HĐND|Hội|Liên đoàn|Tổng|Chính|Quốc|Nhà|Việt|Công ty|Công đoàn|Trường|Đảng|Tỉnh|Thành|Mặt trận|Bảo hiểm|Kho bạc|Ngân hàng|Tòa|Viện"
_PERSON = re.compile(
    rf"\b(?:Phó Thủ tướng|Thủ tướng|Bộ trưởng|Thứ trưởng|Phó Vụ trưởng|Vụ trưởng|Phó Cục trưởng|Cục trưởng|Giám đốc|Chủ tịch|Ông|ông|Bà|bà|đồng chí)(?P<of>(?:\s(?:Bộ|Vụ|Cục|Sở|UBND|HĐND|Ủy ban|Uỷ ban|Hội|Liên đoàn|Ban|Trung tâm|Tổng cục|Quốc hội|Tổng Liên đoàn|Tập đoàn|Trường|tỉnh|huyện|thành phố)[^,.;()]{{0,80}}?)?)\s(?!(?:{_NO_NAMES})\s)(?P<name>[{UPPER}][{LOWER}]+(?:\s[{UPPER}][{LOWER}]+){{1,3}})"
)


@dataclass(frozen=True, slots=True)
class NewsParts:
    """What the lines are. ``time`` is (ISO minute or day, runs)."""

    category: Runs | None
    title: Runs | None
    time: tuple[str, Runs] | None
    agency: tuple[str, Span] | None
    author: Runs | None
    paragraphs: tuple[tuple[str, Runs], ...]
    captions: tuple[Caption, ...]
    residue: tuple[Residue, ...]


def read_news(lines: tuple[Line, ...]) -> NewsParts:
    """Head lines until the first paragraph, then paragraphs and captions, the author last."""
    filled = [line for line in lines if line.runs]
    told = figures.captions(lines)
    first = next((i for i, line in enumerate(filled) if _is_paragraph(line.text) and id(line) not in told), len(filled))
    head = _head([line for line in filled[:first] if id(line) not in told])
    below = [line for line in filled[first:] if _TAIL.match(line.text)]
    residue = [*head.residue, *(Residue(line.text, "menu", span(line.runs)) for line in below)]
    shown = [line for line in filled[:first] if id(line) in told]
    body, author = _author([*shown, *(line for line in filled[first:] if line not in below)])
    paragraphs, captions = _body(body, told)
    opening = next((line for line in body if id(line) not in told), None)
    agency = _agency(opening.runs) if opening else None
    return NewsParts(head.category, head.title, head.time, agency, author or head.byline, paragraphs, captions, tuple(residue))


def _is_paragraph(text: str) -> bool:
    return (
        len(text) >= 160
        or (len(text) >= 60 and text.rstrip('”")').endswith((".", "!", "?", "…", ":", ";")))
        or bool(_AGENCY.match(text) and len(text) > 60)
    )


@dataclass(slots=True)
class _Head:
    """What stands above the first paragraph, as far as it has been read."""

    category: Runs | None = None
    title: Runs | None = None
    time: tuple[str, Runs] | None = None
    byline: Runs | None = None
    residue: list[Residue] = field(default_factory=list)

    def take(self, line: Line, following: list[Line]) -> None:
        text = line.text
        stamp, signed = timestamp(text), _SIGNED_TIME.match(text)
        if stamp and not self.time:
            self.time = (stamp, line.runs)
        elif signed and not self.time and (stamp := timestamp(signed["time"])):
            self.byline, self.time = cut(line.runs, *signed.span("name")), (stamp, cut(line.runs, signed.start("time")))
        elif key(text) in vocabulary.news_words().menu or _PATH.match(text):
            self.residue.append(Residue(text, "menu", span(line.runs)))
        elif self.category is None and self.title is None and (_is_section(text) or _above_a_headline(text, following)):
            self.category = line.runs
        elif self.title is None:
            self.title = line.runs
        elif text[:1].islower():
            self.title = join((self.title, line.runs))
        else:
            self.residue.append(Residue(text, "menu", span(line.runs)))


def _head(lines: list[Line]) -> _Head:
    head = _Head()
    for at, line in enumerate(lines):
        head.take(line, lines[at + 1 :])
    return head


def _is_section(text: str) -> bool:
    return key(text) in vocabulary.news_words().sections and not text.endswith(":")


def _above_a_headline(text: str, following: list[Line]) -> bool:
    """A few words over a line that is much longer and begins anew: the name of a section that no table has."""
    after = following[0].text if following else ""
    short = len(text) <= LONGEST_SECTION and not any(c.isdigit() for c in text) and text[-1:].isalpha()
    return short and len(after) > 1.5 * len(text) and not after[:1].islower() and not timestamp(after) and not _SIGNED_TIME.match(after)


# "Minh Châu - 08:00 10/10/2023"
_SIGNED_TIME = re.compile(rf"^(?P<name>[{UPPER}][{LOWER}]+(?:\s[{UPPER}][{LOWER}]*){{1,3}})\s?[-–|,]\s?(?P<time>\d.{{6,40}})$")
LONGEST_SECTION = 32


def timestamp(text: str) -> str | None:
    """ "03:59 PM 15/01/2019" → 2019-01-15T15:59; "15/01/2019" → 2019-01-15. None for anything else or an impossible time."""
    found = _TIME.match(text.strip())
    if not found:
        return None
    day = next(grammar.dates(f"{found['d']}/{found['mo']}/{found['y']}"), None)
    hour, minute, half = (found["h"], found["m"], found["half"]) if found["h"] else (found["h2"], found["m2"], found["half2"])
    if day is None or hour is None:
        return day.value if day else None
    clock = _hour(int(hour), half)
    return f"{day.value}T{clock:02}:{int(minute):02}" if clock is not None and int(minute) < 60 else None


def _hour(hour: int, half: str | None) -> int | None:
    """The 12-hour clock: 12 AM is midnight, 12 PM noon; "15:59 PM" is read as 15:59."""
    if hour > 23:
        return None
    if half in ("PM", "CH") and hour < 12:
        return hour + 12
    return 0 if half in ("AM", "SA") and hour == 12 else hour


def _agency(runs: Runs) -> tuple[str, Span] | None:
    found = _AGENCY.match("".join(run.text for run in runs))
    group = ("agency" if found["agency"] else "bare") if found else ""
    return (found[group], place(runs, *found.span(group))) if found else None


def _author(lines: list[Line]) -> tuple[list[Line], Runs | None]:
    """The last line, where it is a name and a paragraph stands before it."""
    if len(lines) > 1 and _NAME.match(lines[-1].text) and len(lines[-1].text) <= 40:
        found = _NAME.match(lines[-1].text)
        assert found
        return lines[:-1], cut(lines[-1].runs, found.start("name"), found.end("name"))
    return lines, None


def _body(body: list[Line], told: frozenset[int]) -> tuple[tuple[tuple[str, Runs], ...], tuple[Caption, ...]]:
    """Short lines without a full stop between paragraphs are captions; a second one in lower case goes on with the first.

    ``told``: lines that stand below a picture, or that the file calls a caption.
    """
    out: list[tuple[str, Runs]] = []
    captions: list[Caption] = []
    for line in body:
        if id(line) in told:
            out.append(("caption", line.runs))
        elif _is_paragraph(line.text) or len(line.text) > 200 or line.text.endswith((".", ":", ";")):
            out.append(("paragraph", line.runs))
        elif out and out[-1][0] == "caption" and line.text[:1].islower():
            out[-1] = ("caption", join((out[-1][1], line.runs)))
        else:
            out.append(("caption", line.runs))
    for kind, runs in out:
        if kind == "caption":
            captions.append(Caption("".join(run.text for run in runs), span(runs)))
    return tuple(out), tuple(captions)


def nodes(parts: NewsParts) -> tuple[Node, ...]:
    """Paragraphs p1 … and captions c1 … in the order of the print."""
    out, plain, shown = [], 0, 0
    for kind, runs in parts.paragraphs:
        if kind == "caption":
            shown += 1
            out.append(Node(f"c{shown}", "caption", "", runs))
        else:
            plain += 1
            out.append(Node(f"p{plain}", "paragraph", "", runs))
    return tuple(out)


def event(body: tuple[Node, ...], published: str | None) -> tuple[str, Span] | None:
    """The first date of the first paragraphs, its year from the publication where none is printed."""
    for node in [n for n in body if n.kind == "paragraph"][:2]:
        for date in grammar.dates(node.text[:500]):
            if date.value.startswith("--") and published:
                return f"{published[:4]}{date.value[1:]}", place(node.runs, date.span.start, date.span.end)
            if not date.value.startswith("--") and date.precision == "day" and _is_news(date.value, published):
                return date.value, place(node.runs, date.span.start, date.span.end)
        short = _HALF_DAY.search(node.text[:500])
        day = next(grammar.dates(f"{short['d']}/{short['m']}/{published[:4]}"), None) if short and published else None
        if short and day:
            return day.value, place(node.runs, short.start("d"), short.end("m"))
    return None


def _is_news(day: str, published: str | None) -> bool:
    """Not what happened "cách đây 80 năm": within a year of the publication, where that is known."""
    return published is None or abs((_day(day) - _day(published)).days) <= MOST_DAYS


def _day(iso: str) -> datetime.date:
    return datetime.date.fromisoformat(iso[:10])


def event_place(body: tuple[Node, ...]) -> tuple[str, Span] | None:
    """ "tại Hà Nội" after the event's date: a province, or nothing."""
    for node in [n for n in body if n.kind == "paragraph"][:1]:
        for found in _PLACE.finditer(node.text[:600]):
            province = vocabulary.province_by_name(found["place"])
            if province:
                return province.vi, place(node.runs, found.start("place"), found.end("place"))
    return None


def persons(body: tuple[Node, ...]) -> Iterator[str]:
    """People named with a title, each once: "Thứ trưởng Lê Quân"."""
    seen: set[str] = set()
    for node in body:
        for found in _PERSON.finditer(node.text):
            if found["name"] not in seen and vocabulary.agency_by_name(found["name"]) is None:
                seen.add(found["name"])
                yield found["name"]


def bodies(body: tuple[Node, ...]) -> Iterator[str]:
    """Registered agencies named in full, each id once, in order."""
    seen: set[str] = set()
    for node in body:
        folded = f"{key(node.text)} ".replace(" phi chinh phu ", " ")
        for word in _FOLDED.finditer(folded):
            for name, ident in _by_first_word().get(word[0], ()):
                if ident not in seen and folded.startswith(f"{name} ", word.start()):
                    seen.add(ident)
                    yield ident


@cache
def _by_first_word() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Names long enough to be nobody else's, by their first word."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for name, ident in sorted(vocabulary.names_index().items()):
        if len(name) > SHORTEST_NAME:
            first = name.split(" ")[0]
            found[first] = (*found.get(first, ()), (name, ident))
    return found
