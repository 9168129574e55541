"""Faults in printed sheets: glyphs exchanged in the drawing itself, links, fields, document data, codes."""

from __future__ import annotations

import io
import itertools
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import qrcode

from mutate.hidden import SECRET
from mutate.seeding import Fault, other_digit

FIGURES = {
    "proof-untraced",
    "proof-cell",
    "proof-languages",
    "proof-weekday",
    "proof-twin",
    "proof-date",
    "proof-missing",
    "proof-earlier",
}
PAIRS = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")


@dataclass
class Glyph:
    """A digit as it is drawn: where in which content stream its code stands."""

    page: int
    operation: int
    item: int  # of a TJ array; -1 for Tj
    byte: int
    char: str
    font: str
    run: str  # all that the operation draws


def unicode_of(font: pikepdf.Object) -> dict[int, str]:
    found: dict[int, str] = {}
    if "/ToUnicode" not in font:
        return found
    stream = font.ToUnicode.read_bytes()
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", stream, re.DOTALL):
        for code, text in PAIRS.findall(block):
            found[int(code, 16)] = bytes.fromhex(text.decode()).decode("utf-16-be", "replace")
    return found


def drawn_glyphs(
    sheets: pikepdf.Pdf,
) -> tuple[list[Glyph], list[list[pikepdf.ContentStreamInstruction]], dict[str, dict[int, str]]]:
    glyphs: list[Glyph] = []
    streams = []
    maps: dict[str, dict[int, str]] = {}
    for number, page in enumerate(sheets.pages):
        operations = list(pikepdf.parse_content_stream(page))
        streams.append(operations)
        font = ""
        for i, operation in enumerate(operations):
            name = str(operation.operator)
            if name == "Tf":
                font = f"{number}{operation.operands[0]}"
                if font not in maps:
                    maps[font] = unicode_of(page.Resources.Font[operation.operands[0]])
            elif name in ("Tj", "TJ") and maps.get(font):
                items = [(-1, operation.operands[0])] if name == "Tj" else list(enumerate(operation.operands[0]))
                strings = [(at, bytes(item)) for at, item in items if isinstance(item, pikepdf.String)]
                run = "".join(
                    maps[font].get(int.from_bytes(s[b : b + 2], "big"), "")
                    for _, s in strings
                    for b in range(0, len(s), 2)
                )
                for at, coded in strings:
                    for b in range(0, len(coded), 2):
                        char = maps[font].get(int.from_bytes(coded[b : b + 2], "big"), "")
                        glyphs.append(Glyph(number, i, at, b, char, font, run))
    return glyphs, streams, maps


def redrawn(path: Path, changes: list[tuple[Glyph, str]]) -> bytes | None:
    """The sheets with some glyphs exchanged; None where the font has no glyph for a character."""
    with pikepdf.open(path) as sheets:
        _, streams, maps = drawn_glyphs(sheets)
        for glyph, char in changes:
            codes = {text: code for code, text in maps[glyph.font].items()}
            if char not in codes:
                return None
            operation = streams[glyph.page][glyph.operation]
            operands = list(operation.operands)
            items = operands[0] if glyph.item < 0 else operands[0][glyph.item]
            coded = bytearray(bytes(items))
            coded[glyph.byte : glyph.byte + 2] = codes[char].to_bytes(2, "big")
            if glyph.item < 0:
                operands[0] = pikepdf.String(bytes(coded))
            else:
                array = list(operands[0])
                array[glyph.item] = pikepdf.String(bytes(coded))
                operands[0] = pikepdf.Array(array)
            streams[glyph.page][glyph.operation] = pikepdf.ContentStreamInstruction(operands, operation.operator)
        for number, page in enumerate(sheets.pages):
            page.Contents = sheets.make_stream(pikepdf.unparse_content_stream(streams[number]))
        return saved(sheets)


