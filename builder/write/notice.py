"""The page of one document or news item, in one language. Never decides: it shows the record and what was resolved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from builder import addresses, vocabulary
from builder.model import (
    Alternate,
    Anchor,
    Archive,
    Block,
    Bullets,
    Foreign,
    Heading,
    Inline,
    Item,
    Lang,
    Page,
    Pairing,
    Paragraph,
    Record,
    Strong,
    Target,
    Text,
    Words,
)
from builder.text import shorten
from builder.vocabulary import word
from builder.write import cascade, labels, related
from builder.write.beside import beside
from builder.write.body import Body, Found, link_target
from builder.write.chain import node_of, rows
from builder.write.corrections import corrections
from builder.write.facts import facts
from builder.write.fixed import heading, paragraph
from builder.write.linked import in_any, linked_data
from builder.write.standing import standing
from builder.write.terms import in_document
from builder.write.titles import continued
from builder.write.withhold import Finder, gate_text, secrets

RESTS_ON = (
    "based_on",
    "implements",
    "replies_to",
    "proposed_by",
    "details",
    "guides",
    "amends",
    "replaces",
    "repeals",
    "consolidates",
    "corrects",
)


@dataclass(frozen=True, slots=True)
class Source:
    """What a page is made of besides the archive: the record, its translation, the site's address, the finder of personal data."""

    record: Record
    paired: Pairing | None
    site_url: str
    original: str | None
    find: Finder
    size: int = 0  # of the original, in bytes
    english: str | None = None  # where the English that was published as a file is offered
    found: Found = field(default_factory=Found, compare=False)


def alternates(vi: str, en: str) -> tuple[Alternate, ...]:
    """The two languages of a page, under their own names."""
    return (Alternate("vi", word("lang.vi", "vi"), vi), Alternate("en", word("lang.en", "en"), en))


def in_both(record: Record, paired: Pairing | None) -> bool:
    """Whether there is a page with both languages side by side."""
    return record.lang == "vi" and bool(paired and paired.text)


def page(source: Source, archive: Archive, lang: Lang, together: bool = False) -> Page:
    """``vi/van-ban/<id>`` or ``en/notices/<id>``; ``together``: ``vi/song-ngu/<id>`` or ``en/side-by-side/<id>``."""
    record, entry = source.record, archive.entries[source.record.id]
    paths = {
        code: addresses.together(record.id, code) if together else addresses.document(record.id, record.kind, code)
        for code in addresses.LANGS
    }
    shown, title_lang = _title(source, archive, lang)
    writer = Body(record, archive, lang, source.paired, source.find, source.found.told)
    blocks = (
        Heading(1, "top", (Text(shown),), None if title_lang == lang else title_lang),
        *_lead(source, archive, shown, writer.english, lang),
        *_modes(source, lang, together),
        *_banners(source, archive, lang, together),
        *(beside(record, archive, lang, source.paired, source.find, source.found.told) if together and source.paired else writer.blocks()),
        *_network(source, archive, lang),
        *related.blocks(record.id, archive, lang),
        *in_document(record, lang),
        *_original(source, lang),
        *_cite_as(source, archive, shown, lang),
    )
    translated = lang == "en" and bool(writer.english or (source.paired and source.paired.whole))
    state = "outdated" if source.paired and source.paired.outdated else entry.translation
    source.found.linked = source.found.linked or in_any(record, archive, source.site_url)
    attributes = facts(record, lang, state, writer.english, source.original is not None, source.find)
    return Page(
        paths[lang], "notice.html", _window_title(record, shown, lang, together), _description(source, archive, shown, lang),
        record.number.norm or "–", lang,
        lang if translated or lang == record.lang else record.lang, alternates(paths["vi"], paths["en"]),
        standing(record.id, archive, attributes, lang), blocks,
        linked_data(record, archive, source.site_url, source.original, shown, lang, source.found.linked),
    )  # fmt: skip


