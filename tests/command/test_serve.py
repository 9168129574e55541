"""The preview: problems stand on the page, saves are served at once, the browser is told."""

from __future__ import annotations

import contextlib
import http.client
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from known import ROOT

from chirashi.base.problems import Trouble
from chirashi.cli.preview import Preview
from chirashi.cli.steps import Job


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "content" / "cyber-2025", tmp_path / "cyber-2025"))


@pytest.fixture
def preview(edition: Path) -> Iterator[Preview]:
    preview = Preview(lambda: Job(edition), "en", 0)
    preview.build()
    threading.Thread(target=preview.server.serve_forever, daemon=True).start()
    watcher = threading.Thread(target=preview.watch, daemon=True)
    watcher.start()
    time.sleep(0.5)  # until the watch is set up; the system gives no sign of it
    yield preview
    preview.stop()
    watcher.join(10)


def get(preview: Preview, path: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", preview.server.server_address[1], timeout=10)
    with contextlib.closing(connection):
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()


def wait_for(preview: Preview, path: str, text: str) -> str:
    for _ in range(200):
        page = get(preview, path)[1]
        if text in page:
            return page
        time.sleep(0.05)
    raise AssertionError(f"{text!r} was never served at {path}")


def test_serves_pages_assets_and_nothing_else(preview: Preview) -> None:
    status, page = get(preview, "/en/premiums/")
    assert status == 200
    assert "110,210" in page
    assert get(preview, "/nowhere/")[0] == 404
    assert get(preview, "/../plans.yml")[0] == 404


HOSTS = [("evil.example", 403), ("127.0.0.1.evil.example", 403), ("localhost", 200)]


@pytest.mark.parametrize(("host", "status"), HOSTS)
def test_another_site_whose_name_leads_here_reads_nothing(preview: Preview, host: str, status: int) -> None:
    port = preview.server.server_address[1]
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    with contextlib.closing(connection):
        connection.request("GET", "/", headers={"Host": f"{host}:{port}"})
        answer = connection.getresponse()
        assert answer.status == status
        assert bool(answer.read()) == (status == 200)


def test_a_save_is_served_and_the_browser_is_told(preview: Preview, edition: Path) -> None:
    before = preview.version
    page = edition / "en" / "about.md"
    page.write_text(page.read_text("utf-8") + "\nA line that was just saved.\n", "utf-8")
    wait_for(preview, "/en/about/", "A line that was just saved.")
    assert preview.version > before
    assert f'data-version="{preview.version}"' in get(preview, "/en/about/")[1]


def test_events_carry_the_version(preview: Preview) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", preview.server.server_address[1], timeout=10)
    with contextlib.closing(connection):
        connection.request("GET", "/__chirashi__/events")
        with connection.getresponse() as stream:
            assert stream.readline().decode() == f"data: {preview.version}\n"


def test_a_problem_stands_on_the_page_with_its_place_until_mended(preview: Preview, edition: Path) -> None:
    page = edition / "ja" / "about.md"
    good = page.read_text("utf-8")
    page.write_text(good + "\n{{ dates.dedline }}\n", "utf-8")
    shown = wait_for(preview, "/", "There is something to mend")
    assert f"ja/about.md:{good.count(chr(10)) + 2}" in shown
    assert "dates.deadline" in shown
    page.write_text(good, "utf-8")
    assert "110,210" in wait_for(preview, "/premiums/", "110,210")


def test_a_port_in_use_is_told(preview: Preview, edition: Path) -> None:
    with pytest.raises(Trouble, match="is in use by another program"):
        Preview(lambda: Job(edition), "en", preview.server.server_address[1])


def status(preview: Preview, **headers: str) -> int:
    """What a request with these headers is answered with; `Host` names the server where they do not."""
    port = preview.server.server_address[1]
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    with contextlib.closing(connection):
        connection.putrequest("GET", "/en/premiums/", skip_host=True)
        given = {"Host": f"127.0.0.1:{port}"} | {name.replace("_", "-"): value for name, value in headers.items()}
        for name, value in given.items():
            connection.putheader(name, value)
        connection.endheaders()
        return connection.getresponse().status


def test_other_sites_are_not_answered(preview: Preview) -> None:
    """A name that leads here (DNS rebinding), a page that asks from elsewhere, a frame in one: none reads the draft."""
    port = preview.server.server_address[1]
    assert status(preview) == 200
    assert status(preview, Host=f"localhost:{port}", Origin=f"http://localhost:{port}") == 200
    assert status(preview, Host=f"example.org:{port}") == 403
    assert status(preview, Host="127.0.0.1") == 403
    assert status(preview, Origin="https://example.org") == 403
    assert status(preview, Origin="null") == 403
    assert status(preview, Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="no-cors") == 403
    navigated = {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate"}
    assert status(preview, **navigated, Sec_Fetch_Dest="iframe") == 403
    assert status(preview, **navigated, Sec_Fetch_Dest="document") == 200  # a link in a letter
