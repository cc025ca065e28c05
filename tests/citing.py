"""For the tests of citations: records made of a few sentences, and citations as one readable line."""

from __future__ import annotations

from dataclasses import replace

from builder.cite.find import find
from builder.cite.relations import relations
from builder.model import ABSENT, Citation, Date, Evidence, Issuer, Lang, Node, Number, Record, SourceFile, Span
from builder.runs import runs_of

SOURCE = SourceFile("x.txt", "0" * 64, "txt", "utf-8")


def record(
    *paragraphs: str,
    ident: str = "x",
    number: str | None = None,
    type: str | None = "cong-van",
    issuer: str | None = None,
    date: str | None = None,
    province: str | None = None,
    lang: Lang = "vi",
    subject: str | None = None,
) -> Record:
    """A record whose body is these paragraphs, p1, p2 … (``d…`` ids are not needed to find citations)."""
    text, body, evidence = "", [], {}
    if subject:
        evidence["subject"] = Evidence(Span(0, len(subject)), "test", 1.0)
        text = subject + "\n"
    for count, paragraph in enumerate(paragraphs, 1):
        body.append(Node(f"p{count}", "paragraph", "", runs_of(paragraph, len(text))))
        text += paragraph + "\n"
    printed = Number(number, number) if number else ABSENT
    return Record(
        ident, "document", lang, SOURCE, text, type=type, number=printed, issuer=Issuer(issuer, None), date=Date(date, "day" if date else None),
        province=province, subject=subject, body=tuple(body), evidence=evidence,
    )  # fmt: skip


def cited(source: Record) -> Record:
    """The record with its citations, terms and relations."""
    citations, terms = find(source)
    found = replace(source, citations=citations, defined_terms=terms)
    return replace(found, relations=relations(found))


def line(citation: Citation) -> str:
    """ "full | quyet-dinh | 145/QĐ-TTg | 2016-01-20 | vn-pm | prov=Điều 3": what is unknown is "-"; extras only where there are any."""
    extras = {
        "prov": citation.provision,
        "by": citation.issuer_printed if citation.issuer_printed and not citation.issuer else None,
        "name": citation.name if citation.number else None,
        "in": citation.within,
        "of": citation.antecedent,
        "about": citation.subject,
        "draft": "yes" if citation.draft else None,
    }
    parts = (citation.kind, citation.type, citation.number or citation.name, citation.date, citation.issuer)
    return " | ".join([*(p or "-" for p in parts), *(f"{key}={value}" for key, value in extras.items() if value)])
