"""The theme's colours: every notation of CSS is one colour on every surface; what is no colour is told at its line."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pypdfium2
import pytest
from known import ROOT
from lacking import lacking
from members import CYBER

from chirashi.base import project
from chirashi.base.problems import Trouble
from chirashi.base.project import PACKAGE, Project, packaged_theme
from chirashi.cli import steps
from chirashi.paper import layout
from chirashi.paper.prepress import inks
from chirashi.view.colours import drawings, tokens
from chirashi.view.colours.css_colours import read_colour

T = TypeVar("T")
USUAL = (packaged_theme() / "tokens.css").read_text("utf-8")
GIVEN = "--accent: #2d2f7e"
SAME = ("#2D2F7E", "#2d2f7eff", "rgb(45 47 126)", "rgb(45, 47, 126)", "RGB(17.647% 18.431% 49.412%)", "var(--focus)")


def dressed(home: Project, *changes: tuple[str, str]) -> Path:
    """The project's own tokens: those of the press with changes."""
    text = USUAL
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return own(home, text)


def own(home: Project, text: str) -> Path:
    path = home.root / "theme" / "tokens.css"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def usual(read: Callable[[], T]) -> T:
    """What is read of the press's own theme."""
    before = project.project_in_use()
    project.use(Project(ROOT))
    try:
        return read()
    finally:
        project.use(before)


@pytest.mark.parametrize("written", SAME)
def test_one_colour_is_one_colour_however_it_is_written(home: Project, written: str) -> None:
    """Once a plate took the accent of dark mode for one in capitals, without a word."""
    dressed(home, (GIVEN, f"--accent: {written}"), ("--focus: #ffd43d", "--focus: #2d2f7e"))
    assert tokens.colours()["accent"] == (45, 47, 126)
    assert tokens.colours(dark=True)["accent"] == (188, 195, 255), "dark keeps its own"
    assert inks.inks(inks.generic())["accent"] == usual(lambda: inks.inks(inks.generic()))["accent"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("#23f", (34, 51, 255)),
        ("Navy", (0, 0, 128)),
        ("hsl(240 100% 25%)", (0, 0, 128)),
        ("hwb(240 0% 50%)", (0, 0, 128)),
        ("rgb(50% 128 0)", (128, 128, 0)),
        ("rgb(none none none)", (0, 0, 0)),
        ("rgb(300 -20 0)", (255, 0, 0)),
        ("lab(50% 20 30)", (161, 105, 69)),
        ("lch(50 -20 20)", (119, 119, 119)),
        ("oklch(0.5 0.1 none)", (144, 73, 97)),
        ("color(srgb-linear 0.1 none 0.2)", (89, 0, 124)),
        ("color-mix(in srgb, red 30%, blue)", (77, 0, 179)),
        ("color-mix(in oklch, white, #2d2f7e)", (140, 148, 192)),
        ("light-dark(#123456, #fedcba)", (18, 52, 86)),
    ],
)
def test_every_notation_is_read(written: str, read: tuple[int, int, int]) -> None:
    found = read_colour(written)
    assert found is not None
    assert all(abs(one - other) <= 1 for one, other in zip(found, read, strict=True)), found


NOT_OPAQUE = "#2d2f7e80; currentColor; transparent; rgb(1 2 3 / none); color-mix(in srgb, red 20%, blue 20%)"
NOT_READ = """#2d2f7; #2d2f7g; navi; rgb(45 47); 1rem; var(--x); var(); var(--accent); Canvas; rgb(1e400 0 0);
    rgb(from red r g b); lab(50 1e400 0); oklch(1e999deg 0 0); color(); device-cmyk(1 1 0 0); red blue; none; inherit;
    url(x.png); var(--tint) var(--tint); linear-gradient(red, blue); color-mix(in srgb)"""
NO_COLOUR = [value.strip() for listed in (NOT_OPAQUE, NOT_READ) for value in listed.split(";")]
NO_COLOUR += ["(" * 3000 + ")" * 3000, "rgb(" * 3000 + ")" * 3000, "color-mix(in srgb, red, " * 40 + "blue" + ")" * 40]


