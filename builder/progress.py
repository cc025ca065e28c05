"""Documents as a translator sees them: how far each translation is, in which file. Here because rooms do not import each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

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
        url = f"{repository.rstrip('/')}/blob/main/{file}" if repository and document.holding.translation else repository
        yield Work(record.id, state, wanted, missing, len(paired.outdated) if paired else 0, file, url)
