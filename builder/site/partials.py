"""The parts of a page that depend on its document, rendered from the very template files that MkDocs uses.

Nothing is escaped here: front matter is escaped when it is written. Never renders a whole page.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, Template, nodes, pass_context
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context

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


class _Looks(CodeGenerator):
    """``meta.title`` as ``meta["title"]``: everything that a template is given here is a mapping, and a page has hundreds of looks."""

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 (its name)
        if isinstance(node.node, nodes.Name) and node.node.name == "loop":
            super().visit_Getattr(node, frame)
        else:
            self.visit(node.node, frame)
            self.write(f"[{node.attr!r}]")

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:  # noqa: N802 (its name)
        self.visit(node.node, frame)
        self.write("[")
        self.visit(node.arg, frame)
        self.write("]")


class _Environment(Environment):
    code_generator_class = _Looks


_OPTIONAL: Mapping[str, Any] = {"linked": "", "foreign": ()}
"""What a page's front matter may lack."""


class Partials:
    """Renders ``partials/<name>.html`` of one folder of overrides, and its sitemap."""

    def __init__(self, overrides: Path, site_url: str) -> None:
        self._env = _Environment(loader=_Whole(overrides), auto_reload=False)
        self._env.filters["url"] = _url
        self._config = {"site_url": site_url}
        self._known: dict[str, Template] = {}
        self._strings: Any = self._env.get_template("partials/strings.html").make_module().__dict__["strings"]

    def render(self, names: Iterable[str], meta: Mapping[str, Any], url: str, toc: Sequence[Mapping[str, Any]]) -> dict[str, str]:
        """The partials of these names, for the page at ``url``; ``toc`` are the headings under its title."""
        page = {"meta": {**_OPTIONAL, **meta}, "url": url, "toc": ({"children": toc},)}
        seen = {**self._env.globals, "page": page, "s": self._strings[meta["lang"]], "config": self._config}
        context = Context(self._env, seen, None, {})  # one for all: none of them leaves a name behind
        return {name: "".join(self._template(name).root_render_func(context)) for name in names}

    def _template(self, name: str) -> Template:
        template = self._known.get(name)
        if template is None:
            template = self._known[name] = self._env.get_template(f"partials/{name}.html")
        return template

    def sitemap(self, pages: Iterable[Any]) -> Iterable[str]:
        """The sitemap, piece by piece; ``pages`` are what its template loops over."""
        return self._env.get_template("sitemap.xml").generate(pages=pages, config=self._config)


@pass_context
def _url(context: Context, value: str) -> str:
    """MkDocs' filter of this name: an address from the site's root as seen from the page."""
    return relative(str(value), context["page"]["url"])


def relative(address: str, page_url: str) -> str:
    """``vi/so/x/`` from ``vi/van-ban/y/`` is ``../../so/x/``; absolute addresses and fragments stay as they are."""
    name = address.rfind("/", 0, -1) + 1
    if not name or ":" in address or page_url.startswith(address) or address.startswith(page_url):
        return _relative(address, page_url)
    above = page_url[: page_url.rfind("/", 0, -1) + 1]  # the folder of many pages
    return "../" + _relative(address[:name], above).removeprefix("./") + address[name:]


@lru_cache(maxsize=1024)  # the links of a page lead into a few folders
def _relative(address: str, page_url: str) -> str:
    if address.startswith(("/", "#")) or (":" in address and urlsplit(address).scheme):
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
