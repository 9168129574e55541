"""Compares the finished flyers of a file with what they must say, member by member."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import zxingcpp
from PIL import Image

from chirashi.base.messages import phrase
from chirashi.base.problems import Problem
from chirashi.proof.mailing import postal
from chirashi.proof.mailing.expected import Carrier, Expected, Premium, Told, shape
from chirashi.proof.mailing.list_reader import List, keep, kept_records
from chirashi.proof.mailing.pdf_pages import Pages, Unread, Written

MM = 72 / 25.4
HIGH = 297 * MM  # of the trimmed sheet
POINTS = (8.0, 11.5)  # of a barcode
CLEAR_MM = 2.0  # around it
ABOVE_MM = 0.18  # that the longest bar reaches above the middle, for each point
ASCENT = 0.88  # of an em, that letters reach above their line
BELOW = 0.14  # of an em, that letters reach below their line
LEEWAY = 0.3  # points, for rounding
AMOUNT = re.compile(r"(\d[\d,]*)\s*円|[¥￥]\s*(\d[\d,]*)")
LOOKED_AT_DPI = 300
AROUND = 4.0  # points around what is looked at
CODE_DPI = 150
QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)

WRONG = {
    "file": "flyer-file",
    "pages": "flyer-pages",
    "list": "flyer-list",
    "window": "flyer-window",
    "address": "flyer-address",
    "barcode": "flyer-barcode",
    "form": "flyer-form",
    "premium": "flyer-premium",
    "code": "flyer-code",
}
"""What of a page is not as it must be, by the names of phrases."""


@dataclass(frozen=True)
class Witness:
    """Reads finished files; made once a mailing, and used by every processor."""

    expected: Expected
    told: Told
    place: Path

    @classmethod
    def of(cls, folder: Path, listed: List, told: Told, place: Path) -> Witness:
        """Reads the data and the whole list afresh; `place` is the file in which the records are kept."""
        keep(listed, place)
        return cls(Expected(folder, listed, told), told, place)

    def read(self, path: Path, name: str, rows: Sequence[int], pages_each: int) -> Iterator[Problem]:
        """What is wrong with a file. No message shows what stands in a record, but its row.

        :param rows: of the members that the file holds, in its order.
        :param pages_each: how many pages belong to one member.
        """
        try:
            pages = Pages(path)
        except (Unread, ValueError, IndexError):
            yield Problem(name, 0, "mailing-proof", {"row": rows[0], "what": phrase("flyer-file")})
            return
        if len(pages.pages) != len(rows) * pages_each:
            yield Problem(name, 0, "mailing-proof", {"row": rows[0], "what": phrase("flyer-pages")})
            return
        for at, (row, record) in enumerate(kept_records(self.place, rows)):
            wrong = "list" if record is None else self._wrong(pages, at * pages_each, self.expected.carrier(record))
            if wrong:
                yield Problem(name, 0, "mailing-proof", {"row": row, "what": phrase(WRONG[wrong])})
        yield from self._sampled(path, name, rows, pages_each)

    def _wrong(self, pages: Pages, page: int, carrier: Carrier) -> str:
        """What of a page is not as it must be; empty where all is."""
        try:
            written = pages.text(page)
        except (Unread, KeyError, IndexError, ValueError):
            return "file"
        left, top, width, height = (side * MM for side in self.told.window)
        lowest = HIGH - top - height - LEEWAY
        window = [one for one in written if one.y > lowest]
        bars = [one for one in window if one.text[:1] == "("]
        lines = [one for one in window if one.text[:1] != "("]
        boxes = "".join([one.text for one in written if one.y <= lowest])
        for one in window:
            across = left - LEEWAY <= one.x and one.x + one.width <= left + width + LEEWAY
            if not across or one.y + one.size * ASCENT > HIGH - top + LEEWAY:
                return "window"
        if shape("".join(one.text for one in lines)) != shape(carrier.window):
            return "address"
        if "".join(one.text for one in bars) != (f"({carrier.bars})" if carrier.bars else ""):
            return "barcode"
        if bars and not _clear(bars[0], lines):
            return "barcode"
        return _boxes(boxes, carrier)

    def _sampled(self, path: Path, name: str, rows: Sequence[int], pages_each: int) -> Iterator[Problem]:
        """The barcode, the code to scan, and the name as another reader has them, of the first and the last member."""
        with pypdfium2.PdfDocument(path) as pdf:
            for at in sorted({0, len(rows) - 1}):
                ((row, record),) = kept_records(self.place, [rows[at]])
                carrier = self.expected.carrier(record or {})
                page = pdf[at * pages_each]
                if carrier.bars and postal.read(window_of(page, self.told.window)) != carrier.bars:
                    yield Problem(name, 0, "mailing-proof", {"row": row, "what": phrase("flyer-barcode")})
                if not at and not self._code(page):
                    yield Problem(name, 0, "mailing-proof", {"row": row, "what": phrase("flyer-code")})

    def _code(self, page: pypdfium2.PdfPage) -> bool:
        """Whether the request code, where the scheme has one, gives its address."""
        wanted = self._address
        if not wanted:
            return True
        picture = page.render(scale=CODE_DPI / 72, grayscale=True).to_pil()
        found = zxingcpp.read_barcodes(picture, formats=QR, try_rotate=False, try_downscale=False, try_invert=False)
        return wanted in [one.text for one in found]

    @functools.cached_property
    def _address(self) -> str:
        listed = self.expected.book.data.get("requests")
        return next((one.said("url") for one in (listed.items if listed else []) if one.said("way") == "url"), "")


def window_of(page: pypdfium2.PdfPage, window: tuple[float, ...]) -> Image.Image:
    """The picture of what a window shows of a page: left, top, width and height in mm on the trimmed sheet."""
    media, trim = page.get_mediabox(), page.get_trimbox()
    left, top, width, height = (side * MM for side in window)
    x, y = trim[0] + left - media[0], trim[3] - top - height - media[1]
    wide, high = media[2] - media[0], media[3] - media[1]
    edges = (x, y, wide - x - width, high - y - height)
    crop = tuple(max(0.0, edge - AROUND) for edge in edges)
    picture: Image.Image = page.render(scale=LOOKED_AT_DPI / 72, crop=crop, grayscale=True).to_pil()
    return picture


def _clear(bars: Written, lines: list[Written]) -> bool:
    """Whether a code is of a size that is read, with white around it."""
    if not POINTS[0] - 0.01 <= bars.size <= POINTS[1] + 0.01:
        return False
    top = bars.y + ABOVE_MM * MM * bars.size
    lowest = min((line.y - BELOW * line.size for line in lines), default=HIGH)
    return lowest - top >= CLEAR_MM * MM - LEEWAY


def _boxes(text: str, carrier: Carrier) -> str:
    """Whether the boxes say what is known of the member, then the premium, and nothing else."""
    found, wanted = shape(text), shape(carrier.boxes)
    if not found.startswith(wanted):
        return "form"
    rest = found[len(wanted) :]
    if carrier.premium is None:
        return "premium" if rest else ""
    return "" if _premium(rest, carrier.premium) else "premium"


def _premium(text: str, premium: Premium) -> bool:
    """The amounts, the number and what was chosen, all of them and no other amount."""
    amounts = {int((yen or sign).replace(",", "")) for yen, sign in AMOUNT.findall(text)}
    if amounts != {premium.yen} | ({premium.each} if premium.each is not None else set()):
        return False
    names = [[shape(name) for name in (*one.names.values(), one.key)] for one in premium.chosen]
    named = all(any(name in text for name in either) for either in names)
    counted = premium.count is None or re.search(rf"(?<![\d,]){premium.count:,}(?![\d,])", text) is not None
    return named and (counted or premium.count == 1)
