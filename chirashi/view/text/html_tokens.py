"""Cuts finished HTML into tags and texts, for what is marked in it and for what the search knows of it.

Pages stay as their templates wrote them: marks are put between tokens, and joined they give the page again.
A tree of lxml takes a quarter of the time (24 pages of the 2025 edition: 9 ms to read and 5 ms to write, where
terms, readings, phrases and the index take 4, 4, 28 and 22 ms, of 1,400 ms for the site). It is not used, for two
reasons. It writes every page anew: attributes in other quotes, `viewBox` in small letters, `<path/>` as two tags.
And the proof reads pages and index with lxml: a text that it lost in both would be missed by nobody.
"""

from __future__ import annotations

import re

# A text, a tag with what it has, or anything else that begins with <; nothing is left out between them.
TOKEN = re.compile(
    r"(?P<text>[^<]+)"
    r"|<(?P<end>/?)(?P<tag>[a-zA-Z][\w-]*)(?P<has>[^>\"']*(?:\"[^\"]*\"[^>\"']*|'[^']*'[^>\"']*)*)>"
    r"|<!--.*?-->|<[^>]*>|<",
    re.DOTALL,
)