def saved(sheets: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    sheets.save(out)
    return out.getvalue()


def also_of(path: Path) -> set[str]:
    """Where a fault in a sheet may rightly be told too: in its other language, and in the press file set like it."""
    if path.parent.name == "members":
        return set()
    names = {path.name.replace("-ja", "-en"), path.name.replace("-en", "-ja"), path.name.replace(".pdf", "-press.pdf")}
    return {f"print/{name}" for name in names | {path.name.replace("-press", "")}}


def glyph_faults(rng: random.Random, folder: Path) -> Iterator[Fault]:
    paths = sorted((folder / "print").rglob("*.pdf"))
    read = {path: drawn_glyphs(pikepdf.open(path))[0] for path in paths}
    kinds = ["digit changed", "digits swapped", "cells swapped", "unit 万 lost", "weekday wrong"]
    for kind in itertools.cycle(kinds) if paths else ():
        for _ in range(40):  # not every sheet has what a kind needs
            path = rng.choice(paths)
            digits = [g for g in read[path] if g.char.isdigit()]
            changes = changes_for(rng, kind, digits, read[path])
            if changes and (content := redrawn(path, changes)):
                yield Fault(
                    kind, surface_of(path), path.relative_to(folder).as_posix(), content, FIGURES, also=also_of(path)
                )
                break


def surface_of(path: Path) -> str:
    return "members' PDF" if path.parent.name == "members" else "press PDF" if "-press" in path.name else "PDF"


def changes_for(rng: random.Random, kind: str, digits: list[Glyph], every: list[Glyph]) -> list[tuple[Glyph, str]]:
    glyph = rng.choice(digits)
    same_run = [g for g in digits if (g.page, g.operation) == (glyph.page, glyph.operation)]
    if kind == "digit changed":
        return [(glyph, other_digit(rng, glyph.char))]
    if kind == "digits swapped":
        at = same_run.index(glyph)
        if at + 1 < len(same_run) and same_run[at + 1].char != glyph.char:
            return [(glyph, same_run[at + 1].char), (same_run[at + 1], glyph.char)]
    if kind == "cells swapped":
        amounts = amounts_of([g for g in digits if g.page == glyph.page])
        pairs = [
            (a, b) for a in amounts for b in amounts if len(a) == len(b) and [g.char for g in a] < [g.char for g in b]
        ]
        if pairs:
            one, other = rng.choice(pairs)
            return [c for a, b in zip(one, other, strict=True) for c in ((a, b.char), (b, a.char))]
    if kind == "unit 万 lost":
        units = [g for g in every if g.char == "万" and re.search(r"\d万円", g.run)]
        return [(rng.choice(units), "円")] if units else []
    if kind == "weekday wrong":
        days = [g for g in every if g.char in "月火水木金土日" and re.search(rf"（{g.char}）", g.run)]
        return [(rng.choice(days), "日")] if days and days[0].char != "日" else []
    return []


def amounts_of(digits: list[Glyph]) -> list[list[Glyph]]:
    """The digits of each amount from 10,000 to 999,999, which are drawn before and after a comma."""
    parts: dict[int, list[Glyph]] = {}
    for glyph in digits:
        parts.setdefault(glyph.operation, []).append(glyph)
    runs = list(parts.items())
    return [
        [*head, *tail]
        for (a, head), (b, tail) in zip(runs, runs[1:], strict=False)
        if len(tail) == 3 and len(head) in (2, 3) and b - a <= 5 and all(len(g.run.strip()) <= 4 for g in tail)
    ]


def objects(rng: random.Random, folder: Path) -> Iterator[Fault]:
    """Links, bookmarks, document data, fields and codes of sheets; secrets among them."""
    paths = sorted((folder / "print").glob("*.pdf"))
    while paths:
        path = rng.choice(paths)
        kind = rng.choice(
            [
                "link changed",
                "figure in the document data",
                "figure in a bookmark",
                "field figure",
                "QR payload changed",
                "secret: document data",
                "secret: stream",
                "secret: text field",
            ]
        )
        if "field" in kind:
            path = rng.choice([p for p in paths if "fillable" in p.name] or paths)
        with pikepdf.open(path) as sheets:
            codes = _object_fault(rng, kind, sheets)
            if codes:
                also = {"print/" + path.name.replace("-ja", "-en"), "print/" + path.name.replace("-en", "-ja")}
                yield Fault(kind, "PDF", f"print/{path.name}", saved(sheets), codes, also=also)


def _object_fault(rng: random.Random, kind: str, sheets: pikepdf.Pdf) -> set[str]:
    secret = rng.choice(sorted(SECRET.values()))
    links = [a for page in sheets.pages for a in page.get("/Annots", []) if "/A" in a and "/URI" in a.A]
    fields = [a for page in sheets.pages for a in page.get("/Annots", []) if "/T" in a]
    if kind == "link changed" and links:
        link = rng.choice(links)
        old = str(link.A.URI)
        link.A.URI = pikepdf.String(old[:-1] + other_digit(rng, old[-1]) if old[-1].isdigit() else old + "x")
        return {"proof-untraced"}
    wrong = f"{rng.randrange(10_000, 49_999):,}円"
    if kind == "figure in the document data":
        name = rng.choice(["/Title", "/Subject", "/Author", "/Keywords"])
        sheets.docinfo[name] = f"{sheets.docinfo.get(name, '')} {wrong}"
        return {"proof-untraced"}
    if kind == "figure in a bookmark":
        with sheets.open_outline() as outline:
            if outline.root:
                rng.choice(outline.root).title += f" {wrong}"
            else:
                outline.root.append(pikepdf.OutlineItem(wrong, 0))
        return {"proof-untraced"}
    if kind == "field figure" and fields:
        rng.choice(fields)["/TU"] = pikepdf.String(f"FAX 096-385-{rng.randrange(1000, 6000)}")
        return {"proof-untraced", "proof-label", "proof-languages", "proof-paragraphs"}
    if kind == "QR payload changed":
        return _code(rng, sheets)
    if kind == "secret: document data":
        sheets.docinfo["/Keywords"] = secret[::-1] if rng.random() < 0.5 else secret
        return {"proof-secret"}
    if kind == "secret: stream":
        stream = sheets.make_stream(b"% " + secret.encode())
        sheets.Root["/Hidden"] = sheets.make_indirect(stream)
        return {"proof-secret"}
    if kind == "secret: text field" and fields:
        rng.choice(fields)["/V"] = pikepdf.String(secret)
        return {"proof-secret"}
    return set()


def _code(rng: random.Random, sheets: pikepdf.Pdf) -> set[str]:
    """Another code drawn over the free top margin: a payload that is no address of the data."""
    code = qrcode.QRCode(border=4, version=3)
    code.add_data(f"https://msfp-{rng.randrange(10**6)}.example")
    code.make(fit=False)
    matrix = code.get_matrix()
    side, left, top = 2.4, 430.0, 830.0
    drawing = [f"q 1 1 1 rg {left} {top - len(matrix) * side} {len(matrix) * side} {len(matrix) * side} re f 0 0 0 rg"]
    drawing += [
        f"{left + x * side:.2f} {top - (y + 1) * side:.2f} {side} {side} re f"
        for y, row in enumerate(matrix)
        for x, dark in enumerate(row)
        if dark
    ]
    page = sheets.pages[0]
    page.contents_add(sheets.make_stream(("\n".join(drawing) + "\nQ").encode()))
    return {"proof-code"}
