"""The public gates: axe-core on every page, light and dark, narrow and wide; the Nu Html Checker. Each can fail."""

from __future__ import annotations

import datetime
import json
import subprocess
from pathlib import Path

import pytest
from members import EDITIONS, addresses, built
from nodetools import module, program
from playwright.sync_api import Browser, BrowserContext, Page
from servers import served

pytestmark = pytest.mark.browser
URL = "https://example.org/"
ALLOW = "-Dnu.validator.servlet.allow-forbidden-hosts=true"  # the checker reads nothing from this machine otherwise
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPEN = datetime.datetime(2025, 2, 17, 12, tzinfo=datetime.timezone(datetime.timedelta(hours=9)))
CLOSED = datetime.datetime(2025, 3, 1, 12, tzinfo=datetime.timezone(datetime.timedelta(hours=9)))
VIEWS = [("light", 360, OPEN), ("dark", 360, CLOSED), ("light", 1280, CLOSED), ("dark", 1280, OPEN)]


def violations(page: Page, axe: Path) -> list[str]:
    """What axe-core finds wrong on the page, each with its place."""
    page.evaluate(axe.read_text("utf-8"))
    found = page.evaluate(
        "(tags) => axe.run(document, {runOnly: tags, resultTypes: ['violations']}).then((all) => all.violations)", RULES
    )
    return [f"{one['id']}: {node['target']} {node['failureSummary']}" for one in found for node in one["nodes"]]


def context(chromium: Browser, scheme: str, width: int) -> BrowserContext:
    return chromium.new_context(
        color_scheme=scheme,  # type: ignore[arg-type]
        viewport={"width": width, "height": 800},
        service_workers="block",
        reduced_motion="reduce",
    )


@pytest.mark.parametrize(("scheme", "width", "now"), VIEWS, ids=[f"{s}-{w}" for s, w, _ in VIEWS])
def test_axe_finds_nothing_on_any_page(
    chromium: Browser, address: str, scheme: str, width: int, now: datetime.datetime
) -> None:
    axe = module("axe-core/axe.min.js")
    opened = context(chromium, scheme, width)
    page = opened.new_page()
    page.clock.set_fixed_time(now)
    found = {}
    for path in [*addresses(), "404.html"]:
        page.goto(address + path)
        if said := violations(page, axe):
            found[path] = said
    opened.close()
    assert found == {}


@pytest.mark.parametrize(("scheme", "width"), [("light", 360), ("dark", 1280)])
def test_axe_finds_nothing_on_what_opens(chromium: Browser, address: str, scheme: str, width: int) -> None:
    axe = module("axe-core/axe.min.js")
    opened = context(chromium, scheme, width)
    page = opened.new_page()
    page.goto(address + "premiums/#plans=B&options=a&n=3&other.plans=C")
    page.locator(".differences table").wait_for()
    page.locator("#choose-n").fill("100")
    assert violations(page, axe) == []
    page.goto(address + "en/fax.html#plans=B&options=a&n=3")
    page.locator('input[value="B"]:checked').wait_for(state="attached")
    assert violations(page, axe) == []
    page.goto(address + "en/cover/")
    page.locator("a.term[role=button]").first.click()
    page.locator(".meaning").wait_for()
    assert violations(page, axe) == []
    if width == 360:
        page.locator(".pages summary").click()
        assert violations(page, axe) == []
    opened.close()


@pytest.mark.parametrize(
    ("fault", "rule"),
    [
        ('<img src="assets/x.svg">', "image-alt"),
        ('<p class="faint">faint</p>', "color-contrast"),
        ("<p><input></p>", "label"),
    ],
)
def test_axe_sees_a_seeded_fault(chromium: Browser, address: str, fault: str, rule: str) -> None:
    axe = module("axe-core/axe.min.js")
    opened = context(chromium, "light", 1280)
    page = opened.new_page()
    page.goto(address)
    page.evaluate("(html) => document.querySelector('main').insertAdjacentHTML('beforeend', html)", fault)
    page.evaluate("document.querySelectorAll('.faint').forEach((one) => { one.style.color = '#bbb' })")
    assert any(said.startswith(rule + ":") for said in violations(page, axe))
    opened.close()


def nu(folder: Path) -> list[str]:
    """What the Nu Html Checker says of every page below a folder, served, since it minds their policy too."""
    java, jar = program("java", "default-jre-headless"), module("vnu-jar/build/dist/vnu.jar")
    with served(folder) as address:
        pages = [address + path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*.html"))]
        run = subprocess.run(
            [java, "-Xss1024k", ALLOW, "-jar", str(jar), "--format", "json", "--stdout", "--exit-zero-always", *pages],
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
    assert run.returncode == 0, f"the checker itself failed: {run.stderr[-2000:]}"
    return [
        f"{one.get('url', '').removeprefix(address)}:{one.get('lastLine', 0)} {one['message']}"
        for one in json.loads(run.stdout)["messages"]
        if one["type"] != "info" or one.get("subType") == "warning"
    ]


def test_the_html_checker_finds_no_error(site: Path, tmp_path: Path) -> None:
    assert nu(site) == []
    for edition in EDITIONS.iterdir():
        built(edition, tmp_path / "others" / edition.name, URL)
    assert nu(tmp_path / "others") == []


def test_the_html_checker_sees_a_seeded_fault(site: Path, tmp_path: Path) -> None:
    html = (site / "index.html").read_text("utf-8")
    (tmp_path / "faulty.html").write_text(html.replace("</main>", "<p><div>x</div></p></main>"), "utf-8")
    assert any("p" in said for said in nu(tmp_path))
