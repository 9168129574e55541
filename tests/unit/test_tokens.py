"""The theme's colours: every notation of CSS is one colour on every surface; what is no colour is told at its line."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest
from members import CYBER

from chirashi.base.problems import Trouble
from chirashi.cli import steps
from chirashi.paper import inks, layout
from chirashi.site.files import contrast
from chirashi.view import drawings, tokens
from chirashi.view.css_colours import read_colour
from chirashi.view.templates import THEME

GIVEN = "--accent: #2d2f7e"
SAME = ("#2D2F7E", "#2d2f7eff", "rgb(45 47 126)", "rgb(45, 47, 126)", "RGB(17.647% 18.431% 49.412%)", "var(--focus)")


def theme(tmp_path: Path, *changes: tuple[str, str]) -> Path:
    text = (THEME / "tokens.css").read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    (tmp_path / "tokens.css").write_text(text, "utf-8")
    return tmp_path


@pytest.mark.parametrize("written", SAME)
def test_one_colour_is_one_colour_however_it_is_written(tmp_path: Path, written: str) -> None:
    """Once a plate took the accent of dark mode for one in capitals, without a word."""
    folder = theme(tmp_path, (GIVEN, f"--accent: {written}"), ("--focus: #ffd43d", "--focus: #2d2f7e"))
    assert tokens.colours(folder=folder)["accent"] == (45, 47, 126)
    assert tokens.colours(dark=True, folder=folder)["accent"] == (188, 195, 255), "dark keeps its own"
    assert inks.inks(inks.GENERIC, folder)["accent"] == inks.inks(inks.GENERIC)["accent"]


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
def test_what_is_no_opaque_colour_is_told_at_its_line(tmp_path: Path, written: str, dark: bool) -> None:
    folder = theme(tmp_path, ("--accent: #bcc3ff" if dark else GIVEN, f"  --accent: {written}"))
    line = (folder / "tokens.css").read_text("utf-8").partition(f"  --accent: {written};")[0].count("\n") + 1
    (told,) = tokens.faults(folder)
    assert (told.file.rpartition("/")[2], told.line, told.code) == ("tokens.css", line, "theme-colour")
    assert str(told.found["found"])[:20].rstrip("…") in written
    assert len(told.text("ja")) < 200
    with pytest.raises(Trouble):
        tokens.colours(dark, folder)
    if not dark:
        with pytest.raises(Trouble):
            inks.inks(inks.GENERIC, folder)


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
def test_the_rule_for_dark_is_read_however_it_is_written(tmp_path: Path, opens: str, closes: str) -> None:
    text = (THEME / "tokens.css").read_text("utf-8").partition("@media")[0]
    (tmp_path / "tokens.css").write_text(f"{text}\n{opens} --accent: #BCC3FF; --tint: #1d2131 {closes}", "utf-8")
    assert list(tokens.faults(tmp_path)) == []
    assert tokens.colours(True, tmp_path)["accent"] == (188, 195, 255)
    assert tokens.colours(False, tmp_path)["accent"] == tokens.colours()["accent"]
    if not opens.startswith("@media print"):
        assert tokens.colours(folder=tmp_path, paper=True) == tokens.colours()
    (tmp_path / "tokens.css").write_text(f"{text}\n{opens}\n --accent: #BCC3FG; --tint: #1d2131 {closes}", "utf-8")
    (told,) = tokens.faults(tmp_path)
    assert told.found == {"name": "accent", "found": "#BCC3FG"}
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
def test_what_holds_for_a_part_or_for_some_screens_is_none_of_the_pages_colours(tmp_path: Path, rule: str) -> None:
    folder = theme(tmp_path, ("@media", f"{rule}\n@media"))
    assert tokens.colours(folder=folder) == tokens.colours()
    folder = theme(tmp_path, ("@media", rule.replace("#000", "#00") + "\n@media"))
    told = [problem.found["found"] for problem in tokens.faults(folder)]
    assert told == ([] if rule.startswith("/*") else ["#00"]), "that it is no colour is told all the same"


def test_paper_takes_what_is_for_print(tmp_path: Path) -> None:
    folder = theme(tmp_path, ("@media", "@media print { :root { --accent: navy } }\n@media"))
    assert tokens.colours(folder=folder, paper=True)["accent"] == (0, 0, 128)
    assert tokens.colours(folder=folder)["accent"] == (45, 47, 126)
    assert inks.inks(inks.GENERIC, folder)["accent"] != inks.inks(inks.GENERIC)["accent"]


def test_colours_that_lead_to_one_another_are_told_and_end(tmp_path: Path) -> None:
    folder = theme(tmp_path, (GIVEN, "--accent: var(--tint)"), ("--tint: #eff0f8", "--tint: var(--accent)"))
    assert [problem.code for problem in tokens.faults(folder)] == ["theme-colour"] * 2


def test_a_colour_that_is_missing_is_told_by_its_name(tmp_path: Path) -> None:
    folder = theme(tmp_path, ("  --quiet: #41455c;", ""))
    (told,) = tokens.faults(folder)
    assert (told.code, told.found["name"]) == ("theme-colour-missing", "quiet")


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
def test_every_token_that_is_written_as_a_colour_must_be_one(tmp_path: Path, written: str, sound: bool) -> None:
    folder = theme(tmp_path, ("  --ground:", f"  {written};\n  --ground:"))
    assert (list(tokens.faults(folder)) == []) == sound


@pytest.mark.parametrize(
    "written", ["#191b2a3", "1rem", "color-mix(in srgb, var(--inc) 20%, transparent)", "currentColor"]
)
def test_a_derived_colour_that_is_none_is_told(tmp_path: Path, written: str) -> None:
    folder = theme(tmp_path, ("--shade: #191b2a38", f"--shade: {written}"))
    (told,) = tokens.faults(folder)
    assert (told.code, told.found["name"], told.line) == ("theme-colour", "shade", 13)


def test_tokens_may_be_made_of_others(tmp_path: Path) -> None:
    made = "--accent: color-mix(in srgb, var(--own, red) 50%, rgb(var(--parts) / var(--all)))"
    folder = theme(tmp_path, (GIVEN, f"--own: var(--none, #FF0000); --parts: 0 0 255; --all: 100%; {made}"))
    assert tokens.colours(folder=folder)["accent"] == (128, 0, 128)
    assert list(tokens.faults(folder)) == []


@pytest.mark.parametrize("length", [20, 2000])
def test_a_long_chain_of_tokens_ends(tmp_path: Path, length: int) -> None:
    chain = "".join(f"--a{i}: var(--a{i + 1}); " for i in range(length)) + f"--a{length}: #2d2f7e; "
    folder = theme(tmp_path, (GIVEN, f"{chain} --accent: var(--a0)"))
    told = [problem.found["name"] for problem in tokens.faults(folder)]
    assert told == ([] if length < 50 else ["accent"])


def test_tokens_that_grow_without_end_are_told(tmp_path: Path) -> None:
    doubled = "".join(f"--a{i}: var(--a{i + 1}) var(--a{i + 1}); " for i in range(60)) + "--a60: red; "
    folder = theme(tmp_path, (GIVEN, f"{doubled} --accent: var(--a0)"))
    assert [problem.found["name"] for problem in tokens.faults(folder)] == ["accent"]


def test_no_other_module_reads_the_colours_for_itself() -> None:
    named = {
        str(path.relative_to(THEME.parent / "chirashi"))
        for path in (THEME.parent / "chirashi").rglob("*.py")
        if "tokens.css" in path.read_text("utf-8").replace("`tokens.css`", "")
    }
    assert named == {"view/tokens.py"}


ON_PAPER = """oklch(0.452 0.2 264); color-mix(in srgb, #2d2f7e 80%, white); navy; lab(29.57 68.3 -112.03);
    rgb(45 47 126 / 100%); color(display-p3 0 0 1); hwb(240 20% 40%); light-dark(#2d2f7e, red);
    var(--own, color-mix(in oklab, navy, var(--ink)))"""


@pytest.mark.parametrize("written", [*SAME[:-1], *(value.strip() for value in ON_PAPER.split(";"))])
def test_paper_shows_the_colour_that_was_read(tmp_path: Path, written: str) -> None:
    """WeasyPrint prints `oklch()` in Lab, `color-mix()` not at all and others as it likes."""
    if layout.missing():
        pytest.skip("paper needs Pango")
    from weasyprint import CSS, HTML

    folder = theme(tmp_path, (GIVEN, f"--accent: {written}"), ("--quiet: #41455c", "--quiet: rgb(10 20 30 / none)"))
    read = tokens.colours(folder=theme(tmp_path, (GIVEN, f"--accent: {written}")))["accent"]
    page = CSS(string=tokens.paper_rules(folder) + "@page { size: 20px; margin: 0; background: var(--accent) }")
    html = HTML(string="<style>@page { background: var(--accent) }</style><p>")
    (drawn,) = pypdfium2.PdfDocument(html.write_pdf(stylesheets=[page]))
    seen = drawn.render().to_pil().convert("RGB").getpixel((5, 5))
    assert all(abs(one - other) <= 1 for one, other in zip(seen, read, strict=True)), (seen, read)  # type: ignore[arg-type]


def test_browsers_are_given_the_colour_that_was_read(tmp_path: Path) -> None:
    """Beyond sRGB each browser and screen would show its own."""
    folder = theme(
        tmp_path,
        (GIVEN, "--accent: color(display-p3 0 0 1)"),
        ("--tint: #eff0f8", "--tint: color-mix(in srgb, var(--accent) 5%, oklch(1 0 0))"),
        ("--edge: #6a6f8c", "--edge: light-dark(oklch(0.5 0.05 264), #868CAB)"),
    )
    accent = tokens.colours(folder=folder)["accent"].hex
    rules = tokens.site_rules(folder)
    assert f"--accent: {accent};" in rules
    assert "--tint: color-mix(in srgb, var(--accent) 5%, #ffffff);" in rules
    assert re.search(r"--edge: light-dark\(#[0-9a-f]{6}, #868CAB\);", rules)
    assert tokens.site_rules() == (THEME / "tokens.css").read_text("utf-8"), "plain ones stay as they are"
    assert tokens.paper_rules() == (THEME / "tokens.css").read_text("utf-8").partition("@media")[0].rstrip() + "\n\n\n"


def test_the_plate_has_inks_for_the_associations_own_colours(tmp_path: Path) -> None:
    own = "--brand: oklch(0.5 0.15 30); --note: var(--ink); --grey: #808080; --veil: rgb(45 47 126 / 25%)"
    css = inks.css(inks.GENERIC, theme(tmp_path, ("  --ground:", f"  {own};\n  --ground:")))
    assert re.search(r"--brand: device-cmyk\(\d+% \d+% \d+% \d+%\);", css)
    assert re.search(r"--(note): device-cmyk\(0% 0% 0% \d+%\);", css)
    assert "--grey: device-cmyk(0% 0% 0% 50%);" in css
    assert re.search(r"--veil: device-cmyk\(\d+% \d+% \d+% \d+% / 0\.2500\);", css)


def test_a_drawing_may_name_any_token(tmp_path: Path) -> None:
    folder = theme(tmp_path, ("  --ground:", "  --brand: RGB(1 2 3); --veil: #0102037f;\n  --ground:"))
    svg = '<svg fill="var(--brand)" stroke="var( --accent )" style="color: var(--none, var(--veil))">{}</svg>'
    assert drawings.filled(svg.format(""), Path("a.svg"), folder) == (
        '<svg fill="#010203" stroke="#2d2f7e" style="color: #0102037f">{}</svg>'.format("")
    )
    for wrong, code in (
        ("var(--small)", "theme-colour"),
        ("var(--brant)", "theme-colour-missing"),
        ("var()", "theme-colour-missing"),
    ):
        (folder / "web").mkdir(exist_ok=True)
        (folder / "web" / "a.svg").write_text(svg.format(f'\n<rect fill="{wrong}"/>'), "utf-8")
        (told,) = drawings.faults(folder)
        assert (told.file.rpartition("/")[2], told.line, told.code) == ("a.svg", 2, code)
        with pytest.raises(Trouble):
            drawings.filled((folder / "web" / "a.svg").read_text("utf-8"), folder / "web" / "a.svg", folder)


@pytest.mark.parametrize("old", ["--accent: #2d2f7e", "    --tint: #1d2131", "--shade: #191b2a38"])
def test_check_tells_it_before_anything_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str) -> None:
    name = old.strip(" -").partition(":")[0]
    folder = theme(tmp_path, (old, f"--{name}: oklch(0.5)"))
    real = contrast.faults
    monkeypatch.setattr(contrast, "faults", lambda: real(folder))
    work = steps.load_and_check(steps.Job(CYBER))
    assert [p.found["name"] for p in work.problems if p.code == "theme-colour"] == [name]
    assert not work.good


def test_a_mark_at_the_start_of_the_file_hides_no_rule(tmp_path: Path) -> None:
    (tmp_path / "tokens.css").write_text((THEME / "tokens.css").read_text("utf-8"), "utf-8-sig", newline="\r\n")
    assert tokens.colours(folder=tmp_path) == tokens.colours()
