"""`mkdocs build` replaces the last site only by one that is whole and proved; `mkdocs serve` shows what is wrong."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from members import EDITIONS, changed
from mkdocs.exceptions import Abort
from mkdocs_sites import brochure, build, registered

CARE = EDITIONS / "care-three"


def kept(folder: Path) -> Path:
    """A site of before, which must not be lost."""
    site = folder / "site"
    site.mkdir(parents=True)
    (site / "index.html").write_text("of before", "utf-8")
    return site


def test_a_problem_of_the_content_stops_the_build(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    broken = changed(CARE, tmp_path / "content", lambda text: text.replace("start: ", "strat: ", 1))
    site = kept(tmp_path)
    with pytest.raises(Abort):
        brochure(broken, site, paper=False)
    assert (site / "index.html").read_text("utf-8") == "of before"
    said = [record.message for record in caplog.records if record.levelno == logging.ERROR]
    assert any("plans.yml:" in line and "strat" in line and "[key-unknown]" in line for line in said), said
    assert not any("Traceback" in line for line in said)


def test_a_fault_that_the_proof_finds_stops_the_build(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    from chirashi.material import brochure as made

    files = made.Brochure.files
    monkeypatch.setattr(made.Brochure, "files", lambda self: files(self) | {"note.txt": "年額 12,345円".encode()})
    site = kept(tmp_path)
    with pytest.raises(Abort):
        brochure(CARE, site, paper=False)
    assert (site / "index.html").read_text("utf-8") == "of before"
    assert "[proof-untraced]" in caplog.text
    assert not (tmp_path / "build" / "stage" / "site").exists()


def test_a_good_build_takes_the_place_of_the_last(tmp_path: Path) -> None:
    site = kept(tmp_path)
    brochure(CARE, site, paper=False)
    assert "of before" not in (site / "index.html").read_text("utf-8")
    assert not (tmp_path / "build" / "stage" / "site").exists()
    with pytest.raises(Abort):  # the turn was given back, and a later failure leaves this one
        brochure(
            changed(CARE, tmp_path / "content", lambda text: text.replace("start: ", "strat: ", 1)),
            site,
            paper=False,
        )
    assert "<h1>" in (site / "index.html").read_text("utf-8")


def test_a_preview_shows_what_is_wrong_and_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    registered()
    import yaml
    from mkdocs.commands.build import build as make
    from mkdocs.config import load_config

    edition = changed(CARE, tmp_path / "content", lambda text: text.replace("start: ", "strat: ", 1))
    file = tmp_path / "mkdocs.yml"
    config = {"site_name": "x", "docs_dir": str(edition), "theme": {"name": "material", "font": False}}
    config["plugins"] = ["search", {"chirashi": {"brochure": True, "edition": str(edition)}}]  # type: ignore[assignment]
    file.write_text(yaml.safe_dump(config), "utf-8")
    loaded = load_config(str(file), site_dir=str(tmp_path / "served"))
    loaded.plugins.on_startup(command="serve", dirty=False)
    make(loaded, serve_url="http://127.0.0.1:8000/")
    shown = (tmp_path / "served" / "index.html").read_text("utf-8")
    assert "There is something to mend" in shown
    assert "strat" in shown
    assert "plans.yml:" in shown
    path = edition / "plans.yml"
    path.write_text(path.read_text("utf-8").replace("strat: ", "start: ", 1), "utf-8")
    again = load_config(str(file), site_dir=str(tmp_path / "served"))
    make(again, serve_url="http://127.0.0.1:8000/")
    assert "There is something to mend" not in (tmp_path / "served" / "index.html").read_text("utf-8")
    assert "<h1>" in (tmp_path / "served" / "en" / "index.html").read_text("utf-8")


def test_an_edition_that_is_not_there_is_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "docs").mkdir()
    config = {
        "site_name": "x",
        "theme": {"name": "material", "font": False},
        "plugins": [{"chirashi": {"edition": "nowhere"}}],
    }
    with pytest.raises(Abort):
        build(config, tmp_path / "mkdocs.yml", tmp_path / "site")
    assert "[no-data]" in caplog.text
