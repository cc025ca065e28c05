"""The parts of a page that depend on its document, rendered from the very template files that MkDocs uses.

Nothing is escaped here: front matter is escaped when it is written. Never renders a whole page.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, Template, pass_context
from jinja2.runtime import Context


class Seen(NamedTuple):
    """A page as a template sees it. ``toc`` is what MkDocs gives: the title, and the headings under it as ``children``."""

    meta: Mapping[str, Any]
    url: str
    toc: Sequence[Any]


class Under(NamedTuple):
    """The page's title in its table of contents."""

    children: Sequence[Any]


_INCLUDE = re.compile(r'{% include "(partials/[\w-]+\.html)" %}')


class _Whole(FileSystemLoader):
    """Templates with what they include in its place: an include is a template of its own, made ready anew for each value of each page."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Any]:
        source, name, fresh = super().get_source(environment, template)
        # Nothing printed on both sides: blanks that the included file trims are its own, not those around it.
        whole = _INCLUDE.sub(lambda found: "{{ '' }}" + self._text(environment, found[1]) + "{{ '' }}", source)
        return whole, name, fresh

    def _text(self, environment: Environment, template: str) -> str:
        return self.get_source(environment, template)[0].removesuffix("\n")


class _Environment(Environment):
    """``meta.title`` of a mapping at once; the way of Jinja, first an attribute, then a key, raises an error for each of thousands."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        if type(obj) is dict and attribute not in _OF_DICT and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


_OF_DICT = frozenset(dir(dict))


class Partials:
    """Renders ``partials/<name>.html`` of one folder of overrides, and its sitemap."""

    def __init__(self, overrides: Path, site_url: str) -> None:
        self._env = _Environment(loader=_Whole(overrides), auto_reload=False)
        self._env.filters["url"] = _url
        self._config = {"site_url": site_url}
        self._known: dict[str, Template] = {}
        self._strings: Any = self._env.get_template("partials/strings.html").make_module().__dict__["strings"]

    def render(self, name: str, meta: Mapping[str, Any], url: str, toc: Sequence[Any]) -> str:
        """One partial, for the page at ``url``; ``toc`` are the headings under its title."""
        page = Seen(meta, url, (Under(toc),))
        template = self._known.get(name)
        if template is None:
            template = self._known[name] = self._env.get_template(f"partials/{name}.html")
        return template.render(page=page, s=self._strings[meta["lang"]], config=self._config)

    def sitemap(self, pages: Iterable[Any]) -> Iterable[str]:
        """The sitemap, piece by piece; ``pages`` are what its template loops over."""
        return self._env.get_template("sitemap.xml").generate(pages=pages, config=self._config)


@pass_context
def _url(context: Context, value: str) -> str:
    """MkDocs' filter of this name: an address from the site's root as seen from the page."""
    return relative(str(value), context["page"].url)


@lru_cache(maxsize=65536)
def relative(address: str, page_url: str) -> str:
    """``vi/so/x/`` from ``vi/van-ban/y/`` is ``../../so/x/``; absolute addresses and fragments stay as they are."""
    parsed = urlsplit(address)
    if parsed.scheme or parsed.netloc or address.startswith(("/", "#")):
        return address
    to, here = _parts(address or "."), _parts(page_url)
    common = 0
    while common < min(len(to), len(here)) and to[common] == here[common]:
        common += 1
    found = "/".join([".."] * (len(here) - common) + to[common:]) or "."
    return f"{found}/" if address.endswith("/") else found


def _parts(path: str) -> list[str]:
    clean = posixpath.normpath(f"/{path}")[1:]
    return clean.split("/") if clean else []