def _title(source: Source, archive: Archive, lang: Lang) -> tuple[str, Lang]:
    """English only from an editor; without one the English page has the record's citation as its title."""
    entry = archive.entries[source.record.id]
    if lang == "en" and not entry.title_en and source.record.kind != "news":
        return labels.entry_citation(entry, "en"), "en"
    text, code = labels.title(entry, lang)
    return gate_text(text, source.record, source.find), code


def _lead(source: Source, archive: Archive, shown: str, english: dict[str, str], lang: Lang) -> Iterator[Block]:
    """What it is in one line: which document, of when, from whom, to whom first."""
    record, entry = source.record, archive.entries[source.record.id]
    if record.kind == "news":
        when = entry.date or entry.sort_date
        agency = record.news.agency if record.news else None
        parts = [word("kind.news", lang), labels.date_text(when, lang) if when else "", agency or ""]
    else:
        cited = labels.entry_citation(entry, lang)
        to = _first_addressee(record, english, lang)
        parts = ["" if cited == shown else cited, word("lead.to", lang, name=gate_text(to, record, source.find)) if to else ""]
    if line := ", ".join(p for p in parts if p):
        yield Paragraph((Text(f"{line[:1].upper()}{line[1:]}."),), role="lead")


def _first_addressee(record: Record, english: dict[str, str], lang: Lang) -> str | None:
    """In English where an editor or the register has it."""
    if not record.addressees:
        return None
    first = record.addressees[0]
    known = labels.issuer_text(first.id, first.text, lang) if first.id else None
    own = first.text if lang == record.lang else english.get("a1") or (known[0] if known and known[1] == lang else None)
    more = len(record.addressees) - 1
    return word("lead.more", lang, name=own, n=more) if own and more else own


def _window_title(record: Record, shown: str, lang: Lang, together: bool) -> str:
    """Many letters have one subject: tabs and search engines tell them apart by number."""
    number = record.number.norm
    titled = f"{number}: {shown}" if number and number not in shown else shown
    return word("together.window", lang, title=titled) if together else titled


def _description(source: Source, archive: Archive, shown: str, lang: Lang) -> str:
    entry = archive.entries[source.record.id]
    if source.record.kind == "news":
        return shorten(shown, 200)
    return shorten(word("description.document", lang, citation=labels.entry_citation(entry, lang), subject=shown), 300)


# --- banners ----------------------------------------------------------------------------------------------------------------


def _modes(source: Source, lang: Lang, together: bool) -> Iterator[Block]:
    """The three ways to read a translated document, as links; the one that is open is none."""
    if not in_both(source.record, source.paired):
        return
    record = source.record
    open_ = "both" if together else lang
    ways = [(code, word(f"lang.{code}", code), addresses.document(record.id, record.kind, code)) for code in addresses.LANGS]
    parts: list[Inline] = [Text(f"{word('together.read', lang)}: ")]
    for n, (way, label, path) in enumerate((*ways, ("both", word("together.both", lang), addresses.together(record.id, lang)))):
        words: Inline = Foreign(way, (Text(label),)) if way in addresses.LANGS and way != lang else Text(label)
        parts += [Text(" · ")] * (n > 0) + [Strong((Text(label),)) if way == open_ else Anchor(Target(path), (words,))]
    yield Paragraph(tuple(parts), role="modes")


def _banners(source: Source, archive: Archive, lang: Lang, together: bool = False) -> Iterator[Block]:
    record, translation = source.record, archive.entries[source.record.id].translation
    if record.removal:
        removal = record.removal
        values = {"date": labels.date_text(removal.date, lang), "reason": removal.reason, "authority": removal.authority}
        yield _banner(word("banner.withdrawn", lang, **values))
    yield from corrections(record, archive, lang)
    yield from related.twins(record.id, archive, lang)
    for found in record.disputed:
        values = {"field": word(f"field.{found.field}", lang), "confirmed": labels.disputed_value(found, lang), "printed": found.printed}
        yield _banner(word("banner.disputed", lang, **values))
    if record.lang == "en":
        yield from (_banner(word("banner.english_only", lang)) for _ in range(lang == "vi"))
    elif lang == "en" or together:
        yield from _english_banners(source, translation, lang, together)
    if record.kind != "news" and record.issuer.name is None:  # a blank number or day the facts say well enough
        yield paragraph("banner.issuer_unknown", lang, "banner")
    if secrets(record):
        yield paragraph("banner.withheld", lang, "banner")


