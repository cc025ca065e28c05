"""Hands originals, data files, feeds and calendars to the press. One that cannot be made costs its document, as a page does."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import nullcontext

from builder.drafts import english_path, original_path, sources
from builder.english import published_file
from builder.export.files import UnwritableError, exports
from builder.intake import Document
from builder.limits import LimitError, limited
from builder.model import Archive
from builder.press import Press
from builder.problems import Problem, problem
from builder.reading import program
from builder.trace import fingerprint


def dispatch(documents: Iterable[Document], keys: Mapping[str, str], archive: Archive, press: Press) -> Iterator[tuple[str, Problem]]:
    """Every file that is not as it was; of those that fail the document's id and what to say."""
    found = tuple(sources(documents, keys, archive, press.site_url))
    for export in exports(found, archive, press.site_url, lambda value: f"{program()} {fingerprint(value).hex()}"):
        try:
            with limited() if export.owner else nullcontext():
                press.made(export.path, export.key, export.make)
        except OSError:
            raise
        except (Exception, LimitError) as error:
            owner = error.args[0] if isinstance(error, UnwritableError) else export.owner
            if owner is None:
                raise
            yield owner, problem("W101", owner, page=export.path, found=type(error.__cause__ or error).__name__)


def originals(documents: Iterable[Document], press: Press) -> None:
    """Downloads under their hash; the bytes are the original's, and their hash is looked at once more."""
    for document in documents:
        path = original_path(document)
        if path is None:
            continue
        data = document.holding.original.read_bytes()
        if hashlib.sha256(data).hexdigest() != document.record.source.sha256:
            raise RuntimeError(f"{document.holding.original} changed during the build")
        press.static(path, data)
        english, file = english_path(document), published_file(document.holding)
        if english and file:
            press.static(english, file.read_bytes())
