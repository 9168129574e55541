"""Who may ask a server of this machine's own address: the browser of whoever started it, and no other site.

Any page of the web can make a browser send requests to 127.0.0.1, and a name that is made to lead there
(DNS rebinding) makes them look as if they came from here. Browsers say truly, in `Host`, by which name they
ask, in `Origin` which page asks, and in `Sec-Fetch-Site` how that page is related. `refused` holds a request
to what they say; `HEADERS` keep other sites from framing, opening or embedding what is answered.
"""

from __future__ import annotations

from collections.abc import Mapping

NAMES = ("127.0.0.1", "localhost")
SAFE = ("GET", "HEAD")
OURS = (None, "same-origin", "none")  # `none`: typed, or opened by the press itself
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # with none at all a browser sends forms of our own as if nobody had
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def refused(method: str, headers: Mapping[str, str], port: int) -> bool:
    """Whether a request to the server at `port` is not to be answered; names of headers in small letters.

    A link on another page may lead here, as a link in a letter does; a frame, a script or a form of one may not.
    """
    addresses = [f"{name}:{port}" for name in NAMES]
    host, origin = headers.get("host"), headers.get("origin")
    if host not in addresses:
        return True
    if origin is None:
        if method not in SAFE:  # every browser says who sends a form
            return True
    elif origin != f"http://{host}":
        return True
    if headers.get("sec-fetch-site") in OURS:
        return False
    return not (
        method in SAFE and headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
    )
