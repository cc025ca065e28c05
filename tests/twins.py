"""Twins: what scanners, converters and old fonts do to a document. Each damage is a function of the text alone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

# TCVN3 (ABC) bytes as Latin-1 shows them.
_TCVN3 = dict(
    zip(
        "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ",
        "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u00adõö÷øùúûüýþ",
        strict=True,
    )
)

# Capitals with codes of their own; toned capitals have those of the small letters, and a font that shows them large.
_TCVN3 |= dict(zip("ĂÂÊÔƠƯĐ", "¡¢£¤¥¦§", strict=True))


def decomposed(text: str) -> str:
    """NFD, as files from a Mac have it."""
    return unicodedata.normalize("NFD", text)


def eth(text: str) -> str:
    """Ð (U+00D0) for Đ, as some keyboards type it."""
    return text.replace("Đ", "Ð")


def cyrillic(text: str) -> str:
    """Look-alike letters inside the number."""
    return re.sub(r"(?m)^(Số: .*)$", lambda m: m[1].translate(str.maketrans("CTHBK", "СТНВК")), text)


def no_break_spaces(text: str) -> str:
    """Every second blank is a no-break space."""
    return re.sub(r" (\S+) ", " \\1\u00a0", text)


def dropped_letters(text: str) -> str:
    """Composed letters lost between PDF and text: in labels, and in some words."""
    return text.replace("Số:", "S:").replace("thực hiện", "thc hin").replace("trưởng", "trng")


def joined_words(text: str) -> str:
    """Blanks lost: in the letterhead, after labels, between a date and its words."""
    return text.replace("BỘ LAO", "BỘLAO").replace("Kính gửi:", "Kínhgửi:").replace("ngày 15", "ngày15").replace("của Bộ", "củaBộ")


def flattened(text: str) -> str:
    """Cells of the header and of the footer saved as single lines."""
    head, _, rest = re.sub(r"(?<!\n)\n(?=Kính gửi)", "\n\n", text, count=1).partition("\n\n")
    body, mark, foot = rest.rpartition("Nơi nhận:")
    lines = [line for line in head.split("\n") if line.strip("-")]
    cells, gap, annex = foot.partition("\n\n") if mark else ("", "", foot)
    flat = " ".join(line for line in cells.split("\n") if line.strip())
    return f"{' '.join(lines)}\n\n{body}{mark} {flat}{gap}{annex}\n"


def legacy_font(text: str) -> str:
    """TCVN3 bytes read as Latin-1."""
    return "".join(_TCVN3.get(c, _TCVN3.get(c.lower(), c)) for c in text)


def spaced(text: str) -> str:
    """Letters of the letterhead and the number set apart."""
    lines = text.split("\n")
    return "\n".join([_apart(line) if i < 3 and line.isupper() else line for i, line in enumerate(lines)])


def _apart(line: str) -> str:
    return re.sub(r"(\w)(\w)", r"\1 \2", line)


def split_runs(text: str) -> str:
    """Runs of a word processor on lines of their own."""
    text = re.sub(r"(?m)^Số: (\d)(\d+)(/)(.*)$", "Số:\n\\1\n\\2\n\\3\\4", text)
    text = text.replace("CỘNG HÒA", "C\nỘNG H\nÒA").replace("Độc lập - Tự do - Hạnh", "Độc lập - Tự do -\nHạnh")
    return re.sub(r"(?m)^(.*, ngày \d+) (tháng \d+) (năm \d{4})$", "\\1\n\\2\n\\3", text)


DAMAGES: dict[str, Callable[[str], str]] = {
    "decomposed": decomposed,
    "eth": eth,
    "cyrillic": cyrillic,
    "no-break spaces": no_break_spaces,
    "dropped letters": dropped_letters,
    "joined words": joined_words,
    "cells flattened": flattened,
    "legacy font": legacy_font,
    "letters apart": spaced,
    "runs split": split_runs,
}