def _english_banners(source: Source, translation: str, lang: Lang, together: bool) -> Iterator[Block]:
    paired = source.paired
    if paired is None or translation == "none":
        yield paragraph("banner.untranslated", "en", "banner")
        yield _help(lang)
        if source.record.subject:
            yield Paragraph((Text(labels.vi_title(gate_text(source.record.subject, source.record, source.find))),), lang="vi", role="label")
        return
    made = paired.translation
    parts = [word(f"banner.{translation}", lang, source=made.source or "–")]
    if made.translator and made.date:
        signed = made.translator.partition(" / ")  # editors may sign in both languages: "Ban biên tập / the editors"
        translator = (signed[2] or signed[0]) if lang == "en" else signed[0]
        parts.append(word("banner.translated_by", lang, translator=translator, date=labels.date_text(made.date, lang)))
    if paired.outdated:
        parts.append(word("together.banner_outdated" if together else "banner.outdated", lang))
    if paired.whole:
        parts.append(word("together.whole", lang))
    if paired.missing:
        parts.append(word("together.banner_partial" if together else "banner.partial", lang))
    yield _banner(" ".join(parts))
    if translation == "draft" or paired.outdated or paired.missing:
        yield _help(lang)


@cache
def _help(lang: Lang) -> Paragraph:
    """On to the files that need a translator."""
    return Paragraph(Words((Anchor(Target(addresses.PROGRESS[lang], "help"), (Text(word("progress.link", lang)),)),)), role="quiet")


def _banner(text: str) -> Paragraph:
    return Paragraph((Text(text),), role="banner")


# --- relations --------------------------------------------------------------------------------------------------------------


def _network(source: Source, archive: Archive, lang: Lang) -> Iterator[Block]:
    """What it rests on, what followed, who cites it, what else it mentions."""
    record = source.record
    rests: dict[str, Item] = {}
    for relation in record.relations:
        link = archive.links[record.id].get(relation.target)
        if relation.source == "self" and relation.type in RESTS_ON and link and link.target and link.status != "self":
            rests.setdefault(link.target, _linked(source, archive, relation.target, vocabulary.relation_label(relation.type, lang), lang))
    yield from _section("rests-on", "rests_on", tuple(rests.values()), lang)
    incoming = archive.incoming.get(record.id, ())
    followed = [i for i in incoming if i.type != "cited_by"]
    yield from _section("followed-by", "followed_by", tuple(_from(archive, i.record, i.type, i.anchor, lang) for i in followed), lang)
    cited = [i for i in incoming if i.type == "cited_by"]
    yield from _section("cited-by", "cited_by", tuple(_from(archive, i.record, None, i.anchor, lang) for i in cited), lang)
    here = node_of(archive, record.id)
    if source.found.chain is None:
        source.found.chain = rows(here, archive)
    yield from cascade.blocks(here, archive, lang, least=3, found=source.found.chain)
    mentions: dict[str, Item] = {}
    for citation in record.citations:
        link = archive.links[record.id][citation.cid]
        if link.target and link.status in ("held", "stub", "ambiguous") and link.target not in rests:
            mentions.setdefault(link.target, _linked(source, archive, citation.cid, None, lang))
    yield from _section("mentions", "mentions", tuple(mentions.values()), lang)


def _section(ident: str, key: str, items: tuple[Item, ...], lang: Lang) -> Iterator[Block]:
    if items:
        yield heading(ident, f"heading.{key}", lang)
        yield Bullets(items)


