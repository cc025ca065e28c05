"""Instruments cited by name: laws and codes, treaties, resolutions of Party congresses, strategies with their years.

A name and its year or day are what is written; the number behind them is a conclusion and is drawn elsewhere. A draft ("dự án Bộ luật
…", "dự thảo Luật …") is marked and is never the law itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from builder import grammar, vocabulary
from builder.cite.mention import Taken
from builder.grammar import UPPER
from builder.text import collapse
from builder.vocabulary import Instrument

_KINDS = {"bộ luật": "bo-luat", "luật": "luat", "pháp lệnh": "phap-lenh"}
_PASSED = frozenset(_KINDS.values())
_LAW = re.compile(r"(?<!\w)(?:Bộ [Ll]uật|BỘ LUẬT|Luật|LUẬT|Pháp [Ll]ệnh|PHÁP LỆNH|Hiến pháp|HIẾN PHÁP|Công ước|Hiệp định)(?!\w)")
# "Luật Cơ yếu năm 2011": a law of no table, told by the year or day behind its name
_OTHER = re.compile(
    rf"(?<!\w)(?P<name>(?P<kind>Bộ [Ll]uật|Luật|Pháp [Ll]ệnh)\s(?=[{UPPER}][^\W\d_])(?!Luật |Bộ luật )[^.;:()“”\"\n\d]{{2,110}}?)(?=\s(?:ngày\s\d|(?:năm\s)?(?:19|20)\d\d(?![\d/]|[.-]\d)))"
)
# "Luật sửa đổi, bổ sung một số điều của Bộ luật Lao động ngày 02/4/2002"
_AMENDING = re.compile(
    r"(?<!\w)(?P<head>(?P<kind>Bộ luật|Luật|Pháp lệnh)\s[Ss]ửa đổi,?\s(?:và\s)?bổ sung\s(?:một số\s)?[đĐ]iều\s(?:của\s)?(?:các\s)?)(?P<rest>[^.;:()“”\"\n]{4,200}?)(?=\s(?:ngày\s\d|(?:năm\s)?(?:19|20)\d\d(?![\d/]|[.-]\d)))"
)
_BEFORE_NUMBER = re.compile(
    r"(?P<name>(?P<kind>Bộ [Ll]uật|BỘ LUẬT|Luật|LUẬT|Pháp [Ll]ệnh|PHÁP LỆNH)\s[^.;:()“”\"\n\d]{2,160}?),?\s(?:số|SỐ)\s?:?\s?$"
)
_OTHER_KINDS = re.compile(r"(?<!\w)(?:Nghị định|Thông tư|Quyết định|Nghị quyết|Căn cứ|khoản|Khoản|điểm)(?!\w)")
_NOT_IN_NAME = re.compile(
    r"(?<!\w)(?:Nghị định|Thông tư|Quyết định|Nghị quyết|Căn cứ|Điều|khoản|Khoản|điểm)(?!\w)|(?<!\w)và (?:Luật|Bộ luật|Pháp lệnh)(?!\w)|,\s(?:Luật|Bộ luật)\s"
)
_DRAFT_BEFORE = re.compile(r"(?:[Dd]ự án|[Dd]ự thảo|xây dựng)\s(?:sửa đổi\s)?$")
_DRAFT_AFTER = re.compile(r"^\s?\(?(?:sửa đổi)\)?+(?!,? bổ sung| bởi| tại| năm \d| ngày \d)")
_YEAR = re.compile(
    r"^(?:\s\((?:sửa đổi|hợp nhất)\))?\s?,?\s?(?:(?:năm|NĂM)\s|\((?:năm\s)?|(?<=\s))(?P<year>(?:19|20)\d\d)\)?(?![\d/]|[.-]\d)"
)
_ON = re.compile(r"^\s?,?\s?(?=(?:ngày|NGÀY)\s?\d)")
_ROMAN = r"[IVX]{1,5}"
_CONGRESS = re.compile(
    rf"(?<!\w)Nghị quyết\s(?:của\s)?Đại hội\s(?:(?:đại biểu\s)?toàn quốc\s)?(?:(?:lần thứ\s)?(?P<a>{_ROMAN})(?!\w)(?!\s(?:của\s)?(?:Đảng bộ|Công đoàn|Hội|Đoàn))(?:\s(?:của\s)?Đảng(?! bộ)(?: Cộng sản Việt Nam)?)?"
    rf"|(?:của\s)?Đảng(?! bộ)(?: Cộng sản Việt Nam)?\s(?:(?:đại biểu\s)?toàn quốc\s)?(?:lần thứ\s)?(?P<b>{_ROMAN})(?!\w))"
)
# "Nghị quyết Trung ương 4 khóa XII", "Nghị quyết Hội nghị lần thứ tám Ban Chấp hành Trung ương Đảng khóa XI"
_PLENUM = re.compile(
    rf"(?<!\w)Nghị quyết\s(?:của\s)?(?:Hội nghị\s)?(?:lần thứ\s\w+\s(?:của\s)?)?(?:Ban [Cc]hấp hành\s)?Trung ương(?:\sĐảng)?(?:\s(?:lần thứ\s)?\w+)?,?\s\(?(?:khóa|khoá)\s{_ROMAN}\)?(?!\w)"
)
# "Công ước số 29 của ILO", "các Công ước số 87, 98 và 105 của Tổ chức Lao động quốc tế", "Công ước ILO số 182"
_CONVENTION = re.compile(
    r"(?<!\w)(?P<c>ILO\s)?(?:Công ước|Conventions?)\s(?P<a>(?:của\s)?(?:ILO|Tổ chức Lao động [Qq]uốc tế)\s)?(?:số\s|[Nn]os?\.?\s)?(?P<list>\d{1,3}(?:(?:,\s|\svà\s(?:số\s)?|,\sand\s|\sand\s)\d{1,3})*)(?![\d/])"
    r"(?P<b>(?:\s?\(\d{4}\)|\snăm\s\d{4})?,?\s(?:của\s|of the\s|of\s)?(?:ILO|Tổ chức Lao động [Qq]uốc tế))?"
)
# "Chiến lược hội nhập quốc tế về lao động và xã hội đến năm 2020, tầm nhìn (đến năm) 2030"
_STRATEGY = re.compile(
    rf"(?<!\w)(?P<name>(?:Chiến lược|Quy hoạch|Chương trình mục tiêu quốc gia|Chương trình quốc gia)\s[{UPPER}\w][^.;:()“”\n]{{5,140}}?)"
    r"(?:\s(?:đến năm|giai đoạn)\s(?P<year>(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)\d\d)?)(?:\s?,?\s?(?:và )?tầm nhìn (?:đến )?(?:năm )?(?P<vision>(?:19|20)\d\d))?)"
)
_EN_YEAR = re.compile(r"^,?\s(?:of\s|\()?(?P<year>(?:19|20)\d\d)\)?(?!\d)")
# "the 2019 Labor Code", "the November 24, 2015 Civil Code"
_EN_YEAR_BEFORE = re.compile(r"(?:(?P<day>[A-Z][a-z]{2,8} \d{1,2}, ))?(?<!\d)(?P<year>(?:19|20)\d\d)\s$")
_EN_ON = re.compile(r"^,?\s(?:dated|of)\s(?=[A-Z\d])")
_EN_DRAFT = re.compile(r"(?:[Dd]raft|[Bb]ill (?:on|of)(?: the)?)\s(?:the\s|revised\s|amended\s)*$")


@dataclass(frozen=True, slots=True)
class Name:
    """A named instrument at [start, end). ``head`` is where its own words end and what it amends begins."""

    start: int
    end: int
    type: str | None
    name: str
    date: str | None = None
    issuer: str | None = None
    draft: bool = False
    rule: str = "law-register"
    head: int = 0


def names(text: str, lang: str = "vi", own: tuple[str, ...] = ()) -> Iterator[Name]:
    """Every named instrument, in reading order; one inside another only where an amending law names what it amends.

    ``own`` are laws of no table that the record names with number or day: in it their bare names mean them too.
    """
    if lang == "en":
        yield from _apart(text, (*_english_laws(text), *_treaties(text), *_conventions(text)))
        return
    amending = list(_amending(text))
    stops = frozenset(a.end for a in amending)
    found = (
        *_laws(text, stops),
        *_others(text, stops),
        *_bare(text, own),
        *_congress(text),
        *_treaties(text),
        *_conventions(text),
        *_strategies(text),
    )
    heads = Taken((a.start, a.head) for a in amending)
    yield from sorted(
        (*amending, *(n for n in _apart(text, found) if not heads.overlaps(n.start, n.start + 1))), key=lambda n: (n.start, -n.end)
    )


def _apart(text: str, found: tuple[Name, ...]) -> Iterator[Name]:
    """None inside another, and none that only abbreviates the one before it: "Hiệp định … xuyên Thái Bình Dương (CPTPP)"."""
    last: Name | None = None
    for name in sorted(found, key=lambda n: (n.start, -n.end)):
        if last and (name.start < last.end or (name.name == last.name and text[last.end : name.start] in (" (", "("))):
            continue
        last = name
        yield name


# --- laws --------------------------------------------------------------------------------------------------------------------


@cache
def _register() -> dict[str, tuple[tuple[str, Instrument], ...]]:
    """Lower-case names and aliases by their first two words, longest first."""
    table: dict[str, list[tuple[str, Instrument]]] = {}
    for instrument in vocabulary.instruments().values():
        for alias in (instrument.vi, *instrument.aliases):
            table.setdefault(_first_words(alias.lower()), []).append((alias.lower(), instrument))
    return {k: tuple(sorted(v, key=lambda pair: -len(pair[0]))) for k, v in table.items()}


def _first_words(text: str) -> str:
    return " ".join(text.split(" ", 3)[:2]).rstrip(",.;:)")


def _registered(text: str, start: int) -> tuple[str, Instrument] | None:
    """The longest registered name that stands at ``start``."""
    front = text[start : start + 200].lower()
    for alias, instrument in _register().get(_first_words(front), ()):
        if front.startswith(alias) and not front[len(alias) : len(alias) + 1].isalnum():
            return alias, instrument
    return None


def _speaks_of_laws(text: str) -> bool:
    """Whether any law can be named: most blocks have not one of these letters in a row."""
    return any(part in text for part in ("uật", "UẬT", "ệnh", "ỆNH", "iến pháp", "IẾN PHÁP", "Công ước", "Hiệp định"))


def _laws(text: str, stops: frozenset[int]) -> Iterator[Name]:
    for lead in _LAW.finditer(text) if _speaks_of_laws(text) else ():
        hit = _registered(text, lead.start())
        if hit:
            yield _law(text, lead.start(), lead.start() + len(hit[0]), hit[1], stops)


def _law(text: str, start: int, end: int, instrument: Instrument, stops: frozenset[int]) -> Name:
    draft = bool(_DRAFT_BEFORE.search(text[max(0, start - 20) : start])) or bool(_DRAFT_AFTER.match(text[end : end + 24]))
    when, at = _when(text, end)
    if at in stops:  # the day of the law that amends this one
        when, at = None, end
    return Name(start, at, instrument.type, instrument.vi, None if draft else when, instrument.issuer, draft, head=at)


def _when(text: str, end: int) -> tuple[str | None, int]:
    """The year or day behind a name, and where it ends."""
    year = _YEAR.match(text[end : end + 30])
    if year:
        return year["year"], end + year.end()
    on = _ON.match(text[end : end + 14])
    date = next(grammar.dates(text[end + on.end() : end + 50]), None) if on else None
    if on and date and date.span.start == 0 and not date.value.startswith("--"):
        return date.value, end + on.end() + date.span.end
    return None, end


def own_names(named: Iterable[tuple[str, str | None]]) -> tuple[str, ...]:
    """Of names and types as they are cited with a number or day: the laws of no table, longest first."""
    found = {name for name, kind in named if kind in _PASSED and not vocabulary.instrument_by_name(name) and "ửa đổi" not in name}
    return tuple(sorted(found, key=lambda name: (-len(name), name)))


def _bare(text: str, own: tuple[str, ...]) -> Iterator[Name]:
    lowered = text.lower() if own else ""
    for name in own:
        for at in _places(lowered, name.lower()):
            kind = next(kind for word, kind in _KINDS.items() if name.lower().startswith(f"{word} "))
            end = at + len(name)
            draft = bool(_DRAFT_BEFORE.search(text[max(0, at - 20) : at])) or bool(_DRAFT_AFTER.match(text[end : end + 24]))
            when, end = _when(text, end)
            yield Name(at, end, kind, name, None if draft else when, _passed_by(kind), draft, "law-named-before", end)


def _places(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        if not (text[at - 1 : at].isalnum() or text[at + len(words) : at + len(words) + 1].isalnum()):
            yield at
        at = text.find(words, at + len(words))


def _others(text: str, stops: frozenset[int]) -> Iterator[Name]:
    """Laws of no table. The name must hold no other law and no other document."""
    for found in _OTHER.finditer(text) if "uật" in text or "ệnh" in text else ():
        name = found["name"]
        if _NOT_IN_NAME.search(name[5:]) or _registered(text, found.start()) or "ửa đổi" in name[:18]:
            continue
        draft = bool(_DRAFT_BEFORE.search(text[max(0, found.start() - 20) : found.start()]))
        when, end = _when(text, found.end())
        if when and end not in stops:
            kind = _KINDS[collapse(found["kind"]).lower()]
            yield Name(found.start(), end, kind, collapse(name), when, _passed_by(kind), draft, "law-dated", end)


def _passed_by(kind: str) -> str:
    return "vn-nasc" if kind == "phap-lenh" else "vn-na"


def _amending(text: str) -> Iterator[Name]:
    for found in _AMENDING.finditer(text) if "ửa đổi" in text else ():
        when, end = _when(text, found.end())
        if when and not _OTHER_KINDS.search(found["rest"]):
            kind = _KINDS[found["kind"].lower()]
            draft = bool(_DRAFT_BEFORE.search(text[max(0, found.start() - 20) : found.start()]))
            yield Name(found.start(), end, kind, collapse(found[0]), when, _passed_by(kind), draft, "law-amending", found.end("head"))


@dataclass(frozen=True, slots=True)
class LawBefore:
    """A law whose name stands right before its number: "Luật Giáo dục số 43/2019/QH14"."""

    start: int
    type: str
    name: str


def law_before(text: str) -> LawBefore | None:
    """The law that ``text`` ends with, up to "số"; ``start`` is in ``text``."""
    tail = text[-8:]
    if "số" not in tail and "SỐ" not in tail:
        return None
    starts = [m.start() for m in _LAW.finditer(text)]
    for start in reversed(starts):
        found = _BEFORE_NUMBER.match(text, start)
        if found is None or _NOT_IN_NAME.search(found["name"][4:]):
            continue
        hit = _registered(text, start)
        named = hit[1].vi if hit and len(hit[0]) == len(found["name"]) else collapse(found["name"])
        return LawBefore(start, _KINDS[collapse(found["kind"]).lower()], named)
    return None


def _english_laws(text: str) -> Iterator[Name]:
    lowered = text.lower()
    for name, instrument in _english_register():
        at = lowered.find(name)
        while at >= 0:
            end = at + len(name)
            if not (text[at - 1 : at].isalnum() or text[end : end + 1].isalnum()) and text[at].isupper():
                yield _english_law(text, at, end, instrument)
            at = lowered.find(name, end)


@cache
def _english_register() -> tuple[tuple[str, Instrument], ...]:
    laws = [i for i in vocabulary.instruments().values() if i.type in ("luat", "bo-luat", "phap-lenh", "hien-phap")]
    forms = {(form, i.id): i for i in laws for form in (i.en.lower(), i.en.lower().replace("labour", "labor"))}
    return tuple(sorted(((form, i) for (form, _), i in forms.items()), key=lambda pair: -len(pair[0])))


def _en_before(found: re.Match[str]) -> str:
    """The year or day before a law's name."""
    date = next(grammar.english_dates(found[0]), None) if found["day"] else None
    return date.value if date else found["year"]


