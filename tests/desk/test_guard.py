"""Nobody but the browser that the press has opened gets an answer from the desk, and what it shows cannot be framed."""

from __future__ import annotations

import pytest
from office import PORT, Office, client

HOME = f"http://127.0.0.1:{PORT}"


def test_the_key_opens_once(office: Office) -> None:
    opening = office.desk.session.opening
    assert office.client.get("/").status_code == 200
    other = client(office.desk)
    assert other.get("/").status_code == 403
    assert other.get(opening).status_code == 403  # it has been used
    assert other.get("/open?key=").status_code == 403
    assert other.get("/").status_code == 403


def test_a_cookie_of_another_port_or_a_guess_is_none(office: Office) -> None:
    other = client(office.desk)
    for name, value in (
        (f"chirashi-desk-{PORT}", "guess"),
        ("chirashi-desk-1", office.client.cookies[office.desk.session.cookie]),
    ):
        assert other.get("/figures", headers={"Cookie": f"{name}={value}"}).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": f"rebound.example:{PORT}"},
        {"Host": "127.0.0.1"},
        {"Origin": "https://example.org"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"},
        {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"},
    ],
)
def test_no_other_site_reads(office: Office, headers: dict[str, str]) -> None:
    answer = office.client.get("/figures", headers=headers)
    assert (answer.status_code, answer.text) == (403, "")


def test_no_other_site_writes(office: Office) -> None:
    before = office.file("plans.yml")
    fields = office.fields("/figures") | {"tables.basic.C": "1円"}
    for headers in (
        {},
        {"Origin": "https://example.org"},
        {"Origin": "null"},
        {"Origin": HOME, "Host": f"rebound.example:{PORT}"},
    ):
        assert office.client.post("/figures", data=fields, headers=headers).status_code == 403
    assert office.file("plans.yml") == before


def test_pages_cannot_be_framed_opened_or_embedded_by_others(office: Office) -> None:
    for path in ("/", "/figures", "/static/desk.css", "/nowhere"):
        said = office.client.get(path).headers
        policy = said["content-security-policy"]
        assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "unsafe" not in policy
        assert said["x-frame-options"] == "DENY"
        assert said["cross-origin-opener-policy"] == said["cross-origin-resource-policy"] == "same-origin"
        assert "access-control-allow-origin" not in said
    framed = office.client.get("/preview/").headers["content-security-policy"]
    assert "frame-ancestors 'self'" in framed and "script-src 'none'" in framed


def test_no_script_and_no_style_stands_in_a_page(office: Office) -> None:
    for path in (
        "/",
        "/figures",
        "/items/parties",
        "/text/premiums",
        "/changes",
        "/problems",
        "/finish",
        "/history",
        "/new",
    ):
        page = office.opens(path)
        assert "<style" not in page and " style=" not in page and " onclick=" not in page
        assert page.count("<script") == page.count('<script type="module" src="/static/')


def test_papers_are_those_of_the_press_alone(office: Office) -> None:
    paper = office.desk.project.paper
    paper.mkdir()
    (paper / "flyer-ja.pdf").write_bytes(b"%PDF-1.7")
    (paper / "note.txt").write_text("not for anybody", "utf-8")
    assert office.client.get("/papers/flyer-ja.pdf").status_code == 200
    for path in ("note.txt", "../content/site.yml", "%2e%2e/content/cyber-2026/plans.yml", "nothing.pdf"):
        assert office.client.get(f"/papers/{path}").status_code == 404


def test_the_login_is_typed_twice_and_never_shown(office: Office) -> None:
    fields = {"id": "kaiin-7391", "id_again": "kaiin-7391", "password": "pw-58204-x", "password_again": "pw-58204-y"}
    assert "違います" in office.sends("/finish/login", fields)
    assert not (office.folder / "private.yml").exists()
    page = office.sends("/finish/login", fields | {"password_again": "pw-58204-x"})
    assert "登録しました" in page
    assert office.desk.year.read().edition.private == {"login.id": "kaiin-7391", "login.password": "pw-58204-x"}
    for path in ("/", "/figures", "/text/index", "/problems", "/finish", "/history", "/preview/flyer/"):
        assert not {"kaiin-7391", "pw-58204-x"} & set(office.opens(path).replace("<", " ").replace(">", " ").split())
        assert "kaiin-7391" not in office.opens(path) and "58204" not in office.opens(path)
    kept = [path for path in office.desk.project.root.rglob("*") if path.is_file() and b"58204" in path.read_bytes()]
    assert [path.name for path in kept] == ["private.yml"]
    assert (office.folder / "private.yml").stat().st_mode & 0o077 == 0


def test_a_private_value_typed_into_a_text_is_not_written(office: Office) -> None:
    said = {name: "kaiin-7391" for name in ("id", "id_again", "password", "password_again")}
    office.sends("/finish/login", said)
    before = office.file("ja/about.md")
    page = office.types("/text/about", **{"ja:top.0": "IDは kaiin-7391 です。"})
    assert "保存していません" in page
    assert office.file("ja/about.md") == before
    journal = office.desk.project.root / ".chirashi"
    assert not [path for path in journal.rglob("*") if path.is_file() and b"kaiin-7391" in path.read_bytes()]
