"""Reads placeholders: all that a page's text may ask of the press.

`{{ tables.total.a.B }}`, `{{ show("plans") }}`, `{% include "parts/x.md" %}`.

Content is untrusted. Its templates are parsed by Jinja2, but never run: they come apart into
text and placeholders, which are names of the data, the filters `short`, `plain` and `count`, `show`
with literal arguments, and includes of the edition's own parts. Loops, arithmetic, calls and the rest
are refused; there is nothing here that could carry them out.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError, nodes

FILTERS = ("short", "plain", "count")


@dataclass(frozen=True)
class Placeholder:
    """One thing that content asks for, at a line of its text (from 1)."""

    line: int
    key: str  # a key of the data; for `show` the partial's name; for an include the file
    kind: str = "figure"  # figure, show, include, refused, syntax
    arguments: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether it asks how many entries a group of the data has."""
        return "count" in self.filters

    @property
    def asked_for(self) -> tuple[str, ...]:
        """All of it but its line."""
        return (self.kind, self.key, *self.arguments, "|", *self.filters)

    @property
    def asked(self) -> str:
        if self.kind == "figure":
            return f"{self.key} | count" if self.counts else self.key
        return f"{self.kind} {' '.join((self.key, *self.arguments))}"


PARSER = Environment(
    cache_size=0,
    comment_start_string="\ue002",  # out of the way: `{#id}` is how Markdown names a heading
    comment_end_string="\ue003",
    keep_trailing_newline=True,
    autoescape=False,
)


@functools.lru_cache(maxsize=4096)
def pieces(text: str) -> tuple[str | Placeholder, ...]:
    """A text as what stands and what is put in, in its order; what it may not say stands among it as refused.

    Several checks ask of the same texts, and `serve` asks again at every save: hence the cache.
    """
    if "{{" not in text and "{%" not in text:
        return (text,)
    try:
        tree = PARSER.parse(text)
    except TemplateSyntaxError as error:
        return (Placeholder(error.lineno, str(error.message), "syntax"),)
    except ValueError:
        return (Placeholder(1, "a number is too long", "syntax"),)
    except RecursionError:
        return (Placeholder(1, "nested too deeply", "syntax"),)
    return tuple(found for node in tree.body for found in _statement(node))


def placeholders(text: str) -> tuple[Placeholder, ...]:
    """All that a text asks for, in its order."""
    return tuple(piece for piece in pieces(text) if isinstance(piece, Placeholder))


def fill(text: str, put: Callable[[Placeholder], str], parts: Mapping[str, str] | None = None) -> str:
    """A text with what `put` gives for each figure and `show`, and the texts it includes filled alike.

    The text has been checked: a placeholder that is refused raises ValueError, which is a bug.
    """
    filled: list[str] = []
    for piece in pieces(text):
        if isinstance(piece, str):
            filled.append(piece)
        elif piece.kind == "include":
            filled.append(fill((parts or {})[piece.key], put, parts))
        elif piece.kind in ("figure", "show"):
            filled.append(put(piece))
        else:
            raise ValueError(f"{piece.kind}: {piece.key}")
    return "".join(filled)


def _statement(node: nodes.Node) -> Iterator[str | Placeholder]:
    if isinstance(node, nodes.Output):
        for part in node.nodes:
            yield part.data if isinstance(part, nodes.TemplateData) else _expression(part)
    elif isinstance(node, nodes.Include) and isinstance(node.template, nodes.Const):
        yield Placeholder(node.lineno, str(node.template.value), "include")
    else:
        yield Placeholder(_line(node), type(node).__name__.lower(), "refused")


def _line(node: nodes.Node) -> int:
    """The line of a node; of one that Jinja2 puts around others (`autoescape`) that of what it holds."""
    return node.lineno or next((_line(inner) for inner in node.iter_child_nodes()), 1)


def _expression(node: nodes.Node) -> Placeholder:
    filters: list[str] = []
    line = node.lineno
    while isinstance(node, nodes.Filter) and node.node is not None and not _arguments_of(node):
        filters.insert(0, node.name)
        node = node.node
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name == "show":
        plain = [a.value for a in node.args if isinstance(a, nodes.Const) and isinstance(a.value, str)]
        if plain and len(plain) == len(_arguments_of(node)) and not filters:
            return Placeholder(line, plain[0], "show", tuple(plain[1:]))
    path = _path(node)
    if path is None:
        return Placeholder(line, type(node).__name__.lower(), "refused")
    return Placeholder(line, path, "figure", filters=tuple(filters))


def _arguments_of(node: nodes.Filter | nodes.Call) -> list[object]:
    """All that a filter or a call is given, in whatever way."""
    more = [part for part in (node.dyn_args, node.dyn_kwargs) if part is not None]
    return [*node.args, *node.kwargs, *more]


def _path(node: nodes.Node) -> str | None:
    """`tables.total.a.B` of a chain of names; None where it is anything else."""
    parts: list[str] = []
    while True:
        if isinstance(node, nodes.Name):
            return ".".join([node.name, *reversed(parts)])
        if isinstance(node, nodes.Getattr):
            parts.append(node.attr)
        elif isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
            parts.append(str(node.arg.value))
        else:
            return None
        node = node.node


def included(folder: Path, name: str) -> Path | None:
    """The file that an include names, if it lies inside the folder; None if it leads out or is not there."""
    try:
        path = (folder / name).resolve()
        inside = path.is_relative_to(folder.resolve()) and path.is_file()
    except (OSError, ValueError, RuntimeError):  # links that lead round in a circle, say
        return None
    return path if inside and path.suffix == ".md" else None
