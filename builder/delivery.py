"""The last of a site before it is published, for those who serve it: headers, compressed copies, the manifest, limits of hosts.

Never looks at documents; what a page says does not matter here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from builder.problems import Problem, problem
from builder.site import hosting, manifest, packed, parts
from builder.site.mirror import Mirror


@dataclass(frozen=True, slots=True)
class Delivery:
    """How a site is handed over. ``split`` is the most files that a part may have; 0: the site stays in one folder.

    ``markdown``: also the pages as MkDocs would read them; ``jobs``: how many processes may work (0: one a core).
    """

    compress: bool = False
    split: int = 0
    jobs: int = 0
    markdown: bool = True


def finish(mirror: Mirror, commit: str | None, delivery: Delivery) -> None:
    """Headers, copies and the manifest into the site that is being made, which is whole but for them."""
    mirror.put(hosting.HEADERS, hosting.headers().encode())
    if delivery.compress:
        packed.pack(mirror, delivery.jobs)
    mirror.put(manifest.NAME, manifest.listed(mirror.states.sums(), commit))


def beyond(mirror: Mirror) -> Iterator[Problem]:
    """Limits of hosts that the site passes."""
    files = mirror.states
    for limit in hosting.passed(zip(files.paths, files.sizes, strict=True)):
        yield problem("B106", str(mirror.site), host=limit.host, of=limit.of, found=limit.found, limit=limit.limit)


def hand_over(site: Path, site_url: str, delivery: Delivery) -> Iterator[Problem]:
    """After publication, beside the site: the snippet for nginx; the parts, if it is to be split."""
    (site.parent / hosting.NGINX).write_text(hosting.nginx(site_url), encoding="utf-8", newline="\n")
    if delivery.split:
        try:
            parts.write(site, site.parent / "parts", delivery.split, hosting.SMALLEST)
        except parts.TooLargeError as error:
            yield problem("B107", str(site), found=error.args[0])
