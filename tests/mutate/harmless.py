"""Edits that change no meaning, of which none may be told: other ways to write a value, idioms, markup, layout."""

from __future__ import annotations

import json
import random
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

from mutate.pages import Pages
from mutate.seeding import DATA, Edit

SAID = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


def other_ways(rng: random.Random, pages: Pages) -> Iterator[Edit]:
    """Each value in each of its ways, wherever a mark of its key stands on some page."""
    for language, ways in SAID["ways"].items():
        root = "site/en/" if language == "en" else "site/"
        marks: dict[str, list[tuple[str, re.Match[str]]]] = {}
        for file, text in sorted(pages.items()):
            if file.startswith("site/en/") == (root == "site/en/"):
                for m in DATA.finditer(text):
                    marks.setdefault(m["key"], []).append((file, m))
        for key, said in ways.items():
            for way in said:
                file, m = rng.choice(marks[key])
                text = pages[file]
                yield Edit("another way to write a value", f"{file} {m['text']} → {way}", {
                    file: (text[: m.start("text")] + way + text[m.end("text") :]).encode()
                })  # fmt: skip


def asides(rng: random.Random, pages: Pages, folder: Path, edition: Path) -> Iterator[Edit]:
    """A sentence that staff add to both languages: it stands in the Markdown, on the page and in the search."""
    places = [
        ("notes", "このサイトは概要のご案内です。", "This site is an outline."),
        ("request", "代理店がお送りします。", "The agent will send them to you."),
    ]
    for ja, en in SAID["asides"].items():
        name, here, there = rng.choice(places)
        changed: dict[str, bytes] = {}
        for language, after, new in (("ja", here, ja), ("en", there, f" {en}")):
            page = f"site/{'' if language == 'ja' else 'en/'}{name}/index.html"
            source = f"{edition.name}/{language}/{name}.md"
            (index,) = (page.relative_to(folder) for page in folder.glob(f"site/assets/search-{language}-*.json"))
            texts = {page: pages[page], index.as_posix(): (folder / index).read_text("utf-8")}
            texts[source] = (edition / language / f"{name}.md").read_text("utf-8")
            for file, text in texts.items():
                assert after in text, (file, after)
                changed[file] = text.replace(after, after + new, 1).encode()
        yield Edit("sentence without a figure added", f"{ja} | {en}", changed)


def wordings(rng: random.Random, pages: Pages) -> Iterator[Edit]:
    for wording in SAID["wordings"]:
        file, old, new = f"site/{wording['page']}", wording["old"], wording["new"]
        assert old in pages[file], (file, old)
        text = pages[file].replace(old, new, 1)
        yield Edit("count written otherwise", f"{file} {old} → {new}", {file: text.encode()})


MAIN = re.compile(r"<main\b.*?</main>", re.DOTALL)
SENTENCE = {"site/": re.compile(r"(?<=[^<>]。)(?=[^<>\s）」])"), "site/en/": re.compile(r"(?<=[a-z]\.) (?=[A-Z])")}


def paragraphs(rng: random.Random, pages: Pages) -> Iterator[Edit]:
    """A paragraph of one language cut in two behind a sentence, or two paragraphs joined; values and words stay."""
    files = sorted(pages)
    rng.shuffle(files)
    for file in files:
        main = MAIN.search(pages[file])
        if main is None or "/flyer/" in file:
            continue
        root = "site/en/" if file.startswith("site/en/") else "site/"
        within = [
            p for p in re.finditer(r"<p>[^<]*(?:<(?!/?p\b)[^<]*)*</p>", pages[file])
            if main.start() < p.start() < main.end()
        ]  # fmt: skip
        cuts = [p.start() + c.start() for p in within for c in SENTENCE[root].finditer(p.group())]
        cuts = [at for at in cuts if pages[file].rfind("<", 0, at) <= pages[file].rfind(">", 0, at)]
        if cuts:
            at = rng.choice(cuts)
            yield Edit("paragraph cut in two", file, {file: f"{pages[file][:at]}</p>\n<p>{pages[file][at:]}".encode()})
        joints = [m for m in re.finditer(r"</p>\s*<p>", pages[file]) if main.start() < m.start() < main.end()]
        if joints:
            m = rng.choice(joints)
            text = f"{pages[file][: m.start()]} {pages[file][m.end() :]}"
            yield Edit("two paragraphs joined", file, {file: text.encode()})


