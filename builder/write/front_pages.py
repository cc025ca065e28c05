"""The front door, the homes, the search page, and the hand-written pages. Never lists more than the newest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from builder import addresses
from builder.model import Anchor, Archive, Block, Bullets, Entry, Heading, Inline, Item, Lang, Page, Paragraph, Target, Text
from builder.vocabulary import word
from builder.write import agenda, labels, wanted
from builder.write.dimensions import DIMENSIONS, Group, groups
from builder.write.listing import cards, newest
from builder.write.notice import alternates
from builder.write.tongues import told

NEWEST = 8
MOST_DUE = 5
MOST_CARDS = 12
SHOWN = ("topics", "issuers", "units", "years")


def root() -> Page:
    """The page at the site's address: choose a language."""
    title = f"{word('site.name', 'vi')} / {word('site.name', 'en')}"
    about = f"{word('site.tagline', 'vi')}. {word('site.tagline', 'en')}."
    heading = Heading(1, "top", (Text(title),))
    return Page("index", "root.html", title, about, "–", "vi", "vi", alternates("vi/index", "en/index"), (), (heading,))


def homes(archive: Archive) -> Iterator[Page]:
    """Search box (the template's), newest, ways to browse with counts."""
    entries = newest(archive.entries.values())
    found = {dimension: groups(entries, dimension, archive) for dimension in SHOWN}
    for lang in addresses.LANGS:
        blocks = (
            Heading(1, "top", (Text(word("site.name", lang)),)),
            Paragraph((Text(word("site.sentence", lang)),)),
            Paragraph((Text(_counts(entries, lang)),), role="quiet"),
            *_newest(entries, lang),
            *_due(archive, lang),
            *_browse(found, lang),
            *_wanted(archive, lang),
        )
        about = word("site.tagline", lang)
        yield Page(
            addresses.home(lang),
            "home.html",
            word("site.name", lang),
            about,
            "–",
            lang,
            lang,
            alternates("vi/index", "en/index"),
            (),
            blocks,
        )


def _counts(entries: list[Entry], lang: Lang) -> str:
    translated = sum(e.translation != "none" for e in entries)
    return f"{word('count.held_of', lang, n=len(entries))}; {word('count.translated', lang, n=translated)}."


def _newest(entries: list[Entry], lang: Lang) -> Iterator[Block]:
    if not entries:
        yield Paragraph((Text(word("listing.empty", lang)),))
        return
    yield Heading(2, "newest", (Text(word("heading.newest", lang)),))
    yield Bullets(tuple(_line(entry, lang) for entry in entries[:NEWEST]))
    lists = {"documents": addresses.documents("document", lang), "news": addresses.documents("news", lang)}
    see = [(word(f"listing.{key}", lang), f"{folder}/index") for key, folder in lists.items()]
    yield Paragraph(_row([Anchor(Target(path), (Text(label),)) for label, path in see]), role="quiet")


def _row(links: Iterable[Inline]) -> tuple[Inline, ...]:
    out: list[Inline] = []
    for link in links:
        out += [Text(" · "), link] if out else [link]
    return tuple(out)


def _line(entry: Entry, lang: Lang) -> Item:
    """Title, then number, issuer, date in a fixed order."""
    issuer = labels.issuer_of(entry.issuer, lang, entry.date)
    number = word("kind.news", lang) if entry.kind == "news" else labels.number_text(entry.number, lang)
    date = labels.date_text(entry.date or entry.sort_date or None, lang)
    link = Anchor(Target(addresses.document(entry.id, entry.kind, lang)), (labels.spoken(labels.title(entry, lang), lang),))
    body = (labels.spoken(issuer, lang), Text(" · ")) if issuer else ()
    return Item((link, Text(f" {number} · "), *body, Text(date)))


def _due(archive: Archive, lang: Lang) -> Iterator[Block]:
    """Deadlines, the latest first; the script marks those that are past."""
    items = tuple(agenda.nearest(archive, MOST_DUE, lang))
    if items:
        yield Heading(2, "deadlines", (Text(word("heading.deadlines", lang)),))
        yield Bullets(items)
        links = (Anchor(Target(addresses.DEADLINES[lang]), (Text(word("deadlines.all", lang)),)),)
        yield Paragraph(
            _row((*links, Anchor(Target(file=addresses.calendar(lang)), (Text(word("deadlines.subscribe", lang)),)))), role="quiet"
        )


def _browse(shown: Mapping[str, dict[str, Group]], lang: Lang) -> Iterator[Block]:
    """Topics and the bodies behind them as cards; a row of the other lists."""
    for dimension, found in shown.items():
        if found:
            yield Heading(2, dimension, (Text(word(f"listing.{dimension}", lang)),))
            yield cards(dimension, found, lang, MOST_CARDS)
            if len(found) > MOST_CARDS:
                yield Paragraph((Anchor(Target(addresses.index(dimension, lang)), (Text(word("listing.see_all", lang)),)),), role="quiet")
    rest = [d for d in (*DIMENSIONS, "numbers") if d not in SHOWN]
    yield Heading(2, "browse", (Text(word("listing.more", lang)),))
    yield Bullets(tuple(Item((Anchor(Target(addresses.index(d, lang)), (Text(word(f"listing.{d}", lang)),)),), role="cards") for d in rest))


def _wanted(archive: Archive, lang: Lang) -> Iterator[Block]:
    """Numbers cited most often that the archive does not hold."""
    found = [n for n in wanted.ranked(archive.lines.values()) if n.number][:8]
    if found:
        yield Heading(2, "wanted", (Text(word("heading.wanted", lang)),))
        links = [Anchor(Target(addresses.number(n.slug, lang)), (Text(labels.number_label(n, lang)[0]),)) for n in found]
        yield Bullets(tuple(Item((link,), role="stub") for link in links))
        more = Target(addresses.index("numbers", lang), "wanted")
        yield Paragraph((Anchor(more, (Text(word("listing.all_numbers", lang)),)),), role="quiet")


def search() -> Iterator[Page]:
    """The search pages; what is on them is the template's and the engine's."""
    for lang in addresses.LANGS:
        title = word("site.search", lang)
        heading = Heading(1, "top", (Text(title),))
        about = word("search.hint", lang)
        paths = addresses.SEARCH
        yield Page(paths[lang], "search.html", title, about, "–", lang, lang, alternates(paths["vi"], paths["en"]), (), (heading,))


def written(pages: Mapping[Lang, tuple[Mapping[str, str], tuple[Block, ...]]]) -> Iterator[Page]:
    """A hand-written page in both languages, at the address its front matter gives."""
    paths = {lang: f"{lang}/{pages[lang][0]['slug']}" for lang in addresses.LANGS}
    for lang in addresses.LANGS:
        meta, blocks = pages[lang]
        heading = Heading(1, "top", (Text(meta["title"]),))
        yield Page(
            paths[lang],
            "page.html",
            meta["title"],
            meta["description"],
            "–",
            lang,
            lang,
            alternates(paths["vi"], paths["en"]),
            (),
            (heading, *(told(block, lang) for block in blocks)),
        )
