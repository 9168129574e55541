"""QR codes as a camera meets them: read from the picture of the page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from chirashi.proof.files.images import qr_codes

if TYPE_CHECKING:
    from playwright.sync_api import Page

# Where codes stand; wherever what is around one shows, so must it.
PLACES = """() => [...document.querySelectorAll("svg.qr, svg[aria-label*=QR], img[alt*=QR]")].filter((one) =>
    one.closest("figure, li, p, div").checkVisibility()).map((one) => {
    const { left, top, width, height } = one.getBoundingClientRect();
    return [one.closest("[id]")?.id ?? one.localName, left + scrollX, top + scrollY, width, height];
})"""
SMALLEST = 40  # pixels; a code that is smaller no camera reads


def seen(page: Page) -> Iterator[tuple[str, str]]:
    """Each code's place on the page and what it says as it is drawn; nothing where no camera reads it."""
    for spot, left, top, width, height in page.evaluate(PLACES):
        if width < SMALLEST or height < SMALLEST:
            yield spot, ""
            continue
        clip = {"x": max(left - 4, 0), "y": max(top - 4, 0), "width": width + 8, "height": height + 8}
        picture = page.screenshot(clip=clip, scale="css", animations="allow", caret="initial")  # type: ignore[arg-type]
        payloads = qr_codes.of_picture(picture)
        yield spot, payloads[0] if payloads else ""
