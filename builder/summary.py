"""What a proposal means, as Markdown for the page of a pull request: a table for each document, in Vietnamese, then in English.

Every word that comes out of a contributed file is escaped: nothing in it can become a link, an image or markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from builder import filing, problems, suggested
from builder.changes import Change, Proposal
from builder.intake import Document
from builder.model import Fact, Lang, Record, Span
from builder.parse.contacts import personal
from builder.parse.review import line_at
from builder.pipeline import Loaded
from builder.problems import Problem
from builder.read.shelf import shown
from builder.vocabulary import word
from builder.write import labels
from builder.write.withhold import gate_text, secrets

MOST = 30  # documents told in full; GitHub shows a megabyte at most
LONGEST = 240
PLACES = {"event_date": "news.event_date"}  # where the evidence of a fact has another name
# What has a meaning in the middle of a line of GitHub's Markdown; addresses, which it makes links of by itself, are broken up.
_MARKS = re.compile(r"[\\`*_\[\]|~<>&#]")
_LINKED = re.compile(r"(?<=\w)(://|@)(?=\S)|(?<=www)(\.)", re.I)


def markdown(found: Proposal, loaded: Loaded) -> str:
    """The whole summary. Vietnamese stands open, English folded under it."""
    english = "\n".join(_told(found, loaded, "en"))
    return "\n".join((*_told(found, loaded, "vi"), "", "<details><summary>In English</summary>", "", english, "", "</details>", ""))


def _told(proposal: Proposal, loaded: Loaded, lang: Lang) -> Iterator[str]:
    found = proposal.changes
    yield f"## {word('summary.title', lang)}"
    yield ""
    if not found:
        yield word("summary.nothing", lang)
    yield from (f"- {word(f'summary.{kind}', lang)}: {n}" for kind, n in _counts(found) if n)
    for change in found[:MOST]:
        yield from ("", *_document(change, loaded, lang))
    if len(found) > MOST:
        yield from ("", word("summary.more", lang, n=len(found) - MOST), "")
        yield from (f"- {code(c.id)}: {word(f'summary.{c.kind}', lang)}" for c in found[MOST:])
    if proposal.loose:
        yield from ("", f"### {word('summary.loose', lang)}", "", *_problems(proposal.loose, lang))


def _counts(found: Sequence[Change]) -> Iterator[tuple[str, int]]:
    for kind in ("added", "changed", "removed", "refused"):
        yield kind, sum(c.kind == kind for c in found)


# --- one document ---------------------------------------------------------------------------------------------------------------


def _document(change: Change, loaded: Loaded, lang: Lang) -> Iterator[str]:
    document = change.after or change.before
    yield f"### {_heading(change, document, loaded, lang)}"
    yield ""
    yield f"{word(f'summary.{change.kind}', lang)} · {', '.join(code(p) for p in change.paths)}"
    if change.kind in ("added", "changed") and document:
        yield from ("", *_fields(document, lang))
        yield from ("", *_findings(change, document, loaded, lang))
    if change.problems:
        yield from ("", *_problems(change.problems, lang))
    if change.kind in ("added", "changed") and document and (text := _suggested(document, loaded)):
        yield from ("", word("summary.sidecar", lang, name=code(f"{document.holding.original.stem}.yml")), "", *_fenced(text, "yaml"))


def _suggested(document: Document, loaded: Loaded) -> str | None:
    return suggested.sidecar(document.record, shown(document.holding.original, loaded.content))


def _heading(change: Change, document: Document | None, loaded: Loaded, lang: Lang) -> str:
    if change.id in loaded.archive.entries:
        return plain(labels.title(loaded.archive.entries[change.id], lang)[0])
    return plain(document.record.title.vi or document.record.subject or change.id) if document else code(change.id)


def _fields(document: Document, lang: Lang) -> Iterator[str]:
    """Each value, where it was read, how sure that is."""
    yield _row(*(word(f"summary.{h}", lang) for h in ("field", "value", "read", "sure")))
    yield "| --- | --- | --- | --- |"
    record = document.record
    unsaid = {"original", "translation", "issuer_today"} | (set() if record.removal else {"status"})
    for fact in filing.values(document, lang):
        if fact.field not in unsaid:
            yield _row(plain(fact.label), _values(fact), *_evidence(record, PLACES.get(fact.field, fact.field), lang))


def _values(fact: Fact) -> str:
    return "<br>".join(plain(v.text) for v in fact.values)


def _evidence(record: Record, name: str, lang: Lang) -> tuple[str, str]:
    """The printed words and their line; how sure, in words that an editor can act on."""
    if name in record.confirmed:
        return "", word("summary.confirmed", lang)
    evidence = record.evidence.get(name)
    if evidence is None:
        listed = getattr(record, name, None) if name in ("addressees", "deadlines", "topics") else None
        return _printed(record, listed[0].span, lang) if listed and listed[0].span else "", ""
    certain = "summary.certain" if evidence.confidence >= suggested.SURE else "summary.unsure"
    return _printed(record, evidence.span, lang), word(certain, lang, share=round(100 * evidence.confidence))


def _printed(record: Record, span: Span, lang: Lang) -> str:
    printed = gate_text(record.text[span.start : span.end], record, personal)
    return word("summary.line", lang, n=line_at(record, span.start), words=plain(printed, 80))


def _findings(change: Change, document: Document, loaded: Loaded, lang: Lang) -> Iterator[str]:
    record = document.record
    links = loaded.archive.links.get(record.id, {})
    states = {c.cid: links[c.cid] for c in record.citations if c.cid in links and not c.draft}
    counts = {s: sum(link.status == s for link in states.values()) for s in ("held", "stub", "ambiguous", "unparsed")}
    yield f"- {word('summary.citations', lang, **counts)}"
    for citation in record.citations:
        link = states.get(citation.cid)
        if link and link.status in ("ambiguous", "unparsed"):
            said = gate_text(citation.printed, record, personal)
            yield f"  - {word(f'summary.{link.status}', lang)}: {plain(said, 80)} {', '.join(code(c) for c in link.candidates)}".rstrip()
    kinds = sorted({word(f"summary.secret.{s.kind}", lang) for s in secrets(record)})
    yield f"- {word('summary.personal', lang)}: {', '.join(kinds) or word('summary.none', lang)}"
    yield f"- {word('field.translation', lang)}: {_translation(document, lang)}"
    yield from _name(change, document, loaded, lang)
    if change.touched:
        yield f"- {word('summary.touched', lang, n=len(change.touched))}: {', '.join(code(t) for t in change.touched[:10])}"


def _translation(document: Document, lang: Lang) -> str:
    if document.record.lang == "en":
        return word("translation.original", lang)
    if document.paired is None:
        return word("translation.none", lang)
    parts = [word(f"translation.{document.paired.translation.status}", lang)]
    for name, blocks in (("outdated", document.paired.outdated), ("missing", document.paired.missing)):
        parts += [f"{word(f'summary.blocks.{name}', lang)} {', '.join(blocks)}"] if blocks else []
    return plain("; ".join(parts))


def _name(change: Change, document: Document, loaded: Loaded, lang: Lang) -> Iterator[str]:
    """Advice on the name, while it can still be changed: only of documents that are new."""
    original = document.holding.original
    advised = filing.proposed(document.record, original.suffix.lower(), Path(loaded.content.name))
    if change.kind == "added" and advised.stem and advised != Path(loaded.content.name) / original.relative_to(loaded.content):
        yield f"- {word('summary.name', lang)}: {code(advised.as_posix())}"


def _problems(found: Sequence[Problem], lang: Lang) -> Iterator[str]:
    yield _row(*(word(f"summary.{h}", lang) for h in ("code", "place", "what", "do")))
    yield "| --- | --- | --- | --- |"
    for item in found:
        place = f"{item.path.rpartition('/')[2]}:{item.line}" if item.line else item.path.rpartition("/")[2]
        level = word(f"summary.{item.level}", lang)
        yield _row(f"{item.code} ({level})", code(place), plain(problems.what(item, lang)), plain(problems.remedy(item, lang), 400))


# --- Markdown that nothing can break out of -------------------------------------------------------------------------------------


def plain(text: str, longest: int = LONGEST) -> str:
    """Words of a stranger as words: on one line, at most ``longest`` characters, no character with a meaning left."""
    flat = " ".join(problems.visible(text).split())
    cut = flat if len(flat) <= longest else f"{flat[: longest - 1]}…"
    marked = _MARKS.sub(lambda m: f"\\{m[0]}", cut)
    return _LINKED.sub(lambda m: f"<span>{m[0]}</span>", marked)


def code(text: str) -> str:
    """A name as code; nothing in it can end that."""
    flat = " ".join(problems.visible(text).split())
    return f"<code>{plain(flat, 400)}</code>" if re.search(r"[`|\\]", flat) else f"`{flat[:400]}`"


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _fenced(text: str, language: str) -> Iterator[str]:
    """A block that can be copied. Its fence is longer than any run of tildes in it."""
    fence = "~" * max(3, *(len(run) + 1 for run in re.findall(r"~+", text)), 3)
    yield f"{fence}{language}"
    yield problems.visible(text.rstrip("\n"))
    yield fence
