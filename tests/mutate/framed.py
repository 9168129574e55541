"""Faults of what stands around the text: links, switches, addresses, headings, rules for the host, Material's frame."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from mutate.pages import counterpart
from mutate.seeding import Edit, Fault

LINKS = {"proof-link-lost", "proof-link-apart", "proof-link-language"}
MATERIAL = {"proof-settings", "proof-script", "proof-link-lost", "proof-surplus", "proof-suffix"}
# On a page: what the fault is called, a pattern of its text, what takes its place, the rules that are right.
Change = tuple[str, str, str, set[str]]
BOTH: tuple[Change, ...] = (
    ("language switch leads to another page", r'(?<=href=")[^"]*(?="[^>]*hreflang="(?:en|ja)")', "../glossary/", LINKS),
    ("language switch leads nowhere", r'(?<=href=")[^"]*(?="[^>]*hreflang="(?:en|ja)")', "../fr/", LINKS),
    ("language switch names another", r'(?<=hreflang=")(?:en|ja)(?=">(?:English|日本語))', "fr", LINKS),
    ("link to a page leads nowhere", r'(?<=<a href=")(?:\.\./|\./)?[a-z]+/(?=")', "../nowhere/", LINKS),
    ("link to a page leads to another", r'(?<=href=")[./]*(?:request|contacts)/(?=")', "../notes/", LINKS),
    ("place of a link is not there", r'(?<=href="\.\./)(\w+/)#[\w-]+(?=")', r"\1#nothing", LINKS),
    ("canonical leads elsewhere", r'(?<=rel="canonical" href=")[^"]*', "https://brochure.example.jp/old/",
     {"proof-address", *LINKS}),
    ("canonical is gone", r'<link rel="canonical"[^>]*>', "", {"proof-address"}),
    ("alternate leads elsewhere", r'(?<=rel="alternate" hreflang="en" href=")[^"]*', "https://brochure.example.jp/",
     {"proof-address"}),
    ("alternate is gone", r'<link rel="alternate" hreflang="x-default"[^>]*>', "", {"proof-address"}),
    ("address for messengers leads elsewhere", r'(?<=property="og:url" content=")[^"]*',
     "https://brochure.example.jp/x/", {"proof-address"}),
    ("picture for messengers is not there", r'(?<=property="og:image" content=")[^"]*',
     "https://brochure.example.jp/old.png", {"proof-address"}),
    ("search engines are sent away", r"(?=<title>)", '<meta name="robots" content="noindex">',
     {"proof-address", "proof-draft-indexed"}),
    ("structured data in another language", r'"inLanguage":"(?:ja|en)"', '"inLanguage":"fr"', {"proof-address"}),
    ("stylesheet is not there", r'(?<=rel="stylesheet" href=")(?:\.\./)*assets/[^"]*', "assets/gone.css",
     {"proof-link-lost", "proof-settings"}),
)  # fmt: skip
FRAME: tuple[Change, ...] = (
    ("heading of another level", r"<h2([^>]*)>(.*?)</h2>", r"<h3\1>\2</h3>", {"proof-headings", "proof-words-lost"}),
    ("heading twice the first", r"<h2([^>]*)>(.*?)</h2>", r"<h1\1>\2</h1>", {"proof-headings"}),
    ("name of a heading twice", r'(<h2 id=")[^"]*(?=")', r"\1text", {"proof-headings", *LINKS}),
    ("base of the scripts", r'(?<="base": ")[^"]*', "https://brochure.example.jp/old", {"proof-settings"}),
    ("worker of the search", r'(?<="search": ")[^"]*', "../assets/javascripts/workers/gone.js", {"proof-settings"}),
    ("features of the theme", r'"navigation.tabs", ', '"navigation.instant", ', {"proof-settings"}),
    ("setting that the theme has not", r'"annotate": null', '"analytics": null', {"proof-settings"}),
    ("word of the scripts", r'(?<="search.result.none": ")[^"]*', "0", {"proof-settings"}),
    ("settings are gone", r'<script id="__config".*?</script>', "", {"proof-settings"}),
    ("settings cannot be read", r'(?<=application/json">)\{"annotate"', '{annotate',
     {"proof-settings", "proof-unreadable"}),
    ("palette offers one scheme", r'data-md-color-scheme="slate"', 'data-md-color-scheme="default"',
     {"proof-settings"}),
    ("palette by another rule", r'data-md-color-media="\(prefers-color-scheme: light\)"',
     'data-md-color-media="print"', {"proof-settings"}),
    ("switch of the palette leads nowhere", r'for="__palette_1"', 'for="__palette_9"', {"proof-link-lost"}),
    ("stylesheets in another order",
     r'(<link rel="stylesheet" href="[^"]*main[^>]*>)(.*?)(<link rel="stylesheet" href="[^"]*material-[^>]*>)',
     r"\3\2\1", {"proof-settings"}),
    ("own stylesheet is gone", r'<link rel="stylesheet" href="[^"]*material-[^>]*>', "", {"proof-settings"}),
    ("theme's script is gone", r'<script src="[^"]*bundle[^>]*></script>', "", {"proof-settings"}),
    ("part that scripts look for", r'data-md-component="search-query"', 'data-md-component="query"',
     {"proof-settings"}),
    ("script of the theme altered", r"<script>var palette=", "<script>alert(1);var palette=",
     {"proof-script", "proof-policy"}),
    ("tab of another page is the active one", r'md-tabs__item">', 'md-tabs__item md-tabs__item--active">',
     {"proof-settings"}),
    ("tab is called otherwise", r"(?<=md-tabs__link\">)\s*\S[^<]*", "News", {"proof-words", "proof-words-foreign"}),
    ("tab is gone", r'<li class="md-tabs__item">.*?</li>', "", {"proof-words-lost", "proof-words", *LINKS}),
)  # fmt: skip
HOST: tuple[tuple[str, str, str], ...] = (
    ("scripts of any host", r"script-src 'self'", "script-src 'self' https://cdn.example"),
    ("scripts within any page", r"script-src 'self'", "script-src 'self' 'unsafe-inline'"),
    ("programs from text", r"script-src 'self'", "script-src 'self' 'unsafe-eval'"),
    ("files of any host", r"default-src 'none'", "default-src *"),
    ("forms to any host", r"form-action 'none'", "form-action *"),
    ("frames of any host", r"frame-ancestors 'none'", "frame-ancestors *"),
    ("pictures of any host", r"img-src 'self'", "img-src *"),
    ("requests to any host", r"connect-src 'self'", "connect-src *"),
    ("sum of a script is gone", r" 'sha256-[^']*'", ""),
    ("sum of another script", r"(?<='sha256-)....", "AAAA"),
    ("kind of a file is guessed", r"  X-Content-Type-Options: nosniff\n", ""),
    ("shown in frames", r"X-Frame-Options: DENY", "X-Frame-Options: SAMEORIGIN"),
    ("transport is not kept secret", r"max-age=31536000(?!,)", "max-age=0"),
    ("pages are kept for ever", r"(?<=/cover/\*\n  Cache-Control: )no-cache", "public, max-age=31536000, immutable"),
    ("file without a rule", r"/premiums/\*\n  Cache-Control: no-cache\n", ""),
    ("policy is gone", r"  Content-Security-Policy: [^\n]*\n", ""),
)


def shared(rng: random.Random, folder: Path) -> Iterator[Fault]:
    """Faults that fit every look."""
    yield from _mixed(rng, [*_pages(rng, folder, BOTH), *_around(rng, folder), *_rules(folder)])


def frame(rng: random.Random, folder: Path) -> Iterator[Fault]:
    """Faults of Material's frame and files."""
    yield from _mixed(rng, [*_pages(rng, folder, FRAME), *_theme(rng, folder), *_search(folder)])


