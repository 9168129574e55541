"""Parts: the texts that each partial of the theme must show, in their order; cells of tables are proved apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from chirashi.proof.data.yaml_events import Entry
from chirashi.proof.words.expected.deadlines import deadline, deadline_word
from chirashi.proof.words.expected.tables import along, amounts, options, paid_over, plans, table
from chirashi.proof.words.expected.wording import Said, Wording

LOOSE, STRICT = Said("", "*loose"), Said("", "*strict")  # between them, true texts and figures stand as they like
Part = Callable[..., Iterator[Said]]
CONTACTS, TEXTS = ("telephone", "fax", "email", "url"), ("person", "hours", "address")


def glance(w: Wording) -> Iterator[Said]:
    yield w.word("for_whom")
    yield w.text("eligibility", "who")
    tables = w.book.data.at("tables")
    paid = [key for key, table in tables.items() if table.get("paid")]
    first = next(iter(paid_over(w, "plans") or paid), "")
    if least := amounts(w, f"tables.{first}")[:1]:
        yield w.text("tables", first, "name")
        yield w.word("from", amount=w.written(least[0]))
        yield from w.paid(tables[first])
    yield deadline_word(w)
    yield from deadline(w)
    yield w.word("start")
    yield w.of("dates.start")
    yield w.word("term")
    yield w.of("dates.term")
    for key, coverage in w.book.data.at("coverages").items():
        if most := amounts(w, f"coverages.{key}.limit")[-1:]:
            yield w.text("coverages", key, "name")
            yield w.text("coverages", key, "limit", "name")
            yield w.word("up_to", amount=w.written(most[0]))
            if coverage.said("over") == "options":
                yield w.axis("options")


def phases(w: Wording) -> Iterator[Said]:
    for key, phase in w.items("phases"):
        yield w.of(f"phases.{key}.number")
        yield w.text("phases", key, "name")
        yield w.text("phases", key, "happens")
        for group, tells in (("services", "does"), ("coverages", "pays")):
            listed = phase.get(group)
            for one in listed.items if listed else []:
                yield w.text(group, one.text or "", "name")
                yield w.text(group, one.text or "", tells)


def timeline(w: Wording) -> Iterator[Said]:
    for key, stage in w.items("timeline"):
        yield w.text("timeline", key, "name")
        yield w.text("timeline", key, "done")
        costs = [cost.text or "" for cost in (stage.get("costs") or Entry(0)).items]
        by_coverage = {cost: w.book.data.get("costs", cost) for cost in costs}
        payers = list(dict.fromkeys(entry.said("coverage") for entry in by_coverage.values() if entry))
        for payer in payers:
            yield w.text("coverages", payer, "name")
            for cost, entry in by_coverage.items():
                if entry and entry.said("coverage") == payer:
                    yield w.text("costs", cost, "name")


def course(w: Wording) -> Iterator[Said]:
    stages = list(w.items("timeline"))
    if len(stages) < 2:
        return
    costs = [cost.text or "" for _, stage in stages for cost in (stage.get("costs") or Entry(0)).items]
    yield from (w.text("timeline", key, "name") for key, _ in stages)
    payers = [w.book.data.at("costs")[cost].said("coverage") for cost in costs]
    if payers:
        yield w.word("covered_costs")
    yield from (w.text("coverages", payer, "name") for payer in dict.fromkeys(payers))


def requests(w: Wording, on_site: bool = True) -> Iterator[Said]:
    for way, request in w.items("requests"):
        party = request.said("party")
        yield w.text("requests", way, "name") if request.get("name") else w.label("ways", way)
        if not request.get("name") or way != "url":
            name = w.text("parties", party, "name")
            yield name if on_site else name.perhaps()  # the sheet's own, where all ways lead there
        if way == "url":
            if on_site:
                yield w.label("members", "ask_site")
            yield from qr(w, on_site)
        else:
            yield w.of(f"parties.{party}.{way}")
        yield w.text("requests", way, "note")
        if way == "fax" and on_site:
            yield w.label("members", "ask_fax")


def qr(w: Wording, on_site: bool = True) -> Iterator[Said]:
    if w.has("requests", "url", "url"):
        yield w.word("qr_caption")
        if on_site:
            yield w.word("qr_other")
        yield w.of("requests.url.url")


def contacts(w: Wording) -> Iterator[Said]:
    for key, party in w.items("parties"):
        yield w.label("roles", party.said("role"))
        yield from (w.text("parties", key, part) for part in ("name", "branch", "duty"))
        yield from _reached(w, key, party)
        for own, contact in w.items("parties", key, "contacts"):
            yield w.text("parties", key, "contacts", own, "purpose")
            for part in (*CONTACTS, "person", "hours"):
                if contact.get(part):
                    at = ("parties", key, "contacts", own, part)
                    yield w.word(part)
                    yield w.of(".".join(at)) if part in CONTACTS else w.text(*at)


def _reached(w: Wording, key: str, party: Entry) -> Iterator[Said]:
    for part in (*CONTACTS, *TEXTS):
        if party.get(part):
            yield w.word(part)
            yield w.of(f"parties.{key}.{part}") if part in CONTACTS else w.text("parties", key, part)


def discounts(w: Wording) -> Iterator[Said]:
    for key, discount in w.items("discounts"):
        yield w.text("discounts", key, "name")
        yield w.of(f"discounts.{key}.percent")
        yield w.word("applied" if discount.said("applied").lower() in YES else "not_applied")
        yield w.text("discounts", key, "basis")


YES = ("yes", "true", "はい", "○")


def documents(w: Wording) -> Iterator[Said]:
    for key, _ in w.items("documents"):
        yield w.text("documents", key, "name")
        yield w.text("documents", key, "note")


def eligibility(w: Wording) -> Iterator[Said]:
    who = w.book.data.get("eligibility") or Entry(0)
    yield w.word("who")
    yield w.text("eligibility", "who")
    if who.get("trades"):
        yield w.word("trades")
        yield from (w.text("eligibility", "trades", key) for key, _ in w.items("eligibility", "trades"))
    for key, limit in w.items("eligibility", "limits"):
        at = f"eligibility.limits.{key}"
        yield w.text("eligibility", "limits", key, "who")
        if limit.get("ages"):
            yield w.word("ages")
            yield w.of(f"{at}.ages")
        if limit.get("renewable_to"):
            yield w.word("renewable_to", age=w.written(f"{at}.renewable_to"))
        if plans_ := limit.get("plans"):
            yield w.word("open_plans")
            yield from (w.text("plans", plan.text or "", "name") for plan in plans_.items)
        yield w.text("eligibility", "limits", key, "note")
    yield from (w.text("eligibility", "conditions", key) for key, _ in w.items("eligibility", "conditions"))


def example(w: Wording, key: str) -> Iterator[Said]:
    yield w.text("examples", key, "name")
    for i, factor in w.items("examples", key, "factors"):
        yield w.of(f"examples.{key}.factors.{i}")
        for axis, at in factor.at("at").items():
            if member := w.book.axes.get(axis, {}).get(at.text or ""):
                yield w.heading(axis, member)
    yield w.of(f"examples.{key}.result")


def fees(w: Wording) -> Iterator[Said]:
    for key, fee in w.items("fees"):
        yield w.text("fees", key, "name")
        yield w.of(f"fees.{key}.amount")
        yield from w.paid(fee)
        yield w.text("fees", key, "note")
        if to := fee.said("to"):
            yield w.word("paid_to")
            yield w.text("parties", to, "name")


def notes(w: Wording) -> Iterator[Said]:
    yield from (w.text("notes", key) for key, _ in w.items("notes"))


def notices(w: Wording) -> Iterator[Said]:
    for key, _ in w.items("notices"):
        yield from notice(w, key)


def notice(w: Wording, key: str) -> Iterator[Said]:
    own = w.text("notices", key, "name")
    yield own if own.text else w.label("notices", key)
    mere = w.text("notices", key)  # no more than a text
    yield mere if mere.text else w.text("notices", key, "text")
    yield from (w.text("notices", key, "points", point) for point, _ in w.items("notices", key, "points"))
    if w.has("notices", key, "url"):
        yield w.of(f"notices.{key}.url")


def approval(w: Wording) -> Iterator[Said]:
    for part, word in (("number", "approval"), ("issued", "issued"), ("valid_until", "valid_until")):
        if w.has("approval", part):
            yield w.word(word)
            yield w.of(f"approval.{part}")


def downloads(w: Wording) -> Iterator[Said]:
    """What is there to download depends on what was printed; each is named as the labels do."""
    yield w.label("print", "page")
    yield LOOSE
    yield STRICT


def spreadsheets(w: Wording) -> Iterator[Said]:
    yield w.label("members", "spreadsheets")
    yield from (w.text("tables", key, "name") for key, _ in w.items("tables") if f"tables.{key}" in w.book.grids)
    yield w.label("members", "table_file")


def ask(w: Wording, within: str = "") -> Iterator[Said]:
    if within:
        yield w.label("members", "ask")
    ways = {way: request for way, request in w.items("requests")}
    asks = {"url": "ask_site", "fax": "ask_fax", "email": "ask_mail"}
    yield from (w.label("members", word) for way, word in asks.items() if way in ways)
    if not asks.keys() & ways.keys() and "telephone" in ways:
        party = ways["telephone"].said("party")
        yield from (w.text("parties", party, "name"), w.word("telephone"), w.of(f"parties.{party}.telephone"))
    yield w.label("members", "ask_note")
    if within:
        yield from qr(w)


def chooser(w: Wording) -> Iterator[Said]:
    """What stands before a choice; the script's own answers are proved by what it does."""
    yield LOOSE
    yield from ask(w, "chooser")
    yield w.label("members", "share", members=w.other_members().text)
    yield w.label("members", "unscripted")
    yield STRICT


PARTS: dict[str, Part] = {
    "glance": glance, "along": along, "plans": plans, "options": options, "table": table, "phases": phases,
    "timeline": timeline, "course": course, "requests": requests, "qr": qr, "contacts": contacts,
    "discounts": discounts, "documents": documents, "eligibility": eligibility, "example": example, "fees": fees,
    "notes": notes, "notices": notices, "notice": notice, "approval": approval,
    "downloads": downloads, "spreadsheets": spreadsheets, "ask": ask,
    "chooser": chooser,
}  # fmt: skip
