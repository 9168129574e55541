"""Private values are found in every dress and every kind of file, and no message shows one."""

from __future__ import annotations

import base64
import io
import json
import shutil
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
import qrcode
from mutate.hidden import SECRET, dressed
from PIL import Image, PngImagePlugin

from chirashi.cli import steps
from chirashi.proof import prove, write
from chirashi.proof.files.images.pictures import inflated
from chirashi.proof.rules.privacy.private_values import Searcher

ROOT = Path(__file__).resolve().parents[2]
EDITIONS = ROOT / "tests" / "editions"
VALUE = SECRET["login.id"]
CODED = base64.b64encode(b"id=" + VALUE.encode()).decode()


def between(value: str, mark: str) -> bytes:
    return mark.join(value).encode()


DRESSES = {
    **dressed(VALUE),
    "base64 by lines": b"\r\n ".join(CODED[i : i + 5].encode() for i in range(0, len(CODED), 5)),
    "base64 by entities": "".join(f"&#{ord(c)};" for c in CODED).encode(),
    "base64 by percent": "".join(f"%{ord(c):02X}" for c in CODED).encode(),
    "base64 by script": b'"' + b'" + "'.join(CODED[i : i + 4].encode() for i in range(0, len(CODED), 4)) + b'"',
    "base64 by escapes": (CODED[:6] + "\\n" + CODED[6:]).encode(),
    "base64 by tags": b"<wbr>".join(CODED[i : i + 4].encode() for i in range(0, len(CODED), 4)),
    "hexadecimal by colons": ":".join(f"{b:02x}" for b in VALUE.encode()).encode(),
    "non-breaking hyphens": VALUE.replace("-", "\u2011").encode(),
    **{f"U+{ord(mark):04X}": between(VALUE, mark) for mark in "\u034f\u180e\u200b\u2060\u3164\ufe0f\U000e0101"},
}


@pytest.mark.parametrize("dress", DRESSES)
def test_a_value_is_found_in_every_dress(dress: str) -> None:
    content = b"<p>before</p>\n<!-- x\n" + DRESSES[dress] + b"\n-->\n<p>after</p>"
    found = Searcher(SECRET).in_bytes(content)
    assert [key for key, _ in found] == ["login.id"]
    assert found[0][1] in (0, 3)


def test_what_cannot_be_written_in_an_encoding_is_not_looked_for_in_it() -> None:
    assert Searcher({"a": "🔑🔑🔑🔑"}).in_bytes(b"????") == []


def picture(**parts: object) -> bytes:
    out = io.BytesIO()
    Image.new("L", (8, 8)).save(out, "PNG", **parts)
    return out.getvalue()


def noted(compressed: bool, **parts: str) -> bytes:
    info = PngImagePlugin.PngInfo()
    for name, said in parts.items():
        info.add_itxt(name, said, "ja", "コメント", zip=compressed) if name == "iTXt" else info.add_text(
            name, said, zip=compressed
        )
    return picture(pnginfo=info)


def exif() -> bytes:
    data = Image.Exif()
    data[0x010E] = VALUE
    return picture(exif=data)


PICTURES: dict[str, bytes] = {
    "tEXt": noted(False, Comment=VALUE),
    "zTXt": noted(True, Comment=VALUE),
    "iTXt": noted(False, iTXt=VALUE),
    "iTXt, compressed": noted(True, iTXt=VALUE),
    "EXIF": exif(),
    "profile": picture(icc_profile=VALUE.encode() * 30),
}


@pytest.mark.parametrize("part", PICTURES)
def test_a_value_is_found_in_a_pictures_data(part: str) -> None:
    content = PICTURES[part]
    assert Searcher(SECRET).in_bytes(content, inflated(content)) == [("login.id", 0)]


@pytest.fixture(scope="module")
def built() -> dict[str, bytes]:
    job = steps.Job(EDITIONS / "care-three")
    work = steps.load_and_check(job)
    steps.render(job, work)
    return work.files


@pytest.fixture
def site(built: dict[str, bytes], tmp_path: Path) -> Path:
    """Two editions' folders, and the site of one of them."""
    for name, content in built.items():
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    for name in ("care-three", "fire-options"):
        shutil.copytree(EDITIONS / name, tmp_path / name)
    return tmp_path / "site"


def qr() -> bytes:
    out = io.BytesIO()
    qrcode.make(VALUE).save(out)
    return out.getvalue()


PLACES: dict[str, Callable[[Path], object]] = {
    "a picture's code": lambda site: (site / "card.png").write_bytes(qr()),
    "a page's code": lambda site: put(site, f'<img src="data:image/png;base64,{base64.b64encode(qr()).decode()}">'),
    "a link": lambda site: put(site, f'<a href="https://example.jp/?id={VALUE}">example.jp</a>'),
    "a compressed file": lambda site: (site / "a.gz").write_bytes(zlib.compress(VALUE.encode(), wbits=31)),
}


def put(site: Path, said: str) -> None:
    page = site / "index.html"
    page.write_text(page.read_text("utf-8").replace("</main>", f"{said}</main>"), "utf-8")


@pytest.mark.parametrize("place", PLACES)
def test_another_editions_values_are_looked_for_too_and_never_told(place: str, site: Path, tmp_path: Path) -> None:
    (tmp_path / "fire-options" / "private.yml").write_text(f"login: {{id: {VALUE}}}\n", "utf-8")
    PLACES[place](site)
    proof = prove(tmp_path / "care-three", site)
    assert [p.fields["key"] for p in proof.problems if p.code == "proof-secret"] == ["login.id (fire-options)"]
    write([proof], tmp_path / "build")
    for file in ("proof.json", "proof.html"):
        assert VALUE not in (tmp_path / "build" / file).read_text("utf-8")
    assert json.loads((tmp_path / "build" / "proof.json").read_text("utf-8"))[0]["private"] == 1
