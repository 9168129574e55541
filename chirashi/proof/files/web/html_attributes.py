"""Attributes: what people hear, what programs show, where links lead, and what is layout alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from lxml import etree

from chirashi.proof.text.figure_reading import SPACES, fold, may_hold

# Every attribute is read but these, of layout and of links between the parts of a page.
_LAYOUT = """
accept accept-charset as async autocapitalize autocomplete border cellpadding cellspacing charset class colspan cols
coords crossorigin data-key decoding dir download enctype for form headers height hreflang id integrity is lang
loading max maxlength media method min minlength name nonce part pattern property rel role rows rowspan sandbox scope
size sizes slot span start step tabindex target type usemap width xmlns aria-activedescendant aria-colcount
aria-colindex aria-colspan aria-controls aria-describedby aria-details aria-errormessage aria-flowto aria-labelledby
aria-level aria-owns aria-posinset aria-rowcount aria-rowindex aria-rowspan aria-setsize
"""
LAYOUT = frozenset(_LAYOUT.split())
_LEADING = "href action formaction src srcset imagesrcset poster cite ping background longdesc"
ADDRESSES = frozenset(_LEADING.split())
# What meta elements say to browsers alone.
NO_PROSE = re.compile(r"viewport|color|format-detection|robots|referrer|generator|^og:(?:locale|type)|:width$|:height$")
FILE = re.compile(r"[\w./-]*[\w-]+\.(?:json|js|css|csv|ics|pdf|png|svg|html)")  # an address within the site


# Attributes that are words: heard, shown on pointing, searched, or put into the page by a script.
_SPOKEN = """
aria-label alt title placeholder label content data-words data-found data-one data-none data-more data-failed
data-glossary data-mail
"""
SPOKEN = frozenset(_SPOKEN.split())


class AttributeText(NamedTuple):
    """What an attribute is to be read as, and its name where it is a text."""

    how: Literal["text", "link", "style", "script", "picture"]
    value: str
    name: str = ""


def read_attributes(element: etree._Element, drawn: bool) -> Iterator[AttributeText]:
    """What an element's attributes say. `drawn` is one of an SVG, whose other attributes are its form."""
    tag = str(element.tag)
    for name, value in element.attrib.items():
        name, value = str(name), str(value)
        if name in LAYOUT:
            continue
        if name == "src" and value.startswith("data:image/"):
            yield AttributeText("picture", value)
        elif name in ADDRESSES:
            yield from (
                AttributeText("link", one.strip()) for one in (value.split(",") if name.endswith("set") else [value])
            )
        elif name == "style":
            yield AttributeText("style", value)
        elif name.startswith("on"):
            yield AttributeText("script", value)
        elif tag == "meta":
            if name == "content":
                yield from _meta(element, value)
        elif name == "value" and (tag == "li" or (tag == "data" and "data-key" in element.attrib)):
            continue  # a list's own count; a mark, which is read with its text
        elif (not drawn or name == "title" or name.startswith(("aria-", "data-"))) and (text := prose(value)):
            yield AttributeText("text", text, name)


def read_spoken(element: etree._Element) -> Iterator[tuple[str, str]]:
    """The words that an element's attributes say, each with the attribute's name; of `meta`, with what it is for."""
    for name, value in element.attrib.items():
        name, value = str(name), SPACES.sub(" ", fold(str(value))).strip()
        if name not in SPOKEN or not value:
            continue
        if name == "content":
            name = str(element.get("name") or element.get("property") or "").lower()
            if not name or NO_PROSE.search(name) or name in NAMED or name.startswith("twitter:card"):
                continue
        yield name, value


NAMED = frozenset(["og:url", "og:image"])  # addresses, which are read as links are


def _meta(element: etree._Element, content: str) -> Iterator[AttributeText]:
    for name in ("name", "property", "itemprop", "http-equiv"):
        if said := element.get(name):
            break
    else:
        name = said = ""
    if said.lower() == "refresh":
        yield AttributeText("link", content.partition("=")[2].strip("'\" "))
    elif name != "http-equiv" and not NO_PROSE.search(said.lower()) and (text := prose(content)):
        yield AttributeText("text", text, said.lower() or "content")


def prose(value: str) -> str:
    """An attribute's text as it is read; nothing where no figure can stand in it."""
    text = SPACES.sub(" ", fold(value)).strip()
    return text if may_hold(text) and not FILE.fullmatch(text) else ""
