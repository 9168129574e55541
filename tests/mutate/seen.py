"""Rooms that only a browser enters, for `run.py --seen`: what the eye sees of a page, and what its scripts do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from chirashi.base.problems import Problem
from chirashi.proof.behaviour.closing import SECOND, closing
from chirashi.proof.behaviour.run import use
from chirashi.proof.data.entries import open_book
from chirashi.proof.seen import browser, pages
from chirashi.proof.seen.serving import served
from mutate.seeding import Fault, Outcome

EYE, DOES = "what the eye sees", "behaviour"
# Ways in which a style takes a text away or makes it another, and what the witness calls them.
WAYS = {
    "display: none": "hidden",
    "visibility: hidden": "hidden",
    "font-size: 0": "hidden",
    "font-size: 1px": "tiny",
    "zoom: 0.1": "tiny",
    "opacity: 0.1": "faint",
    "color: transparent": "faint",
    "-webkit-text-fill-color: var(--ground)": "faint",
    "clip-path: inset(50%)": "clipped",
    "filter: blur(9px)": "clipped",
    "mask: linear-gradient(transparent, transparent)": "clipped",
    "position: absolute; left: -9999px": "outside",
    "text-decoration: line-through": "struck",
    "transform: rotate(180deg)": "turned",
    "unicode-bidi: bidi-override; direction: rtl": "turned",
    "text-transform: uppercase": "altered",
    "letter-spacing: -0.5em": "altered",
    "-webkit-text-security: disc": "altered",
    "background: linear-gradient(transparent 45%, red 45% 55%, transparent 55%)": "picture",
}
TEXTS = {"premiums": "td.money data", "cover": ".stage", "notes": "ul.notes li", "": ".glance dd strong"}
WHEN = (
    "{}",
    "@media print {{ {} }}",
    "@media (prefers-color-scheme: dark) {{ {} }}",
    "@media (max-width: 30rem) {{ {} }}",
)
DRAWN = {
    "premiums": ["td.money data::after { content: ' × 2' }", "td.money::before { content: '1' }"],
    "notes": ["main li::marker { content: '9' }", "main ul { list-style: upper-roman }"],
}
MOVED = {
    "premiums": [".grid tr { display: flex; flex-direction: row-reverse }", ".working { flex-direction: row-reverse }"],
    "cover": [".timeline { display: flex; flex-direction: column-reverse }"],
}
DEEDS = (
    ("choice-*.js", "chooser.counted ? n : 1", "chooser.counted ? n + 1 : 1", "does-chooser"),
    ("choice-*.js", "chooser.counted ? n : 1", "chooser.counted ? n * n : 1", "does-chooser"),
    ("choice-*.js", "price(data, choice)).join", "price(data, { ...choice, n: 1 })).join", "does-request"),
    ("chooser-*.js", "choice.places[main]) + by", "choice.places[main]) - by", "does-chooser"),
    ("faxform-*.js", "circle.checked = true", "circle.checked = false", "does-request"),
    ("faxform-*.js", "count.value = choice.n", "count.value = choice.n + 1", "does-request"),
    ("deadline-*.js", "/ 86400000", "/ 43200000", "does-days"),
    ("deadline-*.js", "Date.now() + 9 * 3600000", "Date.now()", "does-close"),
    ("search-*.js", "link(page.address,", 'link("notes/",', "does-search"),
)  # fmt: skip


def faults(site: Path) -> Iterator[tuple[Fault, str, str]]:
    """Each fault with the path of the page to look at and how it must be told."""
    (sheet,) = site.glob("assets/brochure-*.css")
    styles = [
        (name, when.format(f"{text} {{ {way} }}"), kind)
        for name, text in TEXTS.items()
        for i, (way, kind) in enumerate(WAYS.items())
        for when in (WHEN[0], WHEN[1 + i % 3])
    ]
    styles += [(name, rule, "seen-drawn") for name, rules in DRAWN.items() for rule in rules]
    styles += [(name, rule, "seen-order") for name, rules in MOVED.items() for rule in rules]
    for name, rule, kind in styles:
        content = sheet.read_bytes() + f"\n{rule}\n".encode()
        codes = {kind if kind.startswith("seen-") else "seen-text"}
        yield Fault(f"{EYE}: {rule}", "page in a browser", f"assets/{sheet.name}", content, codes), name, kind
    for files, old, new, code in DEEDS:
        (path,) = site.glob(f"assets/{files}")
        text = path.read_text("utf-8")
        assert old in text, (files, old)
        yield (
            Fault(f"{DOES}: {new}", "page in use", f"assets/{path.name}", text.replace(old, new).encode(), {code}),
            "",
            code,
        )


def outcomes(edition: Path, site: Path) -> Iterator[Outcome]:
    """What the witness tells of each, one at a time, in one browser."""
    book, changed = open_book(edition), dict[str, bytes]()
    shut = closing(book)
    assert shut is not None
    names = ("", "premiums/", "request/", "notes/")
    used = [pages.Sight(site / name / "index.html", name, f"site/{name}index.html", "ja") for name in names]
    used.append(pages.Sight(site / "fax.html", "fax.html", "site/fax.html", "ja"))
    with browser.opened() as opened, served(site, changed) as address:
        for fault, name, kind in faults(site):
            assert fault.content is not None
            changed[f"/{fault.file}"] = fault.content
            began = perf_counter()
            if fault.kind.startswith(EYE):
                path = f"{name}/" if name else ""
                sight = pages.Sight(site / name / "index.html", path, f"site/{path}index.html", "ja")
                found = list(pages.look(opened, address, [sight], shut - SECOND, frozenset()))
            else:
                found = list(use(opened, address, site, book, "aside/", used))
            changed.clear()
            told = [f"{p.file}:{p.line} {p.code}" for p in found]
            yield Outcome(fault, any(_rightly(p, kind) for p in found), told, perf_counter() - began)


def _rightly(problem: Problem, kind: str) -> bool:
    return kind in (problem.code, problem.fields.get("kind"))
