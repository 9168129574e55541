"""Finished HTML of a page's Markdown: placeholders held, Markdown converted, HTML sanitised, figures put in.

Figures and partials are trusted HTML and must pass through Markdown and the sanitizer
untouched. So each is held back under a mark of private-use characters, and put in at the end.
"""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Callable
from typing import Any

import markdown
import nh3
from jinja2 import DictLoader
from markupsafe import Markup

from chirashi import placeholders
from chirashi.safe import ATTRIBUTES, SCHEMES, TAGS

MARK = re.compile("\ue000(\\d+)\ue001")
ALONE = re.compile("<p>\\s*\ue000(\\d+)\ue001\\s*</p>")
IN_ATTRIBUTE = re.compile('(?<=")[^"<>]*\ue000\\d+\ue001[^"<>]*(?=")')
EXTENSIONS = ["attr_list", "def_list", "tables", "md_in_html", "footnotes", "sane_lists"]

# A line break within a Japanese sentence is no space. East Asian letters and punctuation, marks, inline tags.
WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\uffe0-\uffe6\ue001\ue000\u2018-\u201d\u2026"
INLINE = "a|strong|em|code|span|ruby|abbr|mark|small"
WIDE_BREAK = re.compile(
    f"(?:(?<=[{WIDE}])|(?<=[{WIDE}]</a>)|(?<=[{WIDE}]</em>)|(?<=[{WIDE}]</strong>))\\n(?=[{WIDE}]|<(?:{INLINE})[ >])"
)


class Held:
    """HTML held back under marks while its surroundings are converted."""

    def __init__(self) -> None:
        self.pieces: list[Markup] = []

    def hold(self, piece: Any) -> str:
        self.pieces.append(Markup("") + piece)
        return f"\ue000{len(self.pieces) - 1}\ue001"

    def release(self, text: str) -> Markup:
        text = IN_ATTRIBUTE.sub(lambda m: MARK.sub(lambda k: html.escape(self.piece(k).striptags()), m.group()), text)
        text = ALONE.sub(lambda m: str(self.piece(m)), text)
        return Markup(MARK.sub(lambda m: str(self.piece(m)), text))

    def piece(self, mark: re.Match[str]) -> Markup:
        return self.pieces[int(mark[1])]


def to_html(
    body: str,
    parts: dict[str, str],
    names: dict[str, Any],
    show: Callable[..., Markup],
    joins_lines: bool,
    touch: Callable[[str], str] = str,
) -> Markup:
    """A page's body as safe HTML.

    `parts` are the texts it may include by name, `names` the data's top-level names, `show`
    renders a partial; `touch` may change the prose while figures and partials are held back.
    The body has been checked: what raises here is a bug.
    """
    held = Held()
    env = placeholders.environment()
    env.loader = DictLoader({name: _unmarked(text) for name, text in parts.items()})
    env.finalize = held.hold
    env.filters.update(short=lambda node: node.short, plain=lambda node: node.plain)
    text = env.from_string(_unmarked(body)).render(names | {"show": show})
    converter = _converter()
    page = converter.reset().convert(text)
    page = nh3.clean(page, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None)
    if joins_lines:
        page = WIDE_BREAK.sub("", page)
    return held.release(touch(page))


def inline(text: str, names: dict[str, Any]) -> Markup:
    """A text of the data file, with its placeholders; no Markdown, every other character as it is."""
    if "{" not in text:
        return Markup(html.escape(text, quote=False))
    env = placeholders.environment()
    env.autoescape = True
    env.filters.update(short=lambda node: node.short, plain=lambda node: node.plain)
    return Markup(env.from_string(html.escape(text, quote=False)).render(names))


@functools.cache
def _converter() -> markdown.Markdown:
    return markdown.Markdown(extensions=EXTENSIONS)


def _unmarked(text: str) -> str:
    return re.sub("[\ue000-\ue003]", "", text)
