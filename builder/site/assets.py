"""Style sheets, scripts and fonts under names that hold a hash of what is in them: a browser may keep them for ever.

Works on a copy of the templates, before any page is rendered; what a page says is never looked at.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

# In this order: what is named by another comes first.
_KINDS = (".woff2", ".css", ".mjs")
_DIGITS = 8


def fingerprinted(overrides: Path, target: Path) -> Path:
    """A copy of ``overrides`` in ``target`` in which each asset bears its hash, and all that name it name it so. Returns ``target``."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(overrides, target)
    renamed: dict[str, str] = {}
    for kind in _KINDS:
        for path in _named_first(sorted((target / "assets").rglob(f"*{kind}"))):
            data = _named(path.read_text(encoding="utf-8"), renamed).encode() if kind != ".woff2" else path.read_bytes()
            new = f"{path.stem}.{hashlib.sha256(data).hexdigest()[:_DIGITS]}{kind}"
            path.unlink()
            (path.parent / new).write_bytes(data)
            renamed[f"/{path.name}"] = f"/{new}"
    for path in sorted(target.rglob("*.html")):
        path.write_text(_named(path.read_text(encoding="utf-8"), renamed), encoding="utf-8", newline="\n")
    return target


def _named_first(paths: list[Path]) -> Iterator[Path]:
    """A module that another one imports before that one, so that its new name is known there."""
    texts = {path: path.read_bytes() for path in paths}
    while texts:
        free = (path for path in texts if not any(f"/{other.name}".encode() in texts[path] for other in texts if other is not path))
        chosen = next(free, next(iter(texts)))  # in a circle any one
        del texts[chosen]
        yield chosen


def _named(text: str, renamed: Mapping[str, str]) -> str:
    """``../fonts/x.woff2`` and ``assets/stylesheets/x.css`` by their new names."""
    for old, new in renamed.items():
        text = text.replace(old, new)
    return text
