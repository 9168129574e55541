"""The session of one desk: opened once, by the address that the press hands to the browser, and by nobody else."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from chirashi.base import loopback

# Nothing but what the desk itself brings: no script that stands in a page, no other site, no frame around it.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# A page of the brochure in the desk's own frame, which runs none of its scripts.
FRAMED = POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'").replace(
    "script-src 'self'", "script-src 'none'"
)


class Session:
    """Who is let in: first by a key that holds once, from then on by a cookie that no script can read.

    A cookie is the same for every port of this machine, so that the port stands in its name.
    """

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookie = f"chirashi-desk-{port}"
        self._secret = secrets.token_urlsafe(32)
        self._once: str | None = secrets.token_urlsafe(32)

    @property
    def opening(self) -> str:
        """The address that opens the desk, once."""
        return f"http://127.0.0.1:{self.port}/open?key={self._once}"

    def open(self, key: str) -> str | None:
        """The cookie to set for whoever brings the one-time key, which holds no more from then on; else None."""
        if self._once is None or not secrets.compare_digest(key.encode(), self._once.encode()):
            return None
        self._once = None
        return f"{self.cookie}={self._secret}; Path=/; HttpOnly; SameSite=Strict"

    def knows(self, cookies: Mapping[str, str]) -> bool:
        return secrets.compare_digest(cookies.get(self.cookie, "").encode(), self._secret.encode())


def headers(framed: bool) -> dict[str, str]:
    """What every answer says to the browser; `framed` for what the desk shows in its own frame."""
    same = {"X-Frame-Options": "SAMEORIGIN"} if framed else {}
    return loopback.HEADERS | same | {"Content-Security-Policy": FRAMED if framed else POLICY}
