"""The macros of the comparison's pages: `figure("tables.total.a.B")` and `show("plans")`, from plans.yml.

Written as one would for a site of one's own: no checks, no line numbers, no cells but amounts.
`show` gives HTML, where most people would give Markdown tables: Markdown then has less to do.
"""

import calendar
import datetime
import itertools
import re
from pathlib import Path

import yaml

FACTOR = re.compile(r"\{\{ examples\.\w+\.factors\.(\d+) \}\}")
WEEKDAYS = {"ja": "月火水木金土日", "en": calendar.day_name}
UNITS = {"year": ("年", "one year"), "month": ("か月", "one month")}
WORDS = {
    "ja": {
        "item": "項目", "limit": "支払限度額", "deductible": "免責金額", "premium": "保険料",
        "paid": "1施設あたり・年額", "plans": "基本プラン", "options": "オプション", "who": "対象",
        "from": "{}から", "deadline": "申込締切", "start": "補償開始", "term": "保険期間", "done": "すること",
        "stage": "段階", "costs": "補償される費用", "phase": "局面", "by": "備え", "telephone": "電話", "fax": "FAX",
        "address": "所在地", "person": "担当", "email": "メール", "url": "ウェブサイト",
        "qr": "スマートフォンで読み取ってください",
    },
    "en": {
        "item": "Item", "limit": "Limit of indemnity", "deductible": "Deductible", "premium": "Premium",
        "paid": "per facility, a year", "plans": "Basic plan", "options": "Option", "who": "For",
        "from": "from {}", "deadline": "Apply by", "start": "Cover starts", "term": "Term", "done": "What is done",
        "stage": "Stage", "costs": "Costs covered", "phase": "Phase", "by": "Covered by", "telephone": "Telephone",
        "fax": "Fax", "address": "Address", "person": "Contact", "email": "E-mail", "url": "Web site",
        "qr": "Read it with your phone",
    },
}  # fmt: skip


def define_env(env):
    project = Path(env.project_dir)
    data = yaml.safe_load((project / "plans.yml").read_text("utf-8"))
    parts = {language: Parts(data, language, project / "qr.svg") for language in WORDS}

    def here():
        return parts[env.conf["theme"]["language"]]

    @env.macro
    def figure(key, short=False):
        return here().figures.figure(key, short)

    @env.macro
    def show(name, *arguments):
        part = getattr(here(), name, None)  # forms that work out and ask, and files to load, have no counterpart here
        return part(*arguments) if part else ""


def yen(text):
    """77,160円 and 5,000万円 as whole yen; None for `none`."""
    match = re.fullmatch(r"([\d,]+)(億|万)?円", text)
    size = {"億": 10**8, "万": 10**4, None: 1}
    return int(match[1].replace(",", "")) * size[match[2]] if match else None


