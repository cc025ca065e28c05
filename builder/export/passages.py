"""A document's own words, block by block, as every export has them: gated for personal data, with their English. Formats nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from builder.model import Node, Record, Run
from builder.write.notice import Source
from builder.write.withhold import gate_text, gated, secrets


@dataclass(frozen=True, slots=True)
class Passage:
    """One block. ``label`` is printed before its words; ``english`` only where an editor's translation of it is up to date."""

    id: str
    kind: str
    label: str
    text: str
    english: str | None = None
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def printed(self) -> str:
        return f"{self.label} {self.text}".strip()


def passages(source: Source) -> Iterator[Passage]:
    """Addressees, body, recipients, signature, in the order of the print."""
    record = source.record
    for n, addressee in enumerate(record.addressees, 1):
        yield _passage(source, f"a{n}", "addressee", addressee.text)
    for node in record.body:
        yield _node(source, node)
    for n, recipient in enumerate(record.recipients, 1):
        purpose = f" ({recipient.purpose_printed})" if recipient.purpose_printed else ""
        yield _passage(source, f"r{n}", "recipient", recipient.text + purpose)
    if words := signature_lines(record):
        yield _passage(source, "s1", "signature", " / ".join(words))


def signature_lines(record: Record) -> tuple[str, ...]:
    """By what right, in which office, who; a line each, none where nobody signed."""
    signature = record.signature
    if signature is None:
        return ()
    authority = " ".join(w for w in (signature.authority, signature.on_behalf) if w)
    return tuple(w for w in (authority, signature.title, signature.name) if w)


def _node(source: Source, node: Node) -> Passage:
    rows = tuple(tuple(_words(source, cell) for cell in row) for row in node.rows)
    return Passage(node.id, node.kind, node.label, _words(source, node.runs), _english(source, node.id), rows)


def _passage(source: Source, ident: str, kind: str, text: str) -> Passage:
    return Passage(ident, kind, "", _gate(source, text), _english(source, ident))


def _words(source: Source, runs: tuple[Run, ...]) -> str:
    hidden = tuple(s.span for s in secrets(source.record))
    return _gate(source, "".join(run.text for run, _ in gated(runs, hidden)))


def _gate(source: Source, text: str) -> str:
    return gate_text(text, source.record, source.find)


def _english(source: Source, ident: str) -> str | None:
    if source.paired is None or ident in source.paired.outdated:
        return None
    text = source.paired.text.get(ident)
    return _gate(source, text) if text else None
