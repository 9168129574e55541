"""Serves a finished folder on this machine, with the headers that it asks its host for, as a browser is to meet it."""

from __future__ import annotations

import contextlib
import fnmatch
import functools
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

Rules = list[tuple[str, list[tuple[str, str]]]]
ONLY_SECURE = ("Strict-Transport-Security",)  # of no use without TLS


class Host(SimpleHTTPRequestHandler):
    """A host that reads `_headers`, and sends `changed` in the place of files while there is any."""

    protocol_version = "HTTP/1.1"
    rules: Rules
    changed: dict[str, bytes]
    gone = False  # a connection that was left open gives nothing any more

    def log_message(self, *args: object) -> None:
        """What the browser asks for is nobody's concern."""

    def handle(self) -> None:
        with contextlib.suppress(ConnectionError):  # a browser that has left its page hangs up
            super().handle()

    def do_GET(self) -> None:
        if self.gone:
            self.close_connection = True
            return
        path = urlsplit(self.path).path
        content = self.changed.get(path)
        if content is None:
            super().do_GET()
            return
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(f"{path}index.html" if path.endswith("/") else path))
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def end_headers(self) -> None:
        path = urlsplit(self.path).path
        for pattern, said in self.rules:
            if fnmatch.fnmatchcase(path, pattern):
                for name, value in said:
                    self.send_header(name, value)
        super().end_headers()


def headers_of(folder: Path) -> Rules:
    """What `_headers` asks for, by pattern of path."""
    file, found = folder / "_headers", Rules()
    for line in file.read_text("utf-8").splitlines() if file.is_file() else ():
        if line.startswith("/"):
            found.append((line.strip(), []))
        elif ":" in line and found:
            name, _, value = line.strip().partition(": ")
            if name not in ONLY_SECURE:
                found[-1][1].append((name, value))
    return found


@contextlib.contextmanager
def served(folder: Path, changed: dict[str, bytes] | None = None) -> Iterator[str]:
    """The address of the folder on this machine; `changed` are contents by path that are sent in place of files."""
    said = {"rules": headers_of(folder), "changed": {} if changed is None else changed}
    handler: type[Host] = type("Here", (Host,), said)
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, directory=str(folder)))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        handler.gone = True
        server.shutdown()
        server.server_close()
