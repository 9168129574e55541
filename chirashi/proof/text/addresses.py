"""Addresses: those of the web and of mail, as people and machines write them.

`https:` is what an address means where it names no scheme. Any other scheme stays a part of it,
so that a link which fell back to `http:` is not the one in the data.
"""

from __future__ import annotations

import re

# Behind these a bare name is an address; elsewhere a dot may be a full stop or begin a file's ending.
_ENDINGS = """
jp com net org info biz co io me tv cc ai app dev site online shop store xyz top club tech page link click cloud web
asia tokyo osaka insure insurance example invalid
"""
ENDING = "(?i:" + "|".join(_ENDINGS.split()) + ")"
_REST = r"(?:(?![\"'<>()|])[!-~])"
_NAME = r"(?:[A-Za-z0-9-]+\.)+"

PATTERNS = {
    "url": rf"(?i:https?|ftp|wss?)://{_REST}+|(?<![:\w/])//{_NAME}[A-Za-z]{{2,24}}(?:[:/?#]{_REST}*)?",
    "email": rf"[A-Za-z0-9._%+-]+@{_NAME}[A-Za-z]{{2,24}}",
    "host": rf"(?<![\w@./-])(?:{_NAME}{ENDING}(?![\w-])(?:\.[A-Za-z0-9-]+)*|(?i:www\.){_NAME}[A-Za-z]{{2,24}})"
    + rf"(?::\d+)?(?:[/?#]{_REST}*)?",
}
HINT = rf"@|//|\.{ENDING}(?![A-Za-z0-9])|(?i:www\.)"
_SCHEME = re.compile(r"(?:([A-Za-z][A-Za-z0-9+.-]*):)?//")


def address(text: str) -> str:
    """An address without `https:`, its host's capitals and its last slash, to compare."""
    text = text.rstrip(".,;:!?")
    scheme = ""
    if match := _SCHEME.match(text):
        scheme, text = (match[1] or "https").lower(), text[match.end() :]
    host, slash, path = text.partition("/")
    said = (host.lower() + slash + path).rstrip("/")
    return said if scheme in ("", "https") else f"{scheme}://{said}"


def within(address_: str, roots: tuple[str, ...]) -> bool:
    """Whether an address is one of the roots or lies below one; `schema.org.example` is not below `schema.org`."""
    return any(address_ == root or address_.startswith((f"{root}/", f"{root}?", f"{root}#")) for root in roots)
