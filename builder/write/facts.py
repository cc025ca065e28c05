"""The attributes of a document as facts for its panel: the record's values, merged with what an editor confirmed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from builder import addresses, vocabulary
from builder.model import Fact, FactValue, Lang, Record, Target
from builder.text import slug
from builder.vocabulary import word
from builder.write import labels
from builder.write.deadlines import block, due
from builder.write.standing import own_state, own_words
from builder.write.withhold import Finder, gate_text

MOST_ADDRESSEES = 5


def facts(record: Record, lang: Lang, translation: str, english: dict[str, str], offered: bool, find: Finder) -> tuple[Fact, ...]:
    """State first, then in the order a reader asks: what, from whom, of when, to whom, by when, about what, from where."""
    rows = _news(record, lang) if record.kind == "news" else _document(record, lang, english, find)
    return (*_status(record, lang), *rows, *_common(record, lang, translation, offered))


def _fact(field: str, lang: Lang, *values: FactValue, label: str | None = None) -> Iterator[Fact]:
    if values:
        yield Fact(field, word(label or f"field.{field}", lang), values)


def _status(record: Record, lang: Lang) -> Iterator[Fact]:
    """Removal first; an official letter has no validity; nothing is "in force" by default."""
    if state := own_state(record):
        yield from _fact("status", lang, FactValue(own_words(record, lang), state, _list("statuses", state, lang)))


def _document(record: Record, lang: Lang, english: dict[str, str], find: Finder) -> Iterator[Fact]:
    if record.type:
        yield from _fact("type", lang, FactValue(labels.type_label(record.type, lang), record.type, _list("types", record.type, lang)))
    else:
        yield from _fact("type", lang, FactValue(word("value.unknown", lang)))
    number = record.number.norm
    listed = Target(addresses.listing("numbers", addresses.number_slug(number), lang)) if number and addresses.number_slug(number) else None
    yield from _fact("number", lang, FactValue(labels.number_text(record.number, lang), number or record.number.status, listed))
    yield from _issuer(record, lang)
    yield from _fact("date", lang, _date(record.date.value, lang, record.date.precision == "month"))
    if record.unit:
        entry = vocabulary.unit_by_id(record.unit.id) if record.unit.id else None
        shown = (entry.vi if lang == "vi" else entry.en) if entry else record.unit.code
        target = _list("units", record.unit.id, lang) if record.unit.id else None
        yield from _fact("unit", lang, FactValue(shown, record.unit.code, target))
    yield from _place(record, lang)
    yield from _fact("signature", lang, *_signatures(record, lang, english))
    yield from _addressees(record, lang, english, find)
    yield from _deadlines(record, lang, english, find)
    if record.effective.start:
        yield from _fact("effective", lang, _effective(record, record.effective.start, lang))


def _effective(record: Record, start: str, lang: Lang) -> FactValue:
    """The day, with a link to the clause that sets it."""
    clause = record.evidence.get("effective")
    place = block(record, clause.span) if clause else None
    return FactValue(labels.date_text(start, lang), start, _place_on_page(record, lang, place) if place else None)


def _date(value: str | None, lang: Lang, day_blank: bool = False) -> FactValue:
    target = _list("years", value[:4], lang) if value else None
    shown = labels.date_text(value, lang)
    return FactValue(word("date.day_blank", lang, date=shown) if day_blank else shown, value or "", target)


def _list(dimension: str, value: str, lang: Lang) -> Target:
    return Target(addresses.listing(dimension, value, lang))


def _other(given: str, lang: Lang) -> Lang | None:
    return None if given == lang else "vi" if given == "vi" else "en"


def _issuer(record: Record, lang: Lang) -> Iterator[Fact]:
    """As issued, and who has its tasks today where that is another body."""
    found = labels.issuer_of(record.issuer, lang, record.date.value)
    together = labels.issuers_of(record.issuer, lang, record.date.value)
    if record.issuer.joint and len(together) == len(record.issuer.joint):
        yield from _fact("issuer", lang, *(_body(i, name, lang) for i, name in zip(record.issuer.joint, together, strict=True)))
        return
    if found is None:
        yield from _fact("issuer", lang, FactValue(word("issuer.unknown", lang)))
        return
    target = _list("issuers", record.issuer.id, lang) if record.issuer.id else None
    yield from _fact("issuer", lang, FactValue(found[0], record.issuer.id or "", target, _other(found[1], lang)))
    yield from _fact("issuer_today", lang, *_today(record.issuer.id or "", lang))


def _today(ident: str, lang: Lang) -> Iterator[FactValue]:
    """Who has the issuer's tasks now, each with its part of them where they were divided; or that nobody has."""
    for heir in vocabulary.today(ident):
        name, code = labels.issuer_text(heir.id, None, lang) or (heir.id, lang)
        shown = word("issuer.today", lang, name=name, date=labels.date_text(heir.start, lang))
        scope = heir.scope if lang == "vi" else heir.scope_en
        yield FactValue(f"{shown}: {scope}" if scope else shown, heir.id, _list("issuers", heir.id, lang), _other(code, lang))
    if end := vocabulary.ended(ident):
        yield FactValue(word("issuer.none_today", lang, date=labels.date_text(end.start, lang)))


