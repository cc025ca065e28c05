"""Header lines that name a type of document ("THÔNG TƯ", "Law on Referendum"), and which. Looks at one line alone."""

from __future__ import annotations

import re

from builder import vocabulary
from builder.parse.titles import Part

_LAW = re.compile(r"^(?:Law|LAW|Ordinance|ORDINANCE) (?:on|ON) \S.{2,200}$")
# "NGHỊ ĐỊNH[1]", "THÔNG TƯ (1)": a consolidated text's footnote
_NOTE = re.compile(r"\s?[\[(]\d{1,2}[\])]\s*$")


def is_type_line(text: str) -> bool:
    """A line that is the name of a type and nothing else, in capitals or with one at the front."""
    bare = (_NOTE.sub("", text) if text.rstrip()[-1:] in ("]", ")") else text).strip(" .:*")
    if len(bare) > 40 or not bare[:1].isupper():
        return False
    found = vocabulary.type_by_word(bare)
    english = vocabulary.type_by_english(bare) if found is None and bare.isupper() else None
    return english is not None or (found is not None and found.id != "tin" and (bare.isupper() or found.id != "cong-van"))


def type_of(part: Part) -> str | None:
    """The id of the type that a type line names, in either language."""
    bare = _NOTE.sub("", part.text).strip(" .:*")
    found = vocabulary.type_by_word(bare)
    return found.id if found else vocabulary.type_by_english(bare) or law_of(bare)


def law_of(text: str) -> str | None:
    """An English title that is type and name in one: "Law on Referendum", "LABOR CODE"."""
    first, last = text.split(" ", 1)[0], text.rsplit(" ", 1)[-1]
    if _LAW.match(text):
        return vocabulary.type_by_english(first)
    return vocabulary.type_by_english(last) if last.lower() == "code" and len(text) < 60 else None
