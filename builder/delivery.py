"""The last of a site before it is published, for those who serve it: headers, compressed copies, the manifest, limits of hosts.

Never looks at documents; what a page says does not matter here.
"""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from dataclasses import dataclass
from pathlib import Path

from builder.problems import Problem, problem
from builder.site import hosting, manifest, packed, parts


@dataclass(frozen=True, slots=True)
class Delivery:
    """How a site is handed over. ``split`` is the most files that a part may have; 0: the site stays in one folder.

    ``markdown``: also the pages as MkDocs would read them; ``jobs``: how many processes may work (0: one a core).
    """

    compress: bool = False
    split: int = 0
    jobs: int = 0
    markdown: bool = True


def finish(fresh: Path, old: Path, hashes: MutableMapping[str, str], commit: str | None, delivery: Delivery) -> None:
    """Headers, copies and the manifest into ``fresh``, which is whole but for them. ``hashes`` are those that are known."""
    (fresh / hosting.HEADERS).write_text(hosting.headers(), encoding="utf-8", newline="\n")
    if delivery.compress:
        packed.pack(fresh, old, hashes, delivery.jobs)
    manifest.write(fresh, hashes, commit)


def beyond(site: Path, shown: Path) -> Iterator[Problem]:
    """Limits of hosts that ``site`` passes; ``shown`` is the folder's name for people."""
    sizes = ((path, (site / path).stat().st_size) for path in manifest.files(site))
    for limit in hosting.passed(sizes):
        yield problem("B106", str(shown), host=limit.host, of=limit.of, found=limit.found, limit=limit.limit)


def hand_over(site: Path, site_url: str, delivery: Delivery) -> Iterator[Problem]:
    """After publication, beside the site: the snippet for nginx; the parts, if it is to be split."""
    (site.parent / hosting.NGINX).write_text(hosting.nginx(site_url), encoding="utf-8", newline="\n")
    if delivery.split:
        try:
            parts.write(site, site.parent / "parts", delivery.split, hosting.SMALLEST)
        except parts.TooLargeError as error:
            yield problem("B107", str(site), found=error.args[0])
