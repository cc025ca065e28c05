"""What lies under ``content/``: originals with their sidecars and translations, grouped by id. Opens no file.

The id is the slug of the original's stem, unique over all of ``content/`` whatever the folder; names that differ only in case,
marks or đ are one id, and both files are named. An original that was dropped beside the folders of documents is read as well, and
its text decides whether it is news. Links, devices, reserved names and files that belong to no document (``CNAME``, a script) are
refused.
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

from builder.addresses import reserved
from builder.problems import Problem, problem
from builder.read.original import FORMATS, PREFERENCE, SAVED
from builder.text import slug

MAX_NAME = 200
Shelf = Literal["document", "news", "auto"]
FOLDERS: dict[str, Shelf] = {"notices": "document", "news": "news"}
_MISNAMED = re.compile(r"-(?:en|eng|english|ta|tieng-anh)$")
_PAGE_LANGS = ("vi", "en")
# "x.en.docx", and "x.en.md.txt" as Notepad saves it
_ENGLISH = re.compile(r"\.en(?:\.md)?$", re.I)
_ROOT = frozenset({*FOLDERS, "pages", "published.txt"})
# What anyone may drop beside the folders of documents: never what could be a page or a script of the site, or is read by robots.
_DROPPED = FORMATS.keys() - {".md", ".html", ".htm", ".xhtml", ".mht", ".mhtml"}
_SITE_FILES = frozenset({"robots", "humans", "security", "ads", "app-ads", "llms", "404"})
_IGNORED = frozenset({".gitkeep", ".gitattributes", ".ds_store", "thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True)
class Holding:
    """One document's files: the original its text is taken from, other renditions, attachments, sidecar, translation."""

    id: str
    kind: Shelf
    original: Path
    renditions: tuple[Path, ...] = ()
    attachments: tuple[Path, ...] = ()
    sidecar: Path | None = None
    translation: Path | None = None
    english: Path | None = None  # published as a whole, ``x.en.docx``


@dataclass(slots=True)
class _Files:
    originals: list[Path]
    attachments: list[Path]
    sidecars: list[Path]
    translations: list[Path]
    english: list[Path]
    kinds: set[Shelf]


Lone = tuple[str, Literal["document", "news"], Path]
"""A sidecar of which nothing else is left: a take-down, or a file that was misnamed; who reads it can tell."""


class Survey(NamedTuple):
    """All documents in the order of their ids, what is wrong with the names (S001–S010), and sidecars that are alone."""

    held: tuple[Holding, ...]
    problems: tuple[Problem, ...]
    lone: tuple[Lone, ...]


def survey(content: Path) -> Survey:
    """What lies under ``content``, looked at once."""
    problems: list[Problem] = []
    groups = _groups(content, problems)
    lone = tuple(_lone(groups))
    _misnamed(groups, content, problems)
    held = tuple(h for ident in sorted(groups) if (h := _holding(ident, groups[ident], content, problems)))
    return Survey(held, tuple(sorted(problems, key=lambda p: (p.path, p.code))), lone)


def holdings(content: Path) -> tuple[tuple[Holding, ...], tuple[Problem, ...]]:
    """The documents of a survey, and its problems."""
    return survey(content)[:2]


def lone_sidecars(content: Path) -> tuple[Lone, ...]:
    """Those of a survey."""
    return survey(content).lone


def _lone(groups: dict[str, _Files]) -> Iterator[Lone]:
    for ident, files in sorted(groups.items()):
        if files.sidecars and not (files.originals or files.translations or files.english or files.attachments):
            yield ident, "news" if "news" in files.kinds else "document", files.sidecars[0]


def _groups(content: Path, problems: list[Problem]) -> dict[str, _Files]:
    """Everything that can belong to a document, by id."""
    groups: dict[str, _Files] = defaultdict(lambda: _Files([], [], [], [], [], set()))
    for folder, kind in FOLDERS.items():
        for path in _files(content / folder, content, problems):
            _group(groups, path, kind, content, problems)
    dropped = list(_dropped(content, problems))
    for path in (p for p in dropped if p.suffix.lower() in _DROPPED and not _is_english(p)):
        problems.append(problem("S009", shown(path, content), name=_visible(path.name)))
        _group(groups, path, "auto", content, problems)
    for path in (p for p in dropped if p.suffix.lower() not in _DROPPED or _is_english(p)):
        if ident_of(path) in groups:  # a sidecar or a translation of something that is there
            _sort(groups[ident_of(path)], path, content, problems)
        else:
            problems.append(problem("S008", shown(path, content), name=_visible(path.name)))
    return groups


