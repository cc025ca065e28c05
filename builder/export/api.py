"""The front page of the data for programs, and its description as OpenAPI 3.1. Both are made from ``openapi.yml``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from builder import addresses
from builder.export.document import FORMAT
from builder.vocabulary import word


@cache
def _described() -> Mapping[str, Any]:
    loaded: Mapping[str, Any] = yaml.load(files("builder.export").joinpath("openapi.yml").read_bytes(), Loader=yaml.CSafeLoader)
    return loaded


def openapi(site_url: str) -> bytes:
    """The description with the site's own address as server."""
    described = {**_described(), "servers": [{"url": site_url.rstrip("/")}]}
    return (json.dumps(described, ensure_ascii=False, indent=1) + "\n").encode()


def index(counts: Mapping[str, int], numbers: int, site_url: str) -> bytes:
    """What there is, and where. ``counts`` are documents by year."""
    years = [
        {
            "year": None if year == addresses.UNDATED else int(year),
            "documents": count,
            "jsonl": site_url + addresses.bulk(year, "jsonl"),
            "akn": site_url + addresses.bulk(year, "akn.zip"),
        }
        for year, count in counts.items()
    ]
    made = {
        "name": {lang: word("site.name", lang) for lang in addresses.LANGS},
        "format": FORMAT,
        "licence": {lang: word("data.licence", lang) for lang in addresses.LANGS},
        "openapi": f"{site_url}data/openapi.json",
        "documents": sum(counts.values()),
        "numbers": numbers,
        "csv": f"{site_url}data/documents.csv",
        "numbers_jsonl": f"{site_url}data/numbers.jsonl",
        "calendars": {lang: site_url + addresses.calendar(lang) for lang in addresses.LANGS},
        "feeds": {lang: site_url + addresses.feed(addresses.home(lang)) for lang in addresses.LANGS},
        "years": years,
    }
    return (json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode()
