"""Hand-written pages, in pairs of two languages, at addresses that nothing else has. Never looks at documents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from builder import addresses
from builder.model import Block, Lang
from builder.problems import Problem, problem
from builder.read.markdown import Written, read_page
from builder.read.shelf import hand_pages, shown

MAX_BYTES = 500_000
HandPages = Mapping[str, Mapping[Lang, tuple[Mapping[str, str], tuple[Block, ...]]]]
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def load(content: Path) -> tuple[HandPages, tuple[Problem, ...]]:
    """stem → language → (front matter, blocks). A page with a mistake is left out, and its other language with it."""
    folders, wrong = hand_pages(content)
    found: dict[str, dict[Lang, tuple[Mapping[str, str], tuple[Block, ...]]]] = {}
    problems = list(wrong)
    for lang in addresses.LANGS:
        taken = set(_own_slugs(lang))
        for path in folders[lang]:
            page = _page(path, content, taken, problems)
            if page:
                found.setdefault(path.stem, {})[lang] = (page.meta, page.blocks)
    for stem, languages in found.items():
        for lang in addresses.LANGS:
            if lang not in languages:
                problems.append(problem("S303", f"{content.name}/pages/{lang}/{stem}.md", stem=stem, lang=lang))
    return {s: p for s, p in found.items() if len(p) == len(addresses.LANGS)}, tuple(problems)


def _page(path: Path, content: Path, taken: set[str], problems: list[Problem]) -> Written | None:
    name = shown(path, content)
    if (size := path.stat().st_size) > MAX_BYTES:
        problems.append(problem("S103", name, size=size, limit=MAX_BYTES))
        return None
    page, wrong = read_page(path.read_bytes(), name)
    problems += wrong
    if page is None:
        return None
    slug = page.meta["slug"]
    if not _SLUG.fullmatch(slug) or slug in taken or len(slug) > 80:
        problems.append(problem("S304", name, 2, found=slug))
        return None
    taken.add(slug)
    return page


def _own_slugs(lang: Lang) -> Iterator[str]:
    """First parts of the addresses that the site itself has in a language."""
    paths = [addresses.home(lang), addresses.SEARCH[lang], addresses.number("x", lang), addresses.together("x", lang)]
    paths += [addresses.documents(kind, lang) for kind in ("document", "news")]
    paths += [addresses.index(dimension, lang) for dimension in ("years", "types", "issuers", "topics", "numbers", "codes")]
    paths += [addresses.index(dimension, lang) for dimension in ("units", "addressees", "statuses")]
    paths += [addresses.GLOSSARY[lang], addresses.PROGRESS[lang], addresses.DEADLINES[lang], addresses.DATA[lang]]
    yield from (path.split("/")[1] for path in paths)
