"""What one added document changes: the share of the bytes of an index that are in files which are new or different.

``python bench/search_change.py N``: an index of N invented documents, and one of N and the newest.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from search import records

from builder.search.index import build, corpus


def files(rows: Iterable[dict[str, str]], out: Path) -> dict[str, bytes]:
    build(corpus(json.dumps(r) for r in rows), out)
    return {str(f.relative_to(out)): f.read_bytes() for f in out.rglob("*") if f.is_file()}


def main() -> None:
    rows = list(records(int(sys.argv[1]) + 1))
    rows[-1] = {**rows[-1], "date": "2026-01-01"}
    with tempfile.TemporaryDirectory() as folder:
        before, after = files(rows[:-1], Path(folder) / "before"), files(rows, Path(folder) / "after")
    changed = {name: len(data) for name, data in after.items() if before.get(name) != data}
    total = sum(map(len, after.values()))
    kinds = {kind: sum(n for name, n in changed.items() if name.startswith(kind)) for kind in ("t/", "p/", "d/", "s/")}
    print(json.dumps({"documents": len(rows), "bytes changed, %": round(100 * sum(changed.values()) / total, 1),
                      "files changed": len(changed), "files": len(after), "bytes changed by folder": kinds}))  # fmt: skip


if __name__ == "__main__":
    main()
