"""Secrets in finished files, in 120 disguises: how many the proof finds.

Each is a file of a proved site with a member's login in it: dressed as `tests/mutate/hidden.py` dresses it, or
written in further ways, or in a kind of file that carries text where nobody looks. A disguise that the proof does
not find is a fault; the rules themselves are in `chirashi/proof/rules/privacy/private_values.py`.
"""

from __future__ import annotations

import base64
import codecs
import gzip
import html
import io
import json
import lzma
import random
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pikepdf
import qrcode
from mutate.hidden import SECRET, dressed
from PIL import Image, PngImagePlugin

from campaigns.common import EDITION, Result, project
from chirashi import proof
from chirashi.base import project as projects
from chirashi.base.files import publishing
from chirashi.cli import steps

VALUE = SECRET["login.id"]
RAW = VALUE.encode()
MARKS = "\u00ad\u034f\u180e\u200b\u200c\u200d\u2060\u2063\u3164\ufe0f\ufeff\U000e0101"


def written() -> Iterator[tuple[str, bytes]]:
    """Ways to write it that stand in the text of a page."""
    yield from dressed(VALUE).items()
    for mark in MARKS:
        yield f"between U+{ord(mark):04X}", mark.join(VALUE).encode()
    yield "in small letters", VALUE.lower().encode()
    yield "in capitals", VALUE.upper().encode()
    yield "rot13", codecs.encode(VALUE, "rot13").encode()
    yield "base32", base64.b32encode(RAW)
    yield "base85", base64.b85encode(RAW)
    yield "octal escapes of a script", "".join(f"\\{ord(c):o}" for c in VALUE).encode()
    yield "hexadecimal escapes of a script", "".join(f"\\x{ord(c):02x}" for c in VALUE).encode()
    yield "codes of a script", f"String.fromCharCode({','.join(str(ord(c)) for c in VALUE)})".encode()
    yield "numbers in a list", json.dumps([*RAW]).encode()
    yield "bits", " ".join(f"{b:08b}" for b in RAW).encode()
    yield "percent, twice", quote("".join(f"%{b:02X}" for b in RAW)).encode()
    yield "entities, twice", html.escape("".join(f"&#{ord(c)};" for c in VALUE)).encode()
    yield "entities with zeros", "".join(f"&#{ord(c):08};" for c in VALUE).encode()
    yield "entities without semicolons", "".join(f"&#{ord(c)} " for c in VALUE).encode()
    yield "UTF-16, big end first", VALUE.encode("utf-16-be")
    yield "UTF-32", VALUE.encode("utf-32-le")
    yield "UTF-7", VALUE.encode("utf-7")
    yield "quoted-printable", "".join(f"={b:02X}" for b in RAW).encode()
    yield "two parts, comment between", RAW[:4] + b"<!-- -->" + RAW[4:]
    yield "two parts, line between", RAW[:4] + b"\n" + RAW[4:]
    yield "two strings of a script", f'"{VALUE[:4]}" + "{VALUE[4:]}"'.encode()
    yield "letters of a script", " + ".join(f"'{c}'" for c in VALUE).encode()
    yield "letters in a table", "".join(f"<td>{c}</td>" for c in VALUE).encode()
    yield "letters in paragraphs", "".join(f"<p>{c}</p>" for c in VALUE).encode()
    yield "letters of a ruby", "".join(f"<ruby>{c}<rt>x</rt></ruby>" for c in VALUE).encode()
    yield "dotted", ".".join(VALUE).encode()
    yield "with hyphens", "-".join(VALUE).encode()
    yield "with commas", ",".join(VALUE).encode()
    yield "letters alike in Greek", VALUE.replace("R", "Ρ").replace("k", "κ").encode()
    yield "mathematical letters", "".join(_mathematical(c) for c in VALUE).encode()
    yield (
        "circled letters",
        "".join(chr(0x24D0 + ord(c) - 97) if c.isalpha() and c.islower() else c for c in VALUE).encode(),
    )
    yield "data of an address", b"data:text/plain;base64," + base64.b64encode(RAW)
    yield "compressed, in base64", base64.b64encode(zlib.compress(RAW))
    yield "gzip, in base64", base64.b64encode(gzip.compress(RAW))


def _mathematical(sign: str) -> str:
    if sign.isdigit():
        return chr(0x1D7CE + int(sign))
    if sign.isascii() and sign.isalpha():
        return chr((0x1D400 if sign.isupper() else 0x1D41A) + ord(sign.lower()) - 97)
    return sign


PLACES: dict[str, Callable[[bytes], bytes]] = {
    "a comment": lambda said: b"<!-- " + said + b" -->",
    "a text": lambda said: b"<p>" + said + b"</p>",
    "a hidden text": lambda said: b'<p hidden aria-hidden="true">' + said + b"</p>",
    "an attribute": lambda said: b'<p data-x="' + said.replace(b'"', b"'") + b'">x</p>',
    "a template": lambda said: b"<template>" + said + b"</template>",
}


def _picture(kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, kind, **options)  # type: ignore[arg-type]
    return out.getvalue()


def _text_chunk(packed: bool) -> PngImagePlugin.PngInfo:
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", VALUE, zip=packed)
    return info


def _pdf(change: Callable[[pikepdf.Pdf], None]) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        change(pdf)
        pdf.save(out)
    return out.getvalue()


