"""What a file holds beside what its kind is for is told, whatever it says; so is a file that was changed after it."""

from __future__ import annotations

import io
import shutil
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from members import CYBER, URL
from PIL import Image

from chirashi.proof.files.surplus import surplus
from chirashi.proof.run import Kept, prove

ZIP = io.BytesIO()
with zipfile.ZipFile(ZIP, "w") as archive:
    archive.writestr("login.txt", "nothing")


def png(**more: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (9, 7), "#123").save(out, "PNG", **more)
    return out.getvalue()


def saved(kind: str, **more: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (32, 32), "#123").save(out, kind, **more)
    return out.getvalue()


def pdf() -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as paper:
        paper.add_blank_page()
        paper.save(out)
    return out.getvalue()


def chunk(name: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + name + body + zlib.crc32(name + body).to_bytes(4, "big")


def with_rows(content: bytes) -> bytes:
    """A picture with bytes behind its last row."""
    at = content.index(b"IDAT") - 4
    length = int.from_bytes(content[at : at + 4], "big")
    rows = zlib.decompress(content[at + 8 : at + 8 + length]) + b"hidden"
    return content[:at] + chunk(b"IDAT", zlib.compress(rows)) + content[at + length + 12 :]


CLEAN = {
    "a.png": png(), "b.png": png(dpi=(96, 96)), "a.jpg": saved("JPEG"), "p.jpeg": saved("JPEG", progressive=True),
    "a.webp": saved("WEBP"), "l.webp": saved("WEBP", lossless=True), "a.pdf": pdf(), "a.txt": b"User-agent: *\n",
    "favicon.ico": saved("ICO", sizes=[(16, 16), (32, 32)]), "a.csv": "\ufeff1,円\r\n".encode(),
    "_headers": b"/*\n  X-Frame-Options: DENY\n\n/assets/*\n  Cache-Control: no-cache\n",
}  # fmt: skip


@pytest.mark.parametrize("name", CLEAN)
def test_what_the_press_makes_holds_nothing_else(name: str) -> None:
    assert list(surplus(name, CLEAN[name])) == []


SURPLUS = {
    "bytes behind a picture": ("a.png", png() + b"id=secret"),
    "an archive behind a picture": ("a.png", png() + ZIP.getvalue()),
    "an archive under a picture's name": ("a.png", ZIP.getvalue()),
    "a note of a picture": ("a.png", png()[:33] + chunk(b"tEXt", b"Comment\0secret") + png()[33:]),
    "a part that no reader knows": ("a.png", png()[:33] + chunk(b"seCr", b"secret") + png()[33:]),
    "rows that are not seen": ("a.png", with_rows(png())),
    "bytes behind a photograph": ("a.jpg", saved("JPEG") + b"secret"),
    "a photograph within a photograph": ("a.jpg", saved("JPEG") + saved("JPEG")),
    "where a photograph was taken": ("a.jpg", saved("JPEG", exif=b"Exif\0\0secret")),
    "a comment of a photograph": ("a.jpg", saved("JPEG", comment=b"secret")),
    "bytes behind a WebP": ("a.webp", saved("WEBP") + b"secret"),
    "notes of a WebP": ("a.webp", saved("WEBP", xmp=b"secret")),
    "bytes behind an icon": ("favicon.ico", CLEAN["favicon.ico"] + b"secret"),
    "an archive under an icon's name": ("favicon.ico", ZIP.getvalue()),
    "bytes behind a sheet": ("a.pdf", pdf() + b"% secret"),
    "an archive behind a sheet": ("a.pdf", pdf() + ZIP.getvalue()),
    "a second end of a sheet": ("a.pdf", pdf() + b"1 0 obj<</a(secret)>>endobj\n%%EOF\n"),
    "an archive under a text's name": ("robots.txt", ZIP.getvalue()),
    "what no text holds": ("a.js", b"let a = 1;\0secret"),
    "another file under the name of rules": ("_headers", b"login: secret"),
}


@pytest.mark.parametrize("what", SURPLUS)
def test_what_has_no_place_in_a_file_is_told(what: str) -> None:
    name, content = SURPLUS[what]
    assert list(surplus(name, content))


@pytest.fixture(scope="module")
def kept(site: Path) -> Kept:
    known: Kept = {}
    assert [p.line_in("en") for p in prove(CYBER, site, private={}, url=URL, kept=known).problems] == []
    return known


def appended(more: bytes) -> Callable[[bytes], bytes]:
    return lambda content: content + more


def said(old: str, new: str) -> Callable[[bytes], bytes]:
    def change(content: bytes) -> bytes:
        assert old.encode() in content
        return content.replace(old.encode(), new.encode(), 1)

    return change


CHANGED: dict[str, tuple[str, Callable[[bytes], bytes], str]] = {
    "a script that puts a text together": (
        "assets/chooser-*.js",
        appended(b'\ndocument.title = ["ab", "cd"].join("-");'),
        "proof-script",
    ),
    "a script that counts otherwise": ("assets/choice-*.js", said("? n : 1", "? n * n : 1"), "proof-script"),
    "an icon under its old name": ("assets/favicon-*.svg", said("<path", "<path fill='red'"), "proof-named-sum"),
    "a rule that hides": ("assets/brochure-*.css", appended(b"\ntd.money { display: none; }"), "proof-style"),
    "a rule that is another": ("assets/brochure-*.css", said(".scripted", ".scripted, .grid"), "proof-style"),
    "a type too small to see": ("assets/flyer-*.css", appended(b"\n.back:lang(ja) { font-size: 1pt; }"), "proof-style"),
    "a program in a page": ("index.html", said("</main>", "<script>alert(1)</script></main>"), "proof-surplus"),
    "a program of an element": ("index.html", said("<main", '<main onload="a()"'), "proof-surplus"),
    "a file within an address": ("index.html", said('href="', 'href="data:text/html,a" title="'), "proof-surplus"),
    "a list of what was": ("sw.js", said("assets/search-ja-", "assets/search-ja-0"), "proof-worker"),
    "a list that lacks its end": ("sw.js", said('"papers"', '"paper"'), "proof-worker"),
    "another worker": ("sw.js", said("skipWaiting", "skipWaitin"), "proof-script"),
}


@pytest.mark.parametrize("what", CHANGED)
def test_a_file_that_was_changed_is_told(what: str, site: Path, kept: Kept, tmp_path: Path) -> None:
    name, change, code = CHANGED[what]
    copy = Path(shutil.copytree(site, tmp_path / "site"))
    (path,) = copy.glob(name)
    path.write_bytes(change(path.read_bytes()))
    told = {(p.file, p.code) for p in prove(CYBER, copy, private={}, url=URL, kept=dict(kept)).problems}
    assert (f"site/{path.relative_to(copy).as_posix()}", code) in told
