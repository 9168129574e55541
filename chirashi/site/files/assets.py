"""What pages load besides themselves, each file named by its content, so that a change is new to every cache.

`brochure.css` is the theme's stylesheets in one, last those that languages of the edition have of their own, as
`web/zh-Hant.css`; scripts and pictures are the files of `theme/web/` and of its `vendor/`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from chirashi.base.project import theme
from chirashi.view.colours.drawings import filled
from chirashi.view.colours.tokens import site_rules

# in this order after the tokens, one file on the site
STYLES = ("web/base.css", "web/brochure.css", "web/members.css", "web/search.css")
SEVERAL = "web/languages.css"  # where there are more than two
PLACES = ("web/*", "web/vendor/*")
SUFFIXES = (".js", ".svg", ".png")
BESIDE = ("sw.js",)  # stands at the root of the site under its own name, see `offline`
IMPORT = re.compile(r'(?<=from ")\./(?P<name>[\w-]+\.js)(?=")')


DRAFT_STYLE = "draft.css"  # of pages whose content is not approved


class Assets:
    """`names` leads from a file of the theme to its address on the site, `files` from there to its content."""

    def __init__(self, languages: Sequence[str] = ()) -> None:
        several = (SEVERAL,) if len(languages) > 2 else ()
        own = [path.read_text("utf-8") for language in languages for path in theme().files(f"web/{language}.css")]
        rules = [site_rules(), *map(theme().read, (*STYLES, *several)), *own]
        css = "\n".join(_compact(rule) for rule in rules)
        found = {"brochure.css": css.encode()}
        web = [path for pattern in PLACES for path in theme().files(pattern)]
        found |= {p.name: p.read_bytes() for p in web if p.suffix in SUFFIXES and p.name not in BESIDE}
        for script in theme().files("web/*.js"):
            if script.name in found:
                found[script.name] = compact_script(script.read_text("utf-8")).encode()
        self.names: dict[str, str] = {}
        self.files: dict[str, bytes] = {}
        for name in found:
            self._add(name, found)

    def add(self, name: str, css: str) -> None:
        """A stylesheet for certain pages alone."""
        self._add(name, {name: _compact(css).encode()})

    def _add(self, name: str, found: dict[str, bytes]) -> str:
        """Names a file once what it imports has its name, since the import stands in its content."""
        if name not in self.names:
            content = found[name]
            if name.endswith(".svg"):
                content = filled(content.decode(), theme().path(f"web/{name}")).encode()
            elif name.endswith(".js"):
                text = IMPORT.sub(lambda m: "./" + self._add(m["name"], found).rpartition("/")[2], content.decode())
                content = text.encode()
            stem, _, suffix = name.rpartition(".")
            self.names[name] = f"assets/{stem}-{hashlib.sha256(content).hexdigest()[:10]}.{suffix}"
            self.files[self.names[name]] = content
        return self.names[name]


def compact_script(script: str) -> str:
    """A script of the theme without indentation and comments; one at a line's end stands after a mark and a blank."""
    script = re.sub(r"(?<=[;,{}()])[ \t]+// [^\n]*$", "", script, flags=re.MULTILINE)
    script = re.sub(r"^[ \t]*(?:/\*.*?\*/[ \t]*|//[^\n]*)$", "", script, flags=re.DOTALL | re.MULTILINE)
    return "\n".join(line.strip() for line in script.splitlines() if line.strip()) + "\n"


def _compact(css: str) -> str:
    """Without comments and indentation; what it says stays as it is."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    return "\n".join(line.strip() for line in css.splitlines() if line.strip())
