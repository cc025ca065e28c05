"""What goes wrong with an archive while nobody touches it, as the text of one issue: links that died, deadlines without a page,
outdated translations, packages with known weaknesses. Asks other machines only through ``Ask``, and changes nothing.
"""

from __future__ import annotations

import ipaddress
import json
import re
import socket
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from builder import addresses
from builder.english import frame_file
from builder.handpages import HandPages
from builder.intake import extract
from builder.model import Anchor, Block, Bullets, Emphasis, Heading, Inline, Lang, Paragraph, Strong, Table
from builder.pipeline import Loaded
from builder.read.shelf import holdings, shown
from builder.summary import code, plain
from builder.vocabulary import word

Ask = Callable[[str, bytes | None], tuple[int, bytes]]
AHEAD = 60  # days
SECONDS = 20
MOST = 100
ADVISORIES = "https://api.osv.dev/v1/querybatch"
# What says "I am here, but not for programs": no proof that a reader would not get the page.
ALIVE = frozenset({401, 403, 405, 406, 429, 999})
_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s\\;]+)", re.M)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at: the section it belongs to, and where it is; ``why`` is a figure or a word of a machine."""

    section: str
    where: str
    what: str
    why: str = ""


def findings(loaded: Loaded, today: date, locks: Iterable[Path], ask: Ask) -> Iterator[Finding]:
    """Everything, a section after the other."""
    yield from _links(loaded, ask)
    yield from _deadlines(loaded, today)
    yield from _outdated(loaded)
    yield from _advisories(locks, ask)


# --- links ----------------------------------------------------------------------------------------------------------------------


def _links(loaded: Loaded, ask: Ask) -> Iterator[Finding]:
    """Addresses outside the site, each asked once; named with the first page that has it."""
    seen: dict[str, str] = {}
    for url, where in (*_of_pages(loaded.pages), *_of_sources(loaded)):
        seen.setdefault(url.partition("#")[0], where)
    for url, where in sorted(seen.items())[:MOST]:
        if why := dead(url, ask):
            yield Finding("links", where, url, why)


def dead(url: str, ask: Ask) -> str | None:
    """Why a link is dead; None for one that lives, was moved, or does not answer programs. Asked twice before it is called dead."""
    why = ""
    for _ in range(2):
        try:
            status, _body = ask(url, None)
        except OSError as error:
            why = type(error).__name__
            continue
        if status < 400 or status in ALIVE:
            return None
        why = str(status)
    return why


def _of_pages(pages: HandPages) -> Iterator[tuple[str, str]]:
    for stem, languages in sorted(pages.items()):
        for lang, (_, blocks) in languages.items():
            for block in blocks:
                yield from ((url, f"content/pages/{lang}/{stem}.md") for url in _urls(block))


def _urls(block: Block) -> Iterator[str]:
    if isinstance(block, Heading | Paragraph):
        yield from _in(block.content)
    elif isinstance(block, Bullets):
        for item in block.items:
            yield from _in(item.content)
    elif isinstance(block, Table):
        for row in (block.header, *block.rows):
            for cell in row:
                yield from _in(cell)


def _in(content: Iterable[Inline]) -> Iterator[str]:
    for part in content:
        if isinstance(part, Anchor) and part.target.url:
            yield part.target.url
        if isinstance(part, Anchor | Strong | Emphasis):
            yield from _in(part.content)


def _of_sources(loaded: Loaded) -> Iterator[tuple[str, str]]:
    """Only an editor's file says where an original was found."""
    for short in loaded.documents.briefs:
        sidecar = loaded.documents.holdings[short.id].sidecar
        if sidecar and (url := loaded.documents.of(short.id).record.source.url):
            yield url, shown(sidecar, loaded.content)


# --- deadlines and translations --------------------------------------------------------------------------------------------------


