"""What holds a page together beside its text: where it leads, its headings and names, what it loads and runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from chirashi.proof.files.web.html_attributes import FILE

LEADING = {
    "a": "href",
    "area": "href",
    "link": "href",
    "script": "src",
    "img": "src",
    "iframe": "src",
    "form": "action",
}
REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "list", "headers")
SETTINGS = "__config"  # the id of the script in which a page tells Material's scripts its words and addresses
CHOICES = ("media", "scheme", "primary", "accent")
AROUND = {"header", "footer", "nav"}


@dataclass(frozen=True)
class Lead:
    """One element that leads to another file or place."""

    tag: str
    rel: str
    address: str
    language: str  # that it says to lead to
    said: str  # its text, or what is heard of it
    line: int
    marks: tuple[str, ...] = ()  # its classes
    around: bool = False  # whether it stands in what every page has


@dataclass
class Structure:
    leads: list[Lead] = field(default_factory=list)
    headings: list[tuple[int, str, int]] = field(default_factory=list)  # level, id, line
    ids: list[tuple[str, int]] = field(default_factory=list)
    references: list[tuple[str, int]] = field(default_factory=list)  # ids of the same page that attributes name
    programs: list[tuple[str, int]] = field(default_factory=list)  # scripts within the page that run, line
    named: dict[str, tuple[str, int]] = field(default_factory=dict)  # of meta elements: what they say, line
    settings: list[tuple[str, int]] = field(default_factory=list)
    components: list[str] = field(default_factory=list)  # by which Material's scripts find their parts
    choices: list[tuple[str, ...]] = field(default_factory=list)  # light and dark, as Material offers them
    active: list[str] = field(default_factory=list)  # addresses of links that say to be this very page

    def masked(self, mask: Callable[[str], str]) -> None:
        """Takes private values out of what messages may quote."""
        self.leads = [replace(one, address=mask(one.address), said=mask(one.said)) for one in self.leads]
        self.named = {name: (mask(text), line) for name, (text, line) in self.named.items()}


def read(root: etree._Element) -> Structure:
    """The structure of a whole page."""
    found = Structure()
    for element in root.iter(etree.Element):
        _element(found, element)
    return found


def _element(found: Structure, element: etree._Element) -> None:
    tag, line = str(element.tag), element.sourceline or 0
    get = element.get
    if name := get("id"):
        found.ids.append((name, line))
    for reference in REFERENCES:
        found.references += [(one, line) for one in (get(reference) or "").split()]
    if component := get("data-md-component"):
        found.components.append(component)
    found.leads += _leads(element, tag, line)
    if tag == "a" and (get("aria-current") == "page" or _stands_in_active_tab(element)):
        found.active.append(get("href") or "")
    if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
        found.headings.append((int(tag[1]), get("id") or "", line))
    elif tag == "meta" and (said := get("name") or get("property") or get("http-equiv")):
        found.named[said.lower()] = (get("content") or "", line)
    elif tag == "script" and get("id") == SETTINGS:
        found.settings.append((element.text or "", line))
    elif tag == "script" and not get("src") and (get("type") or "module") in ("module", "text/javascript"):
        found.programs.append((element.text or "", line))
    elif tag == "input" and get("name") == "__palette":
        found.choices.append(tuple(get(f"data-md-color-{choice}") or "" for choice in CHOICES))


def _leads(element: etree._Element, tag: str, line: int) -> Iterator[Lead]:
    address = element.get(LEADING[tag]) if tag in LEADING else None
    if address is not None:
        said = " ".join("".join(element.itertext()).split()) or element.get("aria-label") or ""
        around = any(str(one.tag) in AROUND for one in element.iterancestors())
        marks = tuple((element.get("class") or "").split())
        yield Lead(tag, element.get("rel") or "", address, element.get("hreflang") or "", said, line, marks, around)
    for name, value in element.attrib.items():
        if str(name).startswith("data-") and FILE.fullmatch(str(value)):
            yield Lead(tag, str(name), str(value), "", "", line)


def _stands_in_active_tab(element: etree._Element) -> bool:
    parent = element.getparent()
    return parent is not None and "md-tabs__item--active" in (parent.get("class") or "")
