"""The body as a tree of blocks with stable ids: d3.k2.a is Điều 3, khoản 2, điểm a; p4 the fourth plain block.

Attached regulations (``qc1.``) and annexes (``pl1.``) restart their numbering; quoted articles of an amending text (``td1.``) are
kept apart. Layout of articles, clauses and points: Decree 34/2016/NĐ-CP, article 62; Decree 30/2020/NĐ-CP, annex I.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from builder.grammar import UPPER
from builder.model import Division, Line, Node, Span
from builder.runs import Runs, cut, span, words
from builder.text import collapse

_ARTICLE = re.compile(
    r"^(?:[“\"]\s?)?(?P<label>(?:[ĐÐ]\s?iều|[ĐÐ]IỀU|Article)\s+(?P<n>\d{1,3}[a-zđ]?)\s?[.:]?(?:\s?[-–](?=\s|$))?)(?:\s+|$)"
)
_CHAPTER = re.compile(r"^(?P<label>(?:CHƯƠNG|Chương)\s+(?P<n>[IVXLC]{1,7}|\d{1,2}))\b\s?[.:]?\s?")
_SECTION = re.compile(r"^(?P<label>(?:MỤC|Mục)\s+(?P<n>[IVXLC]{1,7}|\d{1,2}))\b\s?[.:]?\s?")
_PART = re.compile(r"^(?P<label>(?:PHẦN|Phần)\s+(?P<n>THỨ\s\w+|thứ\s\w+|[IVXLC]{1,7}|\d{1,2}))\b\s?[.:]?\s?")
_ANNEX = re.compile(r"^(?P<label>(?:PHỤ LỤC|Phụ lục)(?:\s+(?:SỐ\s|số\s)?(?P<n>[IVXLC]{1,7}|\d{1,2}[A-Z]?))?)\s?[.:]?\s?(?P<rest>.{0,120})$")
_ATTACHED = re.compile(
    r"^(?:QUY CHẾ|QUY ĐỊNH|ĐIỀU LỆ|NỘI QUY|KẾ HOẠCH|ĐỀ ÁN|CHƯƠNG TRÌNH|QUY TRÌNH|CHIẾN LƯỢC|HƯỚNG DẪN|DANH MỤC|DANH SÁCH)$"
)
_WITH = re.compile(r"^\(?\s?(?:Ban hành|ban hành|Kèm theo|kèm theo)\s")
_CLAUSE = re.compile(r"^(?P<label>(?P<n>\d{1,3}[a-zđ]?)\s?\.)\s+")
_POINT = re.compile(r"^(?P<label>(?P<n>[a-zđ])\s?\))\s+")
_BULLET = re.compile(r"^(?P<label>[-–—•+])\s*(?=\S)")
_ROMAN = re.compile(rf"^(?P<label>(?P<n>[IVX]{{1,5}})\s?\.)\s+(?=[{UPPER}])")


QUOTES = ("“", '"', "”", "«")


@dataclass(slots=True)
class _State:
    """Where in the numbering the next block stands."""

    nodes: list[Node] = field(default_factory=list)
    divisions: list[Division] = field(default_factory=list)
    part: str = ""
    article: str | None = None
    clause: str | None = None
    last_article: int = 0
    plain: int = 0
    quoted: int = 0
    quotes: int = 0
    captions: int = 0
    seen: Counter[str] = field(default_factory=Counter)
    inside: list[str] = field(default_factory=list)

    def unique(self, ident: str) -> str:
        """Ids never repeat: a second d3 of a damaged text is d3-2."""
        self.seen[ident] += 1
        return ident if self.seen[ident] == 1 else f"{ident}-{self.seen[ident]}"


@dataclass(frozen=True, slots=True)
class Body:
    nodes: tuple[Node, ...]
    structure: tuple[Division, ...]
    quoted: frozenset[str] = frozenset()  # ids of blocks inside a quotation


def read_body(lines: tuple[Line, ...]) -> Body:
    """Blocks in order. Blank lines separate; every other line is a block of its own."""
    state = _State()
    for line in lines:
        if line.runs:
            _block(state, line)
    return Body(tuple(state.nodes), tuple(state.divisions), frozenset(state.inside))


def _block(state: _State, line: Line) -> None:
    if line.kind == "table":
        state.plain += 1
        ident = state.unique(_prefixed(state, f"p{state.plain}"))
        state.nodes.append(Node(ident, "table", "", line.runs, rows=line.rows))
        return
    text = line.text
    if line.kind == "figure":
        state.captions += 1
        state.nodes.append(Node(f"c{state.captions}", "caption", "", line.runs))
        return
    inside = state.quotes > 0
    _division(state, line, text) or _numbered(state, line, text, inside) or _plain(state, line.runs, "", None, "paragraph")
    if (inside and state.quotes) or text[:1] in QUOTES:
        state.inside.append(state.nodes[-1].id)
    state.quotes = max(0, state.quotes + text.count("“") - text.count("”"))


def _division(state: _State, line: Line, text: str) -> bool:
    annex = _ANNEX.match(text) if len(text) < 200 and not text.endswith((".", ";")) else None
    if annex and (text.isupper() or len(text) < 60 or annex["label"].isupper()):
        return _annex(state, line, annex)
    if _ATTACHED.match(text) and state.last_article:
        return _attached(state, line, text)
    for kind, pattern in (("chuong", _CHAPTER), ("muc", _SECTION), ("phan", _PART)):
        found = pattern.match(text) if len(text) < 250 else None
        if found and (text[found.end() :].isupper() or not text[found.end() :].strip() or found["label"].isupper()):
            return _heading(state, line, kind, found)
    return False


def _annex(state: _State, line: Line, found: re.Match[str]) -> bool:
    count = sum(d.kind == "phu-luc" for d in state.divisions) + 1
    state.part, state.article, state.clause, state.last_article = f"pl{count}", None, None, 0
    ident = state.unique(f"phu-luc-{count}")
    state.nodes.append(Node(ident, "heading", "", line.runs, level=2))
    state.divisions.append(Division("phu-luc", found["n"] or str(count), collapse(found["rest"]) or None, ident, part=state.part))
    return True


def _attached(state: _State, line: Line, text: str) -> bool:
    count = sum(d.kind == "quy-che" for d in state.divisions) + 1
    state.part, state.article, state.clause, state.last_article = f"qc{count}", None, None, 0
    ident = state.unique(f"quy-che-{count}")
    state.nodes.append(Node(ident, "heading", "", line.runs, level=2))
    state.divisions.append(Division("quy-che", str(count), collapse(text), ident, part=state.part))
    return True


def _heading(state: _State, line: Line, kind: str, found: re.Match[str]) -> bool:
    number = collapse(found["n"])
    ident = state.unique(_prefixed(state, f"{kind}-{number.lower().replace(' ', '-')}"))
    ident = re.sub(r"[^a-z0-9.-]", "", ident.replace("đ", "d").replace("ứ", "u"))
    title = line.text[found.end() :].strip() or None
    state.nodes.append(Node(ident, "heading", "", line.runs, level=3 if kind == "muc" else 2))
    state.divisions.append(Division(kind, number, title, ident, part=state.part or None))  # type: ignore[arg-type]
    state.clause = None
    return True


def _prefixed(state: _State, ident: str) -> str:
    return f"{state.part}.{ident}" if state.part else ident


def _numbered(state: _State, line: Line, text: str, inside: bool) -> bool:
    article = _ARTICLE.match(text)
    if article and not _is_reference(text, article.end()):
        return _article(state, line, article, text[:1] in QUOTES or (inside and not _goes_on(state, article["n"])))
    clause = _CLAUSE.match(text)
    if clause and state.article:
        state.clause = f"{state.article}.k{_letter(clause['n'])}"
        return _labelled(state, line.runs, clause, state.clause, "clause", "khoan")
    point = _POINT.match(text)
    if point and state.article:
        return _labelled(state, line.runs, point, f"{state.clause or state.article}.{_letter(point['n'])}", "point", "diem")
    for found in (clause, point, _BULLET.match(text), _ROMAN.match(text)):
        if found:
            return _plain(state, cut(line.runs, found.end()), found["label"], span(cut(line.runs, 0, found.end("label"))), "item")
    return False


def _goes_on(state: _State, n: str) -> bool:
    """An article that is the next of the outer text ends a quotation whose last mark is missing."""
    return n.isdigit() and int(n) == state.last_article + 1


def _is_reference(text: str, end: int) -> bool:
    """ "Điều 5 của Luật này quy định …" at the start of a wrapped line is no heading of an article."""
    return bool(re.match(r"(?:của|và|khoản|Luật|Nghị|Thông|Bộ luật|Quy|quy|được|,|này)\b", text[end:])) and "." not in text[:end]


def _letter(mark: str) -> str:
    return mark.replace("đ", "dd")


def _article(state: _State, line: Line, found: re.Match[str], quoted: bool) -> bool:
    number = int(re.match(r"\d+", found["n"])[0])  # type: ignore[index]
    if not quoted and number == 1 and state.last_article > 1 and not state.part.startswith(("qc", "pl")):
        count = sum(d.kind == "quy-che" for d in state.divisions) + 1
        state.part = f"qc{count}"
    if quoted:
        state.quoted += 1
        ident = f"td{state.quoted}.d{_letter(found['n'])}"
    else:
        ident = _prefixed(state, f"d{_letter(found['n'])}")
        state.last_article = number
        state.quotes = 0
    ident = state.unique(ident)
    state.article, state.clause = ident, None
    rest = cut(line.runs, found.end("label"))
    state.nodes.append(
        Node(ident, "article", found["label"], rest, span(cut(line.runs, found.start("label"), found.end("label"))), level=3)
    )
    state.divisions.append(Division("dieu", found["n"], words(rest) or None, ident, quoted, state.part or None))
    return True


def _labelled(state: _State, runs: Runs, found: re.Match[str], ident: str, kind: str, division: str) -> bool:
    ident = state.unique(ident)
    label = cut(runs, 0, found.end("label"))
    state.nodes.append(Node(ident, kind, found["label"], cut(runs, found.end()), span(label)))  # type: ignore[arg-type]
    state.divisions.append(Division(division, found["n"], None, ident, part=state.part or None))  # type: ignore[arg-type]
    return True


def _plain(state: _State, runs: Runs, label: str, label_span: Span | None, kind: str) -> bool:
    state.plain += 1
    ident = state.unique(_prefixed(state, f"p{state.plain}"))
    state.nodes.append(Node(ident, kind, label, runs, label_span))  # type: ignore[arg-type]
    return True
