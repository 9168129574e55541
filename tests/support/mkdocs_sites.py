"""Sites that MkDocs builds with the plugin: the brochure, or a site of somebody else's that shows its figures."""

from __future__ import annotations

import functools
import logging
import shutil
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]

CONFIG = ROOT / "mkdocs.yml"


@functools.cache
def registered() -> Path:
    """A folder by which MkDocs finds the plugin, as the package would tell it where it is installed."""
    folder = Path(tempfile.mkdtemp(prefix="chirashi-entry-")) / "chirashi-0.dist-info"
    folder.mkdir()
    points = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"]["mkdocs.plugins"]
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: chirashi\nVersion: 0\n", "utf-8")
    lines = [f"{name} = {place}\n" for name, place in points.items()]
    (folder / "entry_points.txt").write_text("[mkdocs.plugins]\n" + "".join(lines), "utf-8")
    sys.path.append(str(folder.parent))
    return folder.parent


def configuration(edition: Path, url: str | None = None, **options: Any) -> dict[str, Any]:
    """The project's own `mkdocs.yml`, for another edition."""
    text = CONFIG.read_text("utf-8").replace("docs_dir: content", f"docs_dir: {edition}")
    config: dict[str, Any] = yaml.safe_load(text)
    config["plugins"][1]["chirashi"] |= {"edition": str(edition), **options}
    return config | ({"site_url": url} if url else {})


def brochure(edition: Path, out: Path, url: str | None = None, **options: Any) -> Path:
    """An edition built as the project's own `mkdocs.yml` builds the published one."""
    return build(configuration(edition, url, **options), out.parent / f"{out.name}.yml", out)


def build(config: dict[str, Any], file: Path, out: Path) -> Path:
    """Builds a configuration, which is written to a file first, since it is read from there."""
    from mkdocs.commands.build import build as make
    from mkdocs.config import load_config

    registered()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(yaml.safe_dump(config, allow_unicode=True, sort_keys=False), "utf-8")
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    loaded = load_config(str(file), site_dir=str(out))
    loaded.plugins.on_startup(command="build", dirty=False)
    try:
        make(loaded)
    finally:
        loaded.plugins.on_shutdown()
    return out


def clear(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