def _english_law(text: str, start: int, end: int, instrument: Instrument) -> Name:
    before = _EN_YEAR_BEFORE.search(text[max(0, start - 24) : start])
    after = _EN_YEAR.match(text[end : end + 12])
    draft = bool(_EN_DRAFT.search(text[max(0, start - 24) : start]))
    year = _en_before(before) if before else after["year"] if after else None
    end += after.end() if after and not before else 0
    on = _EN_ON.match(text[end : end + 14])
    date = next(grammar.english_dates(text[end + on.end() : end + 50]), None) if on and not year else None
    if on and date and date.span.start == 0 and not date.value.startswith("--"):
        year, end = date.value, end + on.end() + date.span.end
    return Name(
        start - (len(before[0]) if before else 0),
        end,
        instrument.type,
        instrument.vi,
        None if draft else year,
        instrument.issuer,
        draft,
        head=end,
    )


# --- what is no law ------------------------------------------------------------------------------------------------------------


def _congress(text: str) -> Iterator[Name]:
    if "Nghị quyết" not in text:
        return
    for found in _CONGRESS.finditer(text):
        name = f"Nghị quyết Đại hội Đảng {found['a'] or found['b']}"
        yield Name(found.start(), found.end(), "nghi-quyet", name, None, "vn-cpv-cc", rule="party-congress", head=found.end())
    for found in _PLENUM.finditer(text):
        yield Name(found.start(), found.end(), "nghi-quyet", collapse(found[0]), None, "vn-cpv-cc", rule="party-plenum", head=found.end())


