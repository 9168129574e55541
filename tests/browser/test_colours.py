"""Colours in every notation of CSS: the theme's are read as a browser reads them."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from chirashi.view.colours.css_colours import read_shade

AS_BROWSERS = """
    #abcd; navy; rebeccapurple; transparent; rgb(45 47 126 / 50%); rgb(1 2 3 / none); rgb(1.5 2.5 3.5);
    rgba(45,47,126,.5); rgb(50%,50%,5%); rgb(50% 128 0); hsl(0.5turn 50 50); hsl(none 50% 50%); hsl(240,100%,25%);
    hwb(240 80% 80%); lab(50% 20 30); lab(50 none 30); lch(50 30 270); lch(50 -20 20); oklab(50% 20% -20%);
    oklch(0.452 0.2 264); oklch(0.5 0.1 none); color(display-p3 0.2 0.3 0.4); color(a98-rgb .3 .2 .1);
    color(prophoto-rgb .3 .3 .3); color-mix(in oklab, #2d2f7e, transparent); color-mix(in xyz, red, blue);
    color-mix(in srgb, 30% red, blue 30%); color-mix(in hwb, red, blue); color-mix(in oklch, white, #2d2f7e);
    color-mix(in lch, red, rgb(0 0 0 / 30%)); color-mix(in hsl longer hue, #c33 40%, #33c); color-mix(red, blue);
    color-mix(in lab, color-mix(in srgb, red, blue), #fff 20%); light-dark(#123456, red)
"""
NO_COLOURS = """
    hwb(240, 0%, 50%); rgb(12,none,4); hsl(20,40,40); lab(50,20,30); color(); color(foo 1 2 3); jzazbz(0.5 0.1 0.1);
    color-mix(in srgb, red); color-mix(in srgb longer hue, red, blue); color-mix(in, red, blue);
    color-mix(in srgb, red -5%, blue); light-dark(red); rgb(45, 47 126); rgb(45 47 126 50%)
"""
PAINTED = """(values) => values.map((value) => {
    if (!CSS.supports("color", value)) return null;
    const mark = document.body.appendChild(document.createElement("i"));
    mark.style.color = value;
    const context = document.createElement("canvas").getContext("2d");
    context.fillStyle = getComputedStyle(mark).color;
    context.fillRect(0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data];
})"""


@pytest.mark.browser
def test_colours_are_read_as_a_browser_reads_them(chromium: Browser) -> None:
    """Of colours within sRGB; beyond it browsers cut off, and are given what was read here."""
    page = chromium.new_page()
    values, none = ([value.strip() for value in listed.split(";")] for listed in (AS_BROWSERS, NO_COLOURS))
    for value, painted in zip(values, page.evaluate(PAINTED, values), strict=True):
        shade = read_shade(value)
        assert shade is not None, value
        seen = shade.colour if shade.alpha else (0, 0, 0)
        room = 1 if shade.alpha == 1 else 4  # a canvas keeps colours multiplied by their opacity
        assert all(abs(one - other) <= room for one, other in zip(seen, painted, strict=False)), (value, shade, painted)
        assert abs(round(shade.alpha * 255) - painted[3]) <= 1, value
    assert page.evaluate(PAINTED, none) == [None] * len(none)
    assert [value for value in none if read_shade(value)] == []
    page.close()
