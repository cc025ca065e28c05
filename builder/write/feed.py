"""Atom feeds (RFC 4287), one for each language, issuer and topic. Dates come from content: a build knows no today."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from builder import addresses
from builder.model import Entry, Lang
from builder.vocabulary import word
from builder.write import labels

MOST = 50
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def feed(chosen: Sequence[Entry], site_url: str, lang: Lang, path: str, title: str) -> str:
    """The documents given, which have dates, newest first; ``updated`` is the newest date. ``path`` is the list that it follows."""
    own = site_url + addresses.feed(path)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{lang}">',
        f"<title>{_text(title)}</title>",
        f"<id>{_text(own)}</id>",
        f"<updated>{_moment(chosen[0].sort_date) if chosen else '1970-01-01T00:00:00Z'}</updated>",
        f"<author><name>{_text(word('site.name', lang))}</name></author>",
        f'<link rel="self" type="application/atom+xml" href={_attribute(own)}/>',
        f'<link rel="alternate" type="text/html" href={_attribute(site_url + addresses.url(path))}/>',
        *(_entry(entry, site_url, lang) for entry in chosen),
        "</feed>",
    ]
    return "\n".join(lines) + "\n"


def _entry(entry: Entry, site_url: str, lang: Lang) -> str:
    title, code = labels.title(entry, lang)
    address = site_url + addresses.url(addresses.document(entry.id, entry.kind, lang))
    about = title if entry.kind == "news" else labels.entry_citation(entry, lang)
    moment = _moment(entry.sort_date)
    return "".join(
        (
            f'<entry><title xml:lang="{code}">{_text(title)}</title><id>{_text(address)}</id>',
            f'<link rel="alternate" type="text/html" hreflang="{lang}" href={_attribute(address)}/>',
            f"<published>{moment}</published><updated>{moment}</updated>",
            f'<summary xml:lang="{code if entry.kind == "news" else lang}">{_text(about)}</summary></entry>',
        )
    )


def _moment(date: str) -> str:
    """A date of any precision as a moment: its first day."""
    return f"{(date + '-01-01')[:10] if len(date) == 4 else (date + '-01')[:10] if len(date) == 7 else date[:10]}T00:00:00Z"


def _text(text: str) -> str:
    return escape(_NOT_XML.sub("", text), quote=False)


def _attribute(text: str) -> str:
    return f'"{escape(_NOT_XML.sub("", text))}"'