@cache
def _shorts() -> tuple[str, ...]:
    """Longest first."""
    return tuple(sorted((s for i in vocabulary.instruments().values() for s in i.abbreviations), key=len, reverse=True))


@cache
def _abbreviated() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, _shorts()))})(?![\w-])")


def _treaties(text: str) -> Iterator[Name]:
    for found in _abbreviated().finditer(text) if any(short in text for short in _shorts()) else ():
        instrument = next(i for i in vocabulary.instruments().values() if found[0] in i.abbreviations)
        yield Name(found.start(), found.end(), instrument.type, instrument.vi, rule="treaty-register", head=found.end())


def _conventions(text: str) -> Iterator[Name]:
    """Conventions of the International Labour Organization, each of a list; one alone only where the Organization is named."""
    for found in _CONVENTION.finditer(text) if "Công ước" in text or "Convention" in text else ():
        if not (found["a"] or found["b"] or found["c"]):
            continue
        for number in re.finditer(r"\d{1,3}", found["list"]):
            at = found.start("list") + number.start()
            single = number[0] == found["list"]
            start, end = (found.start(), found.end()) if single else (at, at + len(number[0]))
            known = vocabulary.instruments().get(f"ilo-c{number[0]}")
            name = known.vi if known else f"Công ước số {number[0]} của ILO"
            yield Name(start, end, known.type if known else None, name, None, "int-ilo", rule="ilo-convention", head=end)


def _strategies(text: str) -> Iterator[Name]:
    if "Chiến lược" not in text and "Quy hoạch" not in text and "Chương trình" not in text:
        return
    for found in _STRATEGY.finditer(text):
        years = "-".join(y for y in (re.sub(r"\s", "", found["year"]).replace("–", "-"), found["vision"]) if y)
        yield Name(found.start(), found.end(), None, f"{found['name'].strip()} {years}", rule="strategy-years", head=found.end())
