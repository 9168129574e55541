"""Ordinary changes to every edition, from a fixed seed: each must print and prove.

`combination` says what is changed, `written` writes the edition, `tried` prints it and asks the proof.
By hand, all of them: `make campaign`; a number after it tries that one alone.
"""

from __future__ import annotations

import datetime
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from known import EDITIONS, ROOT
from ruamel.yaml import YAML

from chirashi import proof
from chirashi.base.problems import Problem
from chirashi.content.edition import load
from chirashi.paper import Printed, print_set

SEED = 13
DAYS = 366
FAMILY = "accident-family"  # whose heads stand over several kinds of members; after all others
OTHERS = sorted(EDITIONS.keys() - {FAMILY})
CHANGED = [*OTHERS, FAMILY]
WHOLE_YEAR = 2 * DAYS  # every day of a leap year as deadline, with a time and without
COMBINATIONS = WHOLE_YEAR + WHOLE_YEAR // len(OTHERS)
YEAR = 2028
TESTED = 24  # of the others in `make test`, which take about a minute and a half of processor time
JA = (
    "会員の診療所と病院で患者さんの記録を守るための備えについて、くわしくは協会にお問い合わせく"
    "ださい。保険金のお支払いには条件があります"
)
EN_TEXT = (
    "members clinics and hospitals keep records of patients and ask the association about the terms under which a "
    "claim is paid in the first year of cover and after it"
)
EN = EN_TEXT.split()
NAMES = "一般社団法人熊本県保険医協会共済部門団体保険制度運営委員会事務局本部連絡会議室分室支部"
NAMES_EN = "Kumamoto Medical and Dental Practitioners Mutual Aid Association of the Prefecture"
HOST = ("https://www.msfp-cyber.co.jp", "https://hoken.kumamoto-hok.or.jp", "https://form.group-insurance.example")
WORDS = ("material", "request-form", "cyber", "members", "2028", "group-insurance", "kumamoto-hok", "apply.html")
OPTIONS = "abcdefghijkl"


class Combination(NamedTuple):
    """What is changed of an edition."""

    number: int
    edition: str
    deadline: str
    plans: int
    options: int
    stages: int
    phases: int
    notes: tuple[int, ...]  # the letters of each
    name: int  # letters of the association's
    address: int  # letters of the request site's
    ways: tuple[str, ...]
    hours: bool
    differ: bool  # whether one plan alone has a deductible

    def __str__(self) -> str:
        lengths = f"{len(self.notes)} notes of {min(self.notes)} to {max(self.notes)}"
        return (
            f"{self.number}: {self.edition}, {self.deadline}, {self.plans} plans, {self.options} options, "
            f"{self.stages} stages, {self.phases} phases, {lengths}, name {self.name}, address {self.address}, "
            f"{'+'.join(self.ways)}"
        )


