"""What the service worker keeps and shows: the files of its list alone, on hosts of every habit, and never an old one.

The host of these tests sends what a test tells it to: files cut off, empty, changed for each other, pages where
files have gone, everything late, or nothing.
"""

from __future__ import annotations

import datetime
import functools
import re
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from members import CYBER, EDITIONS, addresses, file_of, listed, relisted
from playwright.sync_api import Browser, BrowserContext, Page

from chirashi.content.edition import load
from chirashi.site.files import service_worker

JAPAN = datetime.timezone(datetime.timedelta(hours=9))
ACTIVE = """async () => { await navigator.serviceWorker.ready; while (!navigator.serviceWorker.controller)
    await new Promise((resolve) => setTimeout(resolve, 20)); }"""
# What is kept once a worker that the host has anew has been installed, or refused
SETTLED = """async () => {
    const { worker } = document.querySelector("[data-worker]").dataset;
    const registration = await navigator.serviceWorker.register(worker, { updateViaCache: "none" });
    await registration.update().catch(() => {});
    while (registration.installing) await new Promise((resolve) => setTimeout(resolve, 50));
    return caches.keys();
}"""


class Host:
    """A folder as a host shows it that can be told what to do."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.instead: dict[str, bytes] = {}  # path: what is sent for it
        self.moved: dict[str, str] = {}  # path: where it is redirected to
        self.slow = 0.0  # seconds before each answer but the worker's own
        self.down = False
        self.address = ""

    def handler(self) -> type[SimpleHTTPRequestHandler]:
        host = self

        class Handler(SimpleHTTPRequestHandler):
            protocol_version = "HTTP/1.0"

            def do_GET(self) -> None:
                path = urlsplit(self.path).path.lstrip("/")
                if host.down:
                    self.close_connection = True
                    return
                time.sleep(host.slow)
                if path in host.moved:
                    self.send_response(308)
                    self.send_header("Location", "/" + host.moved[path])
                    self.end_headers()
                    return
                if path in host.instead:
                    self.send_response(200)
                    kind = self.guess_type(path if "." in path else "index.html")
                    self.send_header("Content-Type", kind)
                    self.send_header("Content-Length", str(len(host.instead[path])))
                    self.end_headers()
                    self.wfile.write(host.instead[path])
                    return
                super().do_GET()

            def log_message(self, *args: object) -> None:
                """The tests speak for themselves."""

        return Handler

    def open(self) -> ThreadingHTTPServer:
        server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(self.handler(), directory=str(self.folder)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{server.server_address[1]}/"
        return server


@pytest.fixture
def host(site: Path, tmp_path: Path) -> Iterator[Host]:
    host = Host(Path(shutil.copytree(site, tmp_path / "site")))
    server = host.open()
    yield host
    server.shutdown()
    server.server_close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context: BrowserContext = chromium.new_context(locale="ja-JP")
    opened = context.new_page()
    yield opened
    context.close()


def visited(page: Page, host: Host, path: str = "") -> None:
    """A first visit, after which all is kept."""
    page.goto(host.address + path)
    page.evaluate(ACTIVE)


def less_patient(site: Path) -> None:
    """Has the worker wait 1.5 s for a page where it would wait 4, so that a slow line of these tests may be faster."""
    worker = site / "sw.js"
    text = worker.read_text("utf-8")
    assert "PATIENCE = 4000;" in text
    worker.write_text(text.replace("PATIENCE = 4000;", "PATIENCE = 1500;"), "utf-8")


def style(site: Path) -> str:
    return next(path for path in listed(site)["files"] if path.startswith("assets/brochure-"))


pytestmark = pytest.mark.browser

HARM: dict[str, tuple[Callable[[Path], str], Callable[[Path, bytes], bytes]]] = {
    "a stylesheet cut off": (style, lambda site, content: content[: len(content) // 2]),
    "a page cut off": (lambda site: "premiums/", lambda site, content: content[:9000]),
    "an empty script": (lambda site: next(p for p in listed(site)["files"] if "/chooser-" in p), lambda site, c: b""),
    "an empty page": (lambda site: "en/", lambda site, content: b""),
    "a page for another": (lambda site: "cover/", lambda site, content: file_of(site, "notes/").read_bytes()),
    "a page for a stylesheet": (style, lambda site, content: file_of(site, "").read_bytes()),
    "a page for the table": (lambda site: "data/plans.json", lambda site, c: file_of(site, "").read_bytes()),
}


@pytest.mark.parametrize("harm", HARM)
def test_a_site_with_a_file_that_has_come_to_harm_is_not_kept(page: Page, host: Host, harm: str) -> None:
    """And once the copy is complete, the next visit keeps it, though the browser may have stored the harmed file."""
    where, what = HARM[harm]
    path = where(host.folder)
    host.instead[path] = what(host.folder, file_of(host.folder, path).read_bytes())
    page.goto(host.address + "request/")
    assert page.evaluate(SETTLED) == [], "nothing of it is kept"
    host.instead.clear()
    visited(page, host, "request/")
    host.down = True
    page.goto(host.address + ("" if path.startswith(("assets/", "data/")) else path))
    assert page.evaluate("getComputedStyle(document.body).margin") == "0px", "styled"
    assert page.locator("h1").inner_text()


@pytest.mark.parametrize("harm", ["a stylesheet cut off", "a page for another", "a page for a stylesheet"])
def test_half_of_an_update_is_not_kept_in_the_place_of_the_whole(page: Page, host: Host, harm: str) -> None:
    visited(page, host)
    before = listed(host.folder)["version"]
    sheet = host.folder / style(host.folder)
    new = sheet.with_name("brochure-0123456789.css")
    for file in host.folder.rglob("*.html"):
        file.write_text(file.read_text("utf-8").replace(sheet.name, new.name).replace("<h1>", "<h1>改訂"), "utf-8")
    sheet.rename(new)
    relisted(host.folder)
    where, what = HARM[harm]
    path = where(host.folder)
    host.instead[path] = what(host.folder, file_of(host.folder, path).read_bytes())
    page.goto(host.address + "notes/")
    kept = page.evaluate(SETTLED)
    assert [name.partition("#")[2] for name in kept] == [before], "the whole that there was"
    assert "改訂" in page.locator("h1").inner_text(), "what the network has whole is shown"
    host.down = True
    answer = page.goto(host.address + "notes/")
    assert answer is not None and answer.status == 503, "a known update is never followed by what was before it"
    host.down = False
    host.instead.clear()
    page.goto(host.address + "notes/")
    page.wait_for_function(f"caches.keys().then((all) => all.some((one) => !one.endsWith('{before}')))")


def test_what_an_older_worker_kept_cut_off_is_had_anew(page: Page, host: Host) -> None:
    """Its name says what it should be; the cache of an earlier version is looked into, but not believed."""
    visited(page, host)
    path = style(host.folder)
    page.evaluate(
        """async (path) => { for (const name of await caches.keys())
            await (await caches.open(name)).put(path, new Response("body {", {headers: {"content-type": "text/css"}}));
        }""",
        host.address + path,
    )
    page.goto(host.address)
    assert page.evaluate("getComputedStyle(document.body).margin") == "0px", "styled"


def test_a_page_that_comes_damaged_is_shown_as_it_is_kept(page: Page, host: Host) -> None:
    """The host's list says that what is kept is the present page, so there is nothing to tell."""
    visited(page, host)
    whole = file_of(host.folder, "premiums/").read_bytes()
    for damaged in (whole[:9000], b"", file_of(host.folder, "notes/").read_bytes()):
        host.instead["premiums/"] = damaged
        page.goto(host.address + "premiums/")
        assert page.locator("main table").count() > 2
        assert page.locator(".foot").is_visible()
        assert page.locator(".kept").count() == 0


