"""Old spreadsheets (.xls, BIFF4: a single sheet without a container) made record by record, for tests."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _font(name: str, bold: bool = False) -> bytes:
    raw = name.encode("cp1252")
    return _record(0x0231, struct.pack("<HHH", 200, int(bold), 0x7FFF) + bytes([len(raw)]) + raw)


def sheet(rows: Sequence[Sequence[str | float]], fonts: Mapping[tuple[int, int], str] | None = None, encoding: str = "cp1252") -> bytes:
    """A file of these cells; ``fonts`` names the font of a cell (row, column), whose text is then given as its bytes in cp1252."""
    names = ["Arial", *dict.fromkeys((fonts or {}).values())]
    out = [_record(0x0409, struct.pack("<HHH", 0x0400, 0x0010, 0)), _record(0x0042, struct.pack("<H", 1252))]
    listed = [*names[:1] * 4, *names]  # the fifth font of a file has the number 5
    out += [_font(name) for name in listed]
    numbers = {name: (n if n < 4 else n + 1) for n, name in enumerate(listed)}
    out += [_record(0x0443, struct.pack("<BBHHHHH", numbers[name], 0, 0, 0, 0, 0, 0)[:12]) for name in names]
    for row, cells in enumerate(rows):
        for column, value in enumerate(cells):
            look = names.index((fonts or {}).get((row, column), "Arial"))
            at = struct.pack("<HHH", row, column, look)
            if isinstance(value, str):
                raw = value.encode(encoding)
                out.append(_record(0x0204, at + struct.pack("<H", len(raw)) + raw))
            else:
                out.append(_record(0x0203, at + struct.pack("<d", value)))
    return b"".join([*out, _record(0x000A, b"")])