class Figures:
    def __init__(self, data, language):
        self.data, self.language = data, language

    def text(self, texts):
        return texts[self.language]

    def money(self, amount):
        if amount is None:
            return "なし" if self.language == "ja" else "None"
        if self.language == "en":
            return f"¥{amount:,}"
        large = ""
        if amount >= 10**6 and amount % 10**4 == 0:
            if amount >= 10**8:
                large, amount = f"{amount // 10**8:,}億", amount % 10**8
            if amount >= 10**4:
                large, amount = large + f"{amount // 10**4:,}万", amount % 10**4
        return large + (f"{amount:,}円" if amount or not large else "円")

    def day(self, value, short=False):
        """A date, or a date with its weekday as plans.yml writes it: 2025-02-28 (金)."""
        day = value if isinstance(value, datetime.date) else datetime.date.fromisoformat(value.split()[0])
        weekday = WEEKDAYS[self.language][day.weekday()]
        if self.language == "ja":
            return f"{day.year}年{day.month}月{day.day}日" + ("" if short else f"（{weekday}）")
        return ("" if short else f"{weekday}, ") + f"{day.day} {calendar.month_name[day.month]} {day.year}"

    def term(self, value):
        number, unit = value.split()
        return number + UNITS[unit][0] if self.language == "ja" else UNITS[unit][1]

    def fact(self, fact):
        if "month" in fact:
            year, month = map(int, str(fact["month"]).split("-")[:2])
            return f"{year}年{month}月" if self.language == "ja" else f"{calendar.month_name[month]} {year}"
        between = "" if self.language == "ja" else " "
        return f"{fact['number']}{between}{self.text(fact['unit'])}"

    def cell(self, cells, column):
        """The amount below one column; `B..D` serves all from B to D."""
        for name, value in cells.items():
            first, _, last = name.partition("..")
            if first <= column <= (last or first):
                return yen(value)
        raise KeyError(column)

    def premium(self, table, *place):
        found = self.data["tables"][table]
        if "rule" in found:
            option, plan = place
            return self.premium("basic", plan) + self.premium("option", option)
        return self.cell(found["cells"], *place)

    def figure(self, key, short=False):
        """What stands under a key like tables.total.a.B, as this language writes it."""
        group, *path = key.split(".")
        if group == "tables":
            return self.money(self.premium(*path))
        if group == "coverages" and path[1] in ("limit", "deductible"):
            return self.money(self.cell(self.data["coverages"][path[0]][path[1]]["cells"], path[2]))
        found = self.data[group]
        for name in path:
            found = found[name]
        return self._said(group, path, found, short)

    def _said(self, group, path, found, short):
        if group == "dates":
            return self.term(found) if path == ["term"] else self.day(found, short)
        if group == "facts":
            return self.fact(found)
        if isinstance(found, dict):
            return self.text(found)
        if path[-1] == "percent" and self.language == "ja":
            return found.replace("%", "％")
        if path[-1] == "telephone":
            return f'<a href="tel:{found.replace("-", "")}">{found}</a>'
        if path[-1] == "email":
            return f'<a href="mailto:{found}">{found}</a>'
        return str(found)


def listed(items):
    return "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"


def described(pairs):
    return "<dl>" + "".join(f"<dt>{term}</dt><dd>{said}</dd>" for term, said in pairs if said) + "</dl>"


def tabled(caption, heads, rows):
    head = "".join(f'<th scope="col">{name}</th>' for name in heads)
    body = "".join(
        f'<tr><th scope="row">{first}</th>' + "".join(f"<td>{cell}</td>" for cell in rest) + "</tr>"
        for first, *rest in rows
    )
    return f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


