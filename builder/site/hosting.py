"""What a host must be told, and what it can take: headers for the common ones, limits that a site passes. Touches no file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

MIB = 1 << 20
HEADERS = "_headers"
NGINX = "nginx.conf"
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_SECURITY = (
    ("Content-Security-Policy", _POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
)
_FOR_EVER = "public, max-age=31536000, immutable"
_ASK = "public, max-age=0, must-revalidate"
# Names that hold a hash of what is in them; the search asks for its files by the version of the whole index.
_HASHED = ("assets/fonts", "assets/javascripts", "assets/stylesheets")
_ORIGINALS = "originals"
_VERSIONED = tuple(f"assets/search/{part}" for part in "dfpstwx")


class Limit(NamedTuple):
    """What a host takes at most: 0 where it does not say."""

    host: str
    files: int
    size: int
    one: int


LIMITS = (Limit("Cloudflare Pages", 20_000, 0, 25 * MIB), Limit("GitHub Pages", 0, 1000 * MIB, 0))


SMALLEST = min(limit.size for limit in LIMITS if limit.size)  # bytes that every host takes


class Passed(NamedTuple):
    """A limit that the site passes: whose, of what, how much there is, how much may be."""

    host: str
    of: str
    found: str
    limit: str


def headers() -> str:
    """For Netlify, Cloudflare Pages and others that read ``_headers``; pages are asked for anew by their own default.

    No header stands in two rules that fit one file: the hosts would join the values.
    """
    kept = ("Cache-Control", _FOR_EVER)
    blocks = [("/*", _SECURITY), *((f"/{folder}/*", (kept,)) for folder in (*_HASHED, *_VERSIONED))]
    blocks.append((f"/{_ORIGINALS}/*", (kept, ("Content-Disposition", "attachment"))))
    return "".join(f"{path}\n" + "".join(f"  {name}: {value}\n" for name, value in rules) for path, rules in blocks)


def nginx(site_url: str) -> str:
    """A snippet for the ``server`` block of nginx, for the address under which the site lies."""
    base = re.escape(urlsplit(site_url).path.rstrip("/"))
    plain = urlsplit(site_url).path.rstrip("/")
    return "".join(
        (
            "# Trong khối server { … } của nginx, root là thư mục chứa trang. / Inside nginx's server { … }; root is the site's folder.\n"
            "# Với archive build --compress: / With archive build --compress:  gzip_static on;  brotli_static on;\n",
            _location(f"{plain}/", _ASK, "    index index.html;\n    charset utf-8;\n" + f"    error_page 404 {plain}/404.html;\n"),
            _location(
                f"~ ^{base}/({'|'.join(_HASHED)})/",
                _FOR_EVER,
                "    types { text/javascript mjs; text/css css; font/woff2 woff2; text/plain txt; }\n",
            ),
            _location(f"~ ^{base}/({'|'.join(_VERSIONED)})/", _FOR_EVER, ""),
            _location(f"~ ^{base}/assets/search/[^/]*\\.mjs$", _ASK, "    types { text/javascript mjs; }\n"),
            _location(f"~ ^{base}/{_ORIGINALS}/", _FOR_EVER, "    add_header Content-Disposition attachment always;\n"),
        )
    )


def _location(which: str, cache: str, more: str) -> str:
    """nginx takes a location's headers from nowhere else as soon as it has one of its own: all are repeated."""
    every = (("Cache-Control", cache), *_SECURITY)
    return f"location {which} {{\n{more}" + "".join(f'    add_header {name} "{value}" always;\n' for name, value in every) + "}\n"


# --- limits -----------------------------------------------------------------------------------------------------------------------


def passed(sizes: Iterable[tuple[str, int]]) -> Iterator[Passed]:
    """Limits of common hosts that files of these paths and sizes pass."""
    count = whole = 0
    largest = ("", 0)
    for path, size in sizes:
        count, whole = count + 1, whole + size
        largest = max(largest, (path, size), key=lambda found: found[1])
    for limit in LIMITS:
        if limit.files and count > limit.files:
            yield Passed(limit.host, "files", f"{count}", f"{limit.files}")
        if limit.size and whole > limit.size:
            yield Passed(limit.host, "size", f"{whole // MIB} MiB", f"{limit.size // MIB} MiB")
        if limit.one and largest[1] > limit.one:
            yield Passed(limit.host, largest[0], f"{largest[1] // MIB} MiB", f"{limit.one // MIB} MiB")
