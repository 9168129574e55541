"""Tells for which scheme a rule of CSS holds: by its media query, or by a mark on the page such as `data-theme=dark`.

Schemes are `light` and `dark`, on a screen, and `paper`, which takes what light does and what is for print.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

import tinycss2
from tinycss2 import ast

Scheme = Literal["light", "dark", "paper"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark", "paper")
ALL = frozenset(SCHEMES)
MEDIA: dict[str, set[Scheme]] = {"screen": {"light", "dark"}, "print": {"paper"}, "all": set(SCHEMES)}
PREFERS = re.compile(r"prefers-color-scheme\s*(?::\s*(?P<which>light|dark)\s*)?")
UNLESS = re.compile(r":not\((?:[^()]|\([^()]*\))*\)")
PAGE = re.compile(  # a selector, part by part, of the whole page or of a mark on it that names a scheme
    r"(?:[\s>&*]|:root|html|body|:host|:(?:where|is)\((?=[^()]*(?:root|html))[^()]*\)|\[[^\]]*\]|[.#][\w-]*(?:dark|light)[\w-]*)+"
)


def of_rule(rule: ast.Node) -> frozenset[Scheme]:
    """The schemes in which a rule holds for the whole page; none where it is for a part, or for some screens alone."""
    if isinstance(rule, ast.QualifiedRule):
        return frozenset().union(*(_of_selector(one) for one in _split_at(rule.prelude, ",")))
    if not isinstance(rule, ast.AtRule):
        return ALL  # comments and blanks
    name, prelude = rule.lower_at_keyword, tinycss2.serialize(rule.prelude).strip().lower()
    if name == "media":
        return frozenset(s for s in SCHEMES if any(_holds(query, s) for query in _split_at(rule.prelude, ",")))
    if name == "supports":  # what browsers of today know
        return frozenset() if prelude.startswith("not") else ALL
    return ALL if name in ("layer", "charset", "import", "font-face") else frozenset()


def _of_selector(selector: Sequence[ast.Node]) -> frozenset[Scheme]:
    text = tinycss2.serialize(selector).strip().lower()
    plain = UNLESS.sub("", text)
    if text and not PAGE.fullmatch(plain or "*"):
        return frozenset()
    unless = "".join(UNLESS.findall(text))
    if "dark" in plain:
        return frozenset({"dark"})
    return frozenset({"light", "paper"}) if "light" in plain or "dark" in unless else ALL


def _holds(query: Sequence[ast.Node], scheme: Scheme) -> bool | None:
    """Whether a media query, or a part of one, holds; None where that is the screen's matter, as its width is."""
    query = [part for part in query if part.type not in ("whitespace", "comment")]
    words = [getattr(part, "lower_value", "") for part in query]
    if not query:
        return None
    if words[0] == "only":
        return _holds(query[1:], scheme)
    if words[0] == "not":
        holds = _holds(query[1:], scheme)
        return None if holds is None else not holds
    for joint, decides in (("or", True), ("and", False)):
        if joint in words:
            each = [_holds(part, scheme) for part in _split_at(query, joint)]
            return decides if decides in each else None if None in each else not decides
    (part,) = query if len(query) == 1 else (None,)
    if part is not None and part.type == "() block":
        return _feature(part.content, scheme)
    return scheme in MEDIA.get(words[0], ()) if part is not None and words[0] else None


def _feature(content: Sequence[ast.Node], scheme: Scheme) -> bool | None:
    if any(part.type == "() block" for part in content):
        return _holds(content, scheme)
    prefers = PREFERS.fullmatch(tinycss2.serialize(content).strip().lower())
    return None if prefers is None else prefers["which"] in (None, "light" if scheme == "paper" else scheme)


def _split_at(nodes: Sequence[ast.Node], at: str) -> list[list[ast.Node]]:
    """Nodes cut at a comma, or at a word."""
    parts: list[list[ast.Node]] = [[]]
    for node in nodes:
        if node == at or getattr(node, "lower_value", None) == at:
            parts.append([])
        else:
            parts[-1].append(node)
    return parts
