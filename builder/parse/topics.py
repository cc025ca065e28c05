"""Policy fields of a document, from its unit's code and the terms it uses, each with evidence. Never more than four."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from builder import vocabulary
from builder.model import Node, Topic, Unit
from builder.runs import Runs, place, words

MOST = 4
BODY_LEAST = 3
_WORD = re.compile(r"\w+")


def topics(subject: Runs, unit: Unit | None, body: tuple[Node, ...], issuer: str | None = None) -> tuple[Topic, ...]:
    """A unit's field first (a department that issues under its own symbol is a unit too), then fields named in the subject, then those named at least three times in the body."""
    found: dict[str, Topic] = {}
    for topic in (*_by_unit(unit, issuer), *_by_subject(subject), *_by_body(body)):
        found.setdefault(topic.id, topic)
    return tuple(found.values())[:MOST]


def _by_unit(unit: Unit | None, issuer: str | None) -> Iterator[Topic]:
    own = vocabulary.unit_by_id(issuer) if issuer and "." in issuer and "@" not in issuer else None
    codes = (*((unit.code,) if unit else ()), *(own.codes if own else ()))
    for topic in vocabulary.topics().values():
        code = next((code for code in codes if code in topic.units), None)
        if code:
            yield Topic(topic.id, None, f"unit:{code}")


def _by_subject(subject: Runs) -> Iterator[Topic]:
    text = words(subject).lower()
    for topic in vocabulary.topics().values():
        for term in topic.terms:
            at = text.find(term)
            if at >= 0:
                yield Topic(topic.id, place(subject, at, at + len(term)), f"subject:{term}")
                break


def _by_body(body: tuple[Node, ...]) -> Iterator[Topic]:
    lowered = [node.text.lower() for node in body]
    counts = _counts("\n".join(lowered))
    scored = []
    for topic in vocabulary.topics().values():
        own = [(counts[term], term) for term in topic.terms if counts.get(term)]
        total = sum(count for count, _ in own)
        if total >= BODY_LEAST:
            scored.append((-total, topic.id, max(own)[1]))
    for _, ident, term in sorted(scored):
        index = next(i for i, text in enumerate(lowered) if term in text)
        at = lowered[index].find(term)
        yield Topic(ident, place(body[index].runs, at, at + len(term)), f"body:{term}")


@cache
def _terms() -> Mapping[str, frozenset[str]]:
    """Every term and its words: most texts lack one of them, and need not be searched for the term."""
    return {term: frozenset(_WORD.findall(term)) for topic in vocabulary.topics().values() for term in topic.terms}


def _counts(text: str) -> Mapping[str, int]:
    there = set(_WORD.findall(text))
    return {term: text.count(term) for term, parts in _terms().items() if parts <= there}
