"""Hands originals, data files, feeds and calendars to the press. One that cannot be made costs its document, as a page does."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial

from builder import addresses
from builder.drafts import sources, stamp
from builder.english import published_file
from builder.export.files import Export, UnwritableError, exports
from builder.limits import LimitError, limited
from builder.model import Archive
from builder.press import Press
from builder.prints import fingerprint
from builder.problems import Problem, problem
from builder.read.original import read_original
from builder.read.shelf import Holding
from builder.reading import PICTURE, Documents, program
from builder.site.store import Store
from builder.trace import Prints

ROWS = "rows"  # of the table of all documents, by year


def dispatch(documents: Documents, keys: Mapping[str, str], archive: Archive, prints: Prints, press: Press) -> Iterator[Problem]:
    """Every file that is not as it was; of those that fail what to say (the problem's path is the document's id)."""
    found = tuple(sources(documents, keys, prints, press.site_url))
    numbers = stamp(sorted(prints["numbers"].items()))
    years: set[str] = set()
    keep = partial(_kept, press.store, years)
    for export in exports(found, archive, press.site_url, stamp, press.read, numbers, keep):
        try:
            press.made(export.path, export.key, partial(_made, export) if export.owner else export.make)
        except OSError:
            raise
        except (Exception, LimitError) as error:
            owner = error.args[0] if isinstance(error, UnwritableError) else export.owner
            if owner is None:
                raise
            yield problem("W101", owner, page=export.path, found=type(error.__cause__ or error).__name__)
    if years:
        press.store.keep_only(ROWS, years)


def _kept(store: Store, names: set[str], name: str, key: str, make: Callable[[], bytes]) -> bytes:
    """Rows of a year as the last build made them; every name is noted."""
    names.add(name)
    own = fingerprint(key)
    row = store.get(ROWS, name) if key else None
    if row and row.startswith(own):
        return row[len(own) :]
    data = make()
    store.put(ROWS, name, own + data)
    return data


def _made(export: Export) -> bytes:
    with limited():
        return export.make()


def originals(documents: Documents, press: Press) -> None:
    """Downloads under their hash; the bytes are the original's, and their hash is looked at once more where they are copied."""
    for short in documents.briefs:
        if short.original is None:
            continue
        holding = documents.holdings[short.id]
        press.made(short.original, short.sha256, partial(_original, holding, short.sha256))
        file = published_file(holding)
        if short.english and file:
            press.made(short.english, short.english, file.read_bytes)  # its name is of its hash


def _original(holding: Holding, sha256: str) -> bytes:
    data = holding.original.read_bytes()
    if hashlib.sha256(data).hexdigest() != sha256:
        raise RuntimeError(f"{holding.original} changed during the build")
    return data


def schema(press: Press) -> None:
    """The JSON Schema of sidecars, for editors' tools, where the repository has it too."""
    press.made(addresses.SCHEMA, program(), _schema)


def _schema() -> bytes:
    from builder.read.sidecarschema import published  # made once for each version of the program

    return published()


def pictures(documents: Documents, press: Press) -> None:
    """The pictures that pages show, as the last build kept them or as the original gives them."""
    for short in documents.briefs:
        files = cache(partial(_pictures_of, documents.holdings[short.id]))
        for name in short.pictures:  # a hash of what is in it: the file is made once
            press.made(addresses.picture(name), name, partial(_picture, name, press, files))


def _picture(name: str, press: Press, files: Callable[[], Mapping[str, bytes]]) -> bytes:
    data = press.store.get(PICTURE, name)
    return files()[name] if data is None else data


def _pictures_of(holding: Holding) -> Mapping[str, bytes]:
    original = read_original(holding.original)[0]
    return dict(original.files) if original else {}
