"""Holds the files that pages load to what they are made of: names to contents, scripts and styles to the theme's.

A script may put any text together, and a rule of style hide any, so that neither is read for what it would do: it
must be that of the theme, but for comments and blanks. A drawing has the sum that its name says. Only for the press's
own look: Material's files are held to that theme (`files`).
"""

from __future__ import annotations

import functools
import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from chirashi.base.project import theme
from chirashi.proof.files.surfaces import Surface
from chirashi.proof.rules.findings import Findings
from chirashi.proof.text.figures import Position

NAMED = re.compile(r"(?P<stem>.+)-(?P<sum>[0-9a-f]{10})(?P<suffix>\.[a-z]+)")
SCRIPTS = (".js", ".mjs")
FOLDER = "assets"
WORKER, BUILD = "sw.js", '"BUILD"'
LISTED = re.compile(r'\{"version":.*\}(?=;)')  # what a service worker keeps, in the place of BUILD
COMMENT = re.compile(r"/\*.*?\*/|(?:^|(?<=\s))//[^\n]*$", re.DOTALL | re.MULTILINE)
SUM_IN_NAME = re.compile(r"-[0-9a-f]{10}(?=\.js)")
TOKENS = "tokens.css"
# In a page: a program, another page, an address that holds a file. A script in a page that is no data is one too.
STRANGE = re.compile(
    r"<script(?![^>]*\s(?:src=|type=\"application/(?:ld\+)?json))[^>]*>(?=[^<]*\S)"
    r"|<(?:iframe|object|embed|applet|base|frame|portal)\b|\s(?:href|src|action|data)=\"\s*(?:data|javascript|blob):"
    r"|<[a-z][^>]*\son[a-z]+=",
    re.IGNORECASE,
)
# What copyfitting sets on a sheet in one language; a type too small to see is none of it.
SET = re.compile(
    r"(?:(?:font-size:(?:[5-9]|[1-9]\d)(?:\.\d+)?pt|line-height:(?:[1-9]|0\.[5-9]|var\()[\w.,()-]*"
    r"|(?:margin|padding|text-indent)[a-z-]*:[\w.,()%+*/-]*|(?:width|height|top):(?:auto|[\d.]+mm)"
    r"|--(?:box|long|wish):[\d.]+mm|white-space:normal|content:\"\"|display:block|clear:both);?)+"
)


def prove_own(file: Surface, content: bytes, findings: Findings, masked: Callable[[str], str] = str) -> None:
    """One file of the press's site by its name and what it holds; `file` is how it was read.

    `masked` takes private values out of what messages quote.
    """
    path = PurePosixPath(file.file)
    named = NAMED.fullmatch(path.name) if path.parent.name == FOLDER else None
    if (
        named
        and (path.suffix == ".svg" or named["stem"] == "material")
        and hashlib.sha256(content).hexdigest()[:10] != named["sum"]
    ):
        findings.say(Position(file.file), "proof-named-sum", name=path.name)
    name = f"{named['stem']}{named['suffix']}" if named else path.name
    text = content.decode("utf-8", "replace")
    if path.suffix in SCRIPTS and not _is_script(name, text):
        findings.say(Position(file.file), "proof-script", name=name)
    if path.suffix == ".css" and (rule := next(_strange(text), None)):
        findings.say(Position(file.file), "proof-style", rule=masked(rule)[:80])
    if path.suffix == ".html":
        for found in STRANGE.finditer(text):
            line = text.count("\n", 0, found.start()) + 1
            findings.say(Position(file.file, line), "proof-surplus", what=masked(found.group().strip())[:20])


def prove_kept(files: Iterable[tuple[str, str]], there: Mapping[str, str], findings: Findings) -> None:
    """What a service worker keeps must be there, with the SHA-256 that it asks of it: a worker takes no other file.

    `files` are the workers by their names, and what they list; `there` all files with their SHA-256.
    """
    for name, listed in files:
        home = name.removesuffix(WORKER)
        for address, wanted in _kept(listed):
            path = home + (f"{address}index.html" if not address or address.endswith("/") else address)
            if path not in there or wanted not in ("", there[path]):
                findings.say(Position(name), "proof-worker", kept=address or "/")


def worker_list(file: Surface, content: bytes) -> str:
    """What a service worker lists, as its JSON; "" for any other file."""
    found = LISTED.search(content.decode("utf-8", "replace")) if PurePosixPath(file.file).name == WORKER else None
    return found.group() if found else ""


def _kept(said: str) -> Iterator[tuple[str, str]]:
    try:
        build = json.loads(said)
        for listed_ in (build["files"], build["papers"]):
            yield from listed_.items() if isinstance(listed_, dict) else ((address, "") for address in listed_)
    except (ValueError, KeyError, TypeError):
        yield "?", ""


def _is_script(name: str, text: str) -> bool:
    wanted = _script(name)
    said = LISTED.sub(lambda _: BUILD, text, count=1) if name == WORKER else text
    return wanted is not None and SUM_IN_NAME.sub("", plain(said)) == wanted


def plain(script: str) -> str:
    """A script without comments and blanks, which change nothing that it does."""
    return "".join(COMMENT.sub("", script).split())


@functools.lru_cache(maxsize=64)
def _read(path: Path, _changed: int) -> str:
    return plain(path.read_text("utf-8"))


def _script(name: str) -> str | None:
    """The theme's script of a name; None where it has none."""
    for folder in ("web", "web/vendor"):
        path = theme().path(f"{folder}/{name}")
        if path.is_file():
            return _read(path, path.stat().st_mtime_ns)
    return None


def _strange(css: str) -> Iterator[str]:
    """The rules of a stylesheet that the theme does not have, nor copyfitting sets, nor follow from own tokens.

    One that stands there more often than in the theme has taken the place of another.
    """
    own = bool(theme().own(TOKENS))
    known = _rules(tuple((path, path.stat().st_mtime_ns) for path in theme().files("**/*.css")))
    there: Counter[str] = Counter()
    for rule in rules(css):
        where, _, said = rule.partition("{")
        fitted = ":lang(" in where and SET.fullmatch(said.removesuffix("}"))
        there[rule] += 1
        if not (there[rule] <= known[rule] or fitted or (own and "--" in said)):
            yield rule


@functools.lru_cache(maxsize=4)
def _rules(files: tuple[tuple[Path, int], ...]) -> Counter[str]:
    return Counter(rule for path, _ in files for rule in rules(path.read_text("utf-8")))


@functools.lru_cache(maxsize=16)
def rules(css: str) -> tuple[str, ...]:
    """The outermost rules of a stylesheet, each without comments and blanks."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    found, depth, begins = [], 0, 0
    for sign in re.finditer(r"[{};]|\Z", css):
        depth += {"{": 1, "}": -1}.get(sign.group(), 0)
        if depth <= 0 and (rule := "".join(css[begins : sign.end()].split())):
            found.append(rule)
        begins = sign.end() if depth <= 0 else begins
    return tuple(found)
