"""Build the index: entries in, a folder of static files out, the same bytes for the same documents.

``python -m builder.search.index CORPUS.jsonl OUT_DIR`` builds one from records {id, text, title?, number?, lang?} alone.
Never reads pages, never looks at a clock.
"""

from __future__ import annotations

import gc
import hashlib
import json
import shutil
import sys
import tempfile
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, NamedTuple

from builder.search import scale
from builder.search.analysis import TABLES
from builder.search.concepts import together
from builder.search.documents import column_files, columns, compact, facet_values, group_size, record, text_files
from builder.search.entry import Both, Entry, Label, Lang, Passage, Term
from builder.search.gather import Gatherer
from builder.search.suggestions import Suggestion, files, of_entry, spelling
from builder.search.terms import Terms, analyse
from builder.search.tree import BLOCKS_AT_MOST, Tree

FORMAT = 2
BLOCK, LIST_INSIDE = 10_000, 1_000  # bytes, at least
LARGE = 5_000  # documents: from here on the words of a question may open only so many files, blocks and lists:
ASKS_OF_LARGE = 5
ENGINE = Path(__file__).with_name("engine.mjs")


def build(entries: Iterable[Entry], out_dir: Path, terms: Sequence[Term] = ()) -> None:
    """Write the index of ``entries`` into ``out_dir``, which is emptied first, and the engine beside it.

    Raises ValueError when two entries have one id. Entries are read once and not kept.
    """
    assemble(map(digest, entries), out_dir, terms)


class Digest(NamedTuple):
    """All that the index takes of one entry, and of no other: it may be kept from one build to the next."""

    terms: Terms
    shown: str  # the record, as JSON
    parts: list[list[list[str]]]  # of its text that the record has no room for
    facets: dict[str, tuple[Label, ...]]
    suggestions: tuple[Suggestion, ...]
    english: bool  # without Vietnamese text


def digest(entry: Entry) -> Digest:
    shown, parts = record(entry)
    english = bool(entry.passages) and all(p.lang == "en" for p in entry.passages)
    return Digest(analyse(entry), compact(shown), parts, facet_values(entry), tuple(of_entry(entry)), english)


def assemble(digests: Iterable[Digest], out_dir: Path, terms: Sequence[Term] = ()) -> None:
    """The same as ``build``, of entries whose digests are at hand."""
    collecting = gc.isenabled()
    gc.disable()  # millions of small things that never refer back: looking for cycles among them is a third of the time
    try:
        with tempfile.TemporaryFile("w+", encoding="utf-8") as spool:
            _write(digests, out_dir, terms, spool)
    finally:
        if collecting:
            gc.enable()


def _write(digests: Iterable[Digest], out_dir: Path, terms: Sequence[Term], spool: IO[str]) -> None:
    gatherer, shelf = Gatherer(), _Shelf(spool)
    for one in digests:
        gatherer.add(one.terms)
        shelf.add(one)
    ranks, postings = gatherer.ranks(), gatherer.postings
    order = sorted(range(len(ranks)), key=ranks.__getitem__)
    gathered = gatherer.finish()
    tree = Tree(*_sizes(len(order), postings))
    out = _Folder(out_dir)
    out.add(tree.files(gathered.branches()))
    out.add(text_files(shelf.lines(order), group_size(len(order))))
    out.add((f"x/{ranks[a]}-{i}.json", compact(part).encode()) for (a, i), part in sorted(shelf.overflow.items()))
    fields = columns([shelf.facets[a] for a in order])
    out.add(column_files(fields))
    out.add(files(shelf.suggestions))
    out.add([("words.json", compact(spelling(gathered.words())).encode())])
    counts = {"documents": len(order), "group": group_size(len(order)), "undated": gatherer.undated(), "english": shelf.english}
    known = {"terms": [[t.vi, t.en] for t in together(terms)], "stems": gathered.has_english, "common": _by_step(gathered.common)}
    out.finish({**_manifest(tree, list(fields)), **counts, **known, "asks": ASKS_OF_LARGE if len(order) >= LARGE else None})


def _sizes(documents: int, postings: int) -> tuple[int, int]:
    """(bytes of a block, bytes from which on a list has its own file), so that there are not too many of either."""
    return max(BLOCK, postings * 4 // BLOCKS_AT_MOST), max(LIST_INSIDE, documents // 14)


def _by_step(common: Mapping[str, int]) -> list[list[str]]:
    """The common words, the least common first."""
    return [sorted(k for k, n in common.items() if n == step) for step in range(1, max(common.values(), default=0) + 1)]


class _Shelf:
    """What is kept of each entry, in order of arrival: its record on disk, its facets and suggestions in memory."""

    def __init__(self, spool: IO[str]) -> None:
        self._spool, self._places = spool, array("Q")
        self.facets: list[dict[str, tuple[Label, ...]]] = []
        self.overflow: dict[tuple[int, int], list[list[str]]] = {}
        self.suggestions: set[Suggestion] = set()
        self.english = 0

    def add(self, one: Digest) -> None:
        self.overflow.update({(len(self._places), i): part for i, part in enumerate(one.parts)})
        self._places.append(self._spool.tell())
        self._spool.write(one.shown + "\n")
        self.facets.append(one.facets)
        self.suggestions.update(one.suggestions)
        self.english += one.english

    def lines(self, order: Iterable[int]) -> Iterator[str]:
        for arrival in order:
            self._spool.seek(self._places[arrival])
            yield self._spool.readline().rstrip("\n")


def _manifest(tree: Tree, facets: list[str]) -> dict[str, object]:
    return {"format": FORMAT, "fences": tree.fences, "facets": facets, "levels": scale.LEVELS, "k1": scale.K1, "analysis": TABLES}


class _Folder:
    """The folder being written and the digest of all that is in it."""

    def __init__(self, path: Path) -> None:
        self._path, self._digest = path, hashlib.sha256()
        shutil.rmtree(path, ignore_errors=True)
        for part in "tpdxs":
            (path / part).mkdir(parents=True)

    def add(self, files: Iterable[tuple[str, bytes]]) -> None:
        for name, data in files:
            self._digest.update(f"{name} {len(data)}\n".encode() + data)
            (self._path / name).write_bytes(data)

    def finish(self, manifest: dict[str, object]) -> None:
        """The manifest names the version of all other files, so that no browser mixes two of them."""
        self._digest.update(compact(manifest).encode())
        text = compact({**manifest, "version": self._digest.hexdigest()[:12]})
        (self._path / "manifest.json").write_text(text, encoding="utf-8")
        shutil.copyfile(ENGINE, self._path / "engine.mjs")


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


__all__ = ["Both", "Entry", "Label", "Passage", "Term", "build", "corpus", "main"]

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