@pytest.mark.parametrize("host_redirects", [True, False], ids=["as Cloudflare Pages", "as a plain server"])
def test_every_address_is_to_be_had_offline(page: Page, host: Host, host_redirects: bool) -> None:
    pdf = host.folder / "print" / "flyer-ja.pdf"
    pdf.parent.mkdir()
    pdf.write_bytes(b"%PDF-1.7\n%%EOF\n")
    (pdf.parent / "flyer-en.pdf").write_bytes(b"%PDF-1.7\n%%EOF\n")
    relisted(host.folder, papers={"print/flyer-ja.pdf": "", "print/flyer-en.pdf": ""})
    if host_redirects:
        for path in ("fax", "en/fax", "404"):
            host.moved[f"{path}.html"] = path
            host.instead[path] = (host.folder / f"{path}.html").read_bytes()
    visited(page, host)
    page.wait_for_function("async (path) => await caches.match(path)", arg=host.address + "print/flyer-ja.pdf")
    assert not page.evaluate("(path) => caches.match(path)", host.address + "print/flyer-en.pdf"), "it is not read"
    host.down = True
    for path in addresses():
        page.goto(host.address + path)
        assert page.locator("h1").first.is_visible(), path
    for path, lands in (
        ("fax", "fax"),
        ("en/fax", "en/fax"),
        ("fax.html?to=x", "fax.html?to=x"),
        ("cover", "cover/"),
        ("en", "en/"),
        ("en/cover?a=b#limits", "en/cover/?a=b#limits"),
        ("cover/index.html", "cover/index.html"),
        ("index.html", "index.html"),
        ("fax/", "fax.html"),
    ):
        answer = page.goto(host.address + path)
        assert answer is not None and answer.status == 200, path
        assert page.url == host.address + lands
        assert page.locator("h1").first.is_visible()
        assert page.evaluate("getComputedStyle(document.body).margin") == "0px", f"{path}: styled"
    answer = page.goto(host.address + "nowhere/at/all")
    assert answer is not None and answer.status == 404
    assert "ページが見つかりません" in page.locator("h1").inner_text().replace("\u200b", "")
    got = page.evaluate(
        """async (paths) => Object.fromEntries(await Promise.all(paths.map(async (path) => {
            const answer = await fetch(path);
            return [path, [answer.status, answer.headers.get("content-type"), (await answer.text()).slice(0, 15)]];
        })))""",
        [
            host.address + path
            for path in ("print/flyer-ja.pdf", "deadline.ics", "en/deadline.ics", "data/basic.ja.csv")
        ],
    )
    kinds = {path.removeprefix(host.address): (said[0], said[1].split(";")[0]) for path, said in got.items()}
    assert kinds == {
        "print/flyer-ja.pdf": (200, "application/pdf"),
        "deadline.ics": (200, "text/calendar"),
        "en/deadline.ics": (200, "text/calendar"),
        "data/basic.ja.csv": (200, "text/csv"),
    }
    assert got[host.address + "deadline.ics"][2] == "BEGIN:VCALENDAR"


