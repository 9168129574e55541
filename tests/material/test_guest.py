"""In somebody else's Material site: figures and parts where they are asked for, beside the plugins that it has."""

from __future__ import annotations

import json
import logging
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from known import ROOT
from lxml import html
from members import CYBER
from mkdocs.exceptions import Abort
from mkdocs_sites import build

from chirashi.cli.commands import build_commands as commands
from chirashi.proof import guest

PAGE = """---
title: Cover from {{ dates.start | plain }}
---
# Premium of plan A {#premium}

In 2019 we were 300 members. Plan A costs {{ tables.basic.A }} a year.

Documented: `{{ tables.basic.A }}`

```yaml
plan: {{ tables.basic.B }}
```

## Plans from {{ dates.start }}

{{ show("plans") }}
"""
PLAIN = "# Plain\n\nOf another kind: {{ not_ours }} and {% raw %}{{ tables.basic.A }}{% endraw %}.\n"
MARKS = re.compile("[\ue000-\ue019]")


def site(tmp_path: Path, pages: dict[str, str], plugins: list[Any] | None = None, **more: Any) -> Path:
    """A site with these pages; `plugins` stand before ours."""
    for name, text in pages.items():
        path = tmp_path / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    ours = more.pop("ours", {})
    config = {
        "site_name": "Club",
        "theme": {"name": "material", "font": False, "language": "en"},
        "markdown_extensions": ["attr_list"],
        "plugins": [*(plugins or ["search"]), {"chirashi": {"edition": str(CYBER), **ours}}],
    }
    return build(config | more, tmp_path / "mkdocs.yml", tmp_path / "site")


def read(path: Path) -> html.HtmlElement:
    return html.parse(str(path), html.HTMLParser(encoding="utf-8")).getroot()


def unmarked(out: Path) -> bool:
    files = [
        path for path in out.rglob("*") if path.suffix in (".html", ".json", ".xml") and "chirashi" not in path.parts
    ]
    assert files
    return not any(MARKS.search(text) or "\\ue0" in text for text in (path.read_text("utf-8") for path in files))


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return site(tmp_path_factory.mktemp("plain"), {"index.md": PAGE, "plain.md": PLAIN})


def test_figures_and_parts_stand_where_they_are_asked_for(plain: Path) -> None:
    page = read(plain / "index.html")
    (figure,) = page.xpath("//article/p[contains(., 'members')]/data")
    assert (figure.get("value"), figure.get("data-key"), figure.text) == ("50000", "tables.basic.A", "¥50,000")
    assert page.xpath("//article//table//td//data[@data-key='tables.basic.C']/text()") == ["¥77,160"]
    assert page.xpath("string(//title)") == "Cover from Tuesday, 1 April 2025 - Club"
    (heading,) = page.xpath("//article/h2")
    assert heading.get("id") == "plans-from"  # the figure's number is no part of it
    assert "Plans from Tuesday, 1 April 2025" in heading.text_content()
    entry, *_ = page.xpath("//nav[contains(@class, 'md-nav--secondary')]//a[@href='#plans-from']")
    assert "Tuesday, 1 April 2025" in entry.text_content()


def test_code_and_other_pages_stay_as_they_are(plain: Path) -> None:
    page = read(plain / "index.html")
    assert page.xpath("string(//article//p/code)") == "{{ tables.basic.A }}"
    assert "plan: {{ tables.basic.B }}" in page.xpath("string(//article//pre)")
    other = read(plain / "plain" / "index.html").xpath("string(//article)")
    assert "{{ not_ours }}" in other
    assert "{% raw %}{{ tables.basic.A }}{% endraw %}" in other


def test_a_page_without_placeholders_is_that_of_a_site_without_the_plugin(plain: Path, tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "plain.md").write_text(PLAIN, "utf-8")
    (tmp_path / "docs" / "index.md").write_text("---\ntitle: Cover from Tuesday, 1 April 2025\n---\n# x\n", "utf-8")
    config = {"site_name": "Club", "theme": {"name": "material", "font": False}, "markdown_extensions": ["attr_list"]}
    without = build(config | {"plugins": ["search"]}, tmp_path / "mkdocs.yml", tmp_path / "site")
    ours = re.sub(
        r'\s*<link rel="stylesheet" href="[^"]*chirashi/[^"]*">', "", (plain / "plain/index.html").read_text("utf-8")
    )
    theirs = (without / "plain/index.html").read_text("utf-8")
    assert re.sub(r"\s+", " ", ours) == re.sub(r"\s+", " ", theirs)


