"""The project: found from below, named from its root; its own files of the theme stand before those of the press."""

from __future__ import annotations

from pathlib import Path

import pytest
from known import EDITIONS, ROOT

from chirashi.base import build_stamp, project
from chirashi.base.problems import Trouble
from chirashi.base.project import Project, packaged_theme
from chirashi.cli.terminal.arguments import project_of
from chirashi.cli.terminal.wrong_use import Misuse
from chirashi.content.edition import load
from chirashi.paper import layout
from chirashi.paper.cache import Store
from chirashi.site.build import site
from chirashi.view.environment import partials
from chirashi.view.templates import ON_PAPER, View


def own(home: Project, name: str, text: str) -> Path:
    path = home.root / "theme" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def begun(root: Path) -> Project:
    (root / "content").mkdir(parents=True)
    (root / "content" / "site.yml").write_text("edition: x\n", "utf-8")
    return Project(root)


class TestWhichOne:
    def test_it_is_the_nearest_upwards(self, tmp_path: Path) -> None:
        outer = begun(tmp_path / "仕事 2027")
        inner = begun(outer.root / "content" / "中" / "別の案内")
        deep = inner.root / "content" / "x" / "ja"
        deep.mkdir(parents=True)
        assert project.find_project(deep) == inner
        assert project.find_project(inner.root.parent) == outer
        assert project.find_project(tmp_path) is None

    def test_the_current_folder_says_it_where_nobody_does(
        self, home: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        here = begun(tmp_path / "案内")
        project.use(None)
        monkeypatch.chdir(here.content)
        assert project_of(None) == here
        assert project.current() == here
        project.use(None)
        monkeypatch.chdir(tmp_path)
        with pytest.raises(Misuse, match="chirashi init"):
            project_of(None)

    def test_an_option_says_it_before_all(self, home: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        here = begun(tmp_path / "案内")
        monkeypatch.chdir(tmp_path)
        assert project_of(Path("案内")) == here == project.current()
        assert project_of(here.root) == here

    @pytest.mark.parametrize(("name", "said"), [("nowhere", "no folder nowhere"), ("empty", "no content/site.yml")])
    def test_an_option_that_leads_nowhere_is_wrong_use(
        self, home: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, said: str
    ) -> None:
        (tmp_path / "empty").mkdir()
        monkeypatch.chdir(tmp_path)
        with pytest.raises(Misuse, match=said):
            project_of(Path(name))


class TestNames:
    def test_a_path_is_named_from_the_root(self, home: Project, tmp_path_factory: pytest.TempPathFactory) -> None:
        elsewhere = tmp_path_factory.mktemp("elsewhere") / "plans.yml"
        assert home.named(home.content / "x" / "plans.yml") == "content/x/plans.yml"
        assert home.named(elsewhere) == elsewhere.as_posix()

    def test_a_file_of_the_press_goes_by_the_name_of_ones_own(self, home: Project) -> None:
        assert home.named(packaged_theme() / "print" / "flyer.css") == "theme/print/flyer.css"


class TestTheTheme:
    def test_a_file_of_ones_own_takes_the_place_of_the_other(self, home: Project) -> None:
        assert home.theme.path("tokens.css") == packaged_theme() / "tokens.css"
        mine = own(home, "tokens.css", "")
        assert home.theme.path("tokens.css") == mine
        assert home.theme.path("web/base.css") == packaged_theme() / "web" / "base.css"
        assert home.theme.files("*.css") == [mine]

    def test_a_partial_a_word_a_picture_and_a_style_are_seen_on_the_pages(self, home: Project) -> None:
        own(home, "partials/notes.html", '<p class="mine">{{ word("deadline") }}</p>\n')
        labels = (packaged_theme() / "labels" / "ja.yml").read_text("utf-8")
        word = View(load(EDITIONS["care-three"]), "ja").word("deadline")
        own(home, "labels/ja.yml", labels.replace(f"deadline: {word}", "deadline: いつまでに"))
        own(home, "web/logo.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
        own(home, "web/members.css", ".mine { color: var(--accent) }")
        files = site(load(EDITIONS["care-three"]))
        assert '<p class="mine">いつまでに</p>' in files["index.html"].decode().replace("<wbr>", "")
        assert any(name.startswith("assets/logo-") for name in files)
        assert b".mine {" in next(content for name, content in files.items() if name.startswith("assets/brochure-"))

    def test_a_partial_of_ones_own_can_be_shown(self, home: Project) -> None:
        own(home, "partials/motto.html", "<p>…</p>")
        assert "motto" in partials() and "notes" in partials()

    def test_a_change_while_it_is_shown_is_seen(self, home: Project) -> None:
        view = View(load(EDITIONS["care-three"]), "ja")
        before = view.show(ON_PAPER, "notes")
        mine = own(home, "partials/notes.html", "<p>one</p>")
        assert view.show(ON_PAPER, "notes") == "<p>one</p>"
        mine.unlink()
        assert view.show(ON_PAPER, "notes") == before

    def test_a_mistake_in_it_is_told_at_its_line(self, home: Project) -> None:
        from chirashi.cli.steps import Job, load_and_check, render

        own(home, "partials/notes.html", "<p>\n{{ nothing_of_that_name }}</p>")
        job = Job(EDITIONS["care-three"])
        with pytest.raises(Trouble) as trouble:
            render(job, load_and_check(job))
        (problem,) = trouble.value.problems
        assert problem.place() == "theme/partials/notes.html:2"

    def test_paper_takes_its_files_from_either_place(self, home: Project) -> None:
        """A style of one's own finds the fonts of the press, and those of the press find a font of one's own."""
        font = (packaged_theme() / "fonts" / "ChirashiQuotes-Regular.ttf").read_bytes()
        own(home, "print/paper.css", home.theme.read("print/paper.css"))
        mine = own(home, "fonts/BIZUDPGothic-Regular.ttf", "")
        mine.write_bytes(font)
        fetch = layout.fetcher().fetch
        assert (
            fetch((home.root / "theme/fonts/BIZUDPGothic-Bold.ttf").as_uri()).read()
            == (packaged_theme() / "fonts" / "BIZUDPGothic-Bold.ttf").read_bytes()
        )
        assert fetch((packaged_theme() / "fonts" / "BIZUDPGothic-Regular.ttf").as_uri()).read() == font
        with pytest.raises(Exception, match="protocol"):
            fetch("https://example.org/font.ttf")

    def test_what_is_kept_knows_of_a_change(self, home: Project) -> None:
        begun_ = home.content
        begun_.mkdir()
        stamp, key = build_stamp.inputs(home), Store(None).key("flyer", "<p>", "flyer.css")
        own(home, "print/flyer.css", "")
        assert build_stamp.inputs(home) != stamp
        assert Store(None).key("flyer", "<p>", "flyer.css") != key

    def test_compiled_templates_are_kept_in_the_project(self, home: Project, monkeypatch: pytest.MonkeyPatch) -> None:
        before = {path: path.stat().st_mtime_ns for path in packaged_theme().rglob("*")}
        monkeypatch.setattr("sys.dont_write_bytecode", False)
        View(load(EDITIONS["care-three"]), "ja").show(ON_PAPER, "notes")
        assert list((home.build / "templates").iterdir())
        assert {path: path.stat().st_mtime_ns for path in packaged_theme().rglob("*")} == before


def test_no_module_holds_a_path_of_the_project() -> None:
    """`base/project.py` says where things are; the press may be installed, and serve any folder."""
    found = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "chirashi").rglob("*.py")
        if "parents[2]" in path.read_text("utf-8") or "parent.parent.parent" in path.read_text("utf-8")
    ]
    assert found == []