WRAPS = [
    "<strong>{}</strong>", "<b>{}</b>", "<span>{}</span>", '<span class="x">{}</span>', "<em>{}</em>",
    "<mark>{}</mark>",     "<!-- checked -->{}", "{}<wbr>", "<span lang='ja'>{}</span>", "<bdi>{}</bdi>",
]  # fmt: skip


def markup(rng: random.Random, pages: Pages) -> Iterator[Edit]:
    """Tags around a marked value, around its digits, or instead of its mark; signs as entities; blanks and lines."""
    marks = [
        (file, m) for file, text in sorted(pages.items()) for m in DATA.finditer(text) if re.search(r"\d", m["text"])
    ]
    for wrap in WRAPS:
        for where in ("around", "within"):
            file, m = rng.choice(marks)
            new = wrap.format(m.group()) if where == "around" else m.group().replace(
                f">{m['text']}<", f">{wrap.format(m['text'])}<"
            )  # fmt: skip
            yield Edit("markup of one value", f"{file} {new}", {file: replaced(pages[file], m, new)})
    for way in ("digits", "decimal", "hexadecimal", "unmarked", "spaces", "lines"):
        for file, m in rng.sample(marks, 3):
            text = m["text"]
            new = {
                "digits": re.sub(r"[\d,]+", lambda d: f"<b>{d.group()}</b>", text),
                "decimal": "".join(f"&#{ord(c)};" for c in text),
                "hexadecimal": "".join(f"&#x{ord(c):x};" for c in text),
                "unmarked": text,
                "spaces": m.group().replace(f">{text}<", f"> {text} <"),
                "lines": m.group().replace(" data-key", "\n  data-key"),
            }[way]
            if way in ("digits", "decimal", "hexadecimal"):
                new = m.group().replace(f">{text}<", f">{new}<")
            yield Edit("markup of one value", f"{file} {way} {new}", {file: replaced(pages[file], m, new)})
    dates = [(f, m) for f, m in marks if re.fullmatch(r"\d{4}-\d\d-\d\d", m["value"])]
    for file, m in rng.sample(dates, 3):
        new = f'<time datetime="{m["value"]}">{m["text"]}</time>'
        yield Edit("markup of one value", f"{file} {new}", {file: replaced(pages[file], m, new)})


def replaced(text: str, at: re.Match[str], new: str) -> bytes:
    return (text[: at.start()] + new + text[at.end() :]).encode()


def ideographs(text: str) -> str:
    """Ideographs of texts and attributes as entities; scripts and styles stay."""
    parts = re.split(r"(<(?:script|style)\b.*?</(?:script|style)>)", text, flags=re.DOTALL)
    return "".join(
        part if part.startswith(("<script", "<style")) else re.sub(r"[㐀-鿿]", lambda c: f"&#{ord(c.group())};", part)
        for part in parts
    )


EVERYWHERE: dict[str, Callable[[str], str]] = {
    "entities for ideographs": ideographs,
    "lines end in CRLF": lambda text: text.replace("\n", "\r\n"),
    "tags in capitals": lambda text: re.sub(r"</?(?:p|li|ul|ol|td|th|dl|dt|dd)\b", lambda t: t.group().upper(), text),
    "comment in the body": lambda text: text.replace("<main", "<!-- main -->\n<main"),
    "a class more": lambda text: text.replace("<li>", '<li class="item">'),
    "quotes as entities": lambda text: text.replace("’", "&rsquo;").replace("“", "&ldquo;").replace("”", "&rdquo;"),
    "blank lines": lambda text: text.replace("</p>\n", "</p>\n\n\n"),
    "no break between lines": lambda text: re.sub(r">\n+<(?=li|dt|dd|tr|td|th)", "><", text),
    "an empty block": lambda text: text.replace("</main>", '<div class="end"></div>\n</main>'),
    "a wrapper": lambda text: re.sub(r"(<main\b[^>]*>)(.*)(</main>)", r"\1<div>\2</div>\3", text, flags=re.DOTALL),
}  # fmt: skip


