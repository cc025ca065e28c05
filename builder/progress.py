"""Documents as a translator sees them: how far each translation is, in which file. Here because rooms do not import each other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from builder.english import frame_file
from builder.read.shelf import shown
from builder.reading import Documents
from builder.write.progress import Work


def works(documents: Documents, content: Path, repository: str = "") -> Iterator[Work]:
    """English originals need no translation. ``repository`` is the address of the files on the web, if there is one."""
    for short in documents.briefs:
        holding, work = documents.holdings[short.id], short.work
        if work is None:
            continue
        frame = frame_file(holding)
        file = shown(frame or holding.original.with_name(f"{holding.original.stem}.en.md"), content)
        url = _place(repository.rstrip("/"), file, frame is not None) if repository else ""
        yield Work(short.id, work.state, work.wanted, work.missing, work.outdated, file, url)


def _place(repository: str, file: str, there: bool) -> str:
    """Where a file is edited on the web; where it is not there yet, a new file of that name in that folder."""
    folder, _, name = file.rpartition("/")
    return f"{repository}/edit/main/{quote(file)}" if there else f"{repository}/new/main/{quote(folder)}?filename={quote(name)}"


def form(repository: str) -> str:
    """Where a translation is offered without a file: the repository's form for it."""
    return f"{repository.rstrip('/')}/issues/new?template=4-translation.yml" if repository else ""
