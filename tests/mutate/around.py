"""Faults around the text of pages: attributes, links, labels, codes, and what must be there."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

import qrcode

from mutate.pages import ANY_FIGURE, Pages, counterpart, fault, matches, shuffled
from mutate.seeding import DATA, Fault, digit_changed


def attribute_digit(rng: random.Random, pages: Pages) -> Iterator[Fault]:
    attribute = re.compile(r'(?:content|aria-label|alt|title|placeholder)="([^"]*\d[^"]*)"')
    for file, m in shuffled(rng, matches(pages, attribute)):
        before = pages[file][pages[file].rfind("<", 0, m.start()) : m.start()]
        if "viewport" not in before and "theme-color" not in before and "Content-Security" not in before:
            yield fault(
                "digit changed",
                pages,
                file,
                m.span(1),
                digit_changed(rng, m[1]),
                ANY_FIGURE,
                also=counterpart(file),
                surface="page attribute",
            )


def link_changed(rng: random.Random, pages: Pages) -> Iterator[Fault]:
    for file, m in shuffled(rng, matches(pages, re.compile(r'href="(tel:0\d+|mailto:[^"?]+|https://[^"]+)"'))):
        new = digit_changed(rng, m[1]) if m[1].startswith("tel") else m[1].replace(".", "x.", 1)
        yield fault(
            "address of a link changed",
            pages,
            file,
            m.span(1),
            new,
            {"proof-untraced", "proof-link"},
            surface="page link",
        )


def telephone_fax(rng: random.Random, pages: Pages) -> Iterator[Fault]:
    """A telephone number where the FAX number belongs, marks and all."""
    fax = {m["key"]: m for _, m in matches(pages, DATA) if m["key"].endswith(".fax")}
    phone = {m["key"]: m for _, m in matches(pages, DATA) if m["key"].endswith(".telephone")}
    for file, m in shuffled(rng, matches(pages, DATA)):
        other = (
            phone.get(m["key"].replace(".fax", ".telephone"))
            if m["key"].endswith(".fax")
            else fax.get(m["key"].replace(".telephone", ".fax"))
        )
        if other is not None:
            yield fault(
                "telephone and FAX exchanged",
                pages,
                file,
                m.span(),
                other.group(),
                {"proof-label", "proof-languages", "proof-link"},
                also=counterpart(file),
            )


def code_changed(rng: random.Random, pages: Pages) -> Iterator[Fault]:
    for file, m in shuffled(rng, matches(pages, re.compile(r'<path class="qr-modules"[^>]* d="([^"]*)"'))):
        wrong = rng.choice(
            [
                "https://msfp-cyber.example",
                "https://msfp-cyber.jp.example.net",
                "http://msfp-cyber.jp",
                f"https://msfp-{rng.randrange(10**6)}.jp",
            ]
        )
        yield fault("QR payload changed", pages, file, m.span(1), drawn(wrong), {"proof-code"}, surface="page QR")
        torn = "".join(part for part in re.findall(r"M[^M]*", m[1]) if rng.random() > 0.5)
        yield fault("QR code torn", pages, file, m.span(1), torn, {"proof-code-unreadable"}, surface="page QR")


def drawn(payload: str) -> str:
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0, version=4)
    code.add_data(payload)
    code.make(fit=False)
    return "".join(
        f"M{x} {y}h1v1H{x}z" for y, row in enumerate(code.get_matrix()) for x, dark in enumerate(row) if dark
    )


def required_lost(rng: random.Random, pages: Pages) -> Iterator[Fault]:
    """The deadline is gone from the first page, in words that hold no figure."""
    for file in ("site/index.html", "site/en/index.html"):
        for key in ("dates.deadline", "dates.start"):
            text = re.sub(rf'<data value="[^"]*" data-key="{re.escape(key)}">[^<]*</data>', "", pages[file])
            text = re.sub(
                r'(<meta name="description"[^>]*?)\d{4}年\d+月\d+日（.）|[A-Z][a-z]+day, \d+ [A-Z][a-z]+ \d{4}',
                r"\1",
                text,
            )
            yield Fault("required datum lost", "page", file, text.encode(), {"proof-missing"}, also=counterpart(file))