def whole_pages(rng: random.Random, pages: Pages) -> Iterator[Edit]:
    """The same change to all pages, their words the same."""
    for name, change in EVERYWHERE.items():
        yield Edit("markup of all pages", name, {file: change(text).encode() for file, text in pages.items()})
        file = rng.choice(sorted(pages))
        yield Edit("markup of one page", f"{file} {name}", {file: change(pages[file]).encode()})


def other_files(rng: random.Random, folder: Path) -> Iterator[Edit]:
    """Other files in another layout, their meaning the same."""

    def edit(kind: str, pattern: str, change: Callable[[str], str]) -> Iterator[Edit]:
        for path in sorted((folder / "site").glob(pattern)):
            old = path.read_bytes().decode("utf-8")
            if (new := change(old)) != old and not path.name.startswith("material-"):  # which is held to its sum
                name = path.relative_to(folder).as_posix()
                yield Edit("layout of another file", f"{name} {kind}", {name: new.encode()})

    changes: list[tuple[str, str, Callable[[str], str]]] = [
        ("CRLF", "**/*.csv", lambda t: t.replace("\r\n", "\n").replace("\n", "\r\n")),
        ("LF", "**/*.csv", lambda t: t.replace("\r\n", "\n")),
        ("quotes", "**/*.csv", quoted),
        ("without a BOM", "**/*.csv", lambda t: t.lstrip("\ufeff")),
        ("no last line end", "**/*.csv", lambda t: t.rstrip("\r\n")),
        ("indented", "**/*.json", lambda t: json.dumps(json.loads(t), ensure_ascii=False, indent=1)),
        ("escapes", "**/*.json", lambda t: json.dumps(json.loads(t))),
        ("last line end", "**/*.json", lambda t: t + "\n"),
        ("lastmod", "sitemap.xml", lambda t: t.replace("</loc>", "</loc><lastmod>2025-01-20</lastmod>")),
        ("lastmod with its time", "sitemap.xml",
         lambda t: t.replace("</loc>", "</loc><lastmod>2024-12-03T10:15:00+09:00</lastmod>")),
        ("priority", "sitemap.xml", lambda t: t.replace("</loc>", "</loc><priority>0.8</priority>")),
        ("changefreq", "sitemap.xml", lambda t: t.replace("</loc>", "</loc><changefreq>monthly</changefreq>")),
        ("comment", "robots.txt", lambda t: "# for all\n" + t),
        ("CRLF", "robots.txt", lambda t: t.replace("\n", "\r\n")),
        ("comment", "assets/*.css", lambda t: "/* brochure */\n" + t),
        ("comment", "assets/*.js", lambda t: "// brochure\n" + t),
        ("comment", "sw.js", lambda t: "// brochure\n" + t),
        ("PRODID", "**/*.ics", lambda t: re.sub(r"PRODID:[^\r\n]*", "PRODID:-//brochure//EN", t)),
        ("DTSTAMP", "**/*.ics", lambda t: re.sub(r"DTSTAMP:\d{8}", "DTSTAMP:20250110", t)),
    ]  # fmt: skip
    for kind, pattern, change in changes:
        yield from edit(kind, pattern, change)


def quoted(text: str) -> str:
    bom, rows = text[: len(text) - len(text.lstrip("\ufeff"))], text.lstrip("\ufeff").splitlines()
    return bom + "\n".join(",".join(f'"{c}"' for c in row.split(",")) if '"' not in row else row for row in rows) + "\n"


def edits(folder: Path, edition: Path, seed: int) -> list[Edit]:
    """All harmless edits to the finished files in a folder."""
    pages = {p.relative_to(folder).as_posix(): p.read_text("utf-8") for p in sorted(folder.glob("site/**/*.html"))}
    own = {f: t for f, t in pages.items() if not f.endswith("404.html")}
    rng = random.Random(f"{seed} harmless")
    return [
        *other_ways(rng, own),
        *asides(rng, own, folder, edition),
        *wordings(rng, own),
        *paragraphs(rng, own),
        *markup(rng, own),
        *whole_pages(rng, own),
        *other_files(rng, folder),
    ]
