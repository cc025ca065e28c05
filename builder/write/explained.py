"""The pages of problem codes, for editors: what each means, why it matters, what to do, a case before and after. Finds no problem."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from builder import addresses, problems
from builder.model import Anchor, Block, Bullets, Heading, Item, Lang, Page, Paragraph, Target, Text
from builder.vocabulary import word
from builder.write import tongues
from builder.write.notice import alternates

FAMILIES = "SPCTWBX"


def outlines() -> Iterator[tuple[str, Callable[[], Page]]]:
    """Path and maker of ``vi/ma-loi/s104`` and ``en/problem-codes/s104`` for every code, and of a list of all in each language."""
    for lang in addresses.LANGS:
        yield addresses.index("codes", lang), partial(_index, lang)
        for code in problems.table():
            yield addresses.listing("codes", code.lower(), lang), partial(_code, code, lang)


def _index(lang: Lang) -> Page:
    codes = problems.table()
    blocks: list[Block] = [Heading(1, "top", (Text(word("codes.title", lang)),)), Paragraph((Text(word("codes.intro", lang)),))]
    for family in FAMILIES:
        blocks.append(Heading(2, f"family-{family.lower()}", (Text(f"{family}: {word(f'codes.family.{family}', lang)}"),)))
        blocks.append(Bullets(tuple(_item(code, lang) for code in sorted(codes) if code.startswith(family))))
    about = word("codes.about", lang, n=len(codes))
    paths = {code: addresses.index("codes", code) for code in addresses.LANGS}
    return Page(
        paths[lang],
        "listing.html",
        word("codes.title", lang),
        about,
        "–",
        lang,
        lang,
        alternates(paths["vi"], paths["en"]),
        (),
        tuple(tongues.told(block, lang) for block in blocks),
    )


def _item(code: str, lang: Lang) -> Item:
    return Item((Anchor(Target(addresses.listing("codes", code.lower(), lang)), (Text(code),)), Text(f" – {problems.pattern(code, lang)}")))


def _code(code: str, lang: Lang) -> Page:
    told, level = problems.explanations()[code], problems.table()[code]["level"]
    title = f"{code}: {problems.pattern(code, lang)}"
    blocks = (
        Heading(1, "top", (Text(title),)), Paragraph((Text(word(f"codes.{level}", lang)),), role="quiet"),
        Heading(2, "why", (Text(word("codes.why", lang)),)), Paragraph((Text(told["why"][lang]),)),
        Heading(2, "remedy", (Text(word("codes.remedy", lang)),)), Paragraph((Text(problems.pattern(code, lang, "do")),)),
        Heading(2, "example", (Text(word("codes.example", lang)),)), *_case(told["wrong"], told["right"], lang),
        Paragraph((Anchor(Target(addresses.index("codes", lang)), (Text(word("codes.all", lang)),)),), role="quiet"),
    )  # fmt: skip
    paths = {other: addresses.listing("codes", code.lower(), other) for other in addresses.LANGS}
    said = tuple(tongues.told(block, lang) for block in blocks)
    return Page(paths[lang], "listing.html", title, told["why"][lang], "–", lang, lang, alternates(paths["vi"], paths["en"]), (), said)


def _case(wrong: str, right: str, lang: Lang) -> Iterator[Block]:
    """Before and after, line by line; examples are what an editor sees in Vietnamese documents, so they are marked as such elsewhere."""
    for part, example in (("wrong", wrong), ("right", right)):
        yield Heading(3, part, (Text(word(f"codes.{part}", lang)),))
        for line in example.split("\n"):
            yield Paragraph((Text(line),), lang=None if lang == "vi" else "vi", role="original")
