"""Checks of placeholders: each names a figure that is there, and a text calls the same in every language."""

from __future__ import annotations

import difflib
import functools
import operator
from collections import Counter
from collections.abc import Collection, Iterator

from chirashi.base.messages import Bilingual, join_list, phrase
from chirashi.base.problems import Problem, nearest
from chirashi.checks.text import texts
from chirashi.content.edition import Edition
from chirashi.content.pages.placeholders import FILTERS, Placeholder, placeholders

OUR_WORDS = ("moved", "role", "way", "every", "per", "pays")  # said to the press, not to readers
GROUP = 6  # names of a group shown in a message; a table has dozens


def placeholders_in_texts(edition: Edition) -> Iterator[Problem]:
    """Texts of the data may quote its figures, not include files or show partials."""
    for source in texts.data_sources(edition):
        for asked in placeholders(source.text):
            line = source.line + asked.line - 1
            if asked.kind == "syntax":
                yield Problem(source.file, line, "placeholder-syntax", {"said": texts.unread(source, asked)})
            elif asked.kind != "figure":
                yield Problem(source.file, line, "placeholder-refused", {"what": texts.tag_of(source, asked)})
            else:
                yield from unknown_figure(edition, source, asked)


def same_placeholders_in_texts(edition: Edition) -> Iterator[Problem]:
    """A figure that a text quotes in one language, it quotes in all, as often."""
    for loc, text in texts.data_texts(edition):
        quoted = {
            language: Counter(asked.key for asked in placeholders(said) if asked.kind == "figure")
            for language, said in text.items()
        }
        every = functools.reduce(operator.or_, quoted.values(), Counter[str]())
        if any(edition.lacks(key) and key not in edition.counts for key in every):
            continue  # which is told, and may be what is missing elsewhere
        for language, keys in quoted.items():
            for key in every - keys:
                yield edition.say((*loc, language), "figure-alone", key=key, language=language)


def unknown_figure(edition: Edition, source: texts.Source, placeholder: Placeholder) -> Iterator[Problem]:
    """A placeholder names a figure that is there, through one filter at most that is there."""
    line = source.line + placeholder.line - 1
    if placeholder.counts:
        if edition.lacks_what(placeholder):
            hint = nearest(placeholder.key, _near(placeholder.key, edition.counts))
            yield Problem(source.file, line, "placeholder-count", {"key": placeholder.key, "nearest": hint})
    elif edition.lacks(placeholder.key):
        if inside := _inside(edition, placeholder.key):
            yield Problem(source.file, line, "placeholder-group", {"key": placeholder.key, "choices": inside})
        else:
            hint = nearest(placeholder.key, _near(placeholder.key, edition.figures))
            yield Problem(source.file, line, "placeholder-unknown", {"key": placeholder.key, "nearest": hint})
    for name in placeholder.filters:
        if name not in FILTERS:
            yield Problem(source.file, line, "filter-unknown", {"name": name, "nearest": nearest(name, FILTERS)})
    if len(placeholder.filters) > 1:
        yield Problem(source.file, line, "placeholder-refused", {"what": texts.tag_of(source, placeholder)})


def _near(key: str, known: Collection[str]) -> Collection[str]:
    """The one key that is like it, or else those that go on from as much of it as is known."""
    if close := difflib.get_close_matches(key, known, n=1, cutoff=0.7):
        return close
    while key:
        key = key.rpartition(".")[0]
        start = f"{key}." if key else ""
        if names := {start + k.removeprefix(start).partition(".")[0] for k in known if k.startswith(start)}:
            return names
    return known


def _inside(edition: Edition, key: str) -> Bilingual | None:
    """The placeholders of a group as a clause, “{{ a.b }} or {{ a.c }}”; None where the key is no group."""
    inside = {name: leaf for name, leaf in edition.figures.items() if name.startswith(f"{key}.")}
    names = [n for n, leaf in inside.items() if not isinstance(leaf, bool) and n.rpartition(".")[2] not in OUR_WORDS]
    if not names:
        return None
    shown = join_list([f"{{{{ {name} }}}}" for name in names[:GROUP]])
    return phrase("and-so-on", listed=shown) if len(names) > GROUP else shown