def test_the_search_finds_figures(plain: Path) -> None:
    index = json.loads((plain / "search" / "search_index.json").read_text("utf-8"))
    said = {entry["location"]: entry["text"] for entry in index["docs"]}
    assert "¥50,000" in said[""]
    assert "¥77,160" in said["#plans-from"]
    assert unmarked(plain)


def test_a_slip_is_told_at_its_line(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    with pytest.raises(Abort):
        site(tmp_path, {"index.md": PAGE.replace("tables.basic.A }} a year", "tables.basic.E }} a year")})
    (said,) = [r.message for r in caplog.records if "placeholder-unknown" in r.message]
    assert "docs/index.md:6: error:" in said
    assert "tables.basic.E" in said


def test_beside_mkdocs_macros(tmp_path: Path) -> None:
    page = "# Us\n\nPlan A costs {{ tables.basic.A }}.\n\n{% if true %}\nVisitors: {{ visitors }}\n{% endif %}\n"
    out = site(tmp_path, {"index.md": page}, ["search", "macros"], extra={"visitors": "many"})
    text = read(out / "index.html").xpath("string(//article)")
    assert "Visitors: many" in text
    assert "¥50,000" in text
    assert unmarked(out)


def test_where_macros_wants_the_same_name_the_message_says_what_to_set(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    extra = {"dates": {"party": "in May"}}
    with pytest.raises(Abort):
        site(tmp_path, {"index.md": PAGE}, ["macros"], extra=extra)
    (said,) = [r.message for r in caplog.records if "material-braces" in r.message]
    assert "mkdocs.yml: " in said
    assert "prefix: brochure" in said
    page = "# Us\n\nOur party is {{ dates.party }}, cover begins {{ brochure.dates.start }}.\n"
    page += '\n{{ brochure.show("plans") }}\n'
    out = site(tmp_path, {"index.md": page}, ["macros"], extra=extra, ours={"prefix": "brochure"})
    there = read(out / "index.html")
    assert "Our party is in May, cover begins Tuesday, 1 April 2025." in there.xpath("string(//article)")
    assert there.xpath("//article//table//data[@data-key='tables.basic.C']")


def test_beside_mkdocs_macros_with_braces_of_its_own(tmp_path: Path) -> None:
    macros = {"macros": {"j2_variable_start_string": "[[", "j2_variable_end_string": "]]"}}
    page = "# Us\n\nOur party is [[ dates.party ]], cover begins {{ dates.start }}.\n"
    out = site(tmp_path, {"index.md": page}, [macros], extra={"dates": {"party": "in May"}})
    assert "Our party is in May, cover begins Tuesday, 1 April 2025." in read(out / "index.html").xpath(
        "string(//article)"
    )


@pytest.mark.parametrize("before", [True, False])
def test_beside_mkdocs_static_i18n(tmp_path: Path, before: bool) -> None:
    languages = [{"locale": "en", "name": "English", "default": True}, {"locale": "ja", "name": "日本語"}]
    i18n = {"i18n": {"docs_structure": "suffix", "languages": languages}}
    pages = {"index.md": PAGE, "index.ja.md": '# 保険料 {{ tables.basic.A }}\n\n{{ show("plans") }}\n'}
    out = site(tmp_path, pages, ["search", i18n] if before else [i18n, "search"])
    assert "¥50,000" in read(out / "index.html").xpath("string(//article)")
    japanese = read(out / "ja" / "index.html")
    assert "50,000円" in japanese.xpath("string(//article/h1)")
    assert japanese.xpath("//article//table//data[@data-key='tables.basic.C']/text()") == ["77,160円"]
    assert unmarked(out)


def test_beside_awesome_nav(tmp_path: Path) -> None:
    pages = {
        "index.md": PAGE,
        "b.md": "# B {{ tables.basic.B }}\n",
        "a.md": "# A\n",
        ".nav.yml": "nav: [index.md, b.md, a.md]\n",
    }
    out = site(tmp_path, pages, ["search", "awesome-nav"])
    names = [
        " ".join(e.text_content().split())
        for e in read(out / "a" / "index.html").xpath("//nav[contains(@class, 'md-nav--primary')]/ul/li/a")
    ]
    assert names[1] == "B ¥60,000"
    assert unmarked(out)


def test_beside_the_blog(tmp_path: Path) -> None:
    post = "---\ndate: 2025-01-15\n---\n# Renewal at {{ tables.basic.A }}\n\nPlan B is {{ tables.basic.B }}."
    post += '\n\n<!-- more -->\n\n{{ show("plans") }}\n'
    out = site(
        tmp_path, {"index.md": PAGE, "blog/index.md": "# News\n", "blog/posts/renewal.md": post}, ["search", "blog"]
    )
    excerpt = read(out / "blog" / "index.html")
    assert "Plan B is ¥60,000." in excerpt.xpath("string(//article)")
    assert excerpt.xpath("//article//data[@data-key='tables.basic.B']/text()") == ["¥60,000"]
    assert unmarked(out)


def test_a_language_that_the_edition_lacks_is_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(Abort):
        site(tmp_path, {"index.md": PAGE}, ours={"languages": ["fr"]})
    assert "[material-language]" in caplog.text


def test_settings_that_mean_nothing_are_told_by_mkdocs(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING), pytest.raises(Exception, match=r"(?i)config|abort"):
        site(tmp_path, {"index.md": PAGE}, ours={"edition": 2025})


EVERY_PART = "\n\n".join(
    f'{{{{ show("{name}") }}}}'
    for name in (
        *("approval", "ask", "chooser", "contacts", "course", "documents", "eligibility", "glance", "notes"),
        *("options", "phases", "plans", "requests", "spreadsheets", "timeline"),
    )
)
# Numbers of the site's own, which are no figures of the edition: nobody is to be told of them.
THEIRS = "\n\nIn 2019 we were 12,345 members, who paid ¥1,234 by 31 May 2019. Call 03-9999-0000.\n"


@pytest.fixture(scope="module")
def bilingual(tmp_path_factory: pytest.TempPathFactory) -> Path:
    languages = [{"locale": "en", "name": "English", "default": True}, {"locale": "ja", "name": "日本語"}]
    i18n = {"i18n": {"docs_structure": "suffix", "languages": languages}}
    figures = "\n\nPlan A: {{ tables.basic.A }}, {{ scheme.name }}, {{ parties.agent.telephone }}\n"
    pages = {
        "index.md": "# Cover\n\n" + EVERY_PART + figures + THEIRS,
        "index.ja.md": "# 保険\n\n" + EVERY_PART + figures + THEIRS,
        "english.md": "# In English everywhere" + figures + '\n{{ show("plans") }}\n',  # also below ja/
    }
    return site(tmp_path_factory.mktemp("bilingual"), pages, ["search", i18n])


def test_the_proof_reads_what_is_ours_and_leaves_alone_what_is_theirs(bilingual: Path) -> None:
    proof = guest.prove(CYBER, bilingual)
    assert proof.source_problems == []
    keys = {key for line in proof.ledger for key in line.keys}
    assert {"tables.basic.A", "tables.basic.C", "parties.agent.telephone", "dates.start"} <= keys
    places = {line.place.file for line in proof.ledger}
    assert {f"site/{name}index.html" for name in ("", "ja/", "english/", "ja/english/")} <= places
    assert not any(line.text in ("12,345", "¥1,234") for line in proof.ledger)


FAULTS = [
    # a marked figure in the site's own sentence; of a table; a table's heading; its value for machines; a file; a word
    ("index.html", '"tables.basic.A">¥50,000</data>, ', '"tables.basic.A">¥51,000</data>, ', "proof-differs"),
    ("ja/index.html", ">77,160円</data>", ">77,150円</data>", "proof-"),
    ("english/index.html", 'value="77160"', 'value="77150"', "proof-value"),
    ("ja/index.html", ">プランA</th>", ">プランB</th>", "proof-"),
    ("index.html", 'class="brochure">', 'class="brochure"><p>Cheapest cover anywhere.</p>', "proof-words-foreign"),
    ("index.html", 'class="brochure">', 'class="brochure"><p>¥81,234</p>', "proof-untraced"),
    ("chirashi/data/basic.en.csv", "77160", "77150", "proof-"),
]


@pytest.mark.parametrize(("file", "right", "wrong", "code"), FAULTS, ids=[f"{f[0]}-{f[3]}" for f in FAULTS])
def test_the_proof_tells_what_is_wrong_with_ours(
    bilingual: Path, tmp_path: Path, file: str, right: str, wrong: str, code: str
) -> None:
    out = Path(shutil.copytree(bilingual, tmp_path / "site", ignore=shutil.ignore_patterns("assets", "search")))
    text = (out / file).read_text("utf-8")
    assert right in text
    (out / file).write_text(text.replace(right, wrong, 1), "utf-8")
    told = guest.prove(CYBER, out).source_problems
    assert any(problem.code.startswith(code) and problem.file == f"site/{file}" for problem in told), told


def test_the_command_proves_such_a_site(bilingual: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = Path(shutil.copytree(bilingual, tmp_path / "site"))
    commands.prove(CYBER.name, "en", out, project=ROOT)
    assert "Its own text and numbers were not read." in "".join(capsys.readouterr())
    assert (tmp_path / "build" / "proof.html").is_file()
