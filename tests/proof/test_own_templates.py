"""A project's own templates: what they say cannot be known and is a warning; what follows from the edition is proved.

The edition is small and true. Each test exchanges a template for one of its own, builds, and may then exchange a
text of the finished pages, as a faulty template or a faulty press would.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from known import EDITIONS

from chirashi.base.problems import Problem
from chirashi.base.project import Project, packaged_theme
from chirashi.content.edition import load
from chirashi.proof import prove
from chirashi.proof.words.comparison import own_templates
from chirashi.site.build import site

NOTE = "お申し込みの撤回は、組合へお問い合わせください。"
OWN_NOTES = """<p>はじめての方へ。下をご覧ください。</p>
{% for note in data.notes.values() %}<p>{{ say(note) }}</p>{% endfor %}
<p>{{ figure("dates.start") }}</p>
"""
WORDS = {"proof-words", "proof-words-lost", "proof-words-foreign"}
OWN = {"proof-words-own", "proof-words-altered", "proof-words-dropped"}


def packaged(name: str) -> str:
    return (packaged_theme() / name).read_text("utf-8")


def proved(
    home: Project, own: dict[str, str], said: str = "", instead: str = "", among: tuple[str, ...] = ("",)
) -> list[Problem]:
    """What the proof says of the site that is built with these files in the project's own theme."""
    folder = home.content / "care-three"
    if not folder.is_dir():
        shutil.copytree(EDITIONS["care-three"], folder)
    for name, text in own.items():
        path = home.root / "theme" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    shutil.rmtree(home.site, ignore_errors=True)
    count = 0
    for name, content in site(load(folder)).items():
        if said and name.endswith(".html") and name.startswith(among):
            content = content.replace(b"<wbr>", b"").replace("\u200b".encode(), b"")
            count += content.count(said.encode())
            content = content.replace(said.encode(), instead.encode())
        path = home.site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    assert count or not said
    return list(prove(folder, home.site).problems)


def codes(problems: list[Problem]) -> set[str]:
    return {problem.code for problem in problems}


def test_a_partial_of_ones_own_is_a_warning_once_on_each_page_that_shows_it(home: Project) -> None:
    problems = proved(home, {"partials/notes.html": OWN_NOTES})
    assert [(p.file, p.code, p.severity) for p in problems] == [
        ("site/en/index.html", "proof-words-own", "warning"),
        ("site/index.html", "proof-words-own", "warning"),
    ]
    for problem in problems:
        assert "theme/partials/notes.html" in problem.text("en")
        assert "はじめての方へ。下をご覧ください。" in problem.text("ja")


def test_what_it_leaves_out_is_named(home: Project) -> None:
    _, problem = proved(home, {"partials/notes.html": "<p>はじめての方へ。</p>"})
    assert problem.code == "proof-words-own" and f"ないもの：「{NOTE}」" in problem.text("ja")


def test_a_figure_in_it_is_still_traced(home: Project) -> None:
    problems = proved(home, {"partials/notes.html": OWN_NOTES + "<p>年額7,777円から</p>"})
    assert {p.code for p in problems if p.severity == "error"} == {"proof-untraced"}


@pytest.mark.parametrize("own", ["partials/notes.html", "web/page.html"])
@pytest.mark.parametrize(
    ("said", "instead", "code"),
    [
        (NOTE, "お申し込みの撤回は、会社へお問い合わせください。", "proof-words-altered"),
        ("資料は電話でご請求ください", "資料は書面でご請求ください", "proof-words-altered"),
        ("資料は電話でご請求ください", "", "proof-words-dropped"),
        ("資料は電話でご請求ください", "資料は電話でご請求ください。いつでも", "proof-words-altered"),
    ],
)
def test_texts_of_the_edition_are_proved_beside_it(home: Project, own: str, said: str, instead: str, code: str) -> None:
    mine = {"partials/notes.html": OWN_NOTES, "web/page.html": packaged("web/page.html") + "<p>みんなで</p>"}[own]
    problems = proved(home, {own: mine}, said, instead, ("index.html",))
    errors = [p for p in problems if p.severity == "error" and p.code in OWN | WORDS]
    assert [(p.file, p.code) for p in errors] == [("site/index.html", code)]
    assert f"theme/{own}" in errors[0].text("ja")


