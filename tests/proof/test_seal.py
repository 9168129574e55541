"""The seal: a folder, or a site at an address, is the one that was proved, or what differs is told."""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Callable
from http.server import SimpleHTTPRequestHandler
from pathlib import Path

import pytest
from servers import served

from chirashi.base.problems import Trouble
from chirashi.proof import manifest, prove, verify, write
from chirashi.proof.seal import headers
from chirashi.site.build import site as rendered

CARE = Path(__file__).resolve().parents[1] / "editions" / "care-three"
OLD = b"<!doctype html><title>last year</title>"


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    from chirashi.content.edition import load

    folder = tmp_path_factory.mktemp("sealed")
    for name, content in rendered(load(CARE)).items():
        (folder / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "site" / name).write_bytes(content)
    write([prove(CARE, folder / "site")], folder)
    return folder / "site", manifest(folder / "proof.json")


@pytest.fixture
def copy(sealed: tuple[Path, dict[str, str]], tmp_path: Path) -> Path:
    return Path(shutil.copytree(sealed[0], tmp_path / "site"))


class Host(SimpleHTTPRequestHandler):
    """A host that shows 404.html for what is not there, and sends `.gz` beside a file to whoever takes it."""

    def log_message(self, *args: object) -> None:
        """Silent."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        packed = path.with_name(f"{path.name}.gz")
        if packed.is_file() and "gzip" in self.headers.get("Accept-Encoding", ""):
            self._send(200, packed.read_bytes(), "gzip")
        elif self.path == "/moved/":
            self.send_response(302)
            self.send_header("Location", "/")
            self.end_headers()
        elif path.is_file():
            self._send(200, path.read_bytes())
        else:
            self._send(404, (Path(self.directory) / "404.html").read_bytes())

    def _send(self, status: int, content: bytes, encoding: str = "identity") -> None:
        self.send_response(status)
        self.send_header("Content-Encoding", encoding)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


def test_the_proved_site_is_the_one_that_was_proved(sealed: tuple[Path, dict[str, str]]) -> None:
    site, files = sealed
    assert verify(str(site), files) == []
    with served(site, by=Host) as address:
        assert verify(address, files) == []


FAULTS: dict[str, tuple[Callable[[Path], object], str]] = {
    "half a file": (lambda s: (s / "index.html").write_bytes((s / "index.html").read_bytes()[:400]), "changed"),
    "an old file": (lambda s: (s / "en" / "index.html").write_bytes(OLD), "changed"),
    "a file that is gone": (
        lambda s: (s / "robots.txt").unlink(missing_ok=True) or (s / "404.html").unlink(),
        "missing",
    ),
    "a file too many": (lambda s: (s / "card-2024.png").write_bytes(b"old"), "surplus"),
    "an old page, compressed": (lambda s: (s / "index.html.gz").write_bytes(gzip.compress(OLD)), "surplus"),
}


@pytest.mark.parametrize("kind", FAULTS)
def test_a_folder_that_differs_is_told(kind: str, sealed: tuple[Path, dict[str, str]], copy: Path) -> None:
    change, code = FAULTS[kind]
    change(copy)
    assert {problem.code for problem in verify(str(copy), sealed[1])} == {f"proof-published-{code}"}


def test_a_site_that_differs_is_told_with_its_address(sealed: tuple[Path, dict[str, str]], copy: Path) -> None:
    (copy / "index.html.gz").write_bytes(gzip.compress(OLD))
    (copy / "en" / "index.html").write_bytes(OLD)
    (copy / "deadline.ics").unlink()
    with served(copy, by=Host) as address:
        told = {(p.code, p.file.removeprefix(address)) for p in verify(address, sealed[1])}
    assert told == {
        ("proof-published-compressed", ""),
        ("proof-published-surplus", "index.html.gz"),
        ("proof-published-changed", "en/"),
        ("proof-published-missing", "deadline.ics"),
    }


def test_a_redirect_and_a_host_that_shows_anything_for_nothing_are_told(
    sealed: tuple[Path, dict[str, str]], copy: Path
) -> None:
    (copy / "404.html").write_bytes(OLD)
    with served(copy, by=Host) as address:
        files = {"moved/index.html": sealed[1]["index.html"], "404.html": sealed[1]["404.html"]}
        told = {p.code for p in verify(address, files)}
    assert told == {"proof-published-redirect", "proof-published-changed", "proof-published-not-found"}


def test_nobody_answers(sealed: tuple[Path, dict[str, str]]) -> None:
    assert {p.code for p in verify("http://127.0.0.1:9/", sealed[1])} == {"proof-published-unreachable"}


@pytest.mark.parametrize("said", ["", "{}", "[]", '[{"sha256": 3}]', json.dumps([{"sha256": {"print/x.pdf": "0"}}])])
def test_a_manifest_that_is_none_is_told(said: str, tmp_path: Path) -> None:
    (tmp_path / "proof.json").write_text(said, "utf-8")
    with pytest.raises(Trouble) as trouble:
        manifest(tmp_path / "proof.json")
    assert [p.code for p in trouble.value.problems] == ["proof-published-manifest"]


class WithHeaders(Host):
    """A host that sends some headers, one of them another than was asked for."""

    def end_headers(self) -> None:
        self.send_header("X-Frame-Options", "DENY")
        self.send_header("Referrer-Policy", "unsafe-url")
        super().end_headers()


def test_headers_that_differ_are_told_once_each(sealed: tuple[Path, dict[str, str]]) -> None:
    rules = headers(sealed[0].parent / "proof.json")
    assert rules[0][0] == "/*" and rules[0][1]["x-frame-options"] == "DENY"
    with served(sealed[0], by=WithHeaders) as address:
        found = verify(address, sealed[1], rules)
    names = [p.fields["name"] for p in found]
    assert {p.code for p in found} == {"proof-published-header"} and {p.severity for p in found} == {"warning"}
    assert "referrer-policy" in names and "x-content-type-options" in names and "x-frame-options" not in names
    assert names.count("referrer-policy") == 1


def test_a_compressed_twin_on_a_site_is_told(sealed: tuple[Path, dict[str, str]], copy: Path) -> None:
    (copy / "en" / "index.html.br").write_bytes(OLD)
    with served(copy, by=Host) as address:
        told = {(p.code, p.file.removeprefix(address)) for p in verify(address, sealed[1])}
    assert told == {("proof-published-surplus", "en/index.html.br")}
