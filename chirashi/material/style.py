"""The one stylesheet that a brochure in Material loads beside Material's own.

It is the press's stylesheets, each rule held within `.brochure`, so that nothing of Material's header, search
and switches changes, then `theme/material/brochure.css`, which hands the tokens' colours to Material's variables.
Material counts a rem as 20 px where the press counts 16, and says by an attribute of the body, not by a media
rule, which colours are shown.
"""

from __future__ import annotations

import re

import tinycss2
from tinycss2 import ast

from chirashi.base.project import theme
from chirashi.view.colours.tokens import read_tokens

NAME = "material.css"
PRESS = ("web/base.css", "web/brochure.css", "web/members.css")  # in this order
TEXT = "web/text.css"
OWN = "material/brochure.css"
WITHIN = ".brochure"
AMONG = f".md-typeset {WITHIN}"  # among the text of somebody else's page, whose rules are Material's
DARK = '[data-md-color-scheme="slate"]'
SCALE = 16 / 20  # the press's rem in Material's
REM = re.compile(r"(?<![\w.])(\d*\.?\d+)rem\b")
FRAME = re.compile(r"^(?:html|body|:root)(?![\w-])")
# What the press's rules say of its own frame, which is not here; that a page is drawn whole, Material sees to.
LEFT_OUT = re.compile(r"^\.(?:top|pages|skip|at-missing|at-fax)\b|main ~ script|^html:has|^main\b")


def stylesheet(text: bool = False) -> str:
    """All of it, made anew from the theme's files; with that of notices, pictures and footnotes where a `text` has any.

    Unlike the press's pages, those of Material load one sheet, which the browser keeps from page to page.
    """
    held = "\n".join(_scope_to(theme().read(name), WITHIN) for name in (*PRESS, *([TEXT] if text else ())))
    return "\n".join((tokens_in_material(), held, scaled(theme().read(OWN))))


def guest_sheet() -> str:
    """For pages of somebody else's site: the same rules, in that site's colours."""
    held = "\n".join(_scope_to(theme().read(name), AMONG) for name in PRESS)
    tokens = "\n".join(tokens_in_material().replace(":root {", f"{WITHIN} {{", 1).partition(DARK)[:1])
    return "\n".join((tokens, held, scaled(theme().read("material/guest.css"))))


def scaled(css: str) -> str:
    """Lengths in rem as Material counts them; those of media rules are the browser's own, and stay."""
    return "\n".join(
        line if line.lstrip().startswith(("@media", "@container")) else REM.sub(_as_material_counts, line)
        for line in css.splitlines()
    )


def _as_material_counts(length: re.Match[str]) -> str:
    return f"{float(length[1]) * SCALE:.4f}".rstrip("0").rstrip(".") + "rem"


def tokens_in_material() -> str:
    light, dark = read_tokens().given, read_tokens(dark=True).given
    own = {name: token for name, token in dark.items() if token != light.get(name)}
    blocks = ((":root", light), (DARK, own))
    return scaled(
        "\n".join(
            f"{selector} {{\n" + "".join(f"--{name}: {token.value};\n" for name, token in tokens.items()) + "}"
            for selector, tokens in blocks
        )
    )


def _scope_to(css: str, within: str) -> str:
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return "\n".join(filter(None, (_rule(rule, within) for rule in rules)))


def _rule(rule: ast.Node, within: str) -> str:
    """One rule with its selectors held within the brochure; rules within rules alike."""
    if isinstance(rule, ast.AtRule):
        said = f"@{rule.at_keyword} {tinycss2.serialize(rule.prelude).strip()}"
        if rule.at_keyword not in ("media", "supports"):
            return scaled(rule.serialize())
        inner = tinycss2.parse_rule_list(rule.content or [], skip_comments=True, skip_whitespace=True)
        return f"{said} {{\n" + "\n".join(filter(None, (_rule(one, within) for one in inner))) + "\n}"
    if not isinstance(rule, ast.QualifiedRule):
        return ""
    selectors = [held for one in _split_prelude(rule.prelude) if (held := _selector(one, within))]
    block = scaled(tinycss2.serialize([part for part in rule.content if part.type != "comment"]).strip())
    return f"{', '.join(selectors)} {{ {block} }}" if selectors and block else ""


def _split_prelude(prelude: list[ast.Node]) -> list[str]:
    """A list of selectors, cut at the commas that stand in no brackets."""
    parts: list[list[ast.Node]] = [[]]
    for node in prelude:
        if node.type == "literal" and node.value == ",":
            parts.append([])
        elif node.type != "comment":
            parts[-1].append(node)
    return [" ".join(tinycss2.serialize(part).split()) for part in parts]


def _selector(selector: str, within: str) -> str:
    """A selector that means the same within the brochure; nothing for one of the press's own frame."""
    if LEFT_OUT.search(selector):
        return ""
    if selector.startswith("[data-offer"):  # stands on the page's root
        said, _, inner = selector.partition(" ")
        return f"{said} {within} {inner}"
    if selector.startswith(".at-"):
        return within + selector
    held, count = FRAME.subn(WITHIN, selector)
    if not count:
        return f"{within} {selector}"
    return re.sub(rf"^({re.escape(within)}\S*) body(?![\w-])", r"\1", held)