class Parts:
    """What `show` can show, each as HTML in one language."""

    def __init__(self, data, language, code):
        self.data, self.words, self.code = data, WORDS[language], code
        self.figures = Figures(data, language)
        self.text = self.figures.text

    def names(self, group):
        return [self.text(one["name"]) for one in self.data[group].values()]

    def glance(self):
        figure, words = self.figures.figure, self.words
        dates = [(words[name], figure(f"dates.{name}")) for name in ("deadline", "start", "term")]
        first = [(words["who"], self.text(self.data["eligibility"]["who"]))]
        first += [(words["premium"], words["from"].format(figure("tables.basic.A")))]
        return described(first + dates)

    def timeline(self):
        words, costs = self.words, self.data["costs"]
        rows = [
            [self.text(s["name"]), self.text(s["done"]), listed(self.text(costs[key]["name"]) for key in s["costs"])]
            for s in self.data["timeline"]
        ]
        return tabled(words["stage"], [words["stage"], words["done"], words["costs"]], rows)

    def phases(self):
        def shown(phase):
            by = [self.data["services"][key] for key in phase.get("services", [])]
            by += [self.data["coverages"][key] for key in phase.get("coverages", [])]
            covered = listed(f"{self.text(b['name'])} {self.text(b.get('pays') or b['does'])}" for b in by)
            return f"<strong>{self.text(phase['name'])}</strong><p>{self.text(phase['happens'])}</p>{covered}"

        return "<ol>" + "".join(f"<li>{shown(phase)}</li>" for phase in self.data["phases"]) + "</ol>"

    def over(self, axis, table):
        """Plans or options as columns, what they cover as rows, the premium last."""
        words, rows = self.words, []
        for key, coverage in self.data["coverages"].items():
            if coverage["over"] == axis:
                for part in ("limit", "deductible"):
                    basis = self.text(coverage[part]["basis"]) if "basis" in coverage[part] else ""
                    head = f"{self.text(coverage['name'])} {words[part]} {basis}"
                    rows.append([head, *(self.figures.figure(f"coverages.{key}.{part}.{c}") for c in self.data[axis])])
        rows.append([words["premium"], *(self.figures.figure(f"tables.{table}.{c}") for c in self.data[axis])])
        return tabled(f"{words[axis]} {words['paid']}", [words["item"], *self.names(axis)], rows)

    def plans(self):
        return self.over("plans", "basic")

    def options(self):
        return self.over("options", "option")

    def table(self, name):
        table, words = self.data["tables"][name], self.words
        rows = [
            [self.text(option["name"]), *(self.figures.figure(f"tables.{name}.{o}.{p}") for p in self.data["plans"])]
            for o, option in self.data["options"].items()
        ]
        caption = f"{self.text(table['name'])} {words['paid']}"
        return tabled(caption, [f"{words['options']} / {words['plans']}", *self.names("plans")], rows)

    def example(self, name):
        example = self.data["examples"][name]
        result, said = 1, []
        for factor in example["factors"]:
            if "table" in factor:
                axes = self.data["tables"][factor["table"]]["axes"]
                amount = self.figures.premium(factor["table"], *(factor["at"][axis] for axis in axes))
                said.append(self.figures.money(amount))
            else:
                amount = factor["number"]
                said.append(self.figures.fact(factor))
            result *= amount
        title = FACTOR.sub(lambda match: said[int(match[1])], self.text(example["name"]))
        return f"<p>{title}: {' × '.join(said)} = {self.figures.money(result)}</p>"

    def contacts(self):
        def shown(key, party):
            figure, words = self.figures.figure, self.words
            kinds = [kind for kind in ("telephone", "fax", "email", "person", "address") if kind in party]
            pairs = [(words[kind], figure(f"parties.{key}.{kind}")) for kind in kinds]
            return f"{self.text(party['name'])}<p>{self.text(party['duty'])}</p>{described(pairs)}"

        return listed(shown(key, party) for key, party in self.data["parties"].items())

    def requests(self):
        def shown(way):
            kind = way["way"]
            where = way.get("url") or self.figures.figure(f"parties.{way['party']}.{kind}")
            if kind == "url":
                where = f'<a href="{where}" rel="noopener">{where}</a>'
            return self.words[kind], f"{where}<p>{self.text(way['note'])}</p>"

        return described(shown(way) for way in self.data["requests"]) + self.qr()

    def documents(self):
        return listed(self.names("documents"))

    def eligibility(self):
        found = self.data["eligibility"]
        others = (found.get(part, []) for part in ("trades", "conditions"))
        return listed(self.text(said) for said in [found["who"], *itertools.chain(*others)])

    def notes(self):
        return listed(self.filled(self.text(note)) for note in self.data["notes"].values())

    def filled(self, text):
        """A note with its `{{ key }}` filled in."""
        before, *rest = text.split("{{ ")
        pieces = [piece.split(" }}") for piece in rest]
        return before + "".join(self.figures.figure(key) + after for key, after in pieces)

    def qr(self):
        """The code is drawn once and kept beside the data."""
        url = next(way["url"] for way in self.data["requests"] if way["way"] == "url")
        svg = self.code.read_text("utf-8")
        return f'<figure>{svg}<figcaption>{self.words["qr"]} <a href="{url}">{url}</a></figcaption></figure>'
