"""What Word's styles and lists say of a paragraph: letters, headings, the label of an automatic number. Reads no text.

Counters belong to the abstract list, so that two lists made from one go on counting, as Word does (ECMA-376, 17.9).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHAIN = 20  # styles based on styles: more is a circle


@dataclass(frozen=True, slots=True)
class Letters:
    """How a run's letters are printed. ``font`` decides the old character set; ``None`` is not said."""

    font: str | None = None
    strong: bool | None = None
    em: bool | None = None
    capitals: bool | None = None
    hidden: bool | None = None

    def over(self, below: Letters) -> Letters:
        """This on top of what a style below says."""
        return _over(self, below)


@lru_cache(maxsize=4096)
def _over(above: Letters, below: Letters) -> Letters:
    return Letters(*(getattr(above, n) if getattr(above, n) is not None else getattr(below, n) for n in Letters.__slots__))


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list. ``text`` is the pattern: ``Điều %1.``, ``%1)``, ``-``."""

    start: int = 1
    form: str = "decimal"
    text: str = "%1."
    spaced: bool = True
    restart: int | None = None


@dataclass(frozen=True, slots=True)
class _Style:
    based: str | None
    letters: Letters
    number: tuple[str | None, int | None]
    heading: int
    caption: bool


class Styles:
    """styles.xml: what a style and those it is based on say."""

    def __init__(self, root: Any | None) -> None:
        self._styles: dict[str, _Style] = {}
        self.default = Letters()
        self._paragraph: str | None = None
        if root is None:
            return
        self.default = letters(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
        for style in root.iter(f"{W}style"):
            ident = style.get(f"{W}styleId")
            if ident:
                self._styles[ident] = _style(style)
                if style.get(f"{W}default") in ("1", "true") and style.get(f"{W}type") == "paragraph":
                    self._paragraph = ident

    def _chain(self, ident: str | None) -> Iterator[_Style]:
        for _ in range(_CHAIN):
            style = self._styles.get(ident or "")
            if style is None:
                return
            yield style
            ident = style.based

    def letters(self, ident: str | None) -> Letters:
        """Of a character style, or of a paragraph style down to the document's defaults."""
        found = Letters()
        for style in self._chain(ident):
            found = found.over(style.letters)
        return found

    def of_paragraph(self, ident: str | None) -> Letters:
        return self.letters(ident or self._paragraph).over(self.default)

    def number(self, ident: str | None) -> tuple[str | None, int | None]:
        """(list, level) that a paragraph style stands in."""
        listed: str | None = None
        level: int | None = None
        for style in self._chain(ident or self._paragraph):
            listed = listed if listed is not None else style.number[0]
            level = level if level is not None else style.number[1]
        return listed, level

    def heading(self, ident: str | None) -> int:
        """1 to 6 for a heading, 0 for none."""
        return next((style.heading for style in self._chain(ident) if style.heading), 0)

    def caption(self, ident: str | None) -> bool:
        """Whether it is the style of what is said of a figure."""
        return any(style.caption for style in self._chain(ident))


def _style(style: Any) -> _Style:
    based = style.find(f"{W}basedOn")
    name = style.find(f"{W}name")
    called = (name.get(f"{W}val") or "").lower() if name is not None else ""
    found = re.fullmatch(r"heading ([1-6])", called)
    return _Style(
        based.get(f"{W}val") if based is not None else None,
        letters(style.find(f"{W}rPr")),
        numbered(style.find(f"{W}pPr")),
        int(found[1]) if found else 0,
        called == "caption",
    )