TODAY = {
    "ja": lambda day: f"{day.year}年{day.month}月{day.day}日",
    "en": lambda day: f"{day.day} {day:%B} {day.year}",
}


@pytest.mark.parametrize(("path", "language"), [("premiums/", "ja"), ("en/premiums/", "en")])
def test_a_kept_page_says_so_and_of_which_day(page: Page, host: Host, path: str, language: str) -> None:
    less_patient(host.folder)
    visited(page, host)
    page.goto(host.address + path)
    assert page.locator(".kept").count() == 0, "from the network"
    today = TODAY[language](datetime.datetime.now(JAPAN))
    host.slow = 2
    page.goto(host.address + path)
    assert page.locator(".kept").is_visible()
    assert today in page.locator(".kept").inner_text()
    host.slow, host.down = 0, True
    page.goto(host.address + path)
    assert today in page.locator(".kept").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_copy_from_before_the_deadline_is_not_shown_after_it(page: Page, host: Host) -> None:
    passes = round(time.time() + 600) * 1000
    relisted(host.folder, deadlines=[passes])
    visited(page, host)
    host.down = True
    answer = page.goto(host.address + "premiums/")
    assert answer is not None and answer.status == 200, "the deadline is to come"
    (worker,) = page.context.service_workers
    worker.evaluate("(passed) => { Date.now = () => passed; }", passes + 500)
    answer = page.goto(host.address + "en/premiums/")
    assert answer is not None and answer.status == 503
    said = page.locator("main").inner_text().replace("\u200b", "")
    assert "いまは表示できません" in said and "096-385-3330" in said and "This page cannot be shown now" in said
    assert "77,160" not in page.content()
    assert page.evaluate("getComputedStyle(document.body).margin") == "0px", "styled"
    host.down = False
    page.locator("main a.button").first.click()
    page.locator(".chooser.ready").wait_for()
    host.down = True
    page.wait_for_timeout(500)
    page.goto(host.address + "premiums/")
    assert page.locator(".kept").is_visible(), "found to be the present one since"


