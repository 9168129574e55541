"""Faults of files as files: what has no place in them, other scripts and styles, twins, rules of servers, leftovers."""

from __future__ import annotations

import gzip
import io
import random
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from mutate.hidden import SECRET
from mutate.seeding import Fault

OWN = {"proof-surplus", "proof-script", "proof-style", "proof-worker", "proof-named-sum", "proof-unreadable"}
STYLES = (
    "td.money { display: none; }",
    "#excluded, #excluded + p { display: none; }",
    "td.money data::after { content: ' × 2'; }",
    ".timeline { display: flex; flex-direction: column-reverse; }",
    "data { text-decoration: line-through; }",
    "td.money { transform: rotate(180deg); }",
    ".notes { color: transparent; }",
    '[data-offer="open"] .closed { display: block; }',
    "table { direction: rtl; }",
    ".qr { opacity: 0; }",
    "td:nth-child(2) { position: absolute; left: -999em; }",
    "caption { font-size: 0; }",
    "@media (max-width: 40rem) { .note { display: none; } }",
    "h1::before { content: '旧 '; }",
)
PROGRAMS = (
    'document.title = ["kmt", "mbr"].join("-");',
    "setTimeout(() => { document.querySelector('data').textContent = '1円'; });",
    "const x = String.fromCharCode(107, 109);",
    "fetch('https://elsewhere.example/');",
    "addEventListener('load', () => { document.body.hidden = true; });",
    "localStorage.clear();",
)
NUMBERS = re.compile(r"(?<![\w.])([1-9]\d*)(?![\w.])")
OPERATORS = {" + ": " - ", " * ": " + ", " < ": " <= ", " === ": " !== ", " && ": " || ", "true": "false"}


def archive(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, content)
    return out.getvalue()


