"""The block and the sentence in which a citation stands, for other documents' pages. Withheld details never leave a record this way."""

from __future__ import annotations

import re
from bisect import bisect_right

from builder.model import Citation, Node, Record, Span
from builder.text import collapse

REACH = 1200
_ENDS = re.compile(r"[.;](?=\s|$)")


class Sentences:
    """One record's sentences; each is found from its place, not by reading the record again."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._nodes = [n for n in record.body if n.runs]
        self._starts = [n.runs[0].start for n in self._nodes]
        self._secret = sorted((s.span.start, s.span.end) for c in record.contacts if not c.publish for s in c.details)

    def anchor(self, at: int) -> str:
        """The id of the block that holds offset ``at``; ``top`` for the header and subject."""
        node = self._node(at)
        return node.id if node else "top"

    def around(self, citation: Citation) -> str:
        """The sentence of a citation; empty where its block holds a withheld detail."""
        node = self._node(citation.span.start)
        if node is None:
            return self._record.subject or ""
        low, high = node.runs[0].start, node.runs[-1].end
        if self._withheld(Span(low, high)):
            return ""
        text = self._record.text
        begin = max(low, citation.span.start - REACH)
        start = _start(text, begin, citation.span.start)
        limit = min(max(high, citation.span.end), citation.span.end + REACH)
        stop = _ENDS.search(text, citation.span.end, limit)
        return _plain(text[start : stop.start() if stop else limit])

    def between(self, span: Span) -> str:
        """The words of a stretch; empty where a block in it holds a withheld detail."""
        node = self._node(span.start)
        whole = Span(node.runs[0].start, max(span.end, node.runs[-1].end)) if node else span
        return "" if self._withheld(whole) else _plain(self._record.text[span.start : min(span.end, span.start + 2 * REACH)])

    def _node(self, at: int) -> Node | None:
        index = bisect_right(self._starts, at) - 1
        node = self._nodes[index] if index >= 0 else None
        return node if node and at < node.runs[-1].end else None

    def _withheld(self, span: Span) -> bool:
        return any(start < span.end and span.start < end for start, end in self._secret)


def _start(text: str, begin: int, at: int) -> int:
    """Where the sentence of ``at`` begins: behind the last mark that a blank follows. Read backwards: it is never far."""
    mark = at - 1
    while mark >= begin:
        mark = max(text.rfind(".", begin, mark), text.rfind(";", begin, mark))
        if mark < begin:
            break
        if text[mark + 1].isspace():
            return mark + 2
    return begin


def _plain(text: str) -> str:
    """As a reader sees it: marks of emphasis out, one blank between words."""
    return collapse(re.sub(r"\*{1,3}|(?<!\w)_(?=\w)|(?<=\w)_(?!\w)", "", text))
