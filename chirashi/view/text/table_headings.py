"""Gives tables written in Markdown what a screen reader needs: a caption, and headings of columns and rows.

Markdown knows none of these. A paragraph `表：…` or `Table: …` before a table is its caption,
and the first cell of each row is the row's head.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

CAPTION = re.compile(r"\s*(?:表|Table)\s*[:：]\s*(?=\S)")
BEFORE_INLINE = 25  # cells and captions still hold their Markdown, which is converted after this


class Heads(Treeprocessor):
    def run(self, root: Element) -> None:
        for parent in list(root.iter()):
            before: Element | None = None
            for child in list(parent):
                if child.tag == "table":
                    _heads(child)
                    if before is not None and (match := CAPTION.match(before.text or "")):
                        _caption(child, (before.text or "")[match.end() :])
                        parent.remove(before)
                before = child if child.tag == "p" else None


def _heads(table: Element) -> None:
    for head in table.iterfind("thead/tr/th"):
        head.set("scope", "col")
    for row in table.iterfind("tbody/tr"):
        for cell in row[:1]:
            if (cell.text or "").strip():
                cell.tag = "th"
                cell.set("scope", "row")


def _caption(table: Element, text: str) -> None:
    caption = Element("caption")
    caption.text = text
    table.insert(0, caption)


class TableHeadsExtension(Extension):
    def extendMarkdown(self, md: Markdown) -> None:
        md.treeprocessors.register(Heads(md), "table-heads", BEFORE_INLINE)
