"""Citations in English texts: "Decree No. 145/2020/ND-CP dated December 14, 2020 of the Government". Never translates."""

from __future__ import annotations

import re
from functools import cache

from builder import grammar, vocabulary
from builder.text import key

_ON = re.compile(r"^,?\s?(?:(?:dated|of|on|issued on|promulgated on)\s)?(?:the\s)?")
_BY = re.compile(r"^,?\s(?:of|by|issued by|promulgated by)\s(?:the\s)?")
_HEAD = re.compile(r"^(?:Minister|President|Chairman|Chairperson|Governor|Director General|General Director) of (?:the\s)?")
_SUBJECT = re.compile(
    r"^,?\s(?P<words>(?:on|regarding|concerning|guiding|detailing|providing|prescribing|stipulating|amending|approving|promulgating)\s.+)",
    re.S,
)
_STOP = re.compile(r"(?<![ (]No)(?<![ (]no)[;.](?=\s|$)|\s\((?:below|hereinafter|hereafter)|\n|,\s(?=and\s)")
_WORD = re.compile(r"\S+")


@cache
def _types() -> re.Pattern[str]:
    names = {t.en for t in vocabulary.types().values() if t.id != "tin" and re.fullmatch(r"[A-Za-z -]+", t.en)}
    words = "|".join(re.escape(n) for n in sorted(names | {"Dispatch", "Official Dispatch"}, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?P<en>{words})s?\s(?:(?:[Nn]o|NO|Nos?)\.?\s?)?$", re.I)


def lead(before: str) -> tuple[int, str | None] | None:
    """Where the type before a number starts in ``before``, and its id."""
    found = _types().search(before)
    if not found:
        return None
    word = found["en"]
    return found.start(), "cong-van" if word.lower().endswith("dispatch") else vocabulary.type_by_english(word)


def right(text: str, at: int) -> tuple[str | None, str | None, str | None, int]:
    """Date, issuer id, issuer as printed, and the end of it all."""
    date, at = _date(text, at)
    issuer, printed, at = _issuer(text, at)
    if date is None:
        date, at = _date(text, at)
    return date, issuer, printed, at


def _date(text: str, at: int) -> tuple[str | None, int]:
    gap = _ON.match(text[at : at + 24])
    begin = at + (gap.end() if gap else 0)
    window = text[begin : begin + 40]
    for found in (next(grammar.english_dates(window), None), next(grammar.dates(window), None)):
        if found and found.span.start == 0 and not found.value.startswith("--"):
            return found.value, begin + found.span.end
    return None, at


def _issuer(text: str, at: int) -> tuple[str | None, str | None, int]:
    by = _BY.match(text[at : at + 40])
    if not by:
        return None, None, at
    begin = at + by.end()
    front = text[begin : begin + 160]
    head = _HEAD.match(front)
    for skip in dict.fromkeys((0, head.end() if head else 0)):
        for end in reversed([m.end() for m in list(_WORD.finditer(front[skip:]))[:14]]):
            name = front[skip : skip + end].rstrip(" ,;.:()")
            found = _names().get(key(name))
            if found:
                return found, front[: skip + len(name)], begin + skip + len(name)
    return None, None, at


@cache
def _names() -> dict[str, str]:
    """Names of bodies; "Minister of Labour, …" stands for the ministry, whose English begins with "Ministry of"."""
    found = dict(vocabulary.english_names_index())
    found.update({name.removeprefix("ministry of "): ident for name, ident in list(found.items()) if name.startswith("ministry of ")})
    return found


def subject(text: str, at: int) -> tuple[str | None, int]:
    """The subject that follows, and where it ends."""
    found = _SUBJECT.match(text[at : at + 700])
    if not found:
        return None, at
    begin = at + found.start("words")
    stop = _STOP.search(text, begin + 4, min(len(text), begin + 600))
    end = stop.start() if stop else min(len(text), begin + 600)
    return text[begin:end].strip(" ,") or None, end
