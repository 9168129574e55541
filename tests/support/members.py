"""Sites for the tests of what members use: built from an edition, or from a copy with a change."""

from __future__ import annotations

import contextlib
import fnmatch
import functools
import hashlib
import json
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit

from known import ROOT
from ruamel.yaml import YAML

from chirashi.base.files.publishing import write
from chirashi.cli.steps import Job, load_and_check, render

CYBER = ROOT / "content" / "cyber-2025"
EDITIONS = ROOT / "tests" / "editions"
URL = "https://example.org/"


def plans(folder: Path = CYBER) -> dict:  # type: ignore[type-arg]
    """The data as it was typed, read by another reader than the press uses."""
    return dict(YAML(typ="safe", pure=True).load(folder / "plans.yml"))


def built(folder: Path, out: Path, url: str | None = None) -> Path:
    job = Job(folder, url=url)
    work = load_and_check(job)
    assert work.good, "\n".join(work.report["en"])
    render(job, work)
    assert work.good, "\n".join(work.report["en"])
    write(work.files, out)
    return out


def changed(folder: Path, copy: Path, change: Callable[[str], str], file: str = "plans.yml") -> Path:
    """A copy of an edition, below a folder of the same name, with one file changed."""
    into = copy / folder.name
    shutil.copytree(folder, into, ignore=shutil.ignore_patterns("private.yml"))
    path = into / file
    before = path.read_text("utf-8")
    after = change(before)
    assert after != before
    path.write_text(after, "utf-8")
    return into


class _Host(SimpleHTTPRequestHandler):
    """A host that reads `_headers` as Cloudflare Pages and Netlify do, and shows 404.html for what is not there."""

    rules: ClassVar[list[tuple[str, dict[str, str]]]] = []

    def end_headers(self) -> None:
        path = urlsplit(self.path).path
        for pattern, said in self.rules:
            if fnmatch.fnmatchcase(path, pattern):
                for name, value in said.items():
                    self.send_header(name, value)
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        missing = Path(self.directory) / "404.html"
        if code != 404 or not missing.is_file():
            super().send_error(code, message, explain)
            return
        content = missing.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args: object) -> None:
        """The tests speak for themselves."""


def rules(text: str) -> list[tuple[str, dict[str, str]]]:
    """The blocks of a `_headers` file: a path with `*`, then its headers, indented."""
    found: list[tuple[str, dict[str, str]]] = []
    for line in text.splitlines():
        if line and not line[0].isspace():
            found.append((line.strip(), {}))
        elif line.strip():
            name, _, value = line.strip().partition(": ")
            found[-1][1][name] = value
    return found


@contextlib.contextmanager
def hosted(folder: Path, port: int = 0) -> Iterator[str]:
    """The folder as such a host shows it; gives its address."""
    handler = type("Host", (_Host,), {"rules": rules((folder / "_headers").read_text("utf-8"))})
    server = ThreadingHTTPServer(("127.0.0.1", port), functools.partial(handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()


def addresses() -> list[str]:
    """Every page of the brochure, those of the press included."""
    data = plans()
    roots = ["" if language == data["languages"][0] else f"{language}/" for language in data["languages"]]
    names = ["" if name == "index" else f"{name}/" for name in data["pages"]]
    return [root + name for root in roots for name in [*names, "fax.html", "flyer/"]]


def everything() -> list[str]:
    """Every address at which the site shows a page, the one for what is not there included."""
    return [*addresses(), "404.html"]


def broken(site: Path, copy: Path, files: str, old: str, new: str) -> Path:
    """A copy of a finished site with a fault put in afterwards: a text replaced wherever it stands in some files."""
    into = Path(shutil.copytree(site, copy / "broken"))
    found = [path for path in into.glob(files) if old in path.read_text("utf-8")]
    assert found, f"{old} stands in none of {files}"
    for path in found:
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    return into


BUILD = re.compile(r"(?<= BUILD = )\{.*\}(?=;)")  # what the build puts into the service worker, one line of JSON


def listed(site: Path) -> dict[str, Any]:
    """What the service worker of a finished site has been told."""
    said = BUILD.search((site / "sw.js").read_text("utf-8"))
    assert said
    found: dict[str, Any] = json.loads(said[0])
    return found


def file_of(site: Path, path: str) -> Path:
    """The file that an address of the site shows."""
    return site / path / "index.html" if not path or path.endswith("/") else site / path


def relisted(site: Path, **said: object) -> Path:
    """Makes the worker of a site whose files have been changed list them as they are, as a version of its own."""
    build = listed(site) | said
    for part in ("files", "papers"):
        there = {path: file_of(site, path) for path in build[part]}
        build[part] = {
            path: hashlib.sha256(file.read_bytes()).hexdigest() for path, file in there.items() if file.is_file()
        }
    for file in (site / "assets").iterdir():
        build["files"][f"assets/{file.name}"] = hashlib.sha256(file.read_bytes()).hexdigest()
    build["version"] = hashlib.sha256(json.dumps(build).encode()).hexdigest()[:10]
    worker = site / "sw.js"
    worker.write_text(BUILD.sub(lambda _: json.dumps(build, ensure_ascii=False), worker.read_text("utf-8")), "utf-8")
    return site


def restyled(site: Path, copy: Path, rule: str) -> Path:
    """A copy of a finished site with a rule more at the end of its styles."""
    into = Path(shutil.copytree(site, copy / "restyled"))
    for path in (into / "assets").glob("*.css"):
        path.write_text(f"{path.read_text('utf-8')}\n{rule}\n", "utf-8")
    return into
