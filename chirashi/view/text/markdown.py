"""Makes finished HTML of a page's Markdown: placeholders held, Markdown converted, HTML sanitised, figures put in.

Figures and partials are trusted HTML and must pass through Markdown and the sanitizer
untouched. So each is held back under a mark of private-use characters, and put in at the end.
"""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Callable
from typing import NamedTuple

import markdown
import nh3
from markdown.extensions.attr_list import AttrListExtension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.md_in_html import MarkdownInHtmlExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import SimpleTagInlineProcessor
from markupsafe import Markup, escape

from chirashi.content.pages import placeholders
from chirashi.content.pages.placeholders import Placeholder
from chirashi.content.yaml_files.line_joining import WIDE, join_lines
from chirashi.view.figure_book import FigureBook
from chirashi.view.text.pictures import Picture, Pictures, PicturesExtension
from chirashi.view.text.sanitizer import ATTRIBUTES, SCHEMES, TAGS
from chirashi.view.text.source_lines import standard
from chirashi.view.text.table_headings import TableHeadsExtension

DIGITS = {ord(str(n)): chr(0xE010 + n) for n in range(10)}  # no letters and no digits, lest a heading's id hold them
NUMBER = {ord(sign): chr(digit) for digit, sign in DIGITS.items()}
MARK = re.compile("\ue000([\ue010-\ue019]+)\ue001")
ALONE = re.compile(f"<p>\\s*{MARK.pattern}\\s*</p>")
IN_ATTRIBUTE = re.compile(f'(?<=")[^"<>]*{MARK.pattern}[^"<>]*(?=")')
EXTENSIONS = (  # by class: by name, every package on the machine is asked first whether it has one
    AttrListExtension,
    DefListExtension,
    TableExtension,
    TableHeadsExtension,
    MarkdownInHtmlExtension,
    FencedCodeExtension,
    PicturesExtension,
    SaneListExtension,
)
TASK = re.compile(r"<li>(\s*(?:<p>)?[☐☑] )")  # which has a box for its bullet
STRUCK = r"(~~)(?=\S)(.+?)(?<=\S)~~"
AFTER_LINKS = 60  # among what marks words within a line
UNWANTED = ("setextheader", "code")  # a line of --- is a rule, and an indented paragraph a paragraph

# Within a Japanese sentence a line's end is no space, whatever inline tag stands there.
INLINE = "a|strong|em|code|span|ruby|abbr|mark|small"
WIDE_BREAK = re.compile(
    f"([{WIDE}](?:</(?:a|em|strong)>)?)\\n(?=[{WIDE}]|<(?:{INLINE})[ >])"
    r"|(?<=[、。，．！？）」』])\n(?=[^\n<])"  # after a stop, whatever follows
)


class HeldPieces:
    """HTML held back under marks while its surroundings are converted."""

    def __init__(self) -> None:
        self.pieces: list[Markup] = []
        self.alone: dict[int, Markup] = {}  # what stands for a piece that is a paragraph of its own

    def hold(self, piece: Markup, alone: Markup | None = None) -> str:
        if alone is not None:
            self.alone[len(self.pieces)] = alone
        self.pieces.append(piece)
        return f"\ue000{str(len(self.pieces) - 1).translate(DIGITS)}\ue001"

    def release(self, text: str) -> Markup:
        text = IN_ATTRIBUTE.sub(lambda m: MARK.sub(lambda k: html.escape(self.piece(k).striptags()), m.group()), text)
        text = ALONE.sub(lambda m: str(self.alone.get(number_of(m)) or self.piece(m)), text)
        return Markup(MARK.sub(lambda m: str(self.piece(m)), text))

    def piece(self, mark: re.Match[str]) -> Markup:
        """What stands for a mark; nothing for one that content has made of entities."""
        at = number_of(mark)
        return self.pieces[at] if at < len(self.pieces) else Markup("")


def number_of(mark: re.Match[str]) -> int:
    return int(mark[1].translate(NUMBER))


class NoteWords(NamedTuple):
    """How footnotes speak: the sign that leads to one, with {} for its number, and the link that leads back."""

    sign: str = "{}"
    back: str = "↩"


def to_html(
    body: str,
    parts: dict[str, str],
    book: FigureBook,
    show: Callable[..., Markup],
    joins_lines: bool,
    touch: Callable[[str], str] = str,
    notes: NoteWords = NoteWords(),  # noqa: B008 - a tuple, which nobody can change
    picture: Callable[[str, Markup, Markup], Picture | None] | None = None,
) -> Markup:
    """A page's body as safe HTML.

    `parts` are the texts it may include by name, `book` its figures, `show` renders a partial;
    `touch` may change the prose while figures and partials are held back; `picture` shows a file
    beside the page, by its name, with what it shows and its caption. The body has been
    checked: what raises here is a bug.
    """
    held = HeldPieces()

    def put(placeholder: Placeholder) -> str:
        return held.hold(
            show(placeholder.key, *placeholder.arguments) if placeholder.kind == "show" else figure(placeholder, book)
        )

    def bare(text: str) -> Markup:
        return Markup(MARK.sub(lambda m: html.escape(held.piece(m).striptags()), html.escape(html.unescape(text))))

    def put_picture(name: str, shows: str, caption: str) -> str:
        found = picture(name, bare(shows), bare(caption)) if picture else None
        return held.hold(found.inline, found.figure) if found else shows

    given = {name: standard(_unmarked(part)) for name, part in parts.items()}
    text = placeholders.fill(standard(_unmarked(body)), put, given)
    converter = _converter(notes)
    reader = converter.inlinePatterns["image_link"]
    assert isinstance(reader, Pictures)
    reader.put = put_picture
    page = converter.reset().convert(text)
    page = nh3.clean(page, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None)
    page = TASK.sub(r'<li class="task">\1', page)
    if joins_lines:
        page = WIDE_BREAK.sub(r"\1", page)
    return held.release(touch(page))


def inline(text: str, book: FigureBook) -> Markup:
    """A text of the data file, with its placeholders; no Markdown, every other character as it is."""
    text = html.escape(join_lines(text), quote=False)
    return Markup(placeholders.fill(text, lambda asked: figure(asked, book)) if "{" in text else text)


def figure(placeholder: Placeholder, book: FigureBook) -> Markup:
    """What a placeholder puts in: the figure as it stands on a page, its short form, its bare text, or a count."""
    if placeholder.counts:
        return escape(book.count(placeholder.key))
    if "plain" in placeholder.filters:
        return escape(book.plain(placeholder.key))
    return book.html(placeholder.key, short="short" in placeholder.filters)


@functools.cache
def _converter(notes: NoteWords) -> markdown.Markdown:
    footnotes = FootnoteExtension(
        SEPARATOR="-", SUPERSCRIPT_TEXT=notes.sign, BACKLINK_TEXT=notes.back, BACKLINK_TITLE=notes.back
    )
    extensions = [extension() for extension in EXTENSIONS]
    converter = markdown.Markdown(extensions=[*extensions, footnotes])
    converter.inlinePatterns.register(SimpleTagInlineProcessor(STRUCK, "del"), "del", AFTER_LINKS)
    for name in UNWANTED:
        converter.parser.blockprocessors.deregister(name)
    return converter


def _unmarked(text: str) -> str:
    return re.sub("[\ue000-\ue019]", "", text)
