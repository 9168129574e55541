"""Plain web servers for the tests: a folder as it is, and one that sends its pages in pieces."""

from __future__ import annotations

import contextlib
import functools
import shutil
import threading
import time
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import IO, Any


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        """The tests speak for themselves."""

    def handle(self) -> None:
        with contextlib.suppress(ConnectionError):  # a browser that has left its page hangs up
            super().handle()


class Dripping(_Quiet):
    """A poor connection: a page comes in pieces, with a pause in seconds before each but the first."""

    pieces, pause = 8, 0.1

    def copyfile(self, source: IO[bytes], outputfile: Any) -> None:
        if not self.path.endswith(("/", ".html")):
            super().copyfile(source, outputfile)
            return
        whole = source.read()
        size = len(whole) // self.pieces + 1
        with contextlib.suppress(ConnectionError):  # a browser that has gone on
            for start in range(0, len(whole), size):
                time.sleep(self.pause if start else 0)
                outputfile.write(whole[start : start + size])
                outputfile.flush()


@contextlib.contextmanager
def served(folder: Path, below: str = "/", by: type[SimpleHTTPRequestHandler] = _Quiet) -> Iterator[str]:
    """The folder as a plain web server shows it, at the root or below a path; gives its address."""
    if below != "/":
        root = folder.parent / "served"
        shutil.copytree(folder, root / below.strip("/"), dirs_exist_ok=True)
        folder = root
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(by, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}{below}"
    finally:
        server.shutdown()
        server.server_close()