def _body(ident: str, name: tuple[str, Lang], lang: Lang) -> FactValue:
    return FactValue(name[0], ident, _list("issuers", ident, lang), _other(name[1], lang))


def _place(record: Record, lang: Lang) -> Iterator[Fact]:
    if record.place:
        label = "field.place_news" if record.kind == "news" else None
        yield from _fact("place", lang, FactValue(record.place if lang == "vi" else vocabulary.place_english(record.place)), label=label)
    province = vocabulary.provinces().get(record.province or "")
    if province:
        yield from _fact("province", lang, FactValue(province.vi if lang == "vi" else vocabulary.place_english(province.vi), province.id))


def _signatures(record: Record, lang: Lang, english: dict[str, str]) -> Iterator[FactValue]:
    """Who signed and in which office; an editor's English ("For the Chairman / Vice Chairman / …") knows the person's."""
    for n, signature in enumerate((record.signature, *record.cosigners) if record.signature else (), 1):
        if signature.name is None:
            continue
        title = (signature.title or signature.on_behalf or "").strip()
        translated = english.get(f"s{n}") if lang == "en" else None
        parts = translated.split(" / ") if translated else []
        shown = parts[-2] if len(parts) > 1 else labels.office(title, lang) if title else None
        yield FactValue(f"{signature.name}, {shown}" if shown else signature.name)


def _addressees(record: Record, lang: Lang, english: dict[str, str], find: Finder) -> Iterator[Fact]:
    values = []
    for n, addressee in enumerate(record.addressees[:MOST_ADDRESSEES], 1):
        translated = english.get(f"a{n}") if lang == "en" else None
        known = labels.issuer_text(addressee.id, addressee.text, lang) if addressee.id and lang == "en" else None
        text, given = (translated, "en") if translated else known or (addressee.text, "vi")
        target = _list("addressees", value, lang) if (value := addressee.id or slug(addressee.text)) else None
        values.append(FactValue(gate_text(text, record, find), addressee.id or "", target, _other(given, lang)))
    if len(record.addressees) > MOST_ADDRESSEES:
        more = word("addressees.more", lang, n=len(record.addressees) - MOST_ADDRESSEES)
        values.append(FactValue(more, "", _place_on_page(record, lang, "text")))
    yield from _fact("addressees", lang, *values)


def _deadlines(record: Record, lang: Lang, english: dict[str, str], find: Finder) -> Iterator[Fact]:
    """By when, who, what, to whom, with a link to the block that says so; in English as much as an editor translated."""
    values = []
    for deadline in record.deadlines:
        shown = labels.date_text(deadline.date, lang)
        if said := due(record, deadline, lang, english, find):
            shown = word("deadline.who", lang, date=shown, who=said)
        place = block(record, deadline.span)
        values.append(FactValue(shown, deadline.date, _place_on_page(record, lang, place) if place else None))
    yield from _fact("deadlines", lang, *values)


def _place_on_page(record: Record, lang: Lang, anchor: str) -> Target:
    return Target(addresses.document(record.id, record.kind, lang), anchor)


def _news(record: Record, lang: Lang) -> Iterator[Fact]:
    assert record.news
    news = record.news
    yield from _fact("type", lang, FactValue(word("kinds.news", lang), "tin", Target(f"{addresses.documents('news', lang)}/index")))
    published = list(_fact("date", lang, _published(record, lang), label="field.published"))
    event = list(_fact("event_date", lang, _date(news.event_date, lang))) if news.event_date else []
    yield from (*published, *event) if record.date.value else (*event, *published)  # the date an item is listed under comes first
    yield from _place(record, lang)
    for field, value in (("category", news.category), ("agency", news.agency), ("author", news.author)):
        if value:
            yield from _fact(field, lang, FactValue(value, "", None, _other("vi", lang) if field == "category" else None))


def _published(record: Record, lang: Lang) -> FactValue:
    """To the minute where the item prints the time."""
    shown, stamp = _date(record.date.value, lang), record.news.timestamp if record.news else None
    time = stamp[11:16] if stamp and record.date.value and stamp.startswith(record.date.value) else ""
    return replace(shown, text=word("date.with_time", lang, time=time, date=shown.text)) if time else shown


def _common(record: Record, lang: Lang, translation: str, offered: bool) -> Iterator[Fact]:
    values = []
    for topic in record.topics:
        known = vocabulary.topics().get(topic.id)
        if known:
            values.append(FactValue(known.vi if lang == "vi" else known.en, topic.id, _list("topics", topic.id, lang)))
    yield from _fact("topics", lang, *values)
    state = "original" if record.lang == "en" else translation
    yield from _fact("translation", lang, FactValue(word(f"translation.{state}", lang), state))
    shown = word(f"format.{record.source.format}" if offered else "original.not_offered", lang)
    yield from _fact("original", lang, FactValue(shown, record.source.sha256, _place_on_page(record, lang, "original")))
