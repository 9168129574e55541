"""What the address holds after #: no request says it, links take it along, places on pages are found all the same."""

from __future__ import annotations

import functools
import re
import shutil
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from members import EDITIONS, built
from playwright.sync_api import Browser, Page, expect
from servers import served

pytestmark = pytest.mark.browser
CHOICE = "plans=C&options=b&n=3"


@pytest.fixture(scope="module")
def log() -> list[str]:
    return []


@pytest.fixture(scope="module")
def address(site: Path, log: list[str]) -> Iterator[str]:
    """The site on a server that writes down all that a host could: each request with its headers."""

    class Host(SimpleHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            """What is written down is below."""

        def parse_request(self) -> bool:
            good = super().parse_request()
            log.append(f"{self.requestline}\n{self.headers}")
            return good

    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Host, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 360, "height": 640}, reduced_motion="reduce")
    opened = context.new_page()
    opened.on("pageerror", lambda error: pytest.fail(str(error)))
    yield opened
    context.close()


def told(log: list[str]) -> list[str]:
    """The requests from which a host would learn what somebody chose."""
    return [said for said in log if re.search(r"\b(plans|options|n|table)=|other\.", said)]


def choose(page: Page) -> None:
    page.locator(".chooser.ready").wait_for()
    page.locator('.places input[name=plans][value="C"]').check()
    page.locator('.places input[name=options][value="b"]').check()
    page.locator("#choose-n").fill("3")


def test_no_server_learns_what_was_chosen(page: Page, address: str, log: list[str]) -> None:
    log.clear()
    page.goto(address + "premiums/")
    choose(page)
    page.locator(".beside summary").click()
    page.locator("#beside-plans").select_option("A")
    assert page.url.startswith(f"{address}premiums/#{CHOICE}&other.plans=A")
    page.reload()
    page.locator(".chooser.ready").wait_for()
    assert page.locator("#choose-n").input_value() == "3"
    page.locator("a[data-carry]").click()
    expect(page.locator("#fax-n")).to_have_value("3")
    page.reload()
    expect(page.locator("#fax-n")).to_have_value("3")
    page.locator("a[data-carry]").click()
    expect(page.locator(".chosen")).to_contain_text("プランC・オプションb、3施設")
    page.reload()
    expect(page.locator(".chosen")).to_contain_text("プランC")
    page.evaluate("navigator.serviceWorker.ready")
    assert len(log) > 10, "the host did write down"
    assert told(log) == []


def test_a_choice_that_a_server_is_told_would_be_seen(page: Page, address: str, log: list[str]) -> None:
    """The seeded fault, and what still works: an address as earlier years of the site made them."""
    log.clear()
    page.goto(f"{address}premiums/?{CHOICE}#totals")
    page.locator(".chooser.ready").wait_for()
    assert page.locator("#choose-n").input_value() == "3"
    assert told(log)
    assert page.url == f"{address}premiums/#totals&{CHOICE}", "and is not told again"
    log.clear()
    page.reload()
    page.locator(".chooser.ready").wait_for()
    assert told(log) == []
    page.goto(f"{address}request/?{CHOICE}")
    expect(page.locator(".chosen")).to_contain_text("プランC")
    assert page.url == f"{address}request/#{CHOICE}"


@pytest.mark.parametrize("start", ["premiums/", "en/premiums/"])
def test_every_way_to_another_page_takes_the_choice_along(page: Page, address: str, start: str) -> None:
    page.goto(address + start)
    page.locator(".chooser.ready").wait_for()
    links = 'main a.button[href*="/request/"]:not([data-carry])'
    plain = page.locator("main section a.button:not([data-carry])").last
    assert "#" not in (plain.get_attribute("href") or ""), "before anybody chose, there is nothing to take along"
    choose(page)
    page.locator(links).first.click()  # at the foot of the page, a link like any other
    expect(page.locator(".chosen")).to_contain_text("3")
    assert page.url.endswith(f"request/#{CHOICE}")
    page.locator('main a[href*="notes/"]').last.click()  # a page that asks nothing passes it on
    assert page.url.endswith(f"notes/#{CHOICE}")
    page.locator(".pages summary").click()
    page.locator('.pages a[href*="premiums/"]').click()
    page.locator(".chooser.ready").wait_for()
    assert page.locator("input:checked").evaluate_all("all => all.map((one) => one.value)") == ["C", "b"]
    assert page.locator("#choose-n").input_value() == "3"


