"""Which words of an English text are still Vietnamese. Names and numbers keep their marks and are none."""

from __future__ import annotations

import re

from builder import grammar

_MARKED = re.compile(r"\b\w*[ạảấầẩẫậắằẳẵặẹẻẽếềểễệịỉọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹđơưă]\w*\b")
_QUOTED = re.compile(r"[\"“'‘(][^\"”'’)]{1,120}[\"”'’)]")
_ENOUGH = 2


def leftovers(english: str) -> list[str]:
    """Words in lower case with Vietnamese marks, outside numbers and quotations, if there are two or more."""
    plain = _QUOTED.sub(" ", grammar.NUMBER.sub(" ", english))
    found = [w for w in _MARKED.findall(plain) if w.islower()]
    return found if len(found) >= _ENOUGH else []
