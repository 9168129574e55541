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
        if not re.search("viewport|theme-color|Content-Security|og:image", before):
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


def labels_exchanged(rng: random.Random, pages: Pages) -> Iterator[Fault]:
    """Telephone is called FAX, and FAX telephone, in all languages alike, so that they agree."""
    labels = {"site/": ("電話", "FAX"), "site/en/": ("Telephone", "Fax")}
    files = [file for file in sorted(pages) if not file.startswith("site/en/") and counterpart(file) <= pages.keys()]
    for file in rng.sample(files, len(files)):
        changed = {}
        for name, (one, two) in zip([file, *counterpart(file)], labels.values(), strict=True):
            swapped = {f"<dt>{one}</dt>": f"<dt>{two}</dt>", f"<dt>{two}</dt>": f"<dt>{one}</dt>"}
            pattern = "|".join(map(re.escape, swapped))
            changed[name] = re.sub(pattern, lambda m, swapped=swapped: swapped[m.group()], pages[name])  # type: ignore[misc]
        if all(changed[name] != pages[name] for name in changed):
            yield alike("labels exchanged in all languages", file, changed, {"proof-label"})


def headings_exchanged(rng: random.Random, pages: Pages) -> Iterator[Fault]:
    """The same two columns of the same table change their headings in all languages."""
    pair = re.compile(r'(<th scope="col"[^>]*>)([^<]*[A-D])(</th>\s*<th scope="col"[^>]*>)([^<]*[A-D])(</th>)')
    files = [file for file in sorted(pages) if not file.startswith("site/en/") and counterpart(file) <= pages.keys()]
    for file in rng.sample(files, len(files)):
        changed = {name: pair.sub(r"\1\4\3\2\5", pages[name], count=1) for name in (file, *counterpart(file))}
        if all(changed[name] != pages[name] for name in changed):
            yield alike("headings exchanged in all languages", file, changed, {"proof-cell"})


def alike(kind: str, file: str, changed: dict[str, str], codes: set[str]) -> Fault:
    more = {name: text.encode() for name, text in changed.items() if name != file}
    return Fault(kind, "pages", file, changed[file].encode(), codes, also=set(more), more=more)