def _mixed(rng: random.Random, found: list[Fault]) -> list[Fault]:
    """One of each kind, then the next of each."""
    rng.shuffle(found)
    nth: dict[str, int] = {}
    for one in found:
        nth[one.kind] = nth.get(one.kind, 0) + 1
        one.turn = nth[one.kind]
    return sorted(found, key=lambda one: one.turn)


def _pages(rng: random.Random, folder: Path, changes: tuple[Change, ...]) -> Iterator[Fault]:
    for path in sorted((folder / "site").glob("**/index.html")):
        file, text = path.relative_to(folder).as_posix(), path.read_text("utf-8")
        if "/flyer/" in file or "cyber-" in file:
            continue
        for kind, pattern, new, codes in changes:
            found = list(re.finditer(pattern, text, re.DOTALL))
            if found:
                m = rng.choice(found)
                wrong = text[: m.start()] + m.expand(new) + text[m.end() :]
                if wrong != text:
                    also = counterpart(file) | {"site/_headers"}
                    yield Fault(kind, "frame of a page", file, wrong.encode(), codes, also=also)


def _around(rng: random.Random, folder: Path) -> Iterator[Fault]:
    """The map of the site and what robots read."""
    path = folder / "site" / "sitemap.xml"
    text = path.read_text("utf-8")
    file, codes = "site/sitemap.xml", {"proof-address"}
    for line in [line for line in text.splitlines() if "<url>" in line]:
        whole = text.replace(line + "\n", "")
        yield Fault("page lost from the map", "map of the site", file, whole.encode(), codes)
        yield Fault("page twice on the map", "map of the site", file, text.replace(line, line * 2).encode(), codes)
        other = line.replace('hreflang="en"', 'hreflang="fr"')
        yield Fault("language of the map", "map of the site", file, text.replace(line, other).encode(), codes)
        address = re.sub(r"(?<=<loc>)(https://[^/]*/)", r"\1old/", line)
        yield Fault("address of the map", "map of the site", file, text.replace(line, address).encode(), codes)
    robots = (folder / "site" / "robots.txt").read_text("utf-8")
    for kind, old, new in (
        ("robots are sent away", "Allow: /", "Disallow: /"),
        ("robots find no map", "sitemap.xml", "map.xml"),
        ("map of another host", "https://", "https://old."),
    ):
        wrong = robots.replace(old, new)
        yield Fault(kind, "robots.txt", "site/robots.txt", wrong.encode(), {*codes, "proof-untraced"})


