"""The published folder, asked for address by address: nginx, Apache and Caddy as `docs/hosting` sets them up.

Cloudflare Pages is simulated as its documents describe it: pages without `.html`, folders with their slash, the
headers of `_headers`, `404.html` for all else. A server that is not installed is told and not counted.
"""

from __future__ import annotations

import contextlib
import fnmatch
import hashlib
import http.client
import mimetypes
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

from members import rules

from campaigns.common import ROOT, Result, project
from chirashi.base import project as projects
from chirashi.base.files import publishing
from chirashi.cli import steps
from chirashi.site.files import security_policy

HOSTING = ROOT / "docs" / "hosting"
KINDS = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}
KINDS |= {".csv": "text/csv", ".ics": "text/calendar", ".xml": "xml", ".txt": "text/plain", ".pdf": "application/pdf"}
WITH_CHARSET = (".html", ".csv", ".ics", ".css", ".js", ".txt")
NEVER = ("/nothing", "/en/nothing/", "/../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/_headers", "/.htaccess")
STEPS = 3  # redirections that are followed


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes
    path: str


def asked(port: int, path: str) -> Answer:
    """What an address answers, its redirections within the site followed."""
    for _ in range(STEPS):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        connection.request("GET", path, headers={"Host": f"127.0.0.1:{port}"})
        response = connection.getresponse()
        headers = {name.lower(): value for name, value in response.getheaders()}
        answer = Answer(response.status, headers, response.read(), path)
        connection.close()
        if answer.status not in (301, 302, 307, 308):
            break
        where = headers["location"]
        path = where.partition(f"//127.0.0.1:{port}")[2] or where
    return answer


def addresses(site: Path) -> Iterator[tuple[str, Path]]:
    """Every address under which a file may be asked for: its own, its folder's, and that without the slash."""
    for path in sorted(path for path in site.rglob("*") if path.is_file()):
        name = path.relative_to(site).as_posix()
        if name.startswith(("_", ".")):
            continue
        yield f"/{name}", path
        if path.name == "index.html":
            folder = f"/{name.removesuffix('index.html')}"
            yield folder, path
            if folder != "/":
                yield folder.removesuffix("/"), path


def faults(port: int, site: Path) -> tuple[int, list[str]]:
    found, count = [], 0
    for address, path in addresses(site):
        count += 1
        answer = asked(port, address)
        said = f"{address}: {answer.status}"
        if answer.status != 200 or hashlib.sha256(answer.body).digest() != hashlib.sha256(path.read_bytes()).digest():
            found.append(f"{said}, {len(answer.body)} bytes for {path.stat().st_size}")
            continue
        kind = answer.headers.get("content-type", "")
        if KINDS.get(path.suffix, "") not in kind or (path.suffix in WITH_CHARSET and "utf-8" not in kind.lower()):
            found.append(f"{said}, sent as {kind!r}")
        missing = {name for name, value in security_policy.HEADERS.items() if answer.headers.get(name.lower()) != value}
        if missing:
            found.append(f"{said}, without {', '.join(sorted(missing))}")
    for address in (
        "/nothing",
        "/en/nothing/",
        "/../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/_headers",
        "/.htaccess",
    ):
        count += 1
        answer = asked(port, address)
        if answer.status < 400 or b"root:" in answer.body or b"X-Frame-Options" in answer.body:
            found.append(f"{address}: {answer.status}")
    if asked(port, "/nothing").body != (site / "404.html").read_bytes():
        found.append("/nothing: not the site's own page")
    return count + 1, found


def _free() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextlib.contextmanager
def _running(command: list[str], port: int) -> Iterator[int]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        for _ in range(200):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            if process.poll() is not None:
                raise RuntimeError(process.stderr.read().decode() if process.stderr else "")
            time.sleep(0.05)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def nginx(site: Path, within: Path) -> contextlib.AbstractContextManager[int]:
    port, conf = _free(), within / "nginx.conf"
    kinds = "/etc/nginx/mime.types"
    conf.write_text(
        f"daemon off; pid {within}/nginx.pid; error_log stderr; events {{}}\n"
        f"http {{ include {kinds}; access_log off; client_body_temp_path {within}/b; proxy_temp_path {within}/p;"
        f" fastcgi_temp_path {within}/f; uwsgi_temp_path {within}/u; scgi_temp_path {within}/s;\n"
        f"server {{ listen 127.0.0.1:{port}; root {site}; include {HOSTING / 'nginx.conf'}; }} }}\n"
    )
    return _running(["nginx", "-p", str(within), "-c", str(conf)], port)


