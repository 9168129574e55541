"""Ordinary and odd Markdown of every kind: what the press makes of it is what the proof reads in it, word for word.

The samples stand in `markdown.ja.txt` and `markdown.en.txt`, parted by lines of %%.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from known import EDITIONS, LANGUAGES
from markupsafe import Markup

from chirashi.content.edition import Edition
from chirashi.content.pages.page_text import read_text
from chirashi.proof.data.entries import open_book
from chirashi.proof.files.web import html
from chirashi.proof.text.comparable import comparable
from chirashi.proof.words.comparison.alignment import Alignment, Difference, Free
from chirashi.proof.words.expected import markdown_text, pages
from chirashi.proof.words.expected.wording import Said, wording_of
from chirashi.view.templates import View
from chirashi.view.text import markdown, pictures

HERE = Path(__file__).parent
SAMPLES = {one: (HERE / f"markdown.{one}.txt").read_text("utf-8").rstrip("\n").split("\n%%\n") for one in LANGUAGES}
SIGNS = {"ja": ("※{}", "本文に戻る"), "en": ("[{}]", "Back to the text")}


def shown(name: str, shows: Markup, caption: Markup) -> pictures.Picture:
    element = Markup('<img src="{}" alt="{}">').format(name, shows)
    below = Markup("<figcaption>{}</figcaption>").format(caption) if caption else Markup("")
    return pictures.Picture(element, Markup("<figure>{}{}</figure>").format(element, below))


def made(text: str, view: View, language: str) -> str:
    body, _ = read_text(text, "x.md")
    notes = markdown.NoteWords(*SIGNS[language])
    return markdown.to_html(body, {}, view.book, lambda *_: Markup(""), language == "ja", notes=notes, picture=shown)


def said(text: str, language: str, folder: Path) -> tuple[list[Said], list[str]]:
    """What the proof reads in a text, and what of it is heard."""
    (folder / language).mkdir(exist_ok=True)
    (folder / language / "x.md").write_text(f"---\ntitle: x\n---\n{text}\n", "utf-8")
    markdown_text._read.cache_clear()  # texts are written within one tick of the clock
    page = markdown_text.read(folder, language, "x")
    w = wording_of(open_book(EDITIONS["fire-options"]), language)
    assert page is not None and w is not None
    pieces = [(piece, one.line) for one in page.paragraphs for piece in one.pieces if isinstance(piece, str)]
    expected = [Said(text, f"x.md:{line}") for piece, line in pieces for text in pages.written(w, piece)]
    return expected, [text for text, _ in page.heard]


def differences(content: str, expected: list[Said], heard: list[str]) -> list[Difference | str]:
    page = html.read_page(f"<html><body><main>{content}</main></body></html>".encode())
    blocks = [block for block in page.blocks if block.how == "text"]
    none = Free([])
    there = {comparable(word.text) for word in page.words}
    lost = [text for text in heard if comparable(text) not in there]
    return [*Alignment(blocks, none, none, none).differences(expected), *lost]


@pytest.fixture(scope="module")
def views(editions: dict[str, Edition]) -> dict[str, View]:
    return {language: View(editions["fire-options"], language) for language in LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_made_of_markdown_is_what_it_says(language: str, views: dict[str, View], tmp_path: Path) -> None:
    found = {}
    for text in SAMPLES[language]:
        if told := differences(made(text, views[language], language), *said(text, language, tmp_path)):
            found[text] = told
    assert found == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_changed_letter_of_any_of_it_is_told(language: str, views: dict[str, View], tmp_path: Path) -> None:
    """The first and the last letter of what the page shows, each made another one."""
    missed = []
    for text in SAMPLES[language]:
        expected, heard = said(text, language, tmp_path)
        content = made(text, views[language], language)
        shown_ = [i for i, letter in enumerate(content) if letter.isalpha() and _is_shown(content, i)]
        for at in {shown_[0], shown_[-1]} if shown_ else ():
            other = content[:at] + ("変" if language == "ja" else "Z") + content[at + 1 :]
            if not differences(other, expected, heard):
                missed.append((text, content[at]))
    assert missed == []


def _is_shown(content: str, at: int) -> bool:
    """Whether a letter stands outside of tags and entities."""
    before = content[:at]
    return before.rfind("<") <= before.rfind(">") and before.rfind("&") <= max(before.rfind(";"), before.rfind(" "))