@pytest.mark.parametrize("written", NO_COLOUR)
@pytest.mark.parametrize("dark", [False, True])
def test_what_is_no_opaque_colour_is_told_at_its_line(home: Project, written: str, dark: bool) -> None:
    path = dressed(home, ("--accent: #bcc3ff" if dark else GIVEN, f"  --accent: {written}"))
    line = path.read_text("utf-8").partition(f"  --accent: {written};")[0].count("\n") + 1
    (told,) = tokens.faults()
    assert (told.file.rpartition("/")[2], told.line, told.code) == ("tokens.css", line, "theme-colour")
    assert str(told.fields["found"])[:20].rstrip("…") in written
    assert len(told.text("ja")) < 200
    with pytest.raises(Trouble):
        tokens.colours(dark)
    if not dark:
        with pytest.raises(Trouble):
            inks.inks(inks.generic())


DARK_RULE = "@media (prefers-color-scheme: dark) {\n  :root {"


@pytest.mark.parametrize(
    ("opens", "closes"),
    [
        ("@media (prefers-color-scheme:dark){:root{", "}}"),
        ("@media (PREFERS-COLOR-SCHEME:  Dark) { html {", "}}"),
        ("@media screen and (prefers-color-scheme: dark) { :root:not([data-theme=light]) {", "}}"),
        ("@media print, not all and (prefers-color-scheme: light) { :root {", "}}"),
        ("@media not (prefers-color-scheme: light) { :where(:root) {", "}}"),
        (":root { @media (prefers-color-scheme: dark) {", "}}"),
        (":root { @media (prefers-color-scheme: dark) { & {", "}}}"),
        (":root { &[data-theme=dark] {", "}}"),
        ("@layer own { @media ((prefers-color-scheme: dark)) { :root {", "}}}"),
        ("@supports (color: red) { @media (prefers-color-scheme: dark) { :root {", "}}}"),
        (":root[data-theme=dark] {", "}"),
        ('[data-theme="dark"], html.dark-mode {', "}"),
    ],
)
def test_the_rule_for_dark_is_read_however_it_is_written(home: Project, opens: str, closes: str) -> None:
    text = USUAL.partition("@media")[0]
    own(home, f"{text}\n{opens} --accent: #BCC3FF; --tint: #1d2131 {closes}")
    assert list(tokens.faults()) == []
    assert tokens.colours(True)["accent"] == (188, 195, 255)
    assert tokens.colours()["accent"] == usual(tokens.colours)["accent"]
    if not opens.startswith("@media print"):
        assert tokens.colours(paper=True) == usual(tokens.colours)
    own(home, f"{text}\n{opens}\n --accent: #BCC3FG; --tint: #1d2131 {closes}")
    (told,) = tokens.faults()
    assert told.fields == {"name": "accent", "found": "#BCC3FG"}
    assert told.line == text.count("\n") + 3


@pytest.mark.parametrize(
    "rule",
    [
        ".fax { --accent: #000 }",
        ":root .paper { --accent: #000 }",
        "@media (min-width: 60em) { :root { --accent: #000 } }",
        "@media (prefers-contrast: more) { :root { --accent: #000 } }",
        "@media not (color-gamut: p3) { :root { --accent: #000 } }",
        "@container (width > 1em) { :root { --accent: #000 } }",
        "@supports not (color: red) { :root { --accent: #000 } }",
        "/* :root { --accent: #000 } */",
    ],
)
def test_what_holds_for_a_part_or_for_some_screens_is_none_of_the_pages_colours(home: Project, rule: str) -> None:
    dressed(home, ("@media", f"{rule}\n@media"))
    assert tokens.colours() == usual(tokens.colours)
    dressed(home, ("@media", rule.replace("#000", "#00") + "\n@media"))
    told = [problem.fields["found"] for problem in tokens.faults()]
    assert told == ([] if rule.startswith("/*") else ["#00"]), "that it is no colour is told all the same"


def test_paper_takes_what_is_for_print(home: Project) -> None:
    dressed(home, ("@media", "@media print { :root { --accent: navy } }\n@media"))
    assert tokens.colours(paper=True)["accent"] == (0, 0, 128)
    assert tokens.colours()["accent"] == (45, 47, 126)
    assert inks.inks(inks.generic())["accent"] != usual(lambda: inks.inks(inks.generic()))["accent"]


def test_colours_that_lead_to_one_another_are_told_and_end(home: Project) -> None:
    dressed(home, (GIVEN, "--accent: var(--tint)"), ("--tint: #eff0f8", "--tint: var(--accent)"))
    assert [problem.code for problem in tokens.faults()] == ["theme-colour"] * 2


