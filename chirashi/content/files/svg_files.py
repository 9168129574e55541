"""Drawings (SVG) beside pages: shapes and text alone. What an editor leaves goes; what could act refuses the file."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

SVG = "http://www.w3.org/2000/svg"
XLINK = "{http://www.w3.org/1999/xlink}href"
_SHAPES = """
svg g defs symbol use title desc path rect circle ellipse line polyline polygon text tspan textPath image style
linearGradient radialGradient stop pattern clipPath mask marker switch a filter feGaussianBlur feOffset feBlend
feColorMatrix feComposite feFlood feMerge feMergeNode feComponentTransfer feFuncA feFuncB feFuncG feFuncR
"""
SHAPES = frozenset(_SHAPES.split())
LEFT_OUT = ("metadata",)  # of SVG; elements of other vocabularies go too
OUTSIDE = re.compile(r"(?:url\(\s*['\"]?(?!#)|@import|expression\(|javascript:|-moz-binding)", re.IGNORECASE)
DATA = re.compile(r"data:image/(?:png|jpeg|webp);base64,[A-Za-z0-9+/=\s]*")
NUMBER = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(?:px)?\s*")
USUAL = (640, 480)  # pixels, where a drawing says nothing of its size


@dataclass(frozen=True)
class Drawing:
    content: bytes
    size: tuple[int, int]


def drawing(content: bytes) -> Drawing | str | None:
    """The drawing, cleaned; what in it could act or load from elsewhere; None where it is no SVG."""
    if re.search(rb"<!(?:DOCTYPE|ENTITY)[^>]*\[", content):
        return "<!ENTITY>"
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if root.tag != f"{{{SVG}}}svg":
        return None
    for element in list(root.iter(etree.Element)):
        name = etree.QName(element)
        if name.namespace != SVG or name.localname in LEFT_OUT:
            if (parent := element.getparent()) is not None:
                parent.remove(element)
        elif found := _acts(element, name.localname):
            return found
    for element in root.iter(etree.Element):
        for key in [key for key in element.attrib if key.startswith("{") and key != XLINK and "/XML/1998/" not in key]:
            del element.attrib[key]
    etree.cleanup_namespaces(root)
    return Drawing(etree.tostring(root, encoding="utf-8"), _size(root))


def _acts(element: etree._Element, name: str) -> str:
    """What of an element runs code, moves, or loads from elsewhere; "" for nothing."""
    if name not in SHAPES:
        return f"<{name}>"
    if name == "style" and OUTSIDE.search(element.text or ""):
        return "<style>"
    for key, value in element.attrib.items():
        local = str(key).rpartition("}")[2]
        inside = str(value).strip().startswith("#") or (name == "image" and DATA.fullmatch(str(value).strip()))
        if local.lower().startswith("on") or (local == "href" and not inside) or OUTSIDE.search(str(value)):
            return f"<{name} {local}=…>"
    return ""


def _size(root: etree._Element) -> tuple[int, int]:
    width, height = (NUMBER.fullmatch(root.get(name) or "") for name in ("width", "height"))
    if width and height:
        return round(float(width[1])), round(float(height[1]))
    box = re.split(r"[\s,]+", (root.get("viewBox") or "").strip())
    try:
        wide, high = float(box[2]), float(box[3])
    except (IndexError, ValueError):
        return USUAL
    return (USUAL[0], round(USUAL[0] * high / wide)) if wide > 0 and high > 0 else USUAL
