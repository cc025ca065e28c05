"""Serve a built site on this machine and build again when a file changes. For editors at work, never for publishing."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PAUSE = 0.7  # seconds between looks at the folders


class _Handler(SimpleHTTPRequestHandler):
    """Files of the site, text in UTF-8, the site's own page for what is not there."""

    extensions_map: dict[str, str] = {  # noqa: RUF012 (the base class has it so)
        **SimpleHTTPRequestHandler.extensions_map,
        ".mjs": "text/javascript",
        ".txt": "text/plain; charset=utf-8",
        ".woff2": "font/woff2",
    }

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name of the method we replace)
        """Quiet: problems of the build are what matters on this screen."""


def serve_forever(site: Path, port: int, folders: Iterable[Path], build: Callable[[], int]) -> None:
    """Build, serve on the loopback address, watch; returns when interrupted."""
    folders = tuple(folders)
    seen = _state(folders)
    build()
    server = ThreadingHTTPServer(("127.0.0.1", port), partial(_Handler, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    stopped = _on_interrupt()
    print(f"http://127.0.0.1:{server.server_address[1]}/", flush=True)
    try:
        while not stopped.is_set():
            time.sleep(PAUSE)
            now = _state(folders)
            if now != seen:
                seen = now
                build()
    except KeyboardInterrupt:
        pass
    server.shutdown()


def _on_interrupt() -> threading.Event:
    """Set when the person stops it: an interrupt in the middle of a build may end in a place that lets no exception out."""
    stopped = threading.Event()

    def stop(*_: object) -> None:
        stopped.set()
        raise KeyboardInterrupt

    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, stop)
    return stopped


def _state(folders: Iterable[Path]) -> dict[str, tuple[int, int]]:
    """Every file with its size and time: only to notice that something changed, never to decide what is built."""
    found: dict[str, tuple[int, int]] = {}
    for folder in folders:
        for path in folder.rglob("*"):
            try:
                status = path.stat()
            except OSError:
                continue
            if path.is_file():
                found[str(path)] = (status.st_mtime_ns, status.st_size)
    return found
