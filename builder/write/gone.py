"""Pages where a document used to be: on to the one that took its place, or why it is not shown. Never shows any of its text."""

from __future__ import annotations

from collections.abc import Iterator

from builder import addresses
from builder.model import Anchor, Archive, Block, Entry, Fact, FactValue, Heading, Kind, Lang, Page, Paragraph, Removal, Target, Text
from builder.vocabulary import word
from builder.write import labels
from builder.write.notice import alternates


def moved(ident: str, kind: Kind, entry: Entry) -> Iterator[Page]:
    """The address where a document was, in both languages: on to the one that is held."""
    paths = {lang: addresses.document(ident, kind, lang) for lang in addresses.LANGS}
    for lang in addresses.LANGS:
        title, code = labels.title(entry, lang)
        where = Target(addresses.document(entry.id, entry.kind, lang))
        target = Fact("target", word("field.target", lang), (FactValue(title, entry.id, where, None if code == lang else code),))
        shown, about = word("removal.moved", lang), word("banner.moved", lang)
        blocks = (Heading(1, "top", (Text(shown),)), Paragraph((Text(about),)))
        yield Page(
            paths[lang], "redirect.html", shown, about, "–", lang, lang, alternates(paths["vi"], paths["en"]), (target,), blocks
        )  # fmt: skip


def apart(ident: str, kind: Kind, entry: Entry | None) -> Iterator[Page]:
    """The addresses of a document's page with both languages, where there is none now: on to what is shown of the document."""
    paths = {lang: addresses.together(ident, lang) for lang in addresses.LANGS}
    for lang in addresses.LANGS:
        title, code = labels.title(entry, lang) if entry else (word("removal.waiting", lang), lang)
        page = addresses.document(entry.id, entry.kind, lang) if entry else addresses.document(ident, kind, lang)
        value = FactValue(title, entry.id if entry else ident, Target(page), None if code == lang else code)
        target = Fact("target", word("field.target", lang), (value,))
        shown, about = word("removal.apart", lang), word("banner.apart", lang)
        blocks = (Heading(1, "top", (Text(shown),)), Paragraph((Text(about),)))
        yield Page(
            paths[lang], "redirect.html", shown, about, "–", lang, lang, alternates(paths["vi"], paths["en"]), (target,), blocks
        )  # fmt: skip


def tombstone(ident: str, kind: Kind, removal: Removal | None, archive: Archive) -> Iterator[Page]:
    """Reason, date and authority of a removal; or that the document is being looked at. A document that was merged redirects."""
    successor = archive.entries.get(removal.to or "") if removal else None
    if removal and successor and removal.kind == "consolidated":
        yield from moved(ident, kind, successor)
        return
    paths = {lang: addresses.document(ident, kind, lang) for lang in addresses.LANGS}
    for lang in addresses.LANGS:
        title = word("removal.title" if removal else "removal.waiting", lang)
        blocks = (Heading(1, "top", (Text(title),)), *_explained(removal, successor, lang))
        yield Page(
            paths[lang], "page.html", title, title, "–", lang, lang, alternates(paths["vi"], paths["en"]), (), blocks
        )  # fmt: skip


def _explained(removal: Removal | None, successor: Entry | None, lang: Lang) -> Iterator[Block]:
    if removal is None:
        yield Paragraph((Text(word("banner.waiting", lang)),), role="banner")
    else:
        said = {"date": labels.date_text(removal.date, lang), "reason": removal.reason, "authority": removal.authority}
        yield Paragraph((Text(word(f"banner.{removal.kind}", lang, **said)),), role="banner")
    if successor:
        title, code = labels.title(successor, lang)
        link = Anchor(Target(addresses.document(successor.id, successor.kind, lang)), (Text(title),))
        yield Paragraph((Text(f"{word('removal.instead', lang)}: "), link), lang=None if code == lang else code)
    how = Anchor(Target("vi/quyen" if lang == "vi" else "en/rights"), (Text(word("site.rights", lang)),))
    yield Paragraph((how,), role="quiet")