def _in_content(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Contents = pdf.make_stream(f"BT ({VALUE}) Tj ET".encode())


def _in_information(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Subject"] = VALUE


def _in_attachment(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["x.txt"] = RAW


def _in_note(pdf: pikepdf.Pdf) -> None:
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], Contents=VALUE)
    pdf.pages[0].Annots = pikepdf.Array([note])


def _zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("x.txt", RAW)
    return out.getvalue()


def _code() -> bytes:
    out = io.BytesIO()
    qrcode.make(VALUE).save(out)
    return out.getvalue()


def files() -> Iterator[tuple[str, str, bytes]]:
    """Disguise, path below site/, and content of files of their own."""
    exif = Image.Exif()
    exif[0x010E] = VALUE
    yield "tEXt of a PNG", "assets/x.png", _picture("PNG", pnginfo=_text_chunk(False))
    yield "zTXt of a PNG", "assets/x.png", _picture("PNG", pnginfo=_text_chunk(True))
    yield "EXIF of a PNG", "assets/x.png", _picture("PNG", exif=exif)
    yield "behind the end of a PNG", "assets/x.png", _picture("PNG") + RAW
    yield "behind the end of a PNG, compressed", "assets/x.png", _picture("PNG") + zlib.compress(RAW)
    yield "comment of a JPEG", "assets/x.jpg", _picture("JPEG", comment=RAW)
    yield "EXIF of a JPEG", "assets/x.jpg", _picture("JPEG", exif=exif)
    yield "XMP of a WebP", "assets/x.webp", _picture("WEBP", xmp=b"<x>" + RAW + b"</x>")
    yield "comment of a GIF", "assets/x.gif", _picture("GIF", comment=RAW)
    yield "QR code as a picture", "assets/x.png", _code()
    yield "comment of a drawing", "assets/x.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><!--' + RAW + b"--></svg>"
    yield (
        "title of a drawing",
        "assets/x.svg",
        b'<svg xmlns="http://www.w3.org/2000/svg"><title>' + RAW + b"</title></svg>",
    )
    for name, change in {"content": _in_content, "information": _in_information, "note": _in_note}.items():
        yield f"{name} of a PDF", "files/x.pdf", _pdf(change)
    yield "file within a PDF", "files/x.pdf", _pdf(_in_attachment)
    yield "gzip", "assets/x.css.gz", gzip.compress(RAW)
    yield "gzip of gzip", "assets/x.css.gz", gzip.compress(gzip.compress(RAW))
    yield "xz", "assets/x.css.xz", lzma.compress(RAW)
    yield "zip", "files/x.zip", _zipped()
    yield "name of a file", f"assets/{VALUE}.png", _picture("PNG")
    yield "comment of a stylesheet", "assets/x.css", b"/* " + RAW + b" */"
    yield "content of a stylesheet", "assets/x.css", b'p::after { content: "' + RAW + b'" }'
    yield "string of a script", "assets/x.js", b'const x = "' + RAW + b'";'
    yield "regular expression of a script", "assets/x.js", b"const x = /" + b"".join(b"[%c]" % b for b in RAW) + b"/;"
    yield "value of JSON", "data/x.json", json.dumps({"x": VALUE}).encode()
    yield "key of JSON", "data/x.json", json.dumps({VALUE: 1}).encode()
    yield "cell of a table", "data/x.csv", b"a,b\n1," + RAW + b"\n"
    yield "event of a calendar", "x.ics", b"BEGIN:VCALENDAR\r\nX-NOTE:" + RAW + b"\r\nEND:VCALENDAR\r\n"
    yield "folded line of a calendar", "x.ics", b"BEGIN:VCALENDAR\r\nX-NOTE:" + RAW[:4] + b"\r\n " + RAW[4:] + b"\r\n"


def all_of_them(chance: random.Random) -> Iterator[tuple[str, str, bytes | None, bytes]]:
    """Name, path, content of its own or what stands in the page at that path."""
    places = [*PLACES]
    for name, said in written():
        place = chance.choice(places)
        yield f"{name}, in {place}", "index.html", None, PLACES[place](said)
    for name, path, content in files():
        yield name, path, content, b""
    while True:  # the same again in other places
        name, said = chance.choice([*dressed(VALUE).items()])
        place = chance.choice(places)
        yield f"{name}, in {place}", "en/index.html", None, PLACES[place](said)


def run(size: int, seed: int) -> list[Result]:
    result = Result("secrets in disguise", 120, held="nothing that holds it can be published")
    with tempfile.TemporaryDirectory() as folder:
        here = project(Path(folder))
        projects.use(here)
        job = steps.Job(here.content / EDITION, url="https://kenpo.jp/")
        work = steps.load_and_check(job)
        steps.render(job, work)
        kept: dict = {}  # type: ignore[type-arg]
        seen, others, known = set[str](), list[str](), 0
        for name, path, content, within in all_of_them(random.Random(seed)):
            if result.tried >= size:
                break
            if name in seen:
                continue
            seen.add(name)
            made = content if content is not None else work.files[path].replace(b"</main>", within + b"</main>", 1)
            publishing.write(work.files | {path: made}, here.site)
            found = proof.prove(job.folder, here.site, url=job.url, private=SECRET, kept=kept)
            codes = {p.code for p in found.problems if p.file.endswith(path) and p.severity == "error"}
            result.tried += 1
            if "proof-secret" in codes:
                known += 1
            elif not codes:
                result.faults.append(f"{name}: not found, and nothing else keeps the file from being published")
            else:
                others.append(name)
    result.notes.append(f"{known} are told as secrets")
    result.notes.append(f"{len(others)} are not, but the file is refused for another reason: {'; '.join(others)}")
    return [result]