def _rules(folder: Path) -> Iterator[Fault]:
    text = (folder / "site" / "_headers").read_text("utf-8")
    for kind, pattern, new in HOST:
        wrong, changed = re.subn(pattern, new, text, count=1)
        if changed:
            yield Fault(kind, "rules for the host", "site/_headers", wrong.encode(), {"proof-policy"})


def _theme(rng: random.Random, folder: Path) -> Iterator[Fault]:
    """Files that the theme brings: gone, altered, or more of them; sheets and scripts of this look."""
    own = [p for p in sorted((folder / "site/assets").glob("*s/**/*")) if p.is_file() and p.suffix in (".js", ".css")]
    for path in own:
        file = path.relative_to(folder).as_posix()
        yield Fault("file of the theme deleted", "theme", file, None, MATERIAL, also={"site"})
        wrong = path.read_bytes() + b"\n;alert(1)\n"
        yield Fault("file of the theme altered", "theme", file, wrong, MATERIAL, also={"site"})
    for name in ("javascripts/extra.js", "stylesheets/extra.css", "javascripts/workers/more.js", "images/logo.svg"):
        content = b"<svg/>" if name.endswith("svg") else b"a{}" if name.endswith("css") else b"a()"
        yield Fault("file that the theme has not", "theme", f"site/assets/{name}", content, MATERIAL)
    (sheet,) = (folder / "site/assets").glob("material-*.css")
    text, file = sheet.read_text("utf-8"), sheet.relative_to(folder).as_posix()
    for m in rng.sample(list(re.finditer(r"\{ ([^{}]+) \}", text)), 12):
        wrong = text[: m.start(1)] + "display: none;" + text[m.end(1) :]
        yield Fault("rule of the stylesheet", "theme", file, wrong.encode(), {"proof-named-sum"})


def _search(folder: Path) -> Iterator[Fault]:
    """How Material's search takes words apart, and what it finds."""
    for home in ("", "en/"):
        file = f"site/{home}search/search_index.json"
        text = (folder / file).read_text("utf-8")
        for kind, pattern, new, code in (
            ("language of the search", r'"lang":\["\w+"\]', '"lang":["fr"]', "proof-settings"),
            ("words of the search taken apart", r'"separator":"[^"]*', '"separator":"x', "proof-settings"),
            ("entry of the search leads elsewhere", r'"location":"cover/', '"location":"nowhere/', "proof-index"),
            ("title of the search", r'(?<="title":")[^"]{2}', "00", "proof-index"),
        ):
            wrong, changed = re.subn(pattern, lambda _, new=new: new, text, count=1)  # type: ignore[misc]
            if changed:
                yield Fault(kind, "search index", file, wrong.encode(), {code, "proof-untraced"})


def _home(text: str) -> str:
    """The site's own address, as a page of it says."""
    found = re.search(r'rel="canonical" href="(https://[^/]*/)', text)
    return found[1] if found else ""


EVERYWHERE: dict[str, Callable[[str], str]] = {
    "attributes in another order": lambda t: re.sub(
        r'<link rel="(\w+)" href="([^"]*)">', r'<link href="\2" rel="\1">', t
    ),
    "whole addresses": lambda t: re.sub(r'(?<=rel="icon" href=")(?:\.\./)+(?=favicon)', _home(t), t),
    "a question behind an address": lambda t: re.sub(r'(<link rel="icon" href="[^"?]*)(?=")', r"\1?v=2", t),
    "index.html said": lambda t: re.sub(r'(<a href="\.\./(?:cover|notes)/)(?=")', r"\1index.html", t),
    "single quotes": lambda t: re.sub(r'<a href="([^"\']*)"', r"<a href='\1'", t),
    "comment in the head": lambda t: t.replace("</head>", "<!-- head -->\n</head>"),
    "lines between": lambda t: t.replace("</head>", "\n\n\n</head>"),
}


def harmless(rng: random.Random, folder: Path) -> Iterator[Edit]:
    """Edits around the text that change nothing for anybody."""
    for path in sorted((folder / "site").glob("**/index.html")):
        file, text = path.relative_to(folder).as_posix(), path.read_text("utf-8")
        for name, change in EVERYWHERE.items():
            if (new := change(text)) != text:
                yield Edit("frame of a page", f"{file} {name}", {file: new.encode()})
    rules = (folder / "site/_headers").read_text("utf-8")
    first, _, rest = rules.partition("\n\n")
    yield Edit("rules for the host", "blocks in another order", {"site/_headers": f"{rest}\n{first}\n".encode()})
