"""The page that shows the state of every project, for whoever looks after many; it loads nothing and runs no script."""

from __future__ import annotations

import json
from collections.abc import Iterable
from html import escape

from chirashi.base.messages import Bilingual, phrase
from chirashi.farm.builds import Outcome

STYLE = """
:root{color-scheme:light dark}body{font:16px/1.6 "BIZ UDPGothic","Noto Sans JP",system-ui,sans-serif;margin:0 auto;
max-width:76rem;padding:2rem 1rem 4rem}h1{font-size:1.6rem}table{border-collapse:collapse;width:100%}
th,td{border-bottom:1px solid #8886;padding:.5rem .6rem;text-align:start;vertical-align:top}
td.n{text-align:end;font-variant-numeric:tabular-nums}.good{color:#0a6b3d}.bad{color:#b3261e}
@media(prefers-color-scheme:dark){.good{color:#6fd3a0}.bad{color:#ffb4ab}}summary{cursor:pointer}
li{overflow-wrap:anywhere}a{color:inherit}
"""
COLUMNS = ("project", "state", "approval", "proof", "published", "files")


def page(outcomes: Iterable[Outcome], language: str) -> str:
    """All projects, those with errors first."""
    ordered = sorted(outcomes, key=lambda one: (one.good, one.name))
    heads = "".join(f'<th scope="col">{_word(f"farm-{name}", language)}</th>' for name in COLUMNS)
    rows = "".join(_row(one, language) for one in ordered)
    wrong = sum(not one.good for one in ordered)
    said = phrase("farm-summary", count=len(ordered), good=len(ordered) - wrong, wrong=wrong)[language]
    title = _word("farm-title", language)
    return (
        f'<!doctype html>\n<html lang="{language}">\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n<meta name="robots" content="noindex">\n'
        f"<title>{title}</title>\n<style>{STYLE}</style>\n<h1>{title}</h1>\n<p>{escape(said)}</p>\n"
        f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n</html>\n"
    )


def data(outcomes: Iterable[Outcome]) -> str:
    """The same for programs."""
    return json.dumps([one.as_data() for one in outcomes], ensure_ascii=False, indent=1) + "\n"


def _row(one: Outcome, language: str) -> str:
    title = one.title.get(language) or next(iter(one.title.values()), "")
    state = "good" if one.good else "bad"
    told = _told(one.errors, "farm-errors", language) + _told(one.warnings, "farm-warnings", language)
    proof = _word("farm-proved" if one.proved else "farm-not-proved", language)
    link = f'<a href="{escape(one.url)}">{escape(one.url)}</a>' if one.url else _word("farm-no-address", language)
    return (
        f'<tr><th scope="row">{escape(one.name)}<br><small>{escape(title)} {escape(one.edition)}</small></th>'
        f'<td class="{state}">{_word(f"farm-{state}", language)}{told}</td>'
        f"<td>{escape(one.approval) or '–'}</td><td>{proof}</td><td>{link}</td>"
        f'<td class="n">{one.files:,}</td></tr>\n'
    )


def _told(lines: list[Bilingual], name: str, language: str) -> str:
    if not lines:
        return ""
    items = "".join(f"<li>{escape(line[language])}</li>" for line in lines)
    head = escape(phrase(name, count=len(lines))[language])
    return f"<details><summary>{head}</summary><ul>{items}</ul></details>"


def _word(name: str, language: str) -> str:
    return escape(phrase(name)[language])