def test_a_colour_that_is_missing_is_told_by_its_name(home: Project) -> None:
    dressed(home, ("  --quiet: #41455c;", ""))
    (told,) = tokens.faults()
    assert (told.code, told.fields["name"]) == ("theme-colour-missing", "quiet")


@pytest.mark.parametrize(
    ("written", "sound"),
    [
        ("--brand: #12345", False),
        ("--brand: rgb(1 2)", False),
        ("--brand: Canvas", False),
        ("--brand: var(--nowhere)", True),  # a browser takes it for nothing, whatever it is for
        ("--edging: 1px solid oklch(0.5)", False),
        ("--edging: 1px solid color-mix(in srgb, var(--nowhere), red)", False),
        ("--edging: 1px solid oklch(0.5 0.1 264)", True),
        ("--brand: oklch(from var(--accent) l c h)", False),
        ("--veil: transparent", True),
        ("--veil: rgb(0 0 0 / 20%)", True),
        ("--brand: currentColor", True),
        ("--wide: clamp(1rem, 2vw, 3rem)", True),
        ("--pattern: url(#grid)", True),
        ("--brand:", True),
    ],
)
def test_every_token_that_is_written_as_a_colour_must_be_one(home: Project, written: str, sound: bool) -> None:
    dressed(home, ("  --ground:", f"  {written};\n  --ground:"))
    assert (list(tokens.faults()) == []) == sound


@pytest.mark.parametrize(
    "written", ["#191b2a3", "1rem", "color-mix(in srgb, var(--inc) 20%, transparent)", "currentColor"]
)
def test_a_derived_colour_that_is_none_is_told(home: Project, written: str) -> None:
    dressed(home, ("--shade: #191b2a38", f"--shade: {written}"))
    (told,) = tokens.faults()
    assert (told.code, told.fields["name"], told.line) == ("theme-colour", "shade", 13)


def test_tokens_may_be_made_of_others(home: Project) -> None:
    made = "--accent: color-mix(in srgb, var(--own, red) 50%, rgb(var(--parts) / var(--all)))"
    dressed(home, (GIVEN, f"--own: var(--none, #FF0000); --parts: 0 0 255; --all: 100%; {made}"))
    assert tokens.colours()["accent"] == (128, 0, 128)
    assert list(tokens.faults()) == []


@pytest.mark.parametrize("length", [20, 2000])
def test_a_long_chain_of_tokens_ends(home: Project, length: int) -> None:
    chain = "".join(f"--a{i}: var(--a{i + 1}); " for i in range(length)) + f"--a{length}: #2d2f7e; "
    dressed(home, (GIVEN, f"{chain} --accent: var(--a0)"))
    told = [problem.fields["name"] for problem in tokens.faults()]
    assert told == ([] if length < 50 else ["accent"])


def test_tokens_that_grow_without_end_are_told(home: Project) -> None:
    doubled = "".join(f"--a{i}: var(--a{i + 1}) var(--a{i + 1}); " for i in range(60)) + "--a60: red; "
    dressed(home, (GIVEN, f"{doubled} --accent: var(--a0)"))
    assert [problem.fields["name"] for problem in tokens.faults()] == ["accent"]


def test_no_other_module_reads_the_colours_for_itself() -> None:
    named = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if re.search(r"""["'/]tokens\.css["']""", path.read_text("utf-8"))  # help and docstrings may name it
    }
    assert named == {"view/colours/tokens.py", "proof/rules/own_files.py"}  # the proof has nothing of the press


ON_PAPER = """oklch(0.452 0.2 264); color-mix(in srgb, #2d2f7e 80%, white); navy; lab(29.57 68.3 -112.03);
    rgb(45 47 126 / 100%); color(display-p3 0 0 1); hwb(240 20% 40%); light-dark(#2d2f7e, red);
    var(--own, color-mix(in oklab, navy, var(--ink)))"""


