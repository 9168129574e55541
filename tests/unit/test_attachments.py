"""Pictures and files beside pages: what is published of each, and what is refused."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image

from chirashi.content.files.attachments import LIGHT, LONGEST_SIDE, Attachment, attachment

SVG = 'xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink"'
ORIENTATION, GPS, UPSIDE_LEFT = 0x0112, 0x8825, 6


def read(folder: Path, name: str, content: bytes) -> Attachment:
    path = folder / name
    path.write_bytes(content)
    return attachment(path, f"ja/{name}")


def picture(kind: str, size: tuple[int, int], *, noisy: bool = True, **options: Any) -> bytes:
    stream = io.BytesIO()
    image = Image.effect_noise(size, 80).convert("RGB") if noisy else Image.new("RGB", size, "#2d2f7e")
    image.save(stream, kind, **options)
    return stream.getvalue()


def opened(found: Attachment) -> Image.Image:
    return Image.open(io.BytesIO(found.content))


def codes(found: Attachment) -> list[str]:
    return [problem.code for problem in found.problems]


def test_a_photograph_is_made_small_upright_and_without_what_the_camera_noted(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = UPSIDE_LEFT
    exif[GPS] = {1: "N", 2: (35.0, 41.0, 22.0)}
    found = read(tmp_path, "venue.jpg", picture("JPEG", (3200, 2000), quality=95, exif=exif))
    assert not found.problems
    assert found.size == opened(found).size == (1000, LONGEST_SIDE)
    assert not opened(found).getexif() and b"Exif" not in found.content


def test_a_small_photograph_loses_what_the_camera_noted_too(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[GPS] = {1: "N"}
    found = read(tmp_path, "venue.jpg", picture("JPEG", (300, 200), exif=exif))
    assert found.size == (300, 200) and b"Exif" not in found.content


@pytest.mark.parametrize(("name", "kind"), [("map.png", "PNG"), ("map.jpg", "JPEG"), ("map.webp", "WEBP")])
def test_a_light_picture_keeps_its_bytes(name: str, kind: str, tmp_path: Path) -> None:
    content = picture(kind, (600, 400), noisy=False)
    assert read(tmp_path, name, content) == Attachment(name, content, (600, 400))


def test_a_photograph_saved_as_png_becomes_a_light_file(tmp_path: Path) -> None:
    content = picture("PNG", (1200, 900))
    found = read(tmp_path, "venue.png", content)
    assert len(content) > LIGHT and len(found.content) < len(content) / 2
    assert (found.name, opened(found).format) == ("venue.webp", "WEBP")


def test_a_large_drawing_stays_sharp_and_see_through(tmp_path: Path) -> None:
    stream = io.BytesIO()
    Image.new("RGBA", (4000, 100), (0, 0, 0, 0)).save(stream, "PNG")
    found = read(tmp_path, "line.png", stream.getvalue())
    assert (found.name, found.size, opened(found).mode) == ("line.png", (LONGEST_SIDE, 40), "RGBA")


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("Map.png", picture("PNG", (9, 9)), "file-name"),
        ("地図.png", picture("PNG", (9, 9)), "file-name"),
        ("map.png", picture("JPEG", (9, 9)), "file-kind"),
        ("map.jpg", picture("JPEG", (99, 99))[:200], "file-kind"),
        ("map.webp", b"<html></html>", "file-kind"),
        ("map.png", b"", "file-empty"),
        ("annai.pdf", b"MZ\x90\x00", "file-kind"),
        ("annai.pdf", b"%PDF-1.7\n%%EOF", "file-kind"),
        ("map.svg", b"<svg", "file-kind"),
        ("map.svg", b"<html xmlns='http://www.w3.org/1999/xhtml'/>", "file-kind"),
    ],
)
def test_what_is_not_what_it_says_is_refused(name: str, content: bytes, code: str, tmp_path: Path) -> None:
    found = read(tmp_path, name, content)
    assert codes(found) == [code] and not found.content


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<rect onload="alert(1)"/>',
        '<a x:href="javascript:alert(1)"><rect/></a>',
        '<a href="https://example.org"><rect/></a>',
        '<image x:href="https://example.org/x.png"/>',
        '<image href="data:image/svg+xml;base64,PHN2Zz4="/>',
        '<use x:href="other.svg#a"/>',
        "<foreignObject><p/></foreignObject>",
        "<style>@import 'https://example.org/x.css';</style>",
        '<rect style="fill: url(https://example.org/x.svg#a)"/>',
        '<animate attributeName="href" to="javascript:alert(1)"/>',
        '<set attributeName="onload" to="alert(1)"/>',
    ],
)
def test_a_drawing_that_could_act_or_load_is_refused(inside: str, tmp_path: Path) -> None:
    assert codes(read(tmp_path, "map.svg", f"<svg {SVG}>{inside}</svg>".encode())) == ["file-active"]


def test_entities_of_a_drawing_are_refused(tmp_path: Path) -> None:
    content = f'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/hostname">]><svg {SVG}><text>&a;</text></svg>'
    assert codes(read(tmp_path, "map.svg", content.encode())) == ["file-active"]


def test_what_an_editor_leaves_in_a_drawing_goes(tmp_path: Path) -> None:
    content = (
        f'<?xml version="1.0"?><!-- made by --><svg {SVG} xmlns:i="http://www.inkscape.org/namespaces/inkscape"'
        ' viewBox="0 0 320 120" i:version="1"><metadata>who</metadata><i:guide/>'
        '<rect i:label="a" width="9" height="9"/><use x:href="#a"/></svg>'
    )
    found = read(tmp_path, "map.svg", content.encode())
    assert found.size == (640, 240)
    text = found.content.decode()
    assert '<rect width="9" height="9"/>' in text and 'href="#a"' in text
    assert not [left for left in ("inkscape", "made by", "who", "guide", "label") if left in text]


def paper(change: Any) -> bytes:
    stream = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        change(pdf)
        pdf.save(stream)
    return stream.getvalue()


def javascript(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def launch(pdf: pikepdf.Pdf) -> None:
    action = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="calc.exe")
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=action)
    pdf.pages[0].Annots = pikepdf.Array([pdf.make_indirect(note)])


def attached(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["tool.exe"] = b"MZ"


@pytest.mark.parametrize("change", [javascript, launch, attached], ids=lambda change: change.__name__)
def test_a_paper_that_could_act_is_refused(change: Any, tmp_path: Path) -> None:
    assert codes(read(tmp_path, "annai.pdf", paper(change))) == ["file-active"]


def test_a_locked_paper_is_refused(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(stream, encryption=pikepdf.Encryption(owner="a", user="b"))
    assert codes(read(tmp_path, "annai.pdf", stream.getvalue())) == ["file-active"]


def test_a_paper_is_published_as_it_is(tmp_path: Path) -> None:
    content = paper(lambda pdf: None)
    assert read(tmp_path, "annai.pdf", content) == Attachment("annai.pdf", content)
