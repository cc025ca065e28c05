"""Where written pages go: Markdown into the folder that MkDocs reads, and HTML, poured, into the site that is being made.

Without a pourer MkDocs renders the Markdown itself: the reference that pouring is compared with. Never decides what is written.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from builder.frames import leaf
from builder.model import Page
from builder.site.pour import Pourer, RenderError
from builder.site.render import render
from builder.write.markdown import page_markdown


@dataclass(slots=True)
class Press:
    """One run over all pages: ``clear``, ``page`` for each, ``finish``."""

    docs: Path
    site: Path
    config: Path
    site_url: str
    pourer: Pourer | None
    _listed: list[tuple[str, Mapping[str, Any]]] = field(default_factory=list)

    def clear(self) -> None:
        """Both folders empty."""
        for folder in (self.docs, self.site):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
        self._listed.clear()

    def page(self, page: Page) -> None:
        """One page, as Markdown and as HTML."""
        _put(self.docs / f"{page.path}.md", page_markdown(page))
        if self.pourer:
            ready = leaf(page)
            _put(self.site / ready.url / "index.html", self.pourer.page(ready))
            self._listed.append((page.path, {"template": ready.meta["template"], "alternates": ready.meta["alternates"]}))

    def finish(self) -> None:
        """Everything that is no page, from the frames and from the folder of Markdown. Raises RenderError where MkDocs fails."""
        if self.pourer is None:
            rendered = render(self.config, self.docs, self.site, self.site_url)
            if not rendered.ok:
                raise RenderError(rendered.said)
            return
        for folder in (self.pourer.statics, self.docs):
            _copy(folder, self.site)
        self.pourer.sitemap(self._listed, self.site_url, self.site / "sitemap.xml")


def _put(target: Path, text: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8", newline="\n")


def _copy(folder: Path, target: Path) -> None:
    """Every file but Markdown; like MkDocs no empty folder."""
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix != ".md"):
        to = target / path.relative_to(folder)
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, to)
