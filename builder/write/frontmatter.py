"""A page's front matter: exactly the agreed keys, every string harmless in a template that escapes nothing.

MkDocs publishes front matter it cannot read as text and does not say so: nothing else may write it.
"""

from __future__ import annotations

import html
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from builder import strictyaml
from builder.model import Alternate, Fact, FactValue, Heading, Page
from builder.write.hrefs import page_url, site_href
from builder.write.spans import clean

KEYS = ("template", "title", "description", "number", "lang", "body_lang", "alternates", "facts")
# and "linked", on the page of a document, "foreign", where headings are in another language than the page
ABSENT = "–"


def front(page: Page) -> dict[str, Any]:
    """The front matter as a template sees it: strings, escaped for HTML, never empty (inside a fact's values they may be)."""
    return {
        "template": _text(page.template),
        "title": _text(page.title),
        "description": _text(page.description),
        "number": _text(page.number),
        "lang": page.lang,
        "body_lang": page.body_lang,
        "alternates": [_alternate(alternate) for alternate in page.alternates],
        "facts": [_fact(fact) for fact in page.facts],
        **({"foreign": foreign} if (foreign := _foreign(page)) else {}),
        **({"linked": page.linked} if page.linked else {}),
    }


def _foreign(page: Page) -> list[str]:
    """Where the headings are that the table of contents must say the language of."""
    headings = [block for block in page.blocks if isinstance(block, Heading) and block.level > 1]
    return [f"#{heading.id}" for heading in headings if heading.lang not in (None, page.lang)]


def front_matter(page: Page) -> str:
    """The same as YAML between two rulers."""
    return front_text(front(page))


def front_text(meta: Mapping[str, Any]) -> str:
    """Front matter that ``front`` made, as YAML between two rulers."""
    lines = ["---"]
    for key, value in meta.items():
        if isinstance(value, str):
            lines.append(f"{key}: {strictyaml.quoted(value)}")
        else:
            lines.append(f"{key}:" if value else f"{key}: []")
            lines += [f"  - {_flow(entry)}" for entry in value]
    return "\n".join([*lines, "---", ""])


def _alternate(alternate: Alternate) -> dict[str, str]:
    return {"lang": alternate.lang, "name": _text(alternate.name), "href": _escaped(page_url(alternate.page) or ".")}


def _fact(fact: Fact) -> dict[str, Any]:
    return {"field": _text(fact.field), "label": _text(fact.label), "values": [_value(value) for value in fact.values]}


def _value(value: FactValue) -> dict[str, str]:
    return {
        "text": _escaped(value.text),
        "data": _escaped(value.data),
        "href": _escaped(site_href(value.target)) if value.target else "",
        "lang": value.lang or "",
    }


def _text(text: str) -> str:
    return _escaped(text) or ABSENT


@lru_cache(maxsize=2048)  # labels, languages and names of bodies come back on every page
def _escaped(text: str) -> str:
    return html.escape(clean(text).strip(" "))


def _flow(value: Any) -> str:
    """A value as one line of flow style: strings, lists and mappings."""
    match value:
        case str():
            return strictyaml.quoted(value)
        case list():
            return f"[{', '.join(_flow(entry) for entry in value)}]"
        case _:
            return f"{{{', '.join(f'{key}: {_flow(entry)}' for key, entry in value.items())}}}"
