"""Where a link leads, as text: a published address or a source path. Refuses what no page of ours may link to."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import quote, urlsplit

from builder.model import Target
from builder.write.spans import ID

Hrefs = Callable[[Target, str], str]
"""A rendering of a target as seen from a page's source path, neither escaped for HTML nor for Markdown."""

_PATH = re.compile(r"(?!/)(?!.*//)(?!(?:.*/)?\.\.?(?:/|$))[A-Za-z0-9._/-]*[A-Za-z0-9_-]")
_QUERY = re.compile(r"[a-z]+=[A-Za-z0-9_-]+")
_HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?\.?(:[0-9]+)?")
# Kept in an absolute address. Parentheses, quotes, brackets, back-ticks and blanks would end a link in Markdown.
_KEPT = "%/:?#@!$&*+,;=~"


def page_url(page: str) -> str:
    """The published address of a source path, relative to the site's root: ``vi/van-ban/x`` → ``vi/van-ban/x/``."""
    folder, _, stem = page.rpartition("/")
    if stem != "index":
        return f"{page}/"
    return f"{folder}/" if folder else ""


def site_href(target: Target) -> str:
    """The target relative to the site's root, for the ``url`` filter of the templates; never empty."""
    if target.url is not None:
        return _absolute(target.url)
    if target.file is not None:
        return _path(target.file)
    if target.page is None:
        return _fragment(target.anchor)
    return (page_url(_path(target.page)) or ".") + _query(target.query) + (_fragment(target.anchor) if target.anchor else "")


def resolved(target: Target, path: str) -> str:
    """The address as the published page has it: relative to the page's own directory URL."""
    page = target.page
    if page is None or target.query or page.startswith(path) or path.endswith("index"):
        return _href(target, path, source=False)
    href = _from_folder(page, path[: path.rfind("/") + 1])  # most links: the same from many pages
    return href + _fragment(target.anchor) if target.anchor else href


@lru_cache(maxsize=2048)
def _from_folder(page: str, folder: str) -> str:
    """A page as seen from any page of a folder, but its first and those that the page itself lies below."""
    return _relative(page_url(_path(page)), f"{folder}\0/")


def source(target: Target, path: str) -> str:
    """The link as Markdown has it: relative to the source file, with ``.md`` for pages."""
    return _href(target, path, source=True)


def _href(target: Target, path: str, source: bool) -> str:
    if target.url is not None:
        return _absolute(target.url)
    fragment = _fragment(target.anchor) if target.anchor else ""
    if (target.page is None and target.file is None) or (fragment and target.page == path):
        return fragment or _fragment(target.anchor)
    if source:
        here = path.rpartition("/")[0]
        to = f"{target.page}.md" if target.page is not None else target.file or ""
    else:
        here = page_url(path)
        to = page_url(target.page) if target.page is not None else target.file or ""
    _path(target.page if target.page is not None else target.file or "")
    return _relative(to, here) + _query(target.query) + fragment


def _relative(to: str, here: str) -> str:
    """``to`` as seen from the folder ``here``, both from the root; a folder ends with ``/``."""
    if here.startswith(to):
        return _way(to, here) or "./"
    name = to.rfind("/", 0, -1) + 1
    if to.startswith(here):  # below it
        return _way(to[:name], here) + to[name:]
    return "../" + _way(to[:name], here[: here.rfind("/", 0, -1) + 1]) + to[name:]  # the folder above is that of many pages


@lru_cache(maxsize=1024)  # a page has dozens of links, and they lead into a few folders
def _way(to: str, here: str) -> str:
    """From one folder to another: ``vi/so/`` from ``vi/van-ban/x/`` is ``../../so/``; nothing from itself."""
    there, places = to.split("/"), [part for part in here.split("/") if part]
    common = 0
    while common < len(places) and common < len(there) - 1 and there[common] == places[common]:
        common += 1
    return "../" * (len(places) - common) + "/".join(there[common:])


@lru_cache(maxsize=1024)
def _path(path: str) -> str:
    if not _PATH.fullmatch(path):
        raise ValueError(f"{path!r} is no path of a page or file of ours")
    return path


def _query(asked: str | None) -> str:
    if asked and not _QUERY.fullmatch(asked):
        raise ValueError(f"{asked!r} is no question of ours")
    return f"?{asked}" if asked else ""


def _fragment(anchor: str | None) -> str:
    if not anchor or not ID.fullmatch(anchor):
        raise ValueError(f"{anchor!r} is no anchor of ours")
    return f"#{anchor}"


def _absolute(url: str) -> str:
    """A web address with nothing in it that could end a link, or ValueError."""
    parts = urlsplit(url.strip())
    if parts.scheme not in ("http", "https"):
        raise ValueError(f"{url!r} is no http or https address")
    host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode()
    if not _HOST.fullmatch(host):
        raise ValueError(f"{url!r} has no host that a page may link to")
    rest = parts._replace(scheme="", netloc="").geturl()
    return f"{parts.scheme}://{host}{quote(rest, safe=_KEPT, errors='ignore')}"
