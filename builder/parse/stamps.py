"""Stamps of secrecy and of restricted circulation anywhere in a text. Finds them; that such a text is never published is the pipeline's.

Law on Protection of State Secrets 29/2018/QH14, article 8: MẬT, TỐI MẬT, TUYỆT MẬT. A copy may have them far from the header.
"""

from __future__ import annotations

import re

from builder import vocabulary

_LONGEST = 60
_FIRST_LINES = 15
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SPACED = re.compile(r"\w(?:\s+\w)+")
_MARKS = " \t*_[](){}|.:-–—=#"
# "Độ mật: TỐI MẬT", "Mức độ: Mật"
_LABEL = re.compile(r"^(?:Độ mật|ĐỘ MẬT|Mức độ(?: mật)?|MỨC ĐỘ(?: MẬT)?|Dấu|DẤU)\s*:\s*", re.UNICODE)


def stamped(text: str) -> str | None:
    """The id of the first stamp: a line of its own (or a cell), in capitals, or in any case near the top or after its label."""
    seen = 0
    for line in text.split("\n"):
        seen += bool(line.strip())
        for cell in line.split("|") if len(line) <= 4 * _LONGEST else ():
            bare = _unspaced(_INVISIBLE.sub("", cell).strip(_MARKS))
            words = _LABEL.sub("", bare)
            if bare and len(bare) <= _LONGEST and (words.isupper() or words != bare or seen <= _FIRST_LINES):
                stamp = vocabulary.stamp_by_print(words)
                if stamp and stamp.kind in ("secrecy", "circulation"):
                    return stamp.id
    return None


def _unspaced(line: str) -> str:
    """ "M Ậ T" and "T U Y Ệ T   M Ậ T", letters set apart for the eye."""
    words = re.split(r"\s{2,}", line)
    return " ".join("".join(w.split(" ")) for w in words) if _SPACED.fullmatch(line) else line
