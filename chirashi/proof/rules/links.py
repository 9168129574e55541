"""Reads what the address of a link says, and whether its text names the same."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

from chirashi.proof.text.addresses import address
from chirashi.proof.text.figure_reading import fold, telephone
from chirashi.proof.text.figures import Figure

CALLS = ("tel", "mailto", "sms", "fax")
WEB = re.compile(r"(?:(?:https?|ftp):)?//", re.IGNORECASE)
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
SAFE = "!#$%&'()*+,-./:;=?@[]_~"


def said_by(href: str) -> tuple[str, ...]:
    """The texts to read in an address: it itself, and the draft of a letter; none where it is within this site."""
    href = href.strip()
    if WEB.match(href):
        return (quote(href, safe=SAFE),)  # whole, whatever a reader of texts would take for its end
    scheme, _, rest = href.partition(":")
    if not SCHEME.match(href) or scheme.lower() == "data":  # a picture within the page
        return ()
    if scheme.lower() not in CALLS:
        return (fold(unquote(rest)),)
    to, _, draft = rest.partition("?")
    return (fold(unquote(to)), fold(unquote(draft))) if draft else (fold(unquote(to)),)


def target_of(href: str) -> Figure | None:
    scheme, _, rest = href.partition(":")
    match scheme.lower():
        case "tel" | "fax" | "sms":
            return Figure("telephone", telephone(rest))
        case "mailto":
            return Figure("email", unquote(rest.partition("?")[0]).lower())
        case "http" | "https":
            return Figure("url", address(href))
    return None


def agree(text: Figure, target: Figure | None) -> bool:
    """Whether a figure in a link's text is what it leads to, which a text names without its scheme, or another kind."""
    if target is None or text.kind != target.kind:
        return True
    return text in (target, target._replace(value=target.value.removeprefix("http://")))
