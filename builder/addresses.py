"""Where everything lives: the scheme of ids, source paths and URLs. One place; published addresses never change.

A path is a page's source under build/docs without ``.md``; its URL is the path and a slash.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

from builder.model import Kind, Lang
from builder.text import slug

LANGS: tuple[Lang, Lang] = ("vi", "en")
_DOCUMENTS: dict[Lang, dict[str, str]] = {
    "vi": {"document": "vi/van-ban", "news": "vi/tin-tuc"},
    "en": {"document": "en/notices", "news": "en/news"},
}
_LISTS: dict[Lang, dict[str, str]] = {
    "vi": {
        "years": "vi/nam",
        "types": "vi/loai",
        "issuers": "vi/co-quan",
        "topics": "vi/linh-vuc",
        "units": "vi/don-vi",
        "addressees": "vi/noi-gui",
        "statuses": "vi/hieu-luc",
        "numbers": "vi/so",
        "codes": "vi/ma-loi",
    },
    "en": {
        "years": "en/years",
        "types": "en/types",
        "issuers": "en/issuers",
        "topics": "en/topics",
        "units": "en/units",
        "addressees": "en/addressees",
        "statuses": "en/status",
        "numbers": "en/so",
        "codes": "en/problem-codes",
    },
}
_TOGETHER: dict[Lang, str] = {"vi": "vi/song-ngu", "en": "en/side-by-side"}
_OF_BODIES = frozenset({"issuers", "units", "addressees"})
_PAGE_WORD: dict[Lang, str] = {"vi": "trang", "en": "page"}
SCHEMA = "schema/sidecar.schema.json"  # of sidecars, for editors' tools
SEARCH: dict[Lang, str] = {"vi": "vi/tim-kiem", "en": "en/search"}
GLOSSARY: dict[Lang, str] = {"vi": "vi/thuat-ngu", "en": "en/glossary"}
PROGRESS: dict[Lang, str] = {"vi": "vi/ban-dich", "en": "en/translations"}
DEADLINES: dict[Lang, str] = {"vi": "vi/thoi-han/index", "en": "en/deadlines/index"}
DATA: dict[Lang, str] = {"vi": "vi/du-lieu", "en": "en/data"}
UNDATED = "0000"
LONGEST_SLUG = 120
# What no browser runs; a page and Markdown are offered as text.
_OFFERED = (".txt", ".pdf", ".docx", ".doc", ".rtf", ".xls", ".png", ".jpg", ".jpeg", ".tif", ".tiff")
_RESERVED = re.compile(r"index|(?:trang|page)-\d+|con|prn|aux|nul|com\d|lpt\d")


def document(ident: str, kind: Kind, lang: Lang) -> str:
    """``vi/van-ban/<id>``, ``en/news/<id>``."""
    return f"{_DOCUMENTS[lang]['news' if kind == 'news' else 'document']}/{ident}"


def together(ident: str, lang: Lang) -> str:
    """``vi/song-ngu/<id>``: both languages of a document side by side; news and notices share the folder, as ids are unique."""
    return f"{_TOGETHER[lang]}/{ident}"


def documents(kind: Kind, lang: Lang) -> str:
    """The folder that lists all documents of a kind."""
    return _DOCUMENTS[lang]["news" if kind == "news" else "document"]


def reserved(ident: str) -> bool:
    """Whether an id is the name of a list's page (``index``, ``trang-2``), or one that no Windows machine can check out."""
    return _RESERVED.fullmatch(ident) is not None


@lru_cache(maxsize=4096)  # every mention of a number asks
def number_slug(text: str) -> str:
    """The id of a number or named instrument: ``145/QĐ-TTg`` → ``145-qd-ttg``. Never longer than a file's name may be; may be empty."""
    made = _fitting(slug(text))
    return f"so-{made}" if reserved(made) else made


def _fitting(made: str) -> str:
    """A slug that a file can bear: a longer one is cut and told apart by its hash."""
    if len(made) <= LONGEST_SLUG:
        return made
    return f"{made[: LONGEST_SLUG - 9].rstrip('-')}-{hashlib.sha256(made.encode()).hexdigest()[:8]}"


def number(number_slug: str, lang: Lang) -> str:
    """``vi/so/145-qd-ttg``: the page of a number or of a named instrument."""
    return f"{lang}/so/{number_slug}"


def listing(dimension: str, value: str, lang: Lang) -> str:
    """``vi/loai/cong-van``; ``dimension`` is years, types, issuers, units, addressees, topics, statuses, numbers or codes (of problems)."""
    return f"{_LISTS[lang][dimension]}/{body_slug(value) if dimension in _OF_BODIES else value}"


def index(dimension: str, lang: Lang) -> str:
    """The page that lists the values of a dimension."""
    return f"{_LISTS[lang][dimension]}/index"


def home(lang: Lang) -> str:
    return f"{lang}/index"


def further(path: str, page: int, lang: Lang) -> str:
    """The n-th page of a list: ``vi/van-ban/index`` → ``vi/van-ban/trang-2``, ``vi/loai/cong-van`` → ``vi/loai/cong-van-trang-2``."""
    if page == 1:
        return path
    folder, _, last = path.rpartition("/")
    return f"{folder}/{_PAGE_WORD[lang]}-{page}" if last == "index" else f"{path}-{_PAGE_WORD[lang]}-{page}"


@lru_cache(maxsize=4096)
def issuer_slug(ident: str) -> str:
    """An issuer's id as a folder: ``ubnd@quang-ngai.binh-son`` → ``ubnd-quang-ngai-binh-son``."""
    return _fitting(slug(ident))


def body_slug(value: str) -> str:
    """An issuer's, unit's or addressee's id, or its printed name, as the last part of an address; never that of a list's page."""
    made = issuer_slug(value)
    return f"co-{made}" if reserved(made) else made


def data(name: str, suffix: str) -> str:
    """A document as data: ``data/documents/<id>.json``, ``….md.txt`` (with ``.md`` MkDocs would take it for a page)."""
    return f"data/documents/{name}.{suffix}"


def bulk(year: str, suffix: str) -> str:
    """All documents of a year in one file: ``data/2017.jsonl``."""
    return f"data/{year}.{suffix}"


def feed(path: str) -> str:
    """The Atom feed of a list: ``vi/co-quan/vn-molisa`` → ``vi/co-quan/vn-molisa/feed.xml``; of a home: ``vi/feed.xml``."""
    return f"{path.removesuffix('/index')}/feed.xml"


def calendar(lang: Lang) -> str:
    """The calendar of all deadlines."""
    return f"{DEADLINES[lang].removesuffix('/index')}.ics"


def original(sha256: str, suffix: str) -> str:
    """An original as a download: under its hash, never as something a browser would run."""
    return f"originals/{sha256}{suffix if suffix in _OFFERED else '.txt'}"


def picture(name: str) -> str:
    """A picture of an original as encoded anew: ``name`` is the hash of its bytes and a suffix."""
    return f"pictures/{name}"


def url(path: str) -> str:
    """The URL of a page relative to the site's root."""
    if path == "index":
        return ""
    return f"{path.removesuffix('/index')}/"
