"""The zip container of Word files, opened with limits: bombs, foreign entities and passwords get a code. Knows no document.

Limits: 2,000 members, 100 MB unpacked, 100 times the packed size, no DOCTYPE, 200 levels of XML.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from typing import Any

from lxml import etree

from builder.read.sheet import Refused, too_much

MAX_MEMBERS = 2_000
MAX_UNPACKED = 100_000_000
MAX_RATIO = 100
MAX_PART = 40_000_000
MAX_DEPTH = 200
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Package:
    """The parts of a container by name. Reading one may raise ``Bad`` with the reason."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive

    def names(self) -> list[str]:
        return self._archive.namelist()

    def targets(self, part: str) -> dict[str, str]:
        """What a part names: id → the name of another part. What lies outside the container is not in it."""
        folder, _, name = part.rpartition("/")
        root = self.xml(f"{folder}/_rels/{name}.rels")
        found = root.iter(RELATION) if root is not None else ()
        return {
            each.get("Id") or "": posixpath.normpath(posixpath.join("/", folder, each.get("Target") or "")).lstrip("/")
            for each in found
            if each.get("TargetMode") != "External"
        }

    def xml(self, name: str) -> Any | None:
        """The root of a part, or None where there is none."""
        data = self.part(name)
        return None if data is None else _root(data)

    def part(self, name: str) -> bytes | None:
        """A part as it is, or None where there is none."""
        try:
            with self._archive.open(name) as part:
                data = part.read(MAX_PART + 1)
        except KeyError:
            return None
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
            raise Bad(Refused("S106", (("format", ".docx"), ("found", str(error)[:80])))) from error
        if len(data) > MAX_PART:
            raise Bad(too_much("XML", f"> {MAX_PART}", MAX_PART))
        return data


class Bad(Exception):  # noqa: N818 - it carries a reason to the one place that opens packages
    """A part that is not read, and why."""

    def __init__(self, refused: Refused) -> None:
        super().__init__(refused.code)
        self.refused = refused


def open_package(data: bytes) -> Package | Refused:
    """The container, once its table of contents is within the limits."""
    if data.startswith(_OLE):
        locked = "EncryptedPackage".encode("utf-16-le") in data
        return Refused("S110") if locked else Refused("S106", (("format", ".docx"), ("found", ".doc")))
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        infos = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError) as error:
        return Refused("S106", (("format", ".docx"), ("found", str(error)[:80])))
    unpacked = sum(info.file_size for info in infos)
    if len(infos) > MAX_MEMBERS:
        return too_much("zip", len(infos), MAX_MEMBERS)
    if unpacked > MAX_UNPACKED:
        return too_much("zip", unpacked, MAX_UNPACKED)
    if unpacked > 2_000_000 and unpacked > MAX_RATIO * len(data):
        return too_much("zip", f"{unpacked // len(data)} : 1", f"{MAX_RATIO} : 1")
    return Refused("S110") if any(info.flag_bits & 1 for info in infos) else Package(archive)


def _root(data: bytes) -> Any:
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Bad(Refused("S106", (("format", ".docx"), ("found", str(error)[:80])))) from error
    if root.getroottree().docinfo.doctype:
        raise Bad(too_much("XML", "DOCTYPE", "–"))
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MAX_DEPTH:
            raise Bad(too_much("XML", f"> {MAX_DEPTH}", MAX_DEPTH))
    return root
