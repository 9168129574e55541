"""Pictures in a page's Markdown: `![what it shows](map.png "caption")`, a figure where it stands alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import IMAGE_LINK_RE, ImageInlineProcessor
from markupsafe import Markup

from chirashi.content.files.attachments import Attachment

ATTRIBUTES = re.compile(r"\{:?[^{}\n]*\}")
AFTER_LINKS = 150  # where Python-Markdown itself reads pictures


class Picture(NamedTuple):
    """A picture within a sentence, and the same standing alone."""

    inline: Markup
    figure: Markup


Put = Callable[[str, str, str], str]  # a file's name, what it shows, its caption: what stands for the picture


class Pictures(ImageInlineProcessor):
    """Hands each picture to `put`, which is set for each page; one that there is not leaves its words."""

    put: Put = staticmethod(lambda _name, shows, _caption: shows)

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str | None, int | None, int | None]:  # type: ignore[override]
        element, start, end = super().handleMatch(m, data)
        if element is None or isinstance(element, str) or end is None:
            return None, None, None
        if attributes := ATTRIBUTES.match(data, end):
            end = attributes.end()
        name, shows, caption = (str(element.get(key) or "") for key in ("src", "alt", "title"))
        return self.put(name, self.unescape(shows), self.unescape(caption)), start, end


class PicturesExtension(Extension):
    def extendMarkdown(self, md: Markdown) -> None:
        md.inlinePatterns.register(Pictures(IMAGE_LINK_RE, md), "image_link", AFTER_LINKS)


def picture(file: Attachment, address: str, shows: Markup, caption: Markup) -> Picture:
    """A picture at its address. `shows` and `caption` are finished HTML without tags."""
    wide, high = file.size or (0, 0)
    element = Markup('<img src="{}" alt="{}" width="{}" height="{}" loading="lazy" decoding="async">').format(
        address, shows, wide, high
    )
    below = Markup("<figcaption>{}</figcaption>").format(caption) if caption else Markup("")
    return Picture(element, Markup('<figure class="picture">{}{}</figure>').format(element, below))
