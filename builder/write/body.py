"""A record's own text as page blocks, in either language, with links on its citations. Never shows what is withheld."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from builder import addresses, vocabulary
from builder.model import (
    Anchor,
    Archive,
    Block,
    Bullets,
    Citation,
    Emphasis,
    Figure,
    Foreign,
    Heading,
    Inline,
    Item,
    Lang,
    Link,
    Node,
    Pairing,
    Paragraph,
    Record,
    Role,
    Run,
    Signature,
    Span,
    Strong,
    Table,
    Target,
    Text,
    Words,
)
from builder.vocabulary import word
from builder.write import published
from builder.write.chain import Row
from builder.write.englishlinks import places
from builder.write.fixed import heading, paragraph
from builder.write.withhold import Finder, gate_text, gated, secrets

_ARTICLE = re.compile(r"[“\"]?(?:Điều|ĐIỀU|Article|ARTICLE)\s\d+[a-zđ]?[.:]?\s*")
LONGEST_TITLE = 160
_ROLES: dict[str, Role] = {"caption": "caption", "clause": "clause", "point": "point"}


@dataclass(slots=True)
class Found:
    """What one page of a document found that all of them show: the words of the print, by block, the chain it stands in, and what its
    heads tell machines."""

    told: dict[str, Words] = field(default_factory=dict)
    chain: list[Row] | None = None
    linked: str = ""


class Body:
    """Writes one record's blocks in one language; holds what every block needs."""

    def __init__(
        self, record: Record, archive: Archive, lang: Lang, paired: Pairing | None, find: Finder, told: dict[str, Words] | None = None
    ) -> None:
        """``told`` are the words of the print without links, by block, for the other pages of the document."""
        self.told: dict[str, Words] = {} if told is None else told
        self.record, self.archive, self.lang, self.find = record, archive, lang, find
        self.links = archive.links[record.id]
        self.paired = paired if lang == "en" else None
        self.english = dict(paired.text) if paired and lang == "en" else {}
        self.stale = frozenset(paired.outdated if paired and lang == "en" else ())
        for stale in self.stale:
            self.english.pop(stale, None)
        self.hidden: tuple[Span, ...] = tuple(s.span for s in secrets(record))
        self.own: Lang | None = None if lang == record.lang else record.lang
        self.citations = sorted(record.citations, key=lambda citation: citation.span.start)

    def blocks(self) -> Iterator[Block]:
        """Addressees, body, recipients, signature, in the order and sense of the print."""
        yield from published.whole(self.paired)
        yield heading("text", "heading.original_text" if self.paired and self.paired.whole else "heading.text", self.lang)
        yield from published.loose(self.paired, ("",))
        if self.record.addressees:
            yield paragraph("heading.addressees", self.lang, "label", ":")
            yield Bullets(tuple(self._item(f"a{n}", a.text, "addressee", a.id) for n, a in enumerate(self.record.addressees, 1)))
        yield from published.loose(self.paired, [f"a{n}" for n in range(1, len(self.record.addressees) + 1)])
        for node, told in _illustrated(self.record.body):
            yield from self._figure(node, told) if node.picture else self._node(node)
            yield from published.loose(self.paired, (told or node).id.split())
        yield from self._footer()
        yield from published.loose(self.paired, [f"{kind}{n}" for kind in "rs" for n in range(1, len(self.record.recipients) + 9)])

    def _footer(self) -> Iterator[Block]:
        if self.record.recipients or self.record.archive:
            yield paragraph("heading.recipients", self.lang, "label", ":")
            items = [self._recipient(n) for n in range(len(self.record.recipients))]
            if self.record.archive:
                items.append(Item((Text(f"{word('field.file', self.lang)}: {self.record.archive.printed}"),), role="recipient"))
            yield Bullets(tuple(items))
        signatures = (self.record.signature, *self.record.cosigners) if self.record.signature else ()
        for at, signature in enumerate(signatures, 1):
            lang = None if f"s{at}" in self.english else self.own
            for n, line in enumerate(self._signature(signature, f"s{at}")):
                yield Paragraph(line, None if n else f"s{at}", lang, "signature")

    # --- blocks ---

    def _node(self, node: Node) -> Iterator[Block]:
        if self.paired and node.id in self.paired.joined:
            yield Paragraph((Text(word("together.joined", self.lang)),), node.id, role="quiet")
            return
        english = self.english.get(node.id)
        content = self._english(english, node) if english else self._original(node)
        lang = None if english else self.own
        if node.id in self.stale:
            yield paragraph("together.stale", self.lang, "quiet")
        if node.kind == "article":
            yield from self._article(node, content, lang)
        elif node.kind == "heading":
            yield Heading(node.level or 2, node.id, content, lang)
        elif node.rows and not english:
            yield from self._table(node, lang)
        else:
            yield Paragraph(content, node.id, lang, _ROLES.get(node.kind, ""))

    def _figure(self, node: Node, told: Node | None) -> Iterator[Block]:
        """A picture and what is said of it; for those who cannot see it, what the original says of it, else the caption."""
        caption = next(iter(self._node(told)), None) if told else None
        content = caption.content if isinstance(caption, Paragraph) else ()
        words = "".join(_plain(content))
        lang = caption.lang if isinstance(caption, Paragraph) else None
        own = self._gate(node.picture.alt) if node.picture else ""
        alt, alt_lang = (words, lang) if words else (own, self.own) if own else (word("figure.alt", self.lang), None)
        sizes = tuple((addresses.picture(r.name), r.width, r.height) for r in node.picture.renditions) if node.picture else ()
        yield Figure(sizes, alt, content, (told or node).id, lang, alt_lang)

    def _table(self, node: Node, lang: Lang | None) -> Iterator[Block]:
        """Its id is on the label above it; on a page in another language every cell says which it is in."""
        yield Paragraph((Text(word("heading.table", self.lang)),), node.id, role="label")
        links = self._links(node)
        cells = [[self._linked_words(cell, links) for cell in row] for row in node.rows]
        marked = [tuple((Foreign(lang, cell),) if lang and cell else cell for cell in row) for row in cells]
        yield Table(marked[0], tuple(marked[1:]))

    def _article(self, node: Node, content: tuple[Inline, ...], lang: Lang | None) -> Iterator[Block]:
        """ "Điều 5. Tổ chức thực hiện" is a heading; "Điều 2. Quyết định này có hiệu lực từ ngày ký." is a number and a sentence."""
        words = "".join(_plain(content))
        number = _ARTICLE.match(words)
        if number and (len(words) > LONGEST_TITLE or words.rstrip('”" ').endswith((".", ";"))) and words[number.end() :].strip():
            yield Heading(3, node.id, (Text(number[0].strip()),), lang)
            yield Paragraph(_after(content, number.end()), None, lang)
        else:
            yield Heading(3, node.id, content, lang)

    def _item(self, ident: str, text: str, role: Role, agency: str | None) -> Item:
        english = self.english.get(ident)
        if english:
            return Item((Text(self._gate(english)),), ident, None, role)
        known = vocabulary.agencies().get(agency or "") if self.lang == "en" else None
        unit = vocabulary.unit_by_id(agency) if self.lang == "en" and agency and known is None else None
        if known or unit:
            return Item((Text(known.english if known else unit.en if unit else text),), ident, None, role)
        return Item((Text(self._gate(text)),), ident, self.own, role)

    def _recipient(self, n: int) -> Item:
        recipient = self.record.recipients[n]
        item = self._item(f"r{n + 1}", recipient.text, "recipient", recipient.id)
        if not recipient.purpose:
            return item
        purpose = vocabulary.purposes().get(recipient.purpose)
        words = recipient.purpose_printed if self.lang == "vi" or purpose is None else purpose.en
        return Item((*item.content, Text(f" ({words})")), item.id, item.lang, item.role)

    def _signature(self, signature: Signature, ident: str) -> Iterator[tuple[Inline, ...]]:
        """By what right, in which office, who: a line each as in print, the name in bold."""
        authority = " ".join(w for w in (signature.authority, signature.on_behalf) if w)
        printed = [w for w in (authority, signature.title, signature.name) if w]
        lines = self.english[ident].split(" / ") if ident in self.english else printed
        for n, line in enumerate(lines, 1):
            words = Text(self._gate(line))
            yield (Strong((words,)),) if n == len(lines) and signature.name else (words,)

    # --- words ---

    def _gate(self, text: str) -> str:
        return gate_text(text, self.record, self.find)

    def _original(self, node: Node) -> tuple[Inline, ...]:
        """The words of the print with their emphasis; citations become links, withheld details ``[…]``."""
        found = self.told.get(node.id)
        if found is None:
            label, links = (Text(f"{node.label} "),) if node.label else (), self._links(node)
            content = (*label, *self._linked_words(node.runs, links))
            if links:  # they lead to pages in one language
                return content
            found = self.told[node.id] = Words(content)
        return found

    def _linked_words(self, runs: tuple[Run, ...], links: list[tuple[Span, Target]]) -> tuple[Inline, ...]:
        if not links and not self.hidden:
            return tuple([_styled(run, run.start, run.end) for run in runs if run.text])
        out: list[Inline] = []
        for run, hidden in gated(runs, self.hidden):
            out += [Text(run.text)] if hidden else self._linked(run, links)
        return _joined(out)

    def _links(self, node: Node) -> list[tuple[Span, Target]]:
        """Where the block speaks of each document for the first time: a link on every "Chiến lược 145" is noise."""
        first: dict[Target, Span] = {}
        for citation in self.citations:
            if _inside(citation.span, node.runs) and (target := self._target(citation)):
                first.setdefault(target, citation.span)
        return [(span, target) for target, span in first.items()]

    def _linked(self, run: Run, links: list[tuple[Span, Target]]) -> list[Inline]:
        out: list[Inline] = []
        at = run.start
        for span, target in links:
            if span.end <= at or span.start >= run.end:
                continue
            if span.start > at:
                out.append(_styled(run, at, span.start))
            out.append(Anchor(target, (_styled(run, max(at, span.start), min(span.end, run.end)),)))
            at = min(span.end, run.end)
        if at < run.end:
            out.append(_styled(run, at, run.end))
        return out

    def _target(self, citation: Citation) -> Target | None:
        return link_target(self.links[citation.cid], self.archive, self.lang)

    def _english(self, text: str, node: Node) -> tuple[Inline, ...]:
        """An editor's English; the documents that the Vietnamese block cites are linked where it names them."""
        text = self._gate(text)
        citations = [citation for citation in self.citations if _inside(citation.span, node.runs)]
        cited = ((citation, target) for citation in citations if (target := self._target(citation)))
        out: list[Inline] = []
        at = 0
        for start, end, target in places(text, cited):
            out += [Text(text[at:start]), Anchor(target, (Text(text[start:end]),))]
            at = end
        return (*out, Text(text[at:])) if text[at:] else tuple(out)