def test_no_file_and_no_other_site_gets_the_choice(page: Page, address: str) -> None:
    page.goto(f"{address}request/#{CHOICE}")
    expect(page.locator(".chosen")).to_contain_text("プランC")
    links = page.locator("a[href]").evaluate_all("all => all.map((one) => one.href)")
    told = [link for link in links if "plans=" in link]
    assert told
    assert [link for link in told if not re.search(r"(/|\.html)#", link) or not link.startswith(address)] == []


def test_a_place_on_the_page_is_found_with_and_without_a_choice(page: Page, address: str) -> None:
    def at(place: str) -> bool:
        return bool(page.evaluate(f"Math.abs(document.getElementById('{place}').getBoundingClientRect().top - 32) < 2"))

    page.goto(f"{address}premiums/#totals&{CHOICE}")
    page.locator(".chooser.ready").wait_for()
    assert at("totals")
    assert page.url.endswith(f"#totals&{CHOICE}")
    page.evaluate("location.hash = '#facilities'")  # as a link on the page does
    page.wait_for_url(f"**/premiums/#facilities&{CHOICE}")
    assert at("facilities")
    page.evaluate("location.hash = '#plans=D&n=2'")
    expect(page.locator("#choose-n")).to_have_value("2")
    page.go_back()
    expect(page.locator("#choose-n")).to_have_value("3")
    page.goto(address + "about/")
    page.goto(address + "premiums/#totals")
    page.locator(".chooser.ready").wait_for()
    assert at("totals")
    assert page.url == address + "premiums/#totals", "nothing was chosen"


def test_the_other_language_shows_the_same_place_and_choice(page: Page, address: str) -> None:
    page.goto(address + "cover/")
    anchor = page.locator("main h2[id]").last.get_attribute("id")
    page.goto(f"{address}cover/#{anchor}")
    page.locator(".languages a").click()
    assert page.url == f"{address}en/cover/#{anchor}"
    assert page.evaluate("scrollY") > 0
    page.goto(address + "premiums/")
    choose(page)
    page.evaluate("location.hash = '#totals'")
    page.wait_for_url("**/#totals&*")
    page.locator(".languages a").click()
    page.locator(".chooser.ready").wait_for()
    assert page.url == f"{address}en/premiums/#totals&{CHOICE}"
    assert "Plan C with Option b, 3 facilities" in page.locator("output").inner_text()


def test_what_the_search_finds_takes_the_choice_along(page: Page, address: str) -> None:
    page.goto(f"{address}premiums/#{CHOICE}")
    page.locator(".chooser.ready").wait_for()
    page.locator("#search-open").click()
    page.locator("#search-words").fill("資料請求")
    page.locator('#search-found a[href*="request/"]').first.click()
    page.wait_for_url(f"**/request/*{CHOICE}")
    expect(page.locator(".chosen")).to_contain_text("プランC")


def test_terms_are_explained_whatever_was_chosen(page: Page, address: str) -> None:
    page.goto(f"{address}premiums/#{CHOICE}")
    page.locator(".chooser.ready").wait_for()
    page.locator("a.term[role=button]").first.click()
    assert page.locator(".meaning").inner_text()


def test_a_past_edition_does_not_hand_its_choice_to_the_present_one(
    chromium: Browser, site: Path, tmp_path: Path
) -> None:
    """Plan C of one year need not be that of the next."""
    shutil.copytree(site, tmp_path / "site")
    html = (tmp_path / "site" / "premiums" / "index.html").read_text("utf-8")
    notice = '<aside class="past"><a href="../">present</a></aside><nav class="former"><a href="../x/">x</a></nav>'
    (tmp_path / "site" / "premiums" / "index.html").write_text(html.replace("<main", notice + "<main", 1), "utf-8")
    with served(tmp_path / "site") as address:
        page = chromium.new_page()
        page.goto(f"{address}premiums/#{CHOICE}")
        page.locator(".chooser.ready").wait_for()
        assert page.locator(".past a, .former a").evaluate_all("all => all.map((one) => one.hash)") == ["", ""]
        page.close()


def test_an_edition_with_no_chooser_works_as_well(chromium: Browser, tmp_path: Path) -> None:
    with served(built(EDITIONS / "care-three", tmp_path / "site")) as address:
        page = chromium.new_page()
        page.on("pageerror", lambda error: pytest.fail(str(error)))
        page.goto(address)
        page.locator(".languages a").click()
        assert page.url == address + "en/"
        page.close()