def _misnamed(groups: dict[str, _Files], content: Path, problems: list[Problem]) -> None:
    """``x-en.md`` beside ``x.txt``: an English text that would become a document of its own."""
    for ident in [i for i in groups if _MISNAMED.sub("", i) != i and groups.get(_MISNAMED.sub("", i))]:
        of = groups[_MISNAMED.sub("", ident)].originals
        if of and groups[ident].originals:
            for path in groups.pop(ident).originals:
                proposed = f"{of[0].stem}.en{path.suffix.lower()}"
                problems.append(
                    problem("S010", shown(path, content), name=_visible(path.name), other=_visible(of[0].name), proposed=proposed)
                )


def _group(groups: dict[str, _Files], path: Path, kind: Shelf, content: Path, problems: list[Problem]) -> None:
    ident = ident_of(path)
    if not ident or reserved(ident):
        problems.append(problem("S003" if ident else "S002", shown(path, content), name=_visible(path.name)))
        return
    groups[ident].kinds.add(kind)
    _sort(groups[ident], path, content, problems)


def _dropped(content: Path, problems: list[Problem]) -> Iterator[Path]:
    """Files beside the folders of documents that may be a document's; everything else there is a stranger, a folder of such as a whole."""
    for path in sorted(content.iterdir()) if content.is_dir() else ():
        if path.is_symlink():
            problems.append(problem("S006", shown(path, content), name=_visible(path.name)))
        if path.is_symlink() or path.name in _ROOT or path.name.lower() in _IGNORED:
            continue
        inside = list(_files(path, content, problems)) if path.is_dir() else [path] if _admitted(path, path, content, problems) else []
        found = [p for p in inside if _ours(p)]
        strangers = [p for p in inside if p not in found] if found else [path] if inside or path.is_dir() else []
        problems += [problem("S008", shown(p, content), name=_visible(p.name)) for p in strangers]
        yield from found


def _ours(path: Path) -> bool:
    side = path.suffix.lower() in (".yml", ".yaml") or _is_english(path)
    return (path.suffix.lower() in _DROPPED or side) and _stem(path).lower() not in _SITE_FILES and not path.name.startswith(".")


def hand_pages(content: Path) -> tuple[dict[str, tuple[Path, ...]], tuple[Problem, ...]]:
    """The hand-written pages of each language, and what else lies among them: S006, S007, S008."""
    folder = content / "pages"
    problems = list(_strangers(folder, frozenset(_PAGE_LANGS), content)) if folder.is_dir() else []
    found: dict[str, tuple[Path, ...]] = {}
    for lang in _PAGE_LANGS:
        paths = list(_files(folder / lang, content, problems))
        others = [p for p in paths if p.suffix != ".md" or p.parent != folder / lang]
        problems += [problem("S008", shown(p, content), name=_visible(p.name)) for p in others]
        found[lang] = tuple(p for p in paths if p not in others)
    return found, tuple(problems)


def shown(path: Path, content: Path) -> str:
    """A path as the editor knows it: from the folder that holds ``content``, nothing in it that could steer a terminal."""
    name, above = str(path), str(content.parent)
    if above == "." or name.startswith(above + os.sep):  # every file of a large archive is asked for, and pathlib is slow
        return _visible(name if above == "." else name[len(above) + 1 :])
    try:
        return _visible(str(path.relative_to(content.parent)))
    except ValueError:
        return _visible(name)