def apache(site: Path, within: Path) -> contextlib.AbstractContextManager[int]:
    port, conf = _free(), within / "apache.conf"
    shutil.copy(HOSTING / "apache.htaccess", site / ".htaccess")
    modules = Path("/usr/lib/apache2/modules")
    names = ("mpm_event", "authz_core", "authz_host", "dir", "mime", "headers", "filter", "deflate")
    load = "\n".join(f"LoadModule {name}_module {modules}/mod_{name}.so" for name in names)
    conf.write_text(
        f"ServerName localhost\nListen 127.0.0.1:{port}\nPidFile {within}/apache.pid\nErrorLog {within}/error.log\n"
        f"{load}\nTypesConfig /etc/mime.types\nDocumentRoot {site}\nUser www-data\nGroup www-data\n"
        f'<Directory "{site}">\nAllowOverride All\nRequire all granted\n</Directory>\n'
        '<FilesMatch "^\\.ht">\nRequire all denied\n</FilesMatch>\n'
    )
    return _running(["apache2", "-X", "-f", str(conf)], port)


def caddy(site: Path, within: Path) -> contextlib.AbstractContextManager[int]:
    port, conf = _free(), within / "Caddyfile"
    conf.write_text(
        f"{{\n\tadmin off\n\tauto_https off\n}}\nhttp://127.0.0.1:{port} {{\n\troot * {site}\n"
        f"\timport {HOSTING / 'Caddyfile'}\n}}\n"
    )
    return _running(["caddy", "run", "--config", str(conf), "--adapter", "caddyfile"], port)


def _by_pages(site: Path, path: str) -> Path | str | None:
    """The file that Pages sends for a path, or where it leads on; None where there is none."""
    name = path.lstrip("/")
    if ".." in path or name.startswith(("_", ".")):
        return None
    for end in ("index.html", ".html"):
        if path.endswith(end) and (site / name).is_file():
            return path.removesuffix(end)
    if path.endswith("/"):
        tried = [site / name / "index.html"]
    else:
        tried = [site / name, site / f"{name}.html"]
        if not any(one.is_file() for one in tried) and (site / name / "index.html").is_file():
            return f"{path}/"
    return next((one for one in tried if one.is_file()), None)


@contextlib.contextmanager
def cloudflare(site: Path, _within: Path) -> Iterator[int]:
    """https://developers.cloudflare.com/pages/configuration/serving-pages/ and …/headers/"""
    blocks = list(rules((site / "_headers").read_text("utf-8")))

    class Pages(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            found = _by_pages(site, path)
            if isinstance(found, str):
                self.answer(308, b"", {"Location": found})
                return
            status = 200 if found is not None else 404
            found = found or site / "404.html"
            kind = mimetypes.guess_type(found.name)[0] or "application/octet-stream"
            sent = {"Content-Type": f"{kind}; charset=utf-8" if kind.startswith("text/") else kind}
            for pattern, said in blocks:
                if fnmatch.fnmatchcase(path, pattern):
                    sent |= said
            self.answer(status, found.read_bytes(), sent)

        def answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """The campaign tells what matters."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()


HOSTS: dict[str, tuple[str, Callable[[Path, Path], contextlib.AbstractContextManager[int]]]] = {
    "nginx": ("nginx", nginx),
    "Apache": ("apache2", apache),
    "Caddy": ("caddy", caddy),
    "Cloudflare Pages, simulated": ("true", cloudflare),
}


def run(_size: int, _seed: int) -> list[Result]:
    results = []
    for name, (program, host) in HOSTS.items():
        result = Result(f"served by {name}", 0, held="every address answers with the file's bytes, kind and headers")
        results.append(result)
        if shutil.which(program) is None:
            result.notes.append("not installed here, so not tried")
            continue
        with tempfile.TemporaryDirectory() as folder:
            here = project(Path(folder), "cyber-2025")
            projects.use(here)
            job = steps.Job(here.content / "cyber-2025", url="https://kenpo.jp/")
            work = steps.load_and_check(job)
            steps.print_(job, work, here.site)
            steps.render(job, work)
            publishing.write(work.files, here.site)
            Path(folder).chmod(0o755)
            within = Path(folder) / "server"
            within.mkdir()
            with host(here.site, within) as port:
                result.tried, result.faults = faults(port, here.site)
                result.wanted = result.tried
    return results
