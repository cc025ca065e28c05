"""Where everything lives: the scheme of ids, source paths and URLs. One place; published addresses never change.

A path is a page's source under build/docs without ``.md``; its URL is the path and a slash.
"""

from __future__ import annotations

from builder.model import Kind, Lang
from builder.text import slug

LANGS: tuple[Lang, Lang] = ("vi", "en")
_DOCUMENTS: dict[Lang, dict[str, str]] = {
    "vi": {"document": "vi/van-ban", "news": "vi/tin-tuc"},
    "en": {"document": "en/notices", "news": "en/news"},
}
_LISTS: dict[Lang, dict[str, str]] = {
    "vi": {"years": "vi/nam", "types": "vi/loai", "issuers": "vi/co-quan", "topics": "vi/linh-vuc", "numbers": "vi/so"},
    "en": {"years": "en/years", "types": "en/types", "issuers": "en/issuers", "topics": "en/topics", "numbers": "en/so"},
}
_PAGE_WORD: dict[Lang, str] = {"vi": "trang", "en": "page"}
SEARCH: dict[Lang, str] = {"vi": "vi/tim-kiem", "en": "en/search"}
UNDATED = "0000"


def document(ident: str, kind: Kind, lang: Lang) -> str:
    """``vi/van-ban/<id>``, ``en/news/<id>``."""
    return f"{_DOCUMENTS[lang]['news' if kind == 'news' else 'document']}/{ident}"


def documents(kind: Kind, lang: Lang) -> str:
    """The folder that lists all documents of a kind."""
    return _DOCUMENTS[lang]["news" if kind == "news" else "document"]


def number(number_slug: str, lang: Lang) -> str:
    """``vi/so/145-qd-ttg``: the page of a number or of a named instrument."""
    return f"{lang}/so/{number_slug}"


def listing(dimension: str, value: str, lang: Lang) -> str:
    """``vi/loai/cong-van``; ``dimension`` is years, types, issuers, topics or numbers."""
    return f"{_LISTS[lang][dimension]}/{issuer_slug(value) if dimension == 'issuers' else value}"


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


def issuer_slug(ident: str) -> str:
    """An issuer's id as a folder: ``ubnd@quang-ngai.binh-son`` → ``ubnd-quang-ngai-binh-son``."""
    return slug(ident)


def original(sha256: str, suffix: str) -> str:
    """An original as a download: under its hash, never as something a browser would run."""
    return f"originals/{sha256}{suffix if suffix in ('.txt', '.pdf', '.docx', '.doc', '.rtf') else '.txt'}"


def url(path: str) -> str:
    """The URL of a page relative to the site's root."""
    if path == "index":
        return ""
    return f"{path.removesuffix('/index')}/"