def letters(properties: Any | None) -> Letters:
    """What ``w:rPr`` says by itself."""
    if properties is None:
        return Letters()
    fonts = properties.find(f"{W}rFonts")
    font = (fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi")) if fonts is not None else None
    return Letters(font, *(_on(properties.find(W + tag)) for tag in ("b", "i", "caps", "vanish")))


def _on(switch: Any | None) -> bool | None:
    return None if switch is None else switch.get(f"{W}val") not in ("0", "false", "off", "none")


def numbered(properties: Any | None) -> tuple[str | None, int | None]:
    """(list, level) that ``w:pPr`` says by itself."""
    listed = properties.find(f"{W}numPr") if properties is not None else None
    if listed is None:
        return None, None
    ident, level = listed.find(f"{W}numId"), listed.find(f"{W}ilvl")
    return ident.get(f"{W}val") if ident is not None else None, _whole(level)


def _whole(element: Any | None) -> int | None:
    value = element.get(f"{W}val") if element is not None else None
    return int(value) if value and re.fullmatch(r"-?[0-9]{1,9}", value) else None


# --- automatic numbers -----------------------------------------------------------------------------------------------------


class Lists:
    """numbering.xml, and where each list stands."""

    def __init__(self, root: Any | None) -> None:
        self._levels: dict[str, dict[int, Level]] = {}
        self._lists: dict[str, tuple[str, dict[int, int], dict[int, Level]]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        for abstract in root.iter(f"{W}abstractNum") if root is not None else ():
            levels = {int(n): _level(level) for level in abstract.iter(f"{W}lvl") if (n := level.get(f"{W}ilvl") or "").isdigit()}
            self._levels[abstract.get(f"{W}abstractNumId") or ""] = levels
        for number in root.iter(f"{W}num") if root is not None else ():
            self._add(number)

    def _add(self, number: Any) -> None:
        abstract = number.find(f"{W}abstractNumId")
        starts: dict[int, int] = {}
        levels: dict[int, Level] = {}
        for override in number.iter(f"{W}lvlOverride"):
            at = override.get(f"{W}ilvl") or ""
            start, level = _whole(override.find(f"{W}startOverride")), override.find(f"{W}lvl")
            if at.isdigit() and start is not None:
                starts[int(at)] = start
            if at.isdigit() and level is not None:
                levels[int(at)] = _level(level)
        ident = number.get(f"{W}numId")
        if ident and abstract is not None:
            self._lists[ident] = (abstract.get(f"{W}val") or "", starts, levels)

    def label(self, ident: str | None, at: int) -> str:
        """The next label of a list at a level, with the blank after it; empty where there is none. Counts it."""
        known = self._lists.get(ident or "")
        level = self._level(ident, at)
        if known is None or ident is None or level is None:
            return ""
        counts = self._counts.setdefault(known[0], {})
        if at in known[1] and (ident, at) not in self._begun:
            self._begun.add((ident, at))
            counts[at] = known[1][at]
        else:
            counts[at] = counts[at] + 1 if at in counts else level.start
        for below in [n for n in counts if n > at]:
            under = self._level(ident, below)
            if under is None or under.restart != 0:
                del counts[below]
        return self._printed(ident, level, counts)

    def _level(self, ident: str | None, at: int) -> Level | None:
        abstract, _, levels = self._lists.get(ident or "", ("", {}, {}))
        return levels.get(at) or self._levels.get(abstract, {}).get(at)

    def _printed(self, ident: str, level: Level, counts: dict[int, int]) -> str:
        if level.form == "bullet":
            return _bullet(level.text)
        if level.form == "none" and "%" in level.text:
            return ""

        def one(found: re.Match[str]) -> str:
            n = int(found[1]) - 1
            other = self._level(ident, n) or Level()
            return written(counts.get(n, other.start), other.form)

        text = re.sub(r"%([1-9])", one, level.text)
        return f"{text} " if level.spaced and text else text


def _level(level: Any) -> Level:
    made = Level()
    start, form, text = (level.find(W + tag) for tag in ("start", "numFmt", "lvlText"))
    if start is not None:
        made = replace(made, start=_whole(start) or 0)
    if form is not None:
        made = replace(made, form=form.get(f"{W}val") or "decimal")
    made = replace(made, text=text.get(f"{W}val") or "" if text is not None else "")
    suffix = level.find(f"{W}suff")
    return replace(made, spaced=suffix is None or suffix.get(f"{W}val") != "nothing", restart=_whole(level.find(f"{W}lvlRestart")))


def _bullet(sign: str) -> str:
    """The sign as printed; those of symbol fonts, which have no meaning as letters, as a round bullet."""
    if sign in ("-", "–", "—", "+", "*", "•"):
        return f"{sign} "
    return "• " if sign.strip() else ""


def written(number: int, form: str) -> str:
    """A counter in its form: 3 → ``c``, ``III``, ``03``."""
    match form:
        case "lowerLetter" | "upperLetter" if 0 < number <= 780:
            text = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        case "lowerRoman" | "upperRoman" if 0 < number < 4000:
            text = roman(number).lower()
        case "decimalZero":
            text = f"{number:02d}"
        case "none":
            text = ""
        case _:
            text = str(number)
    return text.upper() if form.startswith("upper") else text


def roman(number: int) -> str:
    """4 → ``IV``."""
    out = ""
    values = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
    for value, sign in zip(values, "M CM D CD C XC L XL X IX V IV I".split(), strict=True):
        out += sign * (number // value)
        number %= value
    return out