def _illustrated(body: tuple[Node, ...]) -> Iterator[tuple[Node, Node | None]]:
    """The blocks in order; a picture takes the caption below it along."""
    shown: Node | None = None
    for node in body:
        if shown and node.kind == "caption":
            yield shown, node
            shown = None
            continue
        if shown:
            yield shown, None
        shown = node if node.picture else None
        if not shown:
            yield node, None
    if shown:
        yield shown, None


def link_target(link: Link, archive: Archive, lang: Lang) -> Target | None:
    """A held document's page, or the page of the number; nothing for what was not understood or is this document."""
    if link.target is None or link.status in ("self", "unparsed"):
        return None
    entry = archive.entries.get(link.target) if link.status == "held" else None
    if entry:
        return Target(addresses.document(entry.id, entry.kind, lang), link.anchor)
    return Target(addresses.number(link.target, lang)) if link.target in archive.names else None


def _plain(content: tuple[Inline, ...]) -> Iterator[str]:
    for part in content:
        if isinstance(part, Text):
            yield part.text
        else:
            yield from _plain(part.content)


def _after(content: tuple[Inline, ...], count: int) -> tuple[Inline, ...]:
    """The content without its first characters, which hold no link."""
    out: list[Inline] = []
    for part in content:
        size = len("".join(_plain((part,))))
        if count <= 0:
            out.append(part)
        elif count < size:
            out.append(
                replace(part, text=part.text[count:]) if isinstance(part, Text) else replace(part, content=_after(part.content, count))
            )
        count -= size
    return tuple(out)


def _inside(span: Span, runs: tuple[Run, ...]) -> bool:
    return bool(runs) and runs[0].start <= span.start < runs[-1].end


def _styled(run: Run, start: int, end: int) -> Inline:
    words = Text(run.text[start - run.start : end - run.start])
    if run.style == "strong":
        return Strong((words,))
    return Emphasis((words,)) if run.style == "em" else words


def _joined(parts: list[Inline]) -> tuple[Inline, ...]:
    """Links to one target that stand side by side are one link."""
    out: list[Inline] = []
    for part in parts:
        last = out[-1] if out else None
        if isinstance(part, Anchor) and isinstance(last, Anchor) and last.target == part.target:
            out[-1] = Anchor(part.target, (*last.content, *part.content))
        else:
            out.append(part)
    return tuple(out)
