"""Which page a citation belongs to: the slug of its number, of the number that the register of laws knows, or of its name and year.

The register draws one conclusion only: a law's name with its year or day is the law of that number. Never looks at the archive.
"""

from __future__ import annotations

import re
from functools import lru_cache

from builder import vocabulary
from builder.addresses import number_slug
from builder.model import Citation
from builder.text import fold


def instrument_number(citation: Citation) -> str | None:
    """The number as written, else that of the one law of this name and year."""
    if citation.number or citation.draft or not citation.name or not citation.date:
        return citation.number
    known = vocabulary.instrument_by_name(citation.name)
    fitting = [v for v in known.versions if _dated(v, citation.date)] if known else []
    return fitting[0].number if len(fitting) == 1 else None


def _dated(version: vocabulary.Version, date: str) -> bool:
    if version.date and len(date) == 10:
        return version.date == date
    return str(version.year) == date[:4]


def instrument_slug(citation: Citation) -> str | None:
    """The page a citation belongs to, or None where it names nothing that can have one."""
    number = instrument_number(citation)
    if number:
        return number_slug(number) or None
    if citation.draft or not citation.name:
        return None
    year = citation.date[:4] if citation.date and citation.date[:4] not in citation.name else ""
    return number_slug(f"{citation.name} {year}") or None


@lru_cache(maxsize=65536)
def number_key(number: str) -> str:
    """One key for all spellings of a number."""
    return re.sub(r"[^a-z0-9]+", "/", fold(number))