def chunk(name: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + name + body + zlib.crc32(name + body).to_bytes(4, "big")


def _named(folder: Path, pattern: str) -> list[Path]:
    return sorted(path for path in folder.glob(pattern) if path.is_file())


def surplus(rng: random.Random, folder: Path) -> Iterator[Fault]:
    """Something behind, before or within a picture, an icon, a sheet, a text."""
    secret = SECRET["login.id"].encode()
    packed = archive("a.txt", secret)
    kinds = {
        "png": {"archive behind": packed, "text behind": secret, "nothing but blanks behind": b" " * 40},
        "ico": {"archive behind": packed, "text behind": secret, "picture behind": b"\x89PNG\r\n\x1a\n"},
        "pdf": {"archive behind": packed, "note behind": b"% " + secret, "second end": b"\n1 0 obj\nendobj\n%%EOF\n"},
        "txt": {"bytes of no text": b"\0\1\2", "archive behind": packed},
        "xml": {"bytes of no text": b"\0\1\2", "archive behind": packed},
        "js": {"bytes of no text": b"\n//\0", "archive behind": packed},
    }
    found = []
    for suffix, tails in kinds.items():
        for path in _named(folder, f"site/**/*.{suffix}"):
            file, content = path.relative_to(folder).as_posix(), path.read_bytes()
            for kind, tail in tails.items():
                codes = OWN | {"proof-secret"}
                found.append(Fault(f"{kind} it", suffix, file, content + tail, codes, also={"site"}))
            found.append(Fault("archive in its place", suffix, file, packed, OWN | {"proof-secret"}, also={"site"}))
            if suffix == "png":
                for name in (b"tEXt", b"eXIf", b"seCr"):
                    more = content[:33] + chunk(name, b"Comment\0" + secret) + content[33:]
                    found.append(Fault(f"part {name.decode()} of it", suffix, file, more, OWN | {"proof-secret"}))
    rng.shuffle(found)
    yield from found


def scripts(rng: random.Random, folder: Path) -> Iterator[Fault]:
    """A number, a sign or a word of a script is another; a script does more than the theme's."""
    found = []
    for path in _named(folder, "site/**/*.js"):
        file, text = path.relative_to(folder).as_posix(), path.read_text("utf-8")
        if "stemmer" in file or "minisearch" in file:
            continue
        for more in PROGRAMS:
            found.append(Fault("more in a script", "script", file, f"{text}\n{more}\n".encode(), OWN))
        for m in rng.sample(list(NUMBERS.finditer(text)), min(4, len(NUMBERS.findall(text)))):
            new = text[: m.start()] + str(int(m[1]) + 1) + text[m.end() :]
            found.append(Fault("number of a script", "script", file, new.encode(), OWN))
        for old, other in OPERATORS.items():
            if old in text:
                found.append(Fault("sign of a script", "script", file, text.replace(old, other, 1).encode(), OWN))
    rng.shuffle(found)
    yield from found


def styles(rng: random.Random, folder: Path) -> Iterator[Fault]:
    """A rule of style that hides, moves, strikes out or adds; a rule that is gone or another."""
    found = []
    for path in _named(folder, "site/assets/*.css"):
        file, text = path.relative_to(folder).as_posix(), path.read_text("utf-8")
        found += [Fault("rule of style added", "style", file, f"{text}\n{rule}\n".encode(), OWN) for rule in STYLES]
        rules = [m for m in re.finditer(r"^([.#a-z][^{}@]*)\{([^{}]+)\}", text, re.MULTILINE)]
        rules = [m for m in rules if m[2].strip(" ;") != "display: none"]  # which the change would leave as they are
        for m in rng.sample(rules, min(8, len(rules))):
            new = text[: m.start(2)] + " display: none; " + text[m.end(2) :]
            found.append(Fault("rule of style changed", "style", file, new.encode(), OWN))
    rng.shuffle(found)
    yield from found


def around(rng: random.Random, folder: Path) -> Iterator[Fault]:
    """Twins that servers hand out instead, rules of servers, archives, leftovers, programs in pages."""
    found = []
    pages = _named(folder, "site/**/*.html")
    wanted = {"proof-suffix", "proof-secret", "proof-unreadable", *OWN}
    for path in rng.sample(pages, 8):
        file, content = path.relative_to(folder).as_posix(), path.read_bytes()
        for suffix in (".gz", ".br", ".zst", ".bak", ".orig", "~", ".zip"):
            packed = gzip.compress(content) if suffix == ".gz" else content
            found.append(Fault("twin of a page", "file", file + suffix, packed, wanted))
        for program in ('<script>document.title=""</script>', '<iframe src="https://a.example/"></iframe>',
                        '<base href="https://a.example/">', '<a href="javascript:a()">x</a>',
                        '<img src="data:image/png;base64,AAAA" alt="">', '<p onclick="a()">x</p>',
                        '<object data="data:text/html,a"></object>'):  # fmt: skip
            new = content.replace(b"</main>", program.encode() + b"</main>", 1)
            if new != content:
                codes = OWN | {"proof-words-foreign", "proof-picture", "proof-link", "proof-untraced"}
                found.append(Fault("program in a page", "page", file, new, codes))
    names = ("_redirects", ".htaccess", "CNAME", "nginx.conf", "web.config", "login.zip", "a.tar", "a.7z", "a.rar",
             "index.php", "backup.sql", "Thumbs.db", "a.map", "a.wasm", "a.docx", "a.mp4", "archive")  # fmt: skip
    for name in names:
        found.append(Fault("file of another kind", "file", f"site/{name}", archive("a", b"a"), wanted))
    rules = (folder / "site" / "_headers").read_bytes()
    for more in (b"login: secret\n", b"\0\1", b"/old /new 301\n", b"<html>\n"):
        found.append(Fault("another line of _headers", "file", "site/_headers", rules + more, OWN))
    path = folder / "site" / "sw.js"  # which Material has not
    worker = path.read_text("utf-8") if path.is_file() else ""
    listed = list(re.finditer(r'"(?P<path>[\w/.-]+)":"[0-9a-f]{64}"', worker))
    for m in rng.sample(listed, min(20, len(listed))):
        new = worker[: m.start("path")] + "old-" + worker[m.start("path") :]
        found.append(Fault("file kept offline that is not there", "script", "site/sw.js", new.encode(), OWN))
    rng.shuffle(found)
    yield from found
