"""What the guides say is true: their commands run, their examples build, their messages are what the press prints.

An example in `content/README.md` is a fence. `yaml` names the file it belongs to in its first line and is
written over the same places of a copy of the 2025 edition; one marked wrong is followed by the message that it
gives. `markdown` is added to a page, `markdown NAME` is a page of its own, each in its language.
"""

from __future__ import annotations

import contextlib
import datetime
import functools
import re
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest
import typer
from known import ROOT
from PIL import Image
from servers import served

from chirashi.base import build_stamp
from chirashi.base.messages import files, messages
from chirashi.base.problems import Problem
from chirashi.base.project import Project
from chirashi.cli import steps
from chirashi.cli.commands.build_commands import app
from chirashi.cli.making.new_edition import new_edition
from chirashi.content.site_settings import settings
from chirashi.content.values import Day, Money
from chirashi.content.yaml_files import yaml_reader
from tests.command.test_command import ENGLISH, project, run, seed

__all__ = ["project", "seed"]  # fixtures

EDITION = "cyber-2025"
READMES = [ROOT / "README.md", ROOT / "README.ja.md"]
GUIDE = ROOT / "content" / "README.md"
EXPLAINED = ROOT / "content" / "MESSAGES.md"
CONTRIBUTING = ROOT / "CONTRIBUTING.md"
DOCS = sorted((ROOT / "docs").glob("*.md"))
HOSTING = [ROOT / "docs/hosting/README.md", ROOT / "docs/hosting/README.ja.md"]
ALL = [*READMES, GUIDE, EXPLAINED, CONTRIBUTING, ROOT / "CHANGELOG.md", *HOSTING, *DOCS]
ENGLISH_HALF = re.compile(r"^##? (?:Guide for staff|English)$", re.MULTILINE)
FENCE = re.compile(r"^( *)```(\w+) ?(\S*)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
PLACES = ("chirashi/", "theme/", "tests/", "tools/", "benchmarks/")
CODE = re.compile(r"`([^`\n]+)`")
AT_LINE = re.compile(r"^(\S+?):\d+: ", re.MULTILINE)  # line numbers move with every edit of the data


@dataclass(frozen=True)
class Fence:
    """One fenced block: its language and name (```markdown seminar), its text, and the guide's language."""

    kind: str
    name: str
    text: str
    line: int
    lang: str

    def __str__(self) -> str:
        return f"line {self.line}"


def halves(path: Path) -> dict[str, str]:
    text = path.read_text("utf-8")
    cut = ENGLISH_HALF.search(text)
    assert cut, f"{path.name} has no English half"
    return {"ja": text[: cut.start()], "en": text[cut.start() :]}


def fences(path: Path) -> list[Fence]:
    text = path.read_text("utf-8")
    cut = ENGLISH_HALF.search(text)
    return [
        Fence(m[2], m[3], re.sub(f"^{m[1]}", "", m[4], flags=re.MULTILINE), text.count("\n", 0, m.start()) + 1, lang)
        for m in FENCE.finditer(text)
        for lang in ["ja" if cut and m.start() < cut.start() else "en"]
    ]


def commands(path: Path, lang: str | None = None) -> list[str]:
    shown = [fence for fence in fences(path) if fence.kind == "sh" and lang in (None, fence.lang)]
    return [line for fence in shown for line in fence.text.splitlines()]


GUIDE_FENCES = fences(GUIDE)
DATA = [fence for fence in GUIDE_FENCES if fence.text.startswith("# plans.yml\n")]
WRONG = [fence for fence in GUIDE_FENCES if re.match(r"# plans\.yml ?(?:（誤り）|\(wrong\))\n", fence.text)]
SITE = [fence for fence in GUIDE_FENCES if fence.text.startswith("# site.yml\n")]
LITERALS = [fence for fence in GUIDE_FENCES if fence.text.startswith("# literals.yml\n")]
PARTS = [fence for fence in GUIDE_FENCES if fence.kind == "markdown" and not fence.name]
PAGES = [fence for fence in GUIDE_FENCES if fence.kind == "markdown" and fence.name]


def following(fence: Fence) -> str:
    """The text block after a fence: what the press prints of it."""
    after = GUIDE_FENCES[GUIDE_FENCES.index(fence) + 1]
    assert after.kind == "text", f"content/README.md:{fence.line} shows no message after it"
    return after.text.strip()


class TestCommands:
    def test_both_readmes_name_the_same(self) -> None:
        assert commands(READMES[0]) == commands(READMES[1])
        assert commands(GUIDE, "ja") == commands(GUIDE, "en")

    @pytest.mark.parametrize("path", [*READMES, GUIDE, CONTRIBUTING], ids=lambda path: path.name)
    def test_every_one_is_known(self, path: Path) -> None:
        targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
        installed = " ".join(tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["dependency-groups"]["test"])
        extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
        for command in commands(path):
            match command.split():
                case ["make", target]:
                    assert target in targets, f"the Makefile has no {target!r}"
                case ["uv", "run", "build.py", *_] | ["winget", "install", "--id=astral-sh.uv", "-e"]:
                    pass
                case ["uv", "run", "--extra", extra, "build.py", *_] if extra in extras:
                    pass
                case ["pip", "wheel" | "install", *_] | ["chirashi", "init" | "serve", *_]:
                    pass  # tests/slow/test_installed.py does them
                case ["uv", "run", tool, *_] if tool in installed:
                    pass
                case [tool, *_] if tool.startswith(".venv/bin/") and Path(tool).name in installed:
                    pass
                case _:
                    pytest.fail(f"{path.name} names a command that no test knows: {command}")

    def test_every_option_in_the_text_is_one_of_the_press(self) -> None:
        press = typer.main.get_command(app)
        all_of_it = [*press.commands.values(), *press.commands["excel"].commands.values()]  # type: ignore[attr-defined]
        known = {opt for command in all_of_it for p in command.params for opt in p.opts}
        for path in (*READMES, GUIDE, EXPLAINED):
            for code in CODE.findall(FENCE.sub("", path.read_text("utf-8"))):
                assert set(re.findall(r"--[a-z]+", code)) <= known, f"{path.name}: {code}"

    @pytest.mark.long
    def test_those_of_the_press_run_as_written(self, project: Path) -> None:
        written = [line for path in (READMES[0], GUIDE) for line in commands(path) if "build.py" in line]
        for command in dict.fromkeys(written):
            arguments = command.partition("build.py")[2].split()
            if arguments[:1] == ["desk"]:
                arguments.append("--no-browser")
            if arguments[:1] in (["serve"], ["desk"]):
                assert "http://127.0.0.1:" in first_line(project, arguments)
            elif arguments[:1] == ["verify"]:  # the address is for the reader to fill in
                with served(project / "site") as address:
                    done = run("verify", address, cwd=project)
                assert done.returncode == 0, f"{command}\n{done.stderr}"
            else:
                done = run(*arguments, cwd=project)
                assert done.returncode == 0, f"{command}\n{done.stderr}"
        assert (project / "site" / "en" / "index.html").is_file()


def first_line(project: Path, arguments: list[str]) -> str:
    """The first line that `serve` or the desk says, on a port of its own."""
    command = [sys.executable, "-u", "build.py", *arguments, "--port", "0"]
    with subprocess.Popen(command, cwd=project, env=ENGLISH, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        try:
            return server.stdout.readline()
        finally:
            server.kill()


@pytest.fixture(autouse=True)
def _in_the_edition_s_year(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build_stamp, "today", lambda: datetime.date(2025, 1, 15))


@pytest.fixture
def edition(home: Project) -> Path:
    copy = home.content / EDITION
    shutil.copytree(ROOT / "content" / EDITION, copy, ignore=shutil.ignore_patterns("private.yml"))
    return copy


def told(edition: Path, lang: str) -> list[str]:
    """All that the press says of an edition, as it would of the real one; a good one is rendered too."""
    work = steps.load_and_check(steps.Job(edition))
    if work.good:
        steps.render(steps.Job(edition), work)
    return work.report[lang]


def unnumbered(text: str) -> str:
    return AT_LINE.sub(r"\1: ", text)


def nothing_new(lines: list[str]) -> None:
    """An example may bring no error and no warning besides those that the edition has."""
    assert {line.rsplit("[", 1)[1].rstrip("]") for line in lines} <= codes_before(), "\n".join(lines)


def write(data: Path, example: str) -> None:
    """Writes the entries of an example over the same places of a data file; adds those it has not."""
    loc: list[str] = []
    for indent, key, value in re.findall(r"^( *)([\w-]+):(?: +(.+))?$", example, re.MULTILINE):
        loc[len(indent) // 2 :] = [key]
        if value:
            write_entry(data, tuple(loc), value)


def write_entry(data: Path, loc: tuple[str, ...], value: str) -> None:
    at, lines = yaml_reader.read(data, data.name).lines, data.read_text("utf-8").split("\n")
    known = next(loc[:n] for n in range(len(loc), -1, -1) if loc[:n] in at)
    new = [f"{'  ' * n}{loc[n]}:" for n in range(min(len(known), len(loc) - 1), len(loc))]
    new[-1] += f" {value}"
    if known == loc:
        start = at[loc][0] - 1
        inside = re.compile(rf"(?: {{{2 * len(loc) - 1},}}|$)")
        end = next((i for i in range(start + 1, len(lines)) if not inside.match(lines[i])), len(lines))
        lines[start:end] = new
    else:
        where = at[known][0] if known else len(lines)
        if word := re.fullmatch(r"( *[\w-]+:) [\w ]+", lines[where - 1]):  # in whose place a mapping comes
            lines[where - 1] = word[1]
        lines[where:where] = new
    data.write_text("\n".join(lines), "utf-8")


def add(edition: Path, language: str, name: str, text: str) -> None:
    page = edition / language / f"{name}.md"
    page.write_text((page.read_text("utf-8") if page.exists() else "") + text, "utf-8")


def test_a_new_edition_keeps_last_years_date_of_issue_as_a_comment(edition: Path) -> None:
    data = edition / "plans.yml"
    data.write_text(data.read_text("utf-8").replace("  # published: ...", "  published: 2025-01-15", 1), "utf-8")
    asked = new_edition(edition, edition.with_name("cyber-2026"))
    (line,) = (problem.line for problem in asked if problem.code == "decide-published")
    made = (edition.with_name("cyber-2026") / "plans.yml").read_text("utf-8")
    assert made.splitlines()[line - 1] == "#   published: 2025-01-15"


@functools.cache
def codes_before() -> set[str]:
    """What the press says of the 2025 edition as it stands."""
    return {problem.code for problem in steps.load_and_check(steps.Job(ROOT / "content" / EDITION)).problems}


class TestExamples:
    @pytest.mark.parametrize("fence", {fence.text: fence for fence in DATA}.values(), ids=str)
    def test_data_is_good(self, fence: Fence, edition: Path) -> None:
        for page in PAGES:
            if re.search(rf"\b{page.name}\b", fence.text):
                add(edition, page.lang, page.name, page.text)
        write(edition / "plans.yml", fence.text)
        nothing_new(told(edition, fence.lang))

    def test_pages_are_listed_by_an_example_of_data(self) -> None:
        for page in PAGES:
            assert any(page.lang == fence.lang and page.name in fence.text for fence in DATA)

    def test_text_is_good(self, edition: Path) -> None:
        for language in ("ja", "en"):  # which the examples show
            Image.new("RGB", (80, 60)).save(edition / language / "map.png")
            with pikepdf.new() as paper:
                paper.add_blank_page()
                paper.save(edition / language / "annai.pdf")
        for fence in PARTS:
            add(edition, fence.lang, "notes", f"\n{fence.text}")
        nothing_new(told(edition, "en"))

    def test_what_is_declared_may_stand_in_the_text(self, edition: Path) -> None:
        for fence in LITERALS:
            entries = fence.text.partition("literals:\n")[2]
            declared = edition / "literals.yml"
            declared.write_text(declared.read_text("utf-8") + entries, "utf-8")
            for lang, said in re.findall(r"(ja|en): ([^,}]+)", entries):
                add(edition, lang, "notes", f"\n{said}\n")
        nothing_new(told(edition, "en"))

    def test_placeholders_show_something(self, edition: Path) -> None:
        for lang, text in halves(GUIDE).items():
            asked = [code.replace("\\|", "|") for code in CODE.findall(text) if code.startswith("{{ ")]
            assert len(asked) > 15
            add(edition, lang, "notes", "".join(f"\n{code}\n" for code in asked))
        nothing_new(told(edition, "en"))

    @pytest.mark.parametrize("fence", WRONG, ids=str)
    def test_wrong_data_gives_the_message_shown(self, fence: Fence, edition: Path) -> None:
        write(edition / "plans.yml", fence.text)
        said = told(edition, fence.lang)
        assert unnumbered(following(fence)) in map(unnumbered, said), "now it says:\n" + "\n".join(said)

    @pytest.mark.parametrize(
        "fence", [f for f in GUIDE_FENCES if f.kind == "sh" and f.text.startswith("uv run build.py new ")], ids=str
    )
    def test_a_new_edition_asks_what_is_shown(self, fence: Fence, edition: Path) -> None:
        asked = new_edition(edition, edition.with_name("cyber-2026"))
        lines = [f"{problem.place()}: {problem.text(fence.lang)}" for problem in asked]
        said = [unnumbered(line) for line in lines]
        for line in following(fence).splitlines():
            assert unnumbered(line) in said, "now it says:\n" + "\n".join(said)

    @pytest.mark.parametrize("fence", SITE, ids=str)
    def test_settings_are_good(self, fence: Fence, edition: Path, home: Project) -> None:
        new_edition(edition, edition.with_name("cyber-2026"))
        shutil.copy(ROOT / "content" / "site.yml", edition.parent)
        write(edition.parent / "site.yml", fence.text)
        said = settings(home).model_dump()
        for key, value in re.findall(r"^(\w+): \[?(\S+?)\]?$", fence.text, re.MULTILINE):
            assert said[key] in (value, [value])

    @pytest.mark.parametrize("lang", ["ja", "en"])
    def test_ways_of_writing_on_one_line_are_equal(self, lang: str) -> None:
        lists = [
            line
            for line in halves(GUIDE)[lang].splitlines()
            if line.startswith("- `") and ("万" in line or line[3:4].isdigit())
        ]
        kinds = set()
        for line in lists:
            read = {value for code in CODE.findall(line) for value in [amount_or_day(code)]}
            assert len(read) == 1, line
            kinds |= {type(value) for value in read}
        assert kinds == {Money, Day}

    def test_none_is_left_out(self) -> None:
        tested = [*DATA, *WRONG, *SITE, *LITERALS, *PARTS, *PAGES]
        assert not [str(f) for f in GUIDE_FENCES if f.kind not in ("sh", "text") and f not in tested]


def amount_or_day(text: str) -> Money | Day:
    with contextlib.suppress(ValueError):
        return Money.read(text)
    day = Day.read(text)
    assert isinstance(day, Day)
    return day


MARKS = {"": "error", "warning": "warning", "注意": "warning", "note": "note", "お知らせ": "note"}


def explained(lang: str) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """The groups of MESSAGES.md in one language: heading, then (code, how grave it is marked, explanation)."""
    groups = re.split(r"^### ", halves(EXPLAINED)[lang], flags=re.MULTILINE)[1:]
    entry = re.compile(r"^- `([\w-]+)`(?: \((warning|note)\)|（(注意|お知らせ)）)?: (.+)$", re.MULTILINE)
    return [
        (group.split("\n")[0], [(code, MARKS[en or ja], text) for code, en, ja, text in entry.findall(group)])
        for group in groups
    ]


def groups_of_messages() -> list[tuple[str, list[str]]]:
    """The groups of all `messages.toml` files with the codes in them; phrases are no messages, nor are their groups."""
    text = "\n".join(path.read_text("utf-8") for path in files())
    parts = re.split(r"^# --- (.+?)(?: -+)?$", text, flags=re.MULTILINE)[1:]
    codes = [re.findall(r"^\[([\w-]+)\]", body, re.MULTILINE) for body in parts[1::2]]
    return [(head, found) for head, found in zip(parts[::2], codes, strict=True) if found]


@pytest.mark.parametrize("lang", ["ja", "en"])
class TestMessages:
    def test_every_one_is_explained(self, lang: str) -> None:
        said = [code for _, entries in explained(lang) for code, _, _ in entries]
        missing = [code for code in messages() if code not in said]
        assert not missing, f"content/MESSAGES.md does not explain in {lang!r}: {', '.join(missing)}"
        unknown = [code for code in said if code not in messages()]
        assert not unknown, f"content/MESSAGES.md explains in {lang!r} what chirashi says no more: {', '.join(unknown)}"

    def test_groups_are_those_of_the_file(self, lang: str) -> None:
        guide, file = explained(lang), groups_of_messages()
        assert len(guide) == len(file), f"the groups of messages.toml are {[heading for heading, _ in file]}"
        for (heading, entries), (wanted, found) in zip(guide, file, strict=True):
            assert lang == "ja" or heading.lower() == wanted.lower()
            strangers = {code for code, _, _ in entries} - set(found)
            assert not strangers, f"{heading}: {strangers} stand in another group of messages.toml"

    def test_warnings_are_marked(self, lang: str) -> None:
        for _, entries in explained(lang):
            for code, marked, _ in entries:
                # what a new edition asks is printed without a word for how grave it is
                grave = "error" if code.startswith("decide-") else Problem("", 0, code).severity
                assert marked == grave, code

    def test_explanations_are_sentences(self, lang: str) -> None:
        for _, entries in explained(lang):
            for code, _, text in entries:
                assert text.endswith("。" if lang == "ja" else "."), code


@pytest.mark.parametrize("path", [CONTRIBUTING, *DOCS], ids=lambda path: path.name)
def test_every_path_in_the_engineers_pages_is_there(path: Path) -> None:
    """A module that is renamed takes its mention along. Capitals stand for a name to be chosen."""
    named = [code for code in CODE.findall(FENCE.sub("", path.read_text("utf-8"))) if code.startswith(PLACES)]
    paths = [code for code in named if not re.search(r"[A-Z]{2}|[ (]", code) and not code.endswith("code.case")]
    assert [code for code in paths if not list(ROOT.glob(code.strip("/")))] == []
    assert paths or path.name in ("README.md", "vocabulary.md")  # which speak of no module


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(path: Path) -> None:
    text = CODE.sub("", FENCE.sub("", path.read_text("utf-8")))
    for target in re.findall(r"(?<!!)\[[^]]*\]\(([^)]+)\)", text):
        if target.startswith("https://"):
            continue
        name, _, anchor = target.partition("#")
        file = path.parent / name if name else path
        assert file.is_file(), f"{path.name} links to {target}"
        heads = re.findall(r"^#+ (.+)$", file.read_text("utf-8"), re.MULTILINE) if anchor else []
        assert not anchor or anchor in [head.lower().replace(" ", "-") for head in heads], target


def test_each_way_to_publish_stands_in_both_languages_with_its_files() -> None:
    for pair in (READMES, HOSTING):
        shapes, links = [], []
        for path in pair:
            text = path.read_text("utf-8")
            shapes.append(re.findall(r"^(#+|- |\d\.|   - )", text, re.MULTILINE))
            leads = (re.sub(r"README(?:\.ja)?\.md", "README", to) for to in re.findall(r"\]\(([^)]+)\)", text))
            links.append([to for to in leads if "pages-" not in to])  # each language shows its own contact sheet first
            for host in ("GitHub Pages", "Cloudflare Pages", "nginx", "Apache"):
                assert host in text, f"{path.name} does not name {host}"
        assert shapes[0] == shapes[1]
        assert links[0] == links[1]
    for lang, text in halves(GUIDE).items():
        assert f"docs/hosting/README{'.ja' if lang == 'ja' else ''}.md" in text
