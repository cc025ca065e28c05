"""What one document more, less or other costs: seconds of CPU, files, and the share of the bytes of the index that are new or different.

``python bench/search_change.py N``: an index of N invented documents, brought up to date again and again, and made anew at the end to
see that the bytes are the same.
"""

from __future__ import annotations

import hashlib
import json
import os
import pickle
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from search import labelled, records

from builder.search.change import change
from builder.search.entry import Entry
from builder.search.index import Digest, assemble, corpus, digest
from builder.site.store import Store


class Archive:
    """Documents as the index takes them, packed as a store keeps them, and an index of those that are in."""

    def __init__(self, entries: Iterable[Entry], out: Path) -> None:
        self.kept = {e.id: pickle.dumps(digest(e)) for e in entries}
        self._out, self._rows = out, Store(None)
        self.now: set[str] = set()

    def of(self, ident: str) -> Digest:
        return pickle.loads(self.kept[ident])  # type: ignore[no-any-return]

    def make(self, idents: Iterable[str], out: Path | None = None) -> float:
        started = spent()
        assemble(map(self.of, idents), out or self._out, keep=self._rows)
        return spent() - started

    def change(self, what: str, gone: Sequence[Digest], come: Sequence[Digest]) -> None:
        self.now = self.now - {d.terms.id for d in gone} | {d.terms.id for d in come}
        before, started = files(self._out), spent()
        done = change(self._rows, gone, come, self.of, self._out)
        took, after = spent() - started, files(self._out)
        changed = {name: size for name, (size, mark) in after.items() if before.get(name) != (size, mark)}
        share = round(100 * sum(changed.values()) / sum(size for size, _ in after.values()), 1)
        if not done:
            self.make(self.now)
        told = {"cpu s": round(took, 2), "files": len(changed), "of": len(after), "bytes, %": share} if done else "made anew"
        print(json.dumps({what: told}), flush=True)


def spent() -> float:
    return sum(os.times()[:2])


def files(folder: Path) -> dict[str, tuple[int, bytes]]:
    found = ((f, f.read_bytes()) for f in folder.rglob("*") if f.is_file())
    return {str(f.relative_to(folder)): (len(data), hashlib.sha256(data).digest()) for f, data in found}


def main() -> None:
    count = int(sys.argv[1])
    entries = list(labelled(corpus(json.dumps(r) for r in records(count + 3))))
    with tempfile.TemporaryDirectory() as folder:
        out, anew = Path(folder) / "index", Path(folder) / "anew"
        archive = Archive(entries, out)
        idents = [e.id for e in entries]
        archive.now = set(idents[:count])
        print(json.dumps({"documents": count, "made anew, cpu s": round(archive.make(idents[:count]), 1)}))
        for ident in idents[count:]:
            archive.change("the newest", [], [archive.of(ident)])
        old, gone = archive.of(idents[count // 2]), idents[count // 3]
        other = digest(replace(entries[count // 2], passages=(*entries[count // 2].passages[:-1], entries[0].passages[0])))
        archive.kept[other.terms.id] = pickle.dumps(other)
        archive.change("one paragraph of an old one", [old], [other])
        archive.change("an old one less", [archive.of(gone)], [])
        archive.make(archive.now, anew)
        print(json.dumps({"the same bytes as anew": files(out) == files(anew)}))


if __name__ == "__main__":
    main()
