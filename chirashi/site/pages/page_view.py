"""What the site's pages see beyond what print shares: the chooser, the drafts, the scripts with their words.

Scripts hold no words and no figures. What they say comes from the labels, as JSON in an attribute
of the element that they work on; what they look up, from the table file.
"""

from __future__ import annotations

import functools
import json
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from chirashi.content.model import Party
from chirashi.paper import Download
from chirashi.site.pages.chooser import Chooser, chooser_of
from chirashi.site.pages.readings import with_readings
from chirashi.view.colours.tokens import colours
from chirashi.view.templates import ON_PAPER, PageContext, View
from chirashi.view.text.glossary_terms import GLOSSARY, Terms, terms
from chirashi.view.text.phrases import Phrases, phrases

SAID = [
    "without",
    "list",
    "choice",
    "answer",
    "of",
    "in_all",
    "refused",
    "refused_short",
    "count_wrong",
    "counted",
    "each",
    "every",
    "step_up",
    "step_down",
    "first",
    "last",
    "more",
    "less",
    "same_price",
    "unchanged",
    "no_difference",
    "failed",
    "chosen",
    "differ_in",
    "differences",
    "one",
    "other",
]

# An e-mail address up to its @, before which alone a line may end where the address is wider than its place.
MAIL = re.compile(r'(<a href="mailto:[^"]*"><data\b[^>]*>[^<@]+)(?=@)')


@dataclass
class SiteView(View):
    """A view for the pages of the site, whose links also lead to assets and files by their names."""

    downloads: list[Download] = field(default_factory=list)  # what is printed, as files

    @functools.cached_property
    def chooser(self) -> Chooser | None:
        return chooser_of(self.edition)

    @property
    def members(self) -> dict[str, Any]:
        words: dict[str, Any] = self.labels["members"]
        return words

    @functools.cached_property
    def terms(self) -> Terms | None:
        return terms(self.edition.pages[self.language].get(GLOSSARY))

    def explained(self, here: PageContext, html: str) -> str:
        """A page's prose with its terms linked to the glossary, other than on the glossary itself."""
        on_it = here.page is not None and here.page.name == GLOSSARY
        return html if self.terms is None or on_it else self.terms.marked(html, here.links[GLOSSARY])

    @functools.cached_property
    def phrases(self) -> Phrases | None:
        """None in a language whose words are set apart by blanks."""
        known = self.labels.get("phrases")
        return None if known is None else phrases(self.edition, self.language, known["whole"])

    def finished(self, html: str) -> bytes:
        """A page as it is set for its readers: headings by phrases, words with their readings, addresses whole."""
        html = MAIL.sub(r"\1<wbr>", html)
        if self.phrases is None:
            return html.encode()
        return self.phrases.set(with_readings(html, self.data.words)).encode()

    def context(self, here: PageContext = ON_PAPER) -> dict[str, Any]:
        return super().context(here) | {"members": self.members, "tell": self.tell, "most": MOST}

    def tell(self, name: str, /, **parts: object) -> Markup:
        """A word for members, its `{…}` filled."""
        return Markup(str(self.members[name])).format(**parts)

    def scripts_words(self) -> str:
        """The patterns that scripts fill, with this language's way to write money."""
        said = {name: self.members[name] for name in SAID} | self.refusals
        return json.dumps(said | {"money": self.labels["formats"]["money"]}, ensure_ascii=False, separators=(",", ":"))

    @functools.cached_property
    def refusals(self) -> dict[str, str]:
        """What the chooser says where a choice has no amount: not offered, or, where some has to be asked for, that."""
        tables = self.chooser.tables if self.chooser else []
        cells = [cell for key in tables for cell in self.edition.grids[f"tables.{key}"].cells.values()]
        how = "asked" if any(cell.kind in ("on request", "text") for cell in cells) else "refused"
        return {"refused": self.members[how], "refused_short": self.members[f"{how}_short"]}

    def counted(self, per: str, number: int) -> str:
        """So many facilities; the form of the word is the plural's category, as scripts choose it."""
        forms = self.members["counted"][per]
        return str(forms.get("one" if number == 1 else "other", forms["other"])).format(number=number)

    def choice(self, places: list[str], count: str | None) -> str:
        """A choice in words: プランA・オプションa、3施設."""
        joined = functools.reduce(lambda a, b: str(self.members["list"]).format(one=a, other=b), places)
        return str(self.members["choice"]).format(places=joined, count=count) if count else joined

    def first_choice(self) -> str:
        assert self.chooser is not None
        places = [
            self.formats.place(next(p for p in ask.axis.places if p.key == self.chooser.first[ask.axis.key]))
            for ask in self.chooser.asks
            if ask.axis.key in self.chooser.first
        ]
        return self.choice(places, self.counted(self.chooser.counted, 1) if self.chooser.counted else None)

    def way(self, way: str) -> Party | None:
        """Whom to ask in one way: by `fax`, `email`; None where the scheme has no such way."""
        return next((self.data.parties[r.party] for r in self.data.requests if r.way == way), None)

    def asked_party(self) -> tuple[str, Party]:
        """Whom members turn to first: the association, or whoever stands in its place."""
        parties = self.data.parties
        return next(((k, p) for k, p in parties.items() if p.role == "association"), next(iter(parties.items())))

    def asked(self) -> str:
        """Whom to ask, with a telephone number where there is one."""
        key, party = self.asked_party()
        name = str(self.book.plain(f"parties.{key}.name"))
        return f"{name} {self.labels['words']['telephone']} {party.telephone}" if party.telephone else name

    def closes(self) -> str | None:
        """The last moment to apply as scripts compare it with the time in Japan; None for every month anew."""
        key = self.last_closing()
        return None if key is None else str(self.edition.figures[key]).replace("T", " ")

    def tint(self, dark: bool = False) -> str:
        """The colour that a browser's own frame takes on above the page."""
        return colours(dark)["tint"].hex

    def days_words(self) -> str:
        return json.dumps(self.members["days"], ensure_ascii=False, separators=(",", ":"))

    def mail_body(self, choice: str) -> str:
        party = self.way("email")
        assert party is not None
        texts = {
            "party": self.say(party.name),
            "scheme": self.say(self.data.scheme.name),
            "workplace": self.workplace(),
        }
        plain = {name: text.striptags() for name, text in texts.items()}
        return str(self.members["mail_body"]).format(choice=choice, **plain)

    def mail(self) -> str | None:
        """The address that opens a draft to ask for the material; it works without a choice too."""
        party = self.way("email")
        if party is None or party.email is None:
            return None
        subject = self.tell("mail_subject", scheme=self.say(self.data.scheme.name)).striptags()
        body = self.mail_body(self.members["mail_any"]).replace("\n", "\r\n")
        return f"mailto:{party.email}?subject={quote(subject)}&body={quote(body)}"


MOST = 99  # facilities or units that the chooser works out; more are a matter for the agent
