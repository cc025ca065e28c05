"""Policy fields of a document, from its unit's code and the terms it uses, each with evidence. Never more than four."""

from __future__ import annotations

from collections.abc import Iterator

from builder import vocabulary
from builder.model import Node, Topic, Unit
from builder.runs import Runs, place, words

MOST = 4
BODY_LEAST = 3


def topics(subject: Runs, unit: Unit | None, body: tuple[Node, ...]) -> tuple[Topic, ...]:
    """A unit's field first, then fields named in the subject, then those named at least three times in the body."""
    found: dict[str, Topic] = {}
    for topic in (*_by_unit(unit), *_by_subject(subject), *_by_body(body)):
        found.setdefault(topic.id, topic)
    return tuple(found.values())[:MOST]


def _by_unit(unit: Unit | None) -> Iterator[Topic]:
    for topic in vocabulary.topics().values():
        if unit and unit.code in topic.units:
            yield Topic(topic.id, None, f"unit:{unit.code}")


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
    whole = "\n".join(lowered)
    scored = []
    for topic in vocabulary.topics().values():
        counts = [(whole.count(term), term) for term in topic.terms]
        total = sum(count for count, _ in counts)
        if total >= BODY_LEAST:
            scored.append((-total, topic.id, max(counts)[1]))
    for _, ident, term in sorted(scored):
        index = next(i for i, text in enumerate(lowered) if term in text)
        at = lowered[index].find(term)
        yield Topic(ident, place(body[index].runs, at, at + len(term)), f"body:{term}")