@pytest.mark.parametrize("written", [*SAME[:-1], *(value.strip() for value in ON_PAPER.split(";"))])
def test_paper_shows_the_colour_that_was_read(home: Project, written: str) -> None:
    """WeasyPrint prints `oklch()` in Lab, `color-mix()` not at all and others as it likes."""
    if layout.missing():
        lacking("paper needs Pango: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0")
    from weasyprint import CSS, HTML

    dressed(home, (GIVEN, f"--accent: {written}"))
    read = tokens.colours()["accent"]
    dressed(home, (GIVEN, f"--accent: {written}"), ("--quiet: #41455c", "--quiet: rgb(10 20 30 / none)"))
    page = CSS(string=tokens.paper_rules() + "@page { size: 20px; margin: 0; background: var(--accent) }")
    html = HTML(string="<style>@page { background: var(--accent) }</style><p>")
    (drawn,) = pypdfium2.PdfDocument(html.write_pdf(stylesheets=[page]))
    seen = drawn.render().to_pil().convert("RGB").getpixel((5, 5))
    assert all(abs(one - other) <= 1 for one, other in zip(seen, read, strict=True)), (seen, read)  # type: ignore[arg-type]


def test_browsers_are_given_the_colour_that_was_read(home: Project) -> None:
    """Beyond sRGB each browser and screen would show its own."""
    dressed(
        home,
        (GIVEN, "--accent: color(display-p3 0 0 1)"),
        ("--tint: #eff0f8", "--tint: color-mix(in srgb, var(--accent) 5%, oklch(1 0 0))"),
        ("--edge: #6a6f8c", "--edge: light-dark(oklch(0.5 0.05 264), #868CAB)"),
    )
    accent = tokens.colours()["accent"].hex
    rules = tokens.site_rules()
    assert f"--accent: {accent};" in rules
    assert "--tint: color-mix(in srgb, var(--accent) 5%, #ffffff);" in rules
    assert re.search(r"--edge: light-dark\(#[0-9a-f]{6}, #868CAB\);", rules)
    assert usual(tokens.site_rules) == USUAL, "plain ones stay as they are"
    assert usual(tokens.paper_rules) == USUAL.partition("@media")[0].rstrip() + "\n\n\n"


def test_the_plate_has_inks_for_the_associations_own_colours(home: Project) -> None:
    named = "--brand: oklch(0.5 0.15 30); --note: var(--ink); --grey: #808080; --veil: rgb(45 47 126 / 25%)"
    dressed(home, ("  --ground:", f"  {named};\n  --ground:"))
    css = inks.css(inks.generic())
    assert re.search(r"--brand: device-cmyk\(\d+% \d+% \d+% \d+%\);", css)
    assert re.search(r"--(note): device-cmyk\(0% 0% 0% \d+%\);", css)
    assert "--grey: device-cmyk(0% 0% 0% 50%);" in css
    assert re.search(r"--veil: device-cmyk\(\d+% \d+% \d+% \d+% / 0\.2500\);", css)


def test_a_drawing_may_name_any_token(home: Project) -> None:
    dressed(home, ("  --ground:", "  --brand: RGB(1 2 3); --veil: #0102037f;\n  --ground:"))
    svg = '<svg fill="var(--brand)" stroke="var( --accent )" style="color: var(--none, var(--veil))">{}</svg>'
    assert drawings.filled(svg.format(""), Path("a.svg")) == (
        '<svg fill="#010203" stroke="#2d2f7e" style="color: #0102037f">{}</svg>'.format("")
    )
    for wrong, code in (
        ("var(--small)", "theme-colour"),
        ("var(--brant)", "theme-colour-missing"),
        ("var()", "theme-colour-missing"),
    ):
        drawing = home.root / "theme" / "web" / "a.svg"
        drawing.parent.mkdir(exist_ok=True)
        drawing.write_text(svg.format(f'\n<rect fill="{wrong}"/>'), "utf-8")
        (told,) = drawings.faults()
        assert (told.file.rpartition("/")[2], told.line, told.code) == ("a.svg", 2, code)
        with pytest.raises(Trouble):
            drawings.filled(drawing.read_text("utf-8"), drawing)


@pytest.mark.parametrize("old", ["--accent: #2d2f7e", "    --tint: #1d2131", "--shade: #191b2a38"])
def test_check_tells_it_before_anything_is_made(home: Project, old: str) -> None:
    name = old.strip(" -").partition(":")[0]
    dressed(home, (old, f"--{name}: oklch(0.5)"))
    work = steps.load_and_check(steps.Job(CYBER))
    assert [p.fields["name"] for p in work.problems if p.code == "theme-colour"] == [name]
    assert not work.good


def test_a_mark_at_the_start_of_the_file_hides_no_rule(home: Project) -> None:
    own(home, "").write_text(USUAL, "utf-8-sig", newline="\r\n")
    assert tokens.colours() == usual(tokens.colours)