def _deadlines(loaded: Loaded, today: date) -> Iterator[Finding]:
    """Deadlines of the next days in documents that readers cannot see: held back, or hidden."""
    held = [h for h in holdings(loaded.content)[0] if h.id not in loaded.archive.entries]
    for holding in held:
        record = extract(holding.original, holding.id, holding.original.name, holding.kind)[0]
        for deadline in record.deadlines if record else ():
            if (day := _day(deadline.date)) and 0 <= (day - today).days <= AHEAD:
                yield Finding("deadlines", shown(holding.original, loaded.content), deadline.date)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _outdated(loaded: Loaded) -> Iterator[Finding]:
    for short in loaded.documents.briefs:
        frame = frame_file(loaded.documents.holdings[short.id])
        paired = loaded.documents.of(short.id).paired if frame and (short.work is None or short.work.outdated) else None
        if frame and paired and paired.outdated:
            yield Finding("outdated", shown(frame, loaded.content), ", ".join(paired.outdated))


# --- packages --------------------------------------------------------------------------------------------------------------------


def pins(text: str) -> dict[str, str]:
    """name → version of a lock."""
    return dict(_PIN.findall(text))


def _advisories(locks: Iterable[Path], ask: Ask) -> Iterator[Finding]:
    """What the open database of weaknesses has against the locked versions; where it cannot be asked, that is said."""
    for lock in locks:
        found = pins(lock.read_text(encoding="utf-8"))
        queries = [{"package": {"name": name, "ecosystem": "PyPI"}, "version": version} for name, version in found.items()]
        try:
            status, body = ask(ADVISORIES, json.dumps({"queries": queries}).encode())
            results = json.loads(body)["results"] if status == 200 else None
        except (OSError, ValueError, KeyError):
            results = None
        if results is None:
            yield Finding("advisories", lock.name, word("watch.unasked", "vi"), word("watch.unasked", "en"))
            continue
        for (name, version), result in zip(found.items(), results, strict=False):
            ids = [str(v["id"]) for v in result.get("vulns", ())]
            if ids:
                yield Finding("advisories", lock.name, f"{name} {version}", ", ".join(ids[:10]))


# --- asking ----------------------------------------------------------------------------------------------------------------------


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """A page that was moved is alive, and where to is not followed: it could be a machine inside."""


def ask(url: str, data: bytes | None) -> tuple[int, bytes]:
    """Status and at most a few megabytes of an answer. Never asks a machine of the own network. Raises OSError."""
    parts = urllib.parse.urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or not public(parts.hostname, parts.port or 443):
        raise OSError(f"refused: {parts.hostname}")
    request = urllib.request.Request(url, data, {"User-Agent": "labour-policy-archive-watch", "Content-Type": "application/json"})
    try:
        with urllib.request.build_opener(_Stay).open(request, timeout=SECONDS) as answer:
            return answer.status, answer.read(4_000_000)
    except urllib.error.HTTPError as error:
        return error.code, b""
    except (urllib.error.URLError, ValueError) as error:
        raise OSError(str(error)) from error


def public(host: str, port: int) -> bool:
    """Whether every address of a name is one of the open net."""
    try:
        found = socket.getaddrinfo(host, port, proto=socket.IPPROTO_TCP)
    except OSError:
        return True  # asking it will say so
    return all(ipaddress.ip_address(str(address[4][0])).is_global for address in found)


# --- the issue -------------------------------------------------------------------------------------------------------------------


def issue(found: Iterable[Finding], today: date) -> str:
    """The text of the issue in both languages; empty where there is nothing to say."""
    sections: dict[str, list[Finding]] = {}
    for finding in found:
        sections.setdefault(finding.section, []).append(finding)
    if not sections:
        return ""
    halves = ["\n".join(_half(sections, lang, today)) for lang in addresses.LANGS]
    return f"{halves[0]}\n\n---\n\n{halves[1]}\n"


def _half(sections: Mapping[str, list[Finding]], lang: Lang, today: date) -> Iterator[str]:
    yield word("watch.intro", lang, date=today.isoformat())
    for name in ("links", "deadlines", "outdated", "advisories"):
        if rows := sections.get(name):
            yield from ("", f"## {word(f'watch.{name}', lang)}", "", word(f"watch.{name}.do", lang), "")
            yield from (f"- {code(r.where)}: {plain(r.what)}{f' ({plain(r.why)})' if r.why else ''}" for r in rows[:MOST])
