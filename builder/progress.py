"""Documents as a translator sees them: how far each translation is, in which file. Here because rooms do not import each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote

from builder.intake import Document
from builder.read.shelf import shown
from builder.translate.file import units
from builder.write.progress import Work


def works(documents: Iterable[Document], content: Path, repository: str = "") -> Iterator[Work]:
    """English originals need no translation. ``repository`` is the address of the files on the web, if there is one."""
    for document in documents:
        record, paired = document.record, document.paired
        if record.lang == "en":
            continue
        wanted = sum(1 for _ in units(record))
        path = document.holding.translation or document.holding.original.with_name(f"{document.holding.original.stem}.en.md")
        file = shown(path, content)
        state = paired.translation.status if paired and paired.text else "none"
        missing = len(paired.missing) if paired else wanted
        url = _place(repository.rstrip("/"), file, document.holding.translation is not None) if repository else ""
        yield Work(record.id, state, wanted, missing, len(paired.outdated) if paired else 0, file, url)


def _place(repository: str, file: str, there: bool) -> str:
    """Where a file is edited on the web; where it is not there yet, a new file of that name in that folder."""
    folder, _, name = file.rpartition("/")
    return f"{repository}/edit/main/{quote(file)}" if there else f"{repository}/new/main/{quote(folder)}?filename={quote(name)}"


def form(repository: str) -> str:
    """Where a translation is offered without a file: the repository's form for it."""
    return f"{repository.rstrip('/')}/issues/new?template=4-translation.yml" if repository else ""
