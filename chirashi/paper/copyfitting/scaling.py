"""Scaling: a setting as a stylesheet, made from the design's own, so that the design stands in one place.

Of `theme/print/` every rule that says a size, a distance of lines or some white is said again for
one side of the sheet, by the setting's factors; all else stays as it is.
"""

from __future__ import annotations

import functools
import re

from chirashi.base.project import theme
from chirashi.paper.copyfitting.settings import LEAST_BODY_PT, LEAST_NOTE_PT, Setting

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
LANGUAGE = re.compile(r":lang\((\w\w)\) ?")
ON_SHEET = (".front", ".back", ".fax", ".fillable", ".approved", ".many")  # classes of the scope's own element
INHERITED = (("html", "font-size: 9.5pt; line-height: 1.62"), ("html:lang(en)", "line-height: 1.45"))  # see paper.css
LENGTH = re.compile(r"(-?[\d.]+)(mm|pt)\b")
FORM, EVERY, NONE = re.compile(r"\.(form|field|ask)\b"), re.compile(""), re.compile("(?!)")
"""Which rules are of what is written in, by their selectors: some of the flyer's, all of the form's."""
DESIGNED_BODY_PT, DESIGNED_NOTE_PT = 9.5, 8.5
NOTE_PT = 9.4  # what is designed smaller is a note, a basis or an address
HEAD_PT = 11.4
LEAST_LEADING = 1.2
WHITE = {"margin", "padding", "margin-top", "margin-bottom", "padding-top", "padding-bottom"}
ACROSS = {"margin-left", "padding-left", "text-indent"}  # grows with the type beside it, never shrinks
BOXES = {"--box": 9.0, "--long": 11.0, "--wish": 0.5}  # of the form, in mm at their least


def stylesheet(scope: str, language: str, setting: Setting, files: tuple[str, ...]) -> str:
    """The rules of `files` for one language, for what stands under the selector `scope`, by a setting."""
    larger = setting.body > 1
    rules = [(*rule, False) for rule in INHERITED]
    rules += [(selectors.removeprefix("html") + " .form", said, True) for selectors, said in INHERITED if larger]
    for name in files:
        of_form = FORM if name == "flyer.css" else EVERY if name == "form.css" else NONE
        read = _rules(name, theme().path(f"print/{name}").stat().st_mtime_ns)
        rules += [(selectors, said, bool(of_form.search(selectors))) for selectors, said in read]
    found = []
    for selectors, declarations, form in rules:
        by = Setting() if larger and form else setting  # what is written in is never set larger
        scaled = "; ".join(f"{name}: {value}" for name, value in _scale(selectors, declarations, by))
        scoped = [own for one in selectors.split(",") if (own := _scoped(one.strip(), scope, language))]
        if scaled and scoped:
            found.append(f"{', '.join(scoped)} {{ {scaled} }}")
    return "\n".join(found)


@functools.lru_cache(maxsize=16)
def _rules(name: str, _changed: int) -> list[tuple[str, str]]:
    text = COMMENT.sub("", theme().read(f"print/{name}"))
    return [(found[1].strip(), found[2]) for found in RULE.finditer(text) if "@" not in found[1]]


def _scoped(selector: str, scope: str, language: str) -> str | None:
    """A selector for what stands under a scope, as strong against its neighbours as before; None for another's."""
    languages = LANGUAGE.findall(selector)
    if languages and language not in languages:
        return None
    stronger = f":lang({language})" * len(languages)
    side, _, inner = scope.partition(" ")
    selector = LANGUAGE.sub("", selector).strip()
    if not selector or selector == "html":
        return None if inner else side + stronger
    first = selector.split(" ")[0]
    own = next((name for name in ON_SHEET if re.match(re.escape(name) + r"(?![\w-])", first)), None)
    if inner:  # the form on a sheet of other things
        within = selector.removeprefix(inner) if first == inner else f" {selector}"
        return f"{side}{stronger} {inner}{within}"
    if own in (".front", ".back") and own not in side:
        return None
    if own:
        return side + stronger + ("" if own in side else first) + selector[len(first) :]
    return f"{side}{stronger} {selector}"


def _scale(selectors: str, declarations: str, setting: Setting) -> list[tuple[str, str]]:
    found = []
    for declaration in declarations.split(";"):
        name, _, value = declaration.partition(":")
        name, value = name.strip(), value.strip()
        if name == "font-size":
            found.append((name, LENGTH.sub(lambda m: f"{size(float(m[1]), selectors, setting):.3g}pt", value)))
        elif name == "line-height":
            found.append((name, _leading(value, setting)))
        elif name in WHITE:
            found.append((name, _white(value, setting)))
        elif name in ACROSS and setting.body > 1 and ".outline" in selectors:
            found.append((name, LENGTH.sub(lambda m: f"{float(m[1]) * setting.body:.4g}{m[2]}", value)))
        elif name in BOXES:
            found.append((name, f"{_between(BOXES[name], float(value.removesuffix('mm')), setting.form):.4g}mm"))
    return found


def size(points: float, selectors: str, setting: Setting) -> float:
    """A size of type by a setting, never under its bound."""
    if re.search(r"\btable\b", selectors):
        return _bounded(points, points * setting.table, LEAST_NOTE_PT)
    if points < NOTE_PT:
        return _bounded(points, points * setting.notes, LEAST_NOTE_PT)
    return _bounded(points, points * (setting.body if points < HEAD_PT else setting.head), LEAST_BODY_PT)


def _bounded(designed: float, wanted: float, least: float) -> float:
    return max(wanted, min(designed, least))


def _between(least: float, designed: float, share: float) -> float:
    return designed if designed <= least else least + (designed - least) * share


def _leading(value: str, setting: Setting) -> str:
    if "mm" in value:  # a line as high as the box beside it
        return value
    designed = float(value)
    return f"{max(designed * setting.leading, min(designed, LEAST_LEADING)):.4g}"


def _white(value: str, setting: Setting) -> str:
    """Distances above and below; those at the sides stay, since they are columns'."""
    parts = value.split()
    for at in (0, 2) if len(parts) > 1 else (0,):
        if at < len(parts) and not parts[at].startswith("-"):
            parts[at] = LENGTH.sub(lambda m: f"{float(m[1]) * setting.space:.4g}{m[2]}", parts[at])
    return " ".join(parts)
