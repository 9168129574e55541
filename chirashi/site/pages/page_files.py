"""What lies beside pages as the site has it: pictures in pages, files to download, each once under `files/`.

Pages that hold pictures, notices or footnotes load a stylesheet of their own, which the others need not.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from markupsafe import Markup

from chirashi.base.project import in_project
from chirashi.content.edition import Edition, read_part
from chirashi.content.files.attachments import Attachment, attachment
from chirashi.paper.site_downloads import format_size
from chirashi.site.pages.addresses import address
from chirashi.site.pages.page_view import SiteView
from chirashi.view.text.markdown import NoteWords
from chirashi.view.text.pictures import Picture, picture

LinksTo = Callable[[str], str]  # from a place on the site to its address from a page
FOLDER = "files/"
STYLE = "text.css"
MORE = re.compile(
    r"!\[|\[\^|[\[［].[\]］]|^[ \u3000]{0,3}>|<(?:figure|details|blockquote)\b|^[ \t\u3000]*(?:```|~~~)", re.MULTILINE
)
STYLED = re.compile(r"class=\"(?:notice |picture|footnote|task)|<(?:figure|pre|details|blockquote)\b")
LINK = re.compile(
    r'<a(?P<before>[^>]*) href="(?P<name>[^"/#?:]+\.[a-z]+)"(?P<after>[^>]*)>(?P<words>.*?)</a>', re.DOTALL
)


def needs_style(edition: Edition) -> bool:
    """Whether any page may hold what `text.css` is for."""
    texts = [page.body for pages in edition.pages.values() for page in pages.values()]
    texts += [text for language in edition.pages for text in parts(edition, language).values()]
    return any(MORE.search(text) for text in texts)


def parts(edition: Edition, language: str) -> dict[str, str]:
    """The texts that pages of a language may include: `parts/*.md` of its folder."""
    return {f"parts/{path.name}": read_part(path)[0] for path in edition.parts(language)}


def note_words(view: SiteView) -> NoteWords:
    return NoteWords(str(view.word("note_sign", number="{}")), str(view.word("note_back")))


class PageFiles:
    """The files beside the pages of one language; `used` are those that pages lead to, by their place on the site."""

    def __init__(self, edition: Edition, language: str) -> None:
        self.edition, self.language = edition, language
        self.home = address(edition, language, "index")
        self.used: dict[str, bytes] = {}

    def state(self) -> list[tuple[str, int, int]]:
        """By which it is known whether any of them has changed."""
        beside = self.edition.files.get(self.language, {})
        return [(name, (stat := path.stat()).st_mtime_ns, stat.st_size) for name, path in beside.items()]

    def place(self, name: str) -> tuple[str, Attachment] | None:
        """Where a file stands on the site; None where there is none of this name."""
        path = self.edition.files.get(self.language, {}).get(name)
        if path is None:
            return None
        found = attachment(path, in_project(path))
        place = f"{self.home}{FOLDER}{found.name}"
        self.used[place] = found.content
        return place, found

    def picture(self, links_to: LinksTo, name: str, shows: Markup, caption: Markup) -> Picture | None:
        found = self.place(name)
        return picture(found[1], links_to(found[0]), shows, caption) if found else None

    def linked(self, view: SiteView, links_to: LinksTo, html: Markup) -> Markup:
        """Links to files, `annai.pdf`, as addresses from this page, with the size of what is to be downloaded."""
        if not self.edition.files.get(self.language):
            return html
        return Markup(LINK.sub(partial(self._link, view, links_to), html))

    def _link(self, view: SiteView, links_to: LinksTo, link: re.Match[str]) -> str:
        found = self.place(link["name"])
        if found is None:
            return link.group()
        place, file = found
        words = Markup(link["words"])
        if file.name.endswith(".pdf") and "PDF" not in words:
            words += view.word("file", size=format_size(len(file.content)))
        return f'<a{link["before"]} href="{links_to(place)}"{link["after"]}>{words}</a>'