def _linked(source: Source, archive: Archive, cid: str, label: str | None, lang: Lang) -> Item:
    """A document that this one speaks of: held ones by title, others by what is known, marked as not held."""
    link = archive.links[source.record.id][cid]
    target = link_target(link, archive, lang)
    lead = f"{labels.vi_title(label)}: " if label else ""
    entry = archive.entries.get(link.target or "") if link.status == "held" else None
    if entry:
        title, code = labels.title(entry, lang)
        text = f"{labels.entry_citation(entry, lang)}" + (f": {title}" if code == lang else "")
        return Item((Text(lead), *_anchor(target, Text(text))))
    number = archive.names.get(link.target or "")
    variant = number.variants[0] if number and number.variants else None
    text = labels.variant_citation(number, variant, lang) if number else (link.target or "")
    code = labels.number_label(number, lang)[1] if number and number.number is None else lang
    state = word(f"link.{link.status}", lang)
    return Item((Text(lead), *_anchor(target, labels.spoken((text, code), lang)), Text(f" ({state})")), role="stub")


def _anchor(target: Target | None, words: Inline) -> tuple[Inline, ...]:
    return (Anchor(target, (words,)),) if target else (words,)


def _from(archive: Archive, ident: str, relation: str | None, anchor: str, lang: Lang) -> Item:
    entry = archive.entries[ident]
    lead = f"{labels.vi_title(vocabulary.relation_label(relation, lang))}: " if relation else ""
    title, code = labels.title(entry, lang)
    cited = entry.kind != "news" and code != lang
    words = Text(labels.entry_citation(entry, lang)) if cited else labels.spoken((title, code), lang)
    return Item((Text(lead), Anchor(Target(addresses.document(ident, entry.kind, lang), anchor), (words,))))


# --- source and citation ----------------------------------------------------------------------------------------------------


def _original(source: Source, lang: Lang) -> Iterator[Block]:
    record = source.record
    yield heading("original", "heading.original", lang)
    if source.original:
        size = word("count.bytes", lang, n=source.size or len(record.text.encode()))
        label = word("original.download", lang, format=word(f"format.{record.source.format}", lang), size=size)
        yield Paragraph((Anchor(Target(file=source.original), (Text(label),)),), role="original")
    else:
        key = "original_withheld" if secrets(record) else "original_not_offered"
        how = Anchor(Target("vi/quyen" if lang == "vi" else "en/rights"), (Text(word("original.ask", lang)),))
        yield Paragraph((Text(word(f"banner.{key}", lang) + " "), how, Text(".")), role="original")
    yield Paragraph((Text(word("original.sha256", lang, sha256=record.source.sha256)),), role="sha256")
    forms = ((addresses.data(record.id, "md.txt"), "Markdown"), (addresses.data(record.id, "json"), "JSON"))
    links = [Anchor(Target(file=path), (Text(name),)) for path, name in forms]
    yield Paragraph((Text(f"{word('original.data', lang)} "), links[0], Text(" · "), links[1]), role="data")
    yield from _english_file(source, lang)
    if record.source.url:
        when = labels.date_text(record.source.retrieved, lang)
        yield Paragraph((Text(word("original.retrieved", lang, url=record.source.url, date=when)),), role="quiet")


def _english_file(source: Source, lang: Lang) -> Iterator[Block]:
    """The English that was published as a file of its own, for download."""
    file = source.paired.file if source.paired else None
    if file and source.english:
        size, form = word("count.bytes", lang, n=file.size), word(f"format.{file.format}", lang)
        label = word("original.download_english", lang, format=form, size=size)
        yield Paragraph((Anchor(Target(file=source.english), (Text(label),)),), role="original")
        yield Paragraph((Text(word("original.sha256", lang, sha256=file.sha256)),), role="quiet")


def _cite_as(source: Source, archive: Archive, shown: str, lang: Lang) -> Iterator[Block]:
    record, entry = source.record, archive.entries[source.record.id]
    url = source.site_url + addresses.url(addresses.document(record.id, record.kind, lang))
    if record.kind == "news":
        base = word("cite.news", lang, title=shown, date=labels.date_text(entry.sort_date or None, lang))
    else:
        base = labels.entry_citation(entry, lang)
        if record.subject and lang == record.lang == "vi":
            base += " " + word("cite.about", lang, subject=continued(gate_text(record.subject, record, source.find)))
    yield heading("cite-as", "heading.cite_as", lang)
    yield Paragraph((Text(word("cite.in_archive", lang, citation=base, url=url)),), role="citeas")
