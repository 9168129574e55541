"""Secrets planted in every dress and every kind of file."""

from __future__ import annotations

import base64
import codecs
import gzip
import random
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from mutate.around import drawn
from mutate.seeding import Fault, put

# Made up for the tests; in parts, since the press refuses a login that stands anywhere in the project.
SECRET = {"login.id": "-".join(("kmt", "mbr", "8R")), "login.password": "+".join(("Tsubaki", "9ume"))}


def dressed(value: str) -> dict[str, bytes]:
    """A secret in every form in which it has been seen to slip out, or could."""
    raw = value.encode()
    return {
        "raw": raw,
        "entities, decimal": "".join(f"&#{ord(c)};" for c in value).encode(),
        "entities, hexadecimal": "".join(f"&#X{ord(c):X};" for c in value).encode(),
        "percent": "".join(f"%{b:02X}" for b in raw).encode(),
        "percent, in part": quote(value, safe="").encode()
        if quote(value, safe="") != value
        else b"%" + f"{raw[0]:02x}".encode() + raw[1:],
        "base64, offset 0": base64.b64encode(raw),
        "base64, offset 1": base64.b64encode(b"x" + raw + b"yz"),
        "base64, offset 2": base64.b64encode(b"xy" + raw + b"z"),
        "base64, url-safe": base64.urlsafe_b64encode(b"id=" + raw),
        "base64 of base64": base64.b64encode(base64.b64encode(raw)),
        "hexadecimal": raw.hex().encode(),
        "UTF-16": value.encode("utf-16-le"),
        "backwards": value[::-1].encode(),
        "backwards by layout": ('<bdo dir="rtl">' + value[::-1] + "</bdo>").encode(),
        "letter by letter": "".join(f"<span>{c}</span>" for c in value).encode(),
        "with blanks": " ".join(value).encode(),
        "zero-width marks": "\u200b".join(value).encode(),
        "full width": "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in value).encode(),
        "capitals": value.upper().encode(),
        "small letters": value.lower().encode(),
        "other capitals": value.swapcase().encode(),
        "base32": base64.b32encode(raw),
        "base32, small letters": base64.b32encode(raw).lower().rstrip(b"="),
        "base32, offset 3": base64.b32encode(b"abc" + raw),
        "codes of letters": ("String.fromCharCode(" + ",".join(str(ord(c)) for c in value) + ")").encode(),
        "rot13": codecs.encode(value, "rot13").encode(),
        "base64 of zlib": base64.b64encode(zlib.compress(raw)),
        "base64 of gzip": base64.b64encode(gzip.compress(raw)),
        "array of a script": ("[" + ",".join(f"'{c}'" for c in value) + "].join('')").encode(),
        "script escapes": "".join(f"\\u{ord(c):04x}" for c in value).encode(),
        "style escapes": "".join(f"\\{ord(c):x} " for c in value).encode(),
    }


def secrets(rng: random.Random, folder: Path) -> Iterator[Fault]:
    """Each dress in each kind of file; in pages it stands in a comment, a text or an attribute."""
    paths = [
        p
        for p in sorted((folder / "site").rglob("*"))
        if p.suffix in (".html", ".css", ".js", ".json", ".csv", ".ics", ".xml", ".txt")
    ]
    found = []
    for key, value in SECRET.items():
        for form, coded in dressed(value).items():
            for path in paths:
                found.append((key, form, coded, path))
    rng.shuffle(found)
    for _, form, coded, path in found:
        content = path.read_bytes()
        file = path.relative_to(folder).as_posix()
        if path.suffix == ".html":
            start, end = rng.choice([(b"<!-- ", b" -->"), (b"<p>", b"</p>"), (b"<p hidden>", b"</p>")])
            content = content.replace(b"</main>", start + coded + end + b"</main>", 1)
        elif path.suffix == ".json":
            content = content.rstrip()[:-1] + b',"x":"' + coded.replace(b"\\", b"\\\\").replace(b'"', b"'") + b'"}'
            if b"\\\\u" in content:
                content = content.replace(b"\\\\u", b"\\u")
        else:
            content += b"\n/* " + coded + b" */\n"
        yield Fault(f"secret: {form}", path.suffix[1:], file, content, {"proof-secret"})


def secret_elsewhere(rng: random.Random, folder: Path) -> Iterator[Fault]:
    """In a QR code, a picture's data, a compressed file, a file's name."""
    page = (folder / "site/request/index.html").read_text("utf-8")
    for key in rng.sample(sorted(SECRET), 2):
        value = SECRET[key]
        at = re.search(r'<path class="qr-modules"[^>]* d="([^"]*)"', page)
        if at:
            coded = put(page, *at.span(1), drawn(value)).encode()
            yield Fault("secret: QR code", "page QR", "site/request/index.html", coded, {"proof-secret"})
        head = b"\x89PNG\r\n\x1a\n"
        plain = b"Comment\0" + value.encode()
        packed = b"Comment\0\0" + zlib.compress(value.encode())
        for name, body in ((b"tEXt", plain), (b"zTXt", packed)):
            chunk = len(body).to_bytes(4, "big") + name + body + b"\0\0\0\0"
            yield Fault(
                f"secret: {name.decode()} of a picture", "png", f"site/assets/{key}.png", head + chunk, {"proof-secret"}
            )
        gz = zlib.compressobj(wbits=31)
        yield Fault(
            "secret: compressed", "gz", "site/assets/x.gz", gz.compress(value.encode()) + gz.flush(), {"proof-secret"}
        )
        yield Fault("secret: file name", "name", f"site/assets/{value}.png", head, {"proof-secret"})
