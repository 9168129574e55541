"""Somebody at the desk, for the tests: opens pages, types into fields, saves."""

from __future__ import annotations

import warnings
from html.parser import HTMLParser
from pathlib import Path

from chirashi.desk.app import Desk, application

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it would rather have httpx2, which is not locked yet
    from starlette.testclient import TestClient

PORT = 8765


class _Inputs(HTMLParser):
    """The fields of a page's forms by their names, as a browser would send them back untouched."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.values: dict[str, str] = {}
        self.area: str | None = None
        self.select: str | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "input" and given.get("name") and given.get("type", "text") in ("text", "hidden"):
            self.values[given["name"]] = given.get("value", "")
        elif tag == "textarea":
            self.area = given["name"]
            self.values[self.area] = ""
        elif tag == "select":
            self.select = given.get("name")
        elif tag == "option" and self.select and (self.select not in self.values or "selected" in given):
            self.values[self.select] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.area:
            self.values[self.area] = self.values[self.area].removeprefix("\n")
            self.area = None
        elif tag == "select":
            self.select = None

    def handle_data(self, data: str) -> None:
        if self.area:
            self.values[self.area] += data


def client(desk: Desk) -> TestClient:
    """A browser that has not been let in."""
    return TestClient(application(desk), base_url=f"http://127.0.0.1:{PORT}", follow_redirects=True)


class Office:
    """Somebody at the desk, whose browser the press has opened."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.client = client(desk)
        self.client.get(desk.session.opening, follow_redirects=False)

    @property
    def folder(self) -> Path:
        return self.desk.year.folder

    def opens(self, path: str) -> str:
        answer = self.client.get(path)
        assert answer.status_code == 200, answer.text
        return answer.text

    def fields(self, path: str) -> dict[str, str]:
        return _Inputs(self.opens(path)).values

    def sends(self, path: str, fields: dict[str, str]) -> str:
        answer = self.client.post(path, data=fields, headers={"Origin": f"http://127.0.0.1:{PORT}"})
        assert answer.status_code in (200, 409), answer.text
        return answer.text

    def hands_over(self, path: str, name: str, content: bytes) -> str:
        """Sends a file."""
        headers = {"Origin": f"http://127.0.0.1:{PORT}"}
        return self.client.post(path, files={name: ("book.xlsx", content)}, headers=headers).text

    def types(self, path: str, **typed: str) -> str:
        """Opens a page, types into fields, and saves."""
        return self.sends(path, self.fields(path) | typed)

    def file(self, name: str) -> str:
        return (self.folder / name).read_text("utf-8")