def _visible(name: str) -> str:
    """Bytes that are no text, control and bidirectional characters as escapes."""
    if name.isprintable():
        return name
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def _strangers(folder: Path, known: frozenset[str], content: Path) -> Iterator[Problem]:
    """What stands in a folder that holds nothing but folders of ours."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name not in known and path.name.lower() not in _IGNORED:
            yield problem("S008", shown(path, content), name=_visible(path.name))
        elif path.is_symlink():
            yield problem("S006", shown(path, content), name=_visible(path.name))


def _files(folder: Path, content: Path, problems: list[Problem]) -> Iterator[Path]:
    if not folder.is_symlink() and folder.is_dir():
        yield from _below(folder, content, problems)


def _below(folder: Path, content: Path, problems: list[Problem]) -> Iterator[Path]:
    """The files of a folder, then those of its folders, by name."""
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    inside = []
    for entry in (e for e in entries if e.is_dir()):
        pages = (f"{entry.path.removesuffix(SAVED)}{suffix}" for suffix in (".html", ".htm"))
        if entry.name.endswith(SAVED) and any(map(os.path.isfile, pages)):
            continue  # a browser's, of a saved page: its pictures are read with it, the rest is nothing
        if entry.is_symlink() or entry.name.startswith("."):
            problems.append(problem("S006", shown(folder / entry.name, content), name=_visible(entry.name)))
        else:
            inside.append(entry.name)
    for entry in (e for e in entries if not e.is_dir()):
        if entry.name.lower() not in _IGNORED and _admitted(entry, folder / entry.name, content, problems):
            yield folder / entry.name
    for name in inside:
        yield from _below(folder / name, content, problems)


def _admitted(entry: os.DirEntry[str] | Path, path: Path, content: Path, problems: list[Problem]) -> bool:
    """Whether a file is an ordinary one that every machine can hold."""
    if len(os.fsencode(path.name)) > MAX_NAME:
        problems.append(problem("S007", shown(path, content), limit=MAX_NAME))
    elif entry.is_symlink() or not entry.is_file() or path.name.startswith((".", "~$")):  # "~$": Word's note of who has a file open
        problems.append(problem("S006", shown(path, content), name=_visible(path.name)))
    else:
        return True
    return False


def _stem(path: Path) -> str:
    """``x`` of ``x.txt``, ``x.yml``, ``x.en.md``, ``x--annex.pdf``."""
    return _ENGLISH.sub("", path.stem).split("--")[0]


def _is_english(path: Path) -> bool:
    return _ENGLISH.search(path.stem) is not None


def ident_of(path: Path) -> str:
    """The id of the document that a file belongs to by its name; empty for a name without letters and digits."""
    return slug(_stem(path))


def _sort(files: _Files, path: Path, content: Path, problems: list[Problem]) -> None:
    suffix = path.suffix.lower()
    if suffix in (".yml", ".yaml"):
        files.sidecars.append(path)
    elif _is_english(path) and suffix in (".md", ".txt"):
        files.translations.append(path)
    elif _is_english(path) and suffix in FORMATS and "--" not in path.stem:
        files.english.append(path)
    elif suffix in FORMATS and not _is_english(path):
        (files.attachments if "--" in path.stem else files.originals).append(path)
    else:
        problems.append(problem("S101", shown(path, content), suffix=suffix or "–", read=" ".join(sorted(FORMATS))))


def _rank(path: Path) -> int:
    suffix = path.suffix.lower()
    return PREFERENCE.index(suffix) if suffix in PREFERENCE else len(PREFERENCE)


def _holding(ident: str, files: _Files, content: Path, problems: list[Problem]) -> Holding | None:
    others = (*files.translations, *files.english, *files.attachments)
    for path in () if files.originals else (*files.sidecars, *others) if others else ():
        problems.append(problem("S004", shown(path, content), id=ident))
    if not files.originals:
        return None
    ordered = sorted(files.originals, key=lambda p: (_rank(p), str(p)))
    stems = {(p.parent, _stem(p)) for p in ordered}
    clash = next(
        (
            p
            for p in ordered[1:]
            if (p.parent, _stem(p)) != (ordered[0].parent, _stem(ordered[0])) or p.suffix.lower() == ordered[0].suffix.lower()
        ),
        None,
    )
    if clash or len(stems) > 1:
        other = clash or ordered[-1]
        problems.append(problem("S001", shown(other, content), id=ident, other=shown(ordered[0], content)))
        return None
    frames, english = _english(files)
    if len(files.sidecars) > 1 or len(frames) > 1:
        twice = (files.sidecars if len(files.sidecars) > 1 else frames)[1]
        problems.append(problem("S001", shown(twice, content), id=ident, other=shown(twice.parent, content)))
    return Holding(
        ident, next(iter(files.kinds)), ordered[0], tuple(ordered[1:]), tuple(files.attachments),
        files.sidecars[0] if files.sidecars else None, frames[0] if frames else None, english[0] if english else None,
    )  # fmt: skip


def _english(files: _Files) -> tuple[list[Path], list[Path]]:
    """Aligned translations, published files; of these the one that text is best taken from comes first."""
    frames = [p for p in files.translations if p.suffix.lower() == ".md"]
    plain = [p for p in files.translations if p not in frames]
    published = [*files.english, *(plain if frames or files.english else ())]
    return frames or (plain if not files.english else []), sorted(published, key=lambda p: (_rank(p), str(p)))
