"""The content security policy, as a host sends it and as pages carry it: nothing the site does breaks it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from known import ROOT
from members import addresses, hosted, rules
from playwright.sync_api import Browser, Page
from servers import served

pytestmark = pytest.mark.browser
HOSTING = ROOT / "docs" / "hosting"
WATCH = """window.violations = [];
addEventListener("securitypolicyviolation",
    (event) => violations.push(`${event.violatedDirective} ${event.blockedURI}`));"""


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context()
    opened = context.new_page()
    opened.add_init_script(WATCH)
    yield opened
    context.close()


def complaints(page: Page) -> list[str]:
    said: list[str] = page.evaluate("violations")
    return said


def test_with_the_headers_no_page_breaks_the_policy(page: Page, site: Path) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    with hosted(site) as address:
        for path in addresses():
            answer = page.goto(address + path)
            assert answer is not None
            assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
            assert answer.headers["x-content-type-options"] == "nosniff"
            page.wait_for_load_state("networkidle")
            assert complaints(page) == [], path
    assert said == []


def test_using_the_site_breaks_no_policy(page: Page, site: Path) -> None:
    with hosted(site) as address:
        page.goto(address + "premiums/#plans=B&options=a&n=3")
        page.locator(".chooser.ready").wait_for()
        page.locator("#choose-n").fill("12")
        page.locator(".beside summary").click()
        assert complaints(page) == []
        page.goto(address + "cover/")
        page.locator("a.term[role=button]").first.click()
        page.locator(".meaning").wait_for()
        assert complaints(page) == []
        page.goto(address + "fax.html#plans=B&n=2")
        page.locator('input[value="B"]:checked').wait_for(state="attached")
        assert complaints(page) == []


def test_the_policy_of_the_page_serves_where_no_header_can(page: Page, site: Path) -> None:
    with served(site) as address:
        page.goto(address + "premiums/")
        page.locator(".chooser.ready").wait_for()
        assert complaints(page) == []
        for path in addresses():
            html = page.request.get(address + path).text()
            before, found, _ = html.partition('http-equiv="Content-Security-Policy"')
            assert found, path
            assert "<script" not in before, "a policy holds only for what follows it"
            assert "unsafe" not in html.split("</head>")[0]


@pytest.mark.parametrize(
    ("fault", "breaks"),
    [
        ("<script>window.bad = 1</script>", "script-src-elem inline"),
        ("<style>p { color: red }</style>", "style-src-elem inline"),
        ('<p style="color: red">x</p>', "style-src-attr inline"),
        ('<img src="https://example.com/x.png" alt="">', "img-src https://example.com/x.png"),
    ],
)
def test_a_seeded_fault_is_seen(page: Page, site: Path, tmp_path: Path, fault: str, breaks: str) -> None:
    faulty = Path(shutil.copytree(site, tmp_path / "site"))
    path = faulty / "index.html"
    path.write_text(path.read_text("utf-8").replace("</main>", fault + "</main>"), "utf-8")
    with hosted(faulty) as address:
        page.goto(address)
        page.wait_for_load_state("networkidle")
        assert breaks in complaints(page)
        assert page.evaluate("window.bad") is None


def test_the_snippets_for_other_servers_say_the_same(site: Path) -> None:
    everywhere, *_ = rules((site / "_headers").read_text("utf-8"))
    assert everywhere[0] == "/*"
    for file, form in (
        ("nginx.conf", r'^add_header ([\w-]+) "(.*)" always;$'),
        ("apache.htaccess", r'^Header always set ([\w-]+) "(.*)"$'),
        ("Caddyfile", r'^\t([A-Z][\w-]+) "(.*)"$'),
    ):
        said = dict(re.findall(form, (HOSTING / file).read_text("utf-8"), re.MULTILINE))
        assert said == everywhere[1], file
