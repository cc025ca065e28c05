"""Build the index: entries in, a folder of static files out, the same bytes for the same documents.

``python -m builder.search.index CORPUS.jsonl OUT_DIR`` builds one from records {id, text, title?, number?, lang?} alone.
Never reads pages, never looks at a clock.
"""

from __future__ import annotations

import gc
import json
import sys
import tempfile
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO

from builder.search.columns import NAME, Columns, columns
from builder.search.digest import Digest, digest
from builder.search.documents import compact, group_size, part_name, text_files
from builder.search.entry import Both, Entry, Label, Lang, Passage, Term
from builder.search.folder import Archive, Folder, term_files, word_files
from builder.search.gather import Gatherer
from builder.search.kept import Keep, State, put_all
from builder.search.numbering import Dated, Numbers
from builder.search.suggestions import Suggestion, files


def build(entries: Iterable[Entry], out_dir: Path, terms: Sequence[Term] = ()) -> None:
    """Write the index of ``entries`` into ``out_dir``, which is emptied first, and the engine beside it.

    Raises ValueError when two entries have one id. Entries are read once and not kept.
    """
    assemble(map(digest, entries), out_dir, terms)


def assemble(digests: Iterable[Digest], out_dir: Path, terms: Sequence[Term] = (), keep: Keep | None = None) -> None:
    """The same as ``build``, of entries whose digests are at hand. What ``change`` needs later goes into ``keep``."""
    collecting = gc.isenabled()
    gc.disable()  # millions of small things that never refer back: looking for cycles among them is a third of the time
    try:
        with tempfile.TemporaryFile("w+", encoding="utf-8") as spool:
            _write(digests, Folder(out_dir), terms, spool, keep)
    finally:
        if collecting:
            gc.enable()


def _write(digests: Iterable[Digest], out: Folder, terms: Sequence[Term], spool: IO[str], keep: Keep | None) -> None:
    gatherer, shelf = Gatherer(), _Shelf(spool)
    for one in digests:
        gatherer.add(one.terms)
        shelf.add(one)
    gathered = gatherer.finish()
    out.begin()
    out.add(term_files(gathered))
    out.add(word_files(list(gathered.words())))
    shown = shelf.write(out, gatherer.documents, gathered.numbers)
    archive = Archive(len(gatherer.documents), gathered.numbers, gathered.places, gathered.common, shelf.english, gathered.has_english)
    version = out.finish(archive.manifest(shown.fields(), terms))
    if keep is not None:
        words = {f"{key}\t{marks}": n for key, marks, n in gathered.words()}
        said = {f: sorted(own.items()) for f, own in shown.said.items()}
        lengths = [[sum(own), sum(n > 0 for n in own)] for own in gatherer.lengths]
        found = State(version, f"{out.total:x}", {}, words, lengths, gathered.postings, shelf.english, said)
        put_all(keep, gatherer.documents, shelf.suggestions, found)


class _Shelf:
    """What is kept of each entry, in order of arrival: its record on disk, its facets and suggestions in memory."""

    def __init__(self, spool: IO[str]) -> None:
        self._spool, self._places = spool, array("Q")
        self._facets: list[dict[str, tuple[Label, ...]]] = []
        self._parts: dict[int, list[list[list[str]]]] = {}
        self.suggestions: Counter[Suggestion] = Counter()
        self.english = 0

    def add(self, one: Digest) -> None:
        if one.parts:
            self._parts[len(self._places)] = one.parts
        self._places.append(self._spool.tell())
        self._spool.write(one.shown + "\n")
        self._facets.append(one.facets)
        self.suggestions.update(set(one.suggestions))
        self.english += one.english

    def _line(self, arrival: int) -> str:
        self._spool.seek(self._places[arrival])
        return self._spool.readline().rstrip("\n")

    def write(self, out: Folder, documents: Sequence[Dated], numbers: Numbers) -> Columns:
        """Everything but the terms, in order of numbers."""
        rows = sorted((numbers.of[ident], arrival) for arrival, (_, ident) in enumerate(documents))
        out.add(text_files(((n, self._line(a)) for n, a in rows), group_size(numbers.size)))
        out.add((part_name(n, i), compact(part).encode()) for n, a in rows for i, part in enumerate(self._parts.get(a, ())))
        found = columns((n, self._facets[a]) for n, a in rows)
        out.add([(NAME, found.file())])
        out.add(files(self.suggestions))
        return found


def corpus(lines: Iterable[str]) -> Iterator[Entry]:
    """Entries of records {id, text, title?, number?, lang?, date?}, one JSON object a line."""
    for line in lines:
        if line.strip():
            r = json.loads(line)
            lang: Lang = "en" if r.get("lang") == "en" else "vi"
            title = Both(en=r.get("title")) if lang == "en" else Both(vi=r.get("title"))
            passages = [Passage(f"p{i}", lang, t) for i, t in enumerate((x for x in r["text"].split("\n") if x.strip()), 1)]
            yield Entry(str(r["id"]), title=title, number=r.get("number"), date=r.get("date"), passages=tuple(passages))


def main(args: Sequence[str]) -> int:
    """``CORPUS.jsonl OUT_DIR`` → exit status."""
    if len(args) != 2:
        print("usage: python -m builder.search.index CORPUS.jsonl OUT_DIR", file=sys.stderr)
        return 2
    with Path(args[0]).open(encoding="utf-8") as f:
        build(corpus(f), Path(args[1]))
    return 0


__all__ = ["Both", "Digest", "Entry", "Label", "Passage", "Term", "assemble", "build", "corpus", "digest", "main"]

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
