"""The page that says what can be fetched as data, in which form, on what terms. Writes none of the files."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from builder import addresses
from builder.model import Anchor, Archive, Block, Bullets, Heading, Inline, Item, Lang, Page, Paragraph, Table, Target, Text
from builder.vocabulary import word
from builder.write.dimensions import years
from builder.write.listing import newest
from builder.write.notice import alternates


def pages(archive: Archive, written: Collection[str] = ()) -> Iterator[Page]:
    """``vi/du-lieu`` and ``en/data``; ``written`` are the addresses of hand-written pages."""
    for lang in addresses.LANGS:
        title, paths = word("data.title", lang), addresses.DATA
        blocks = (
            Heading(1, "top", (Text(title),)),
            *_intro(lang, written),
            *_bulk(archive, lang),
            *_one(lang),
            *_interface(lang),
            *_follow(lang),
        )
        about = word("data.about", lang)
        yield Page(paths[lang], "page.html", title, about, "–", lang, lang, alternates(paths["vi"], paths["en"]), (), blocks)


def _intro(lang: Lang, written: Collection[str]) -> Iterator[Block]:
    yield _text("data.intro", lang)
    yield Bullets(tuple(Item((Text(word(key, lang)),)) for key in ("data.unknown", "data.withheld", "data.stable")))
    name, path = Text(word("site.rights", lang)), "vi/quyen" if lang == "vi" else "en/rights"
    rights = Anchor(Target(path), (name,)) if path in written else name
    yield Paragraph((Text(f"{word('data.licence', lang)} "), rights, Text(".")))


def _bulk(archive: Archive, lang: Lang) -> Iterator[Block]:
    yield Heading(2, "bulk", (Text(word("data.bulk", lang)),))
    yield Bullets((_file("data/documents.csv", "data.csv", lang), _file("data/numbers.jsonl", "data.numbers", lang)))
    yield _text("data.csv_how", lang)
    counted = years(newest(archive.entries.values()))
    names = [word(key, lang) for key in ("data.year", "data.documents", "data.whole")]
    header = tuple((Text(name),) for name in (*names, "Akoma Ntoso 3.0"))
    if counted:
        yield Table(header, tuple(_year(year, count, lang) for year, count in counted.items()))


def _year(year: str, count: int, lang: Lang) -> tuple[tuple[Inline, ...], ...]:
    shown = word("listing.undated", lang) if year == addresses.UNDATED else year
    names = [addresses.bulk(year, suffix) for suffix in ("jsonl", "akn.zip")]
    return (Text(shown),), (Text(str(count)),), *(((Anchor(Target(file=n), (Text(n.removeprefix("data/")),)),)) for n in names)


def _one(lang: Lang) -> Iterator[Block]:
    yield Heading(2, "one", (Text(word("data.one", lang)),))
    yield Paragraph((Text(word("data.one_how", lang, id="{id}")),))
    forms = {"data/documents/{id}.json": "data.json", "data/documents/{id}.md.txt": "data.markdown"}
    yield Bullets(tuple(Item((Text(f"{path} – {word(key, lang)}"),)) for path, key in forms.items()))
    yield _text("data.linked", lang)


def _interface(lang: Lang) -> Iterator[Block]:
    yield Heading(2, "interface", (Text(word("data.interface", lang)),))
    yield Bullets((_file("data/index.json", "data.index", lang), _file("data/openapi.json", "data.openapi", lang)))


def _follow(lang: Lang) -> Iterator[Block]:
    yield Heading(2, "follow", (Text(word("data.follow", lang)),))
    calendar = addresses.calendar(lang)
    yield Bullets((_file(addresses.feed(addresses.home(lang)), "data.feed", lang), _file(calendar, "deadlines.subscribe", lang)))


def _file(path: str, key: str, lang: Lang) -> Item:
    return Item((Anchor(Target(file=path), (Text(path),)), Text(f" – {word(key, lang)}")))


def _text(key: str, lang: Lang) -> Paragraph:
    return Paragraph((Text(word(key, lang)),))
