"""The service worker: after one visit the brochure reads without a network.

Pages are asked of the network first, so that an update reaches a returning visitor at the next
load; what they load besides is named by its content and comes from the cache.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from chirashi.view.templates import THEME

NAME = "sw.js"
KEPT = (".html", ".js", ".css", ".svg", ".json", ".ics")
NOT_KEPT = ("404.html", NAME)  # the host's own answer, and the worker itself


def worker(files: dict[str, bytes], folder: Path = THEME) -> bytes:
    """The worker with the list of what it keeps; its version follows from their contents."""
    kept = sorted(path for path in files if path.endswith(KEPT) and path not in NOT_KEPT)
    sums = hashlib.sha256()
    for path in kept:
        sums.update(path.encode() + b"\0" + hashlib.sha256(files[path]).digest())
    listed = [path.removesuffix("index.html") for path in kept]
    text = (folder / "web" / NAME).read_text("utf-8")
    return text.replace('"VERSION"', json.dumps(sums.hexdigest()[:10])).replace('["KEPT"]', json.dumps(listed)).encode()