def combination(number: int) -> Combination:
    """One of `COMBINATIONS`; the same each time."""
    chance = random.Random(SEED * 100_003 + number)
    day = datetime.date(YEAR, 1, 1) + datetime.timedelta(number // 2 % DAYS)
    time = f" {chance.choice((9, 12, 17, 23))}:{chance.choice(('00', '30'))}" if number % 2 else ""
    most = chance.choice((40, 90, 200))
    ways = [way for way in ("url", "fax", "telephone", "email") if chance.random() < 0.7] or ["telephone"]
    return Combination(
        number,
        OTHERS[number % len(OTHERS)] if number < WHOLE_YEAR else FAMILY,
        f"{day.isoformat()}{time}",
        chance.choice((1, 2, 3, 4, 4, 5, 5, 6, 8, 10, 12)),
        chance.choice((0, 1, 2, 3, 3, 4, 6, 9, 12)),
        chance.randint(1, 6),
        chance.randint(0, 5),
        tuple(chance.randint(20, most) for _ in range(chance.choice((2, 4, 6, 9, 10, 12, 16, 20, 25)))),
        chance.randint(4, 40),
        chance.choice((24, 32, 48, 80, 120, 200)),
        tuple(ways),
        chance.random() < 0.5,
        chance.random() < 0.5,
    )


def written(one: Combination, within: Path) -> Path:
    """The edition as it is changed, in a folder of its own."""
    folder = Path(
        shutil.copytree(EDITIONS[one.edition], within / one.edition, ignore=shutil.ignore_patterns("private.yml"))
    )
    yaml, path = YAML(typ="safe", pure=True), folder / "plans.yml"
    yaml.default_flow_style = False
    yaml.width = 1000
    yaml.sort_base_mapping_type_on_output = False
    data = yaml.load(path.read_text("utf-8"))
    _change(data, one, random.Random(one.number))
    with path.open("w", encoding="utf-8") as file:
        yaml.dump(_plain(data), file)
    return folder


def tried(number: int, flyers_alone: bool = False) -> tuple[Printed, list[Problem]]:
    """The print set of a combination, and what is wrong with it: what the press refuses, or the proof does not find.

    Of `flyers_alone` the proof is not asked for the sheets that were not made.
    """
    with tempfile.TemporaryDirectory() as within:
        folder = written(combination(number), Path(within))
        edition = load(folder)
        assert edition.whole, [problem.line_in("en") for problem in edition.problems]
        edition.private = {}
        done = print_set(edition, wanted=(lambda piece: piece.leads) if flyers_alone else lambda _piece: True)
        problems = [problem for problem in done.problems if problem.severity == "error"]
        paper = Path(within) / "print"
        for name, content in done.files.items():
            (paper / name).parent.mkdir(parents=True, exist_ok=True)
            (paper / name).write_bytes(content)
        found = proof.prove(folder, None, paper, earlier=[], beside=[], private={})
        others = ("proof-file-missing", "proof-page-alone") if flyers_alone else ()
        told = [
            problem for problem in found.source_problems if problem.severity == "error" and problem.code not in others
        ]
        return done, problems + told


def _change(data: dict[str, Any], one: Combination, chance: random.Random) -> None:
    window = isinstance(data["dates"]["deadline"], dict) and "closes" in data["dates"]["deadline"]
    data["dates"]["deadline"] = {"opens": f"{YEAR - 1}-10-01", "closes": one.deadline} if window else one.deadline
    data["dates"]["start"] = f"{YEAR + 1}-04-01"
    data["scheme"]["year"] = YEAR + 1
    association = data["parties"][next(iter(data["parties"]))]
    association["name"] = {"ja": NAMES[: one.name], "en": NAMES_EN[: one.name + 10].strip()}
    association |= {"telephone": "096-385-3330", "fax": "096-385-6448", "email": "kumamoto-hok@doc-net.or.jp"}
    if one.hours:
        hours = {
            "ja": "平日9時から17時まで（土日・祝日・年末年始を除く）",
            "en": "Weekdays, 9:00 to 17:00, except public holidays",
        }
        association["hours"] = hours
    party = next(iter(data["parties"]))
    data["requests"] = [{"way": way, "party": party, "note": _text(chance, chance.randint(15, 50))} for way in one.ways]
    for request in data["requests"]:
        if request["way"] == "url":
            request |= {"url": address(chance, one.address), "name": {"ja": "資料請求サイト", "en": "Request site"}}
    if "url" not in one.ways and data.get("flyer"):
        data["flyer"].pop("login", None)
    data["notes"] = {f"n{i}": _text(chance, length) for i, length in enumerate(one.notes)}
    if one.edition == "cyber-2025":
        _plans(data, one, chance)
    _course(data, one, chance)


def _plans(data: dict[str, Any], one: Combination, chance: random.Random) -> None:
    """Plans and options of any number, with limits and premiums of their own."""
    plans, options = "ABCDEFGHIJKL"[: one.plans], OPTIONS[: one.options]
    data["plans"] = {key: {"name": {"ja": f"プラン{key}", "en": f"Plan {key}"}} for key in plans}
    data["options"] = {key: {"name": {"ja": f"オプション{key}", "en": f"Option {key}"}} for key in options}
    data.pop("examples", None)
    cover = data["coverages"]
    cover["liability"]["limit"]["cells"] = {key: f"{(i + 1) * 5000}万円" for i, key in enumerate(plans)}
    cover["costs"]["limit"]["cells"] = {key: f"{(i + 1) * 500}万円" for i, key in enumerate(plans)}
    for name in ("liability", "costs"):
        cells = dict.fromkeys(plans, "none")
        if one.differ:
            cells[plans[0]] = "10万円"
        cover[name]["deductible"]["cells"] = cells
    if options:
        cover["profits"]["limit"]["cells"] = {key: f"{(i + 1) * 1000}万円" for i, key in enumerate(options)}
        cover["profits"]["deductible"]["cells"] = dict.fromkeys(options, "none")
    else:
        del cover["profits"], data["options"]
    tables = data["tables"]
    tables["basic"]["cells"] = {key: f"{50_000 + 9_870 * i:,}円" for i, key in enumerate(plans)}
    if options:
        tables["option"]["cells"] = {key: f"{50_210 + 3_430 * i:,}円" for i, key in enumerate(options)}
        tables["total"].pop("printed")
    else:
        del tables["option"], tables["total"]


def _course(data: dict[str, Any], one: Combination, chance: random.Random) -> None:
    """Phases and stages of any number, where the edition has any."""
    if phases := data.get("phases"):
        data["phases"] = [
            dict(phases[i % len(phases)]) | {"number": i + 1, "happens": _text(chance, chance.randint(20, 80))}
            for i in range(one.phases)
        ]
    if timeline := data.get("timeline"):
        data["timeline"] = [dict(timeline[i % len(timeline)]) | {"key": f"s{i}"} for i in range(one.stages)]


def address(chance: random.Random, length: int) -> str:
    """An address of so many letters: a host with hyphens, a path, and what is asked of it."""
    if length < 40:
        return chance.choice(HOST)
    said = chance.choice(HOST) + "/"
    while len(said) < length // 2:
        said += chance.choice(WORDS) + "/"
    said += "?a=1&b=2" if length > 40 else ""
    while len(said) < length:
        said += f"&{chance.choice('cdefgh')}{len(said)}={chance.choice(WORDS)}"
    return said[:length].rstrip("./-&=")


def _text(chance: random.Random, length: int) -> dict[str, str]:
    start = chance.randrange(len(JA))
    ja = (JA[start:] + "。" + JA * 5)[: length - 1].strip("、。") + "。"
    words = EN * 9
    at = chance.randrange(len(EN))
    en = " ".join(words[at:])[: round(length * 1.8)].rsplit(" ", 1)[0].capitalize() + "."
    return {"ja": ja, "en": en}


def _plain(value: Any) -> Any:
    """Data without what YAML marks of places it was taken from twice."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, list) else value


def tested() -> Iterator[int]:
    """Those of `make test`: every other edition as often, days over the whole year, with a time and without."""
    every = len(OTHERS)
    yield from (every * round(i * WHOLE_YEAR / TESTED / every) + i % every for i in range(TESTED))
    yield from range(WHOLE_YEAR, COMBINATIONS, (COMBINATIONS - WHOLE_YEAR) // 2 + 1)


def main(numbers: list[int]) -> int:
    """Tries some or all, and writes what came of it to `benchmarks/campaign.md` where it was all."""
    from chirashi.base import parallel

    asked = numbers or [*range(COMBINATIONS)]

    def one(number: int) -> tuple[str, float, list[str]]:
        start = time.perf_counter()
        try:
            done, problems = tried(number)
            said = [problem.line_in("en") for problem in problems]
            pages = "+".join(str(page.pages) for page in done.pages.values())
        except Exception as error:  # a crash is a result too
            said, pages = [f"{type(error).__name__}: {error}"], "-"
        line = f"{'printed and proved' if not said else 'REFUSED'} {pages} pages, {combination(number)}"
        sys.stdout.write("\n  ".join([line, *said]) + "\n")
        sys.stdout.flush()
        return pages, time.perf_counter() - start, said

    results = parallel.each(one, asked)
    refused = sum(bool(said) for _, _, said in results)
    formats = Counter(pages for pages, _, _ in results)
    each = sum(seconds for _, seconds, _ in results) / len(results)
    lines = [
        f"{len(results)} combinations tried, {len(results) - refused} printed and proved, {refused} refused.",
        f"Pages of the flyers: {', '.join(f'{pages}: {number}' for pages, number in sorted(formats.items()))}.",
        f"{each:.1f} s each.",
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    if not numbers:
        (ROOT / "benchmarks" / "campaign.md").write_text("# Ordinary changes\n\n" + "\n".join(lines) + "\n", "utf-8")
    return int(refused > 0)


if __name__ == "__main__":
    raise SystemExit(main([int(number) for number in sys.argv[1:]]))
