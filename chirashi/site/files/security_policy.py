"""What a browser may do with the pages: load from this site alone, run no script and no style that stands in a page.

The same policy stands in every page, for hosts that cannot set headers, and in `_headers`, which
Cloudflare Pages and Netlify read. For nginx and Apache see `docs/hosting/`; a test holds them to this.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping

SELF = ("script-src", "style-src", "img-src", "connect-src", "manifest-src", "worker-src")
NOTHING = ("default-src", "base-uri", "form-action")
IN_PAGE = "; ".join([*(f"{name} 'none'" for name in NOTHING), *(f"{name} 'self'" for name in SELF)])

HEADERS = {
    "Content-Security-Policy": f"{IN_PAGE}; frame-ancestors 'none'",  # which a page cannot say of itself
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000",
}
FOREVER = {"Cache-Control": "public, max-age=31536000, immutable"}  # assets are named by their content
WITHIN_PAGE = re.compile(rb"<script>(.*?)</script>", re.DOTALL)
ALWAYS_ASKED = {"Cache-Control": "no-cache"}


def in_page(data: str | None) -> str:
    """The policy as a page carries it, with the sum of its block of data, if any.

    Browsers run no data and ask for no sum; the Nu Html Checker does.
    """
    if data is None:
        return IN_PAGE
    digest = base64.b64encode(hashlib.sha256(data.encode()).digest()).decode()
    return IN_PAGE.replace("script-src 'self'", f"script-src 'self' 'sha256-{digest}'")


def of_material(pages: Iterable[bytes]) -> str:
    """What a browser may do with pages of Material, whose few scripts within a page are named by their sums.

    Material sets styles in its pages, and its search works beside the page.
    """
    scripts = {found[1] for page in pages for found in WITHIN_PAGE.finditer(page)}
    sums = sorted(base64.b64encode(hashlib.sha256(script).digest()).decode() for script in scripts)
    listed = "".join(f" 'sha256-{one}'" for one in sums)
    return (
        f"default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; script-src 'self'{listed}; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'"
    )


def headers(
    paths: Iterable[str], policies: Mapping[str, str] | None = None, hidden: bool = False, own: str | None = None
) -> bytes:
    """The file `_headers` at the root of the site, for the files at these paths and below them.

    What is `hidden` no search engine is to list, sheets and files included, which cannot say so themselves.

    Hosts join what two blocks say of one header, so how long a file is kept stands in one block for
    each: for ever in `/assets/`, and one for every other file and folder at the root. Where a folder has a policy
    of its own, as in `policies` ("guide"), the site's stands in each of the other blocks. `own` is the site's policy
    where its pages are Material's, which names some of its files without their content: a browser asks for each.
    """
    policies = policies or {}
    tops = sorted(
        {"/" + first + ("/*" if below else "") for first, below, _ in (path.partition("/") for path in paths)}
    )
    said_of_all = HEADERS | ({} if own is None else {"Content-Security-Policy": own})
    blocks = {
        "/*": said_of_all | ({"X-Robots-Tag": "noindex"} if hidden else {}),
        "/assets/*": FOREVER if own is None else ALWAYS_ASKED,
    }
    blocks |= {"/": ALWAYS_ASKED} | {top: ALWAYS_ASKED for top in tops if top not in blocks}
    if policies:
        shared, name = said_of_all.copy(), "Content-Security-Policy"
        apart = {f"/{folder}/*": {name: policy} for folder, policy in policies.items()}
        strict = {name: shared.pop(name)}
        blocks = {path: said if path == "/*" else apart.get(path, strict) | said for path, said in blocks.items()}
        blocks["/*"] = shared
    lines = [[path, *(f"  {name}: {value}" for name, value in said.items())] for path, said in blocks.items()]
    return "\n".join("\n".join(block) + "\n" for block in lines).encode()
