"""Counts what a person does in a browser, and how long it takes by the keystroke-level model.

Card, Moran and Newell, "The keystroke-level model for user performance time with interactive systems", CACM 23 (1980):
seconds of an average typist who is no typist by trade, of pointing with a mouse, of moving a hand between mouse and
keyboard, and of thinking before a step. Japanese is typed by its sound and converted, for which two keys a character
are reckoned. Reading is not in that model and is told apart: it goes by the speed at which Japanese is read aloud,
357 characters a minute (Trauzettel-Klosinski and Dietz, "Standardized assessment of reading performance", 2012).
"""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page

KEY, POINT, HOME, THINK = 0.28, 1.10, 0.40, 1.35  # seconds
KEYS_OF_JAPANESE = 2
READ = 357 / 60  # characters a second

LISTENS = """
addEventListener("click", (event) => { if (event.isTrusted) counted("click", ""); }, true);
addEventListener("change", (event) => {
  if (event.target.matches("select")) counted("click", "");
  else if (event.target.matches("input[type=file]")) counted("click", "");
}, true);
addEventListener("keydown", (event) => { if (event.isTrusted) counted("key", event.key); }, true);
addEventListener("input", (event) => {
  if (event.inputType !== undefined && event.target.matches("textarea, input:not([type=checkbox]):not([type=radio])"))
    counted("field", event.target.value);
}, true);
"""


@dataclass
class Tally:
    """What has been done on a page since it was begun."""

    clicks: int = 0
    fields: int = 0
    keys: int = 0
    read: int = 0  # characters

    def begin(self, page: Page) -> None:
        page.expose_function("counted", self._count)
        page.add_init_script(LISTENS)

    def _count(self, what: str, said: str) -> None:
        if what == "click":
            self.clicks += 1
        elif what == "key":
            self.keys += 1
        else:
            self.fields += 1
            self.keys += sum(1 if one.isascii() else KEYS_OF_JAPANESE for one in said)

    def opens(self, page: Page, address: str) -> None:
        """A page by its address, as a person opens it by a link of the page before."""
        self.clicks += 1
        page.goto(address)

    def reads(self, text: str) -> None:
        self.read += len("".join(text.split()))

    @property
    def minutes(self) -> float:
        """Of pointing, typing and thinking before a step."""
        click, field = THINK + POINT + KEY, THINK + POINT + KEY + 2 * HOME
        return (self.clicks * click + self.fields * field + self.keys * KEY) / 60

    @property
    def reading(self) -> float:
        """Minutes of reading word by word, which what is to be read takes on paper too."""
        return self.read / READ / 60