def test_a_page_that_it_cannot_change_is_proved_as_ever(home: Project) -> None:
    problems = proved(
        home, {"partials/notes.html": OWN_NOTES}, "プランを比べる</h1>", "プランを比べる</h1><p>今すぐ</p>"
    )
    errors = [p for p in problems if p.severity == "error"]
    assert [(p.file, p.code) for p in errors if p.file != "site/sw.js"] == [
        ("site/plans/index.html", "proof-words-foreign")
    ]
    assert {p.code for p in errors if p.file == "site/sw.js"} == {"proof-worker"}  # the sum of the page as it was


def test_a_frame_of_ones_own_is_a_warning_on_every_page(home: Project) -> None:
    frame = packaged("web/page.html").replace("<main", "<p>みんなで支える</p><main", 1)
    problems = proved(home, {"web/page.html": frame})
    assert {(p.file, p.code) for p in problems} == {
        (f"site/{page}", "proof-words-own")
        for page in ("index.html", "plans/index.html", "en/index.html", "en/plans/index.html")
    }


def test_a_part_under_a_new_name_is_a_warning(home: Project) -> None:
    folder = Path(shutil.copytree(EDITIONS["care-three"], home.content / "care-three"))
    page = folder / "ja" / "plans.md"
    page.write_text(page.read_text("utf-8") + '\n{{ show("motto") }}\n', "utf-8")
    problems = proved(home, {"partials/motto.html": "<p>ともに支えるために</p>"})
    assert [(p.file, p.code) for p in problems if p.code in OWN | WORDS] == [
        ("site/plans/index.html", "proof-words-own")
    ]


@pytest.mark.parametrize(
    "own",
    [
        {"partials/notes.html": packaged("partials/notes.html")},
        {"partials/notes.html": packaged("partials/notes.html").replace("<ul", '<ul data-mine="x"')},
        {"partials/motto.html": "<p>ともに支えるために</p>"},
        {"labels/ja.yml": "words: {skip: 本文までとばす, next: つづきを読む}\n"},
        {"labels/ja.yml": packaged("labels/ja.yml").replace("  next: ", "  next: つづき・")},
    ],
    ids=["a mere copy", "markup alone", "a part that no page shows", "labels that differ", "all labels"],
)
def test_what_changes_no_words_raises_no_alarm(home: Project, own: dict[str, str]) -> None:
    assert [p.line_in("en") for p in proved(home, own)] == []


def test_without_own_templates_words_are_errors_as_ever(home: Project) -> None:
    problems = proved(home, {"labels/ja.yml": "words: {skip: 本文までとばす}\n"}, NOTE, "ご遠慮なく。", ("index.html",))
    assert codes(problems) & WORDS and not codes(problems) & OWN


@pytest.mark.parametrize(
    ("own", "surface", "reached"),
    [
        ("partials/_along.html", "flyer.pdf", True),  # by a name that print/_back.html works out
        ("partials/approval.html", "plans/index.html", True),  # at the foot of every page
        ("partials/qr.html", "members-flyer.pdf", True),  # within requests
        ("print/_form.html", "print/fax.pdf", True),
        ("print/_form.html", "flyer/index.html", True),
        ("print/_form.html", "plans/index.html", False),
        ("web/_closed.html", "404.html", True),
        ("web/_closed.html", "fax-fillable.pdf", False),
        ("partials/course.html", "plans/index.html", False),
    ],
)
def test_which_surfaces_a_template_can_change(home: Project, own: str, surface: str, reached: bool) -> None:
    path = home.root / "theme" / own
    path.parent.mkdir(parents=True)
    path.write_text("{# mine #}", "utf-8")
    assert own_templates.own_template_names(surface, ()) == ([own] if reached else [])