def test_after_an_update_that_is_known_no_old_figure_is_shown_on_a_slow_line(page: Page, host: Host) -> None:
    less_patient(host.folder)
    visited(page, host)
    table = host.folder / "data" / "plans.json"
    old, new = table.read_text("utf-8"), table.read_text("utf-8").replace("77160", "78160")
    assert old != new
    for file in [*host.folder.rglob("*.html"), table]:
        file.write_text(file.read_text("utf-8").replace("77,160", "78,160").replace("77160", "78160"), "utf-8")
    relisted(host.folder)
    host.instead["cover/"] = b""  # the copy is not complete, so the new version cannot be kept
    page.goto(host.address + "notes/")
    page.evaluate(SETTLED)
    host.slow = 2
    page.goto(host.address + "premiums/")
    assert "78,160円" in page.locator("main").inner_text(), "waited for"
    assert page.locator(".kept").count() == 0
    assert page.evaluate("fetch('../data/plans.json').then((answer) => answer.text())") == new


# What the worker is told


def test_the_list_has_every_file_that_a_reader_may_want(site: Path) -> None:
    told = listed(site)
    there = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    kept = {file_of(site, path).relative_to(site).as_posix() for path in (*told["files"], *told["papers"])}
    assert kept <= there
    assert {re.sub(r".*\.", "", path) for path in there - kept} == {"png", "ico", "xml", "txt", "_headers"} | {"js"}
    assert [path for path in there - kept if path.endswith(".js")] == ["sw.js"]


def test_a_worker_cut_off_anywhere_is_no_program(site: Path, page: Page) -> None:
    text = (site / "sw.js").read_text("utf-8").rstrip()
    parses = "(text) => { try { new Function(text); return true; } catch { return false; } }"
    page.goto("about:blank")
    assert page.evaluate(parses, text)
    cuts = [*range(1, 40), *range(40, len(text), 97), *range(len(text) - 200, len(text))]
    taken = [at for at in cuts if page.evaluate(parses, text[:at])]
    assert taken == []


def test_deadlines_are_those_of_the_data() -> None:
    (last,) = service_worker.deadlines(load(CYBER))
    assert last == datetime.datetime(2025, 3, 1, tzinfo=JAPAN)
    (moment,) = service_worker.deadlines(load(EDITIONS / "income-months"))
    assert moment == datetime.datetime(2026, 8, 31, 17, tzinfo=JAPAN)
    monthly = service_worker.deadlines(load(EDITIONS / "savings-ages"))  # the 20th, or the working day before
    assert datetime.datetime(2026, 9, 19, tzinfo=JAPAN) in monthly, "20 September 2026 is a Sunday"
    assert datetime.datetime(2026, 11, 21, tzinfo=JAPAN) in monthly
    assert len(monthly) == len(set(monthly)) == 48
