"""Personal data in a body: a named person's phone, fax or e-mail, 12-digit ids, accounts. Finds them; withholding is the writer's.

Law on Personal Data Protection 91/2025/QH15. An agency's own number, with no person named, is not personal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from builder.grammar import LOWER, UPPER
from builder.model import Contact, Node, Secret, Span
from builder.runs import place

# What stands for plain signs one for one, so that places stay: full-width digits, dashes of every kind, blanks that do not break.
_PLAIN = str.maketrans(
    {chr(0xFF10 + n): str(n) for n in range(10)}
    | {"＠": "@", "．": ".", "－": "-"}
    | dict.fromkeys("‐‑‒–—―−\u200b\u2060", "-")
    | dict.fromkeys("\u00a0\u202f", " ")
)
# "an.nguyen@example.org", "an.nguyen (at) example [dot] org", "an.nguyen @ example .org", "an AT example DOT org"
_AT = r"(?:\s?@\s?|\s?[(\[{]\s?(?:at|a còng|@)\s?[)\]}]\s?|\s(?:AT|a còng)\s)"
_DOT = r"(?:\.|\s?[(\[{]\s?(?:dot|chấm|\.)\s?[)\]}]\s?|\s(?:DOT|chấm)\s|\s?\.\s?(?=(?:com|gov|net|org|edu|info|vn)\b))"
_EMAIL = re.compile(rf"(?<![\w.+-])\w[\w.+-]{{0,63}}{_AT}[A-Za-z0-9-]{{1,63}}(?:{_DOT}[A-Za-z0-9-]{{1,63}}){{1,5}}")
_DIGITS = r"(?P<value>\(?\+?\d(?:[\d\s()._-]|(?<=\d\d\d)/(?=\d{6})){6,20}\d)"
_PHONE = re.compile(
    rf"(?:[Đđ]iện thoại|[Đđ]iện thọai|\bĐT|\bSĐT|\bđt|[Dd]i động|\bDĐ|[Ss]ố máy|[Tt]el|[Pp]hone|[Mm]obile|[Zz]alo|[Hh]otline)[^\d\n]{{0,24}}?{_DIGITS}"
)
_FAX = re.compile(rf"\b[Ff](?:ax|AX)[^\d\n]{{0,12}}?{_DIGITS}")
# Twelve digits; in groups only as a card has them, with the 0 in front that no sum of money has.
_ID = re.compile(
    r"(?<![\d/.,-])(?P<value>\d{12}|0\d\d(?P<gap>[ .-])\d{3}(?P=gap)\d{3}(?P=gap)\d{3})(?![\d/.,-]\d|\d|\s?(?:đồng|VND|VNĐ|vnđ)\b)"
)
# "CCCD số 001 203 004 117", "CMND: 123456789", "hộ chiếu B1234567", "mã số BHXH 0123456789"
_ID_NAMED = re.compile(
    r"(?:\bCCCD|\bCMT?ND|\bCMT\b|[Cc]ăn cước(?: công dân)?|[Cc]hứng minh (?:nhân dân|thư)|[Hh]ộ chiếu|[Đđ]ịnh danh(?: cá nhân)?|[Pp]assport|[Ii]dentity card"
    r"|[Mm]ã số thuế cá nhân|(?:[Mm]ã số|[Ss]ố(?: sổ| thẻ)?) (?:BHXH|BHYT|bảo hiểm (?:xã hội|y tế)))"
    r"[^\d\n]{0,16}?(?P<value>\b[A-Z]?\d[\d .]{5,14}\d)(?![\d/-])"
)
_ACCOUNT = re.compile(
    r"(?:[Ss]ố (?:tài khoản|TK)\b|(?:[Tt]ài khoản|\bTK)(?: (?:ngân hàng|cá nhân|thanh toán|tiền gửi))?(?: số|\s?:)|\bSTK|[Aa]ccount (?:no|number))"
    r"[^\d\n]{0,16}?(?P<value>\d[\d\s.-]{5,22}\d)"
)
# A mobile: "0912 345 678", "(0912) 345-678", "+84 912345678", "0912_345_678"
_BARE_PHONE = re.compile(r"(?<![\d/.,-])(?P<value>\(?(?:\+84\)?[\s.-]?|0)[98753]\d(?:[\s.(),·_-]{0,2}\d){7})(?![\d/-])")
_NAME = rf"(?:[{UPPER}][{LOWER}]+(?:\s[{UPPER}][{LOWER}]*){{1,4}}|[{UPPER}]{{2,}}(?:\s[{UPPER}]+){{1,4}})"
# "người liên hệ: Nguyễn Văn A"; a body may stand there too, and its number is nobody's own.
_BODY = r"(?:Cục|Vụ|Sở|Phòng|Văn phòng|Bộ|Ban|Trung tâm|Công ty|Ủy ban|Tổng|Thanh tra|Viện|Trường|Hội|Chi cục|Kho bạc)\b"
_PERSON = re.compile(
    r"(?:(?:\b[Đđ]ồng chí|\b[Đđ]/[Cc]|\b[Ôô]ng|\b[Bb]à|\b[Aa]nh|\b[Cc]hị|\b[Mm]r\.?|\b[Mm]s\.?|\b[Mm]rs\.?|\b[Cc]huyên viên|\b[Cc]án bộ)\s?:?\s+"
    rf"|(?:[Ll]iên hệ|[Đđ]ầu mối|[Pp]hụ trách|[Hh]ọ(?: và|,)? tên|[Cc]ontact(?: person)?)\s?:\s*(?!{_BODY}))(?P<name>{_NAME})"
)

Kind = Literal["phone", "fax", "email", "id_number", "account"]
_BY_FORM: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("id_number", _ID),
    ("id_number", _ID_NAMED),
    ("account", _ACCOUNT),
    ("phone", _BARE_PHONE),
)
_WITH_A_NAME: tuple[tuple[Kind, re.Pattern[str]], ...] = (("fax", _FAX), ("phone", _PHONE), ("email", _EMAIL))
_AT_WORD = re.compile(r"[(\[{]\s?(?:at|a còng)\b|\b(?:AT|a còng)\b")
_SIX = re.compile(r"\d\D{0,3}\d\D{0,3}\d\D{0,3}\d\D{0,3}\d\D{0,3}\d")
# Figures without what stands in a date or a document's number: every value but an e-mail has such a stretch.
_RUN = re.compile(r"\d(?:[\d\s.(),·_-]{5,}\d|\d\d/\d{6})")


_SIGNS = {chr(code): sign for code, sign in _PLAIN.items()}
_SPECIAL = re.compile(f"[{re.escape(''.join(map(chr, _PLAIN)))}]")


def _plain(text: str) -> str:
    return _SPECIAL.sub(lambda found: _SIGNS[found[0]], text)


def contacts(text: str, nodes: tuple[Node, ...]) -> Iterator[Contact]:
    """One contact for each block that has personal data, its details in order; then one for each line outside the body."""
    plain = _plain(text)
    if not _SIX.search(plain) and not _has_mail(plain):
        return
    taken: list[Span] = []
    for node in nodes:
        if not _may_have(_plain(node.text)):
            continue
        person = _PERSON.search(node.text)
        details = tuple(secrets(node, person is not None))
        if details:
            taken += [d.span for d in details]
            yield Contact(person["name"] if person else None, details)
    if _may_have(plain):
        yield from _elsewhere(text, taken)


def _may_have(plain: str) -> bool:
    """Whether any of the patterns can match: most blocks have neither a long row of figures nor an e-mail."""
    return (_RUN.search(plain) is not None and _SIX.search(plain) is not None) or _has_mail(plain)


def _has_mail(plain: str) -> bool:
    if "@" in plain:
        return True
    return ("at" in plain or "AT" in plain or "còng" in plain) and _AT_WORD.search(plain) is not None


def _elsewhere(text: str, taken: list[Span]) -> Iterator[Contact]:
    """Header, addressees, recipients, signature, menus: a detail there is as personal as one in the body."""
    at = 0
    for line, plain in zip(text.split("\n"), _plain(text).split("\n"), strict=True):
        if _may_have(plain):
            person = _PERSON.search(line)
            found = (Secret(kind, line[a:b], Span(at + a, at + b)) for kind, a, b in _details(line, person is not None))
            details = tuple(d for d in found if not any(d.span.start < t.end and t.start < d.span.end for t in taken))
            if details:
                yield Contact(person["name"] if person else None, details)
        at += len(line) + 1


def secrets(node: Node, named: bool) -> Iterator[Secret]:
    """Details in one block. Without a person named, only what is personal by its form: an id, an account, a mobile."""
    text = node.text
    for kind, start, end in _details(text, named):
        yield Secret(kind, text[start:end], place(node.runs, start, end))


def _details(text: str, named: bool) -> list[tuple[Kind, int, int]]:
    found: list[tuple[Kind, int, int]] = []
    text = _plain(text)
    for kind, pattern in (*(_BY_FORM if _RUN.search(text) else ()), *(_WITH_A_NAME if named else ())):
        for m in pattern.finditer(text):
            start, end = m.span("value" if "value" in pattern.groupindex else 0)
            start += text.startswith("(", start) and ")" not in text[start:end]  # "(0912 345 678)": the bracket is the sentence's
            if not any(start < b and a < end for _, a, b in found):
                found.append((kind, start, end))
    return sorted(found, key=lambda f: f[1])


def personal(text: str, strict: bool) -> Iterator[tuple[int, int]]:
    """Places in any text (a translation, a title) that look like personal details: ``strict`` whether a person is named or not."""
    if _may_have(_plain(text)):
        for _, start, end in _details(text, strict or _PERSON.search(text) is not None):
            yield start, end
