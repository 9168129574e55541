"""Writes the proof as files: `proof.json` for machines, `proof.html` for the people who file it with the approval.

The page prints whole, opens without a script, and names the files that it speaks of by their
SHA-256, so that years later one can tell whether a file is the one that was proved.
"""

from __future__ import annotations

import functools
import hashlib
import html
import json
from collections import Counter, defaultdict
from pathlib import Path

from chirashi.base.files import publishing
from chirashi.base.project import PACKAGE, theme
from chirashi.proof.files.kinds import REPORTS
from chirashi.proof.rules.findings import Line
from chirashi.proof.run import Proof

FORMAT = 2
KINDS = {**REPORTS, "qr": ("QRコード", "QR codes")}
APPROVAL = {
    "approval.number": ("文書番号", "Approval number"),
    "approval.issued": ("作成年月", "Approved on"),
    "approval.valid_until": ("有効期限", "Valid until"),
    "scheme.published": ("発行日", "Issued on"),
}
STYLE = """
:root{color-scheme:light dark}body{font:16px/1.7 "BIZ UDPGothic","Noto Sans JP",system-ui,sans-serif;margin:0 auto;
max-width:64rem;padding:2rem 1rem 4rem}h1{font-size:1.7rem;line-height:1.4}h2{font-size:1.2rem;margin-top:2.5rem}
table{border-collapse:collapse;width:100%}th,td{border-bottom:1px solid #8886;padding:.35rem .6rem;text-align:left;
vertical-align:top}td.n{text-align:right;font-variant-numeric:tabular-nums}.good{color:#0a6b3d}.bad{color:#b3261e}
@media(prefers-color-scheme:dark){.good{color:#6fd3a0}.bad{color:#ffb4ab}}summary{cursor:pointer;padding:.4rem 0}
code{overflow-wrap:anywhere}small{opacity:.8}h2,summary,thead{break-after:avoid}tr{break-inside:avoid}
td:last-child{width:40%}@page{size:A4;margin:15mm}@media print{:root{color-scheme:light}
body{max-width:none;padding:0;font-size:7.5pt;line-height:1.35}h1{font-size:14pt}h2{font-size:10pt;margin-top:1.2rem}
th,td{padding:.1rem .3rem}summary{list-style:none}}
"""


def write(proofs: list[Proof], folder: Path) -> None:
    """Writes `proof.json` and `proof.html` into a folder; the same proofs give the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    publishing.rewrite(folder / "proof.json", _text([as_data(proof) for proof in proofs]))
    publishing.rewrite(folder / "proof.html", as_page(proofs))


def _text(value: object, depth: int = 0) -> str:
    """JSON that people can read and compare too: down to the single figure, a line each."""
    said = json.JSONEncoder(ensure_ascii=False).encode
    if depth == 0 and isinstance(value, list):
        return "[" + ",\n".join(_text(one, 1) for one in value) + "]\n"
    if depth == 1 and isinstance(value, dict):
        return "{\n" + ",\n".join(f"{said(name)}: {_text(one, 2)}" for name, one in value.items()) + "\n}"
    if depth == 2 and isinstance(value, list):
        return "[\n" + ",\n".join(map(said, value)) + "\n]"
    return said(value)


def as_data(proof: Proof) -> dict[str, object]:
    return {
        "format": FORMAT,
        "edition": proof.edition,
        "good": proof.good,
        "files": proof.files,
        "traced": len(proof.ledger),
        "private": proof.private,
        "seen": proof.browser,
        "surfaces": surfaces(proof),
        "approval": proof.approval,
        **({"draft": True, "since": proof.since} if proof.draft else {}),
        "data": proof.data,
        "text": proof.text,
        "press": press_digest(),
        "set": set_digest(proof),
        "sha256": proof.digests,
        "headers": proof.headers,
        "problems": [
            {"file": p.file, "line": p.line, "code": p.code, "also": p.also, "ja": p.text("ja"), "en": p.text("en")}
            for p in proof.source_problems
        ],
        "figures": [
            {
                "file": line.place.file,
                "line": line.place.line,
                "spot": line.place.spot,
                "surface": line.surface,
                "said": line.text,
                "kind": line.figure.kind,
                "value": line.figure.value,
                "keys": list(line.keys),
            }
            for line in proof.ledger
        ],
    }


@functools.cache
def press_digest() -> str:
    """The SHA-256 of the press that made the files: its own modules and the theme's, by their names and digests."""
    look = theme()
    named = {f"theme/{look.name_of(path)}": path for path in look.files("**/*")}
    named |= {path.relative_to(PACKAGE).as_posix(): path for path in PACKAGE.rglob("*") if path.is_file()}
    paths = sorted((name, path) for name, path in named.items() if "__pycache__" not in path.parts)
    lines = (f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {name}\n" for name, path in paths)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def surfaces(proof: Proof) -> dict[str, int]:
    return dict(sorted(Counter(line.surface for line in proof.ledger).items()))


def set_digest(proof: Proof) -> str:
    """The SHA-256 of the whole set: of its files' digests and names, line by line, as `sha256sum` writes them."""
    lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(proof.digests.items()))
    return hashlib.sha256(lines.encode()).hexdigest()


def as_page(proofs: list[Proof]) -> str:
    body = "".join(_edition(proof) for proof in proofs)
    return (
        f'<!doctype html>\n<html lang="ja">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width">\n<title>校正の記録 / Proof</title>\n'
        f"<style>{STYLE}</style>\n</head>\n<body>\n{body}</body>\n</html>\n"
    )


def _edition(proof: Proof) -> str:
    wrong = sum(problem.severity == "error" for problem in proof.source_problems)
    if proof.good:
        said = (
            '<p class="good"><strong>すべての数字がデータと一致しています。</strong> '
            "Every figure follows from the data.</p>"
        )
    else:
        said = (
            f'<p class="bad"><strong>{wrong} 件の誤りがあります。公開できません。</strong> '
            f"{wrong} errors; not to be published.</p>"
        )
    rows = "".join(
        f'<tr><th scope="row">{_kind(name)}</th><td class="n">{count:,}</td></tr>'
        for name, count in surfaces(proof).items()
    )
    return (
        f"<h1>校正の記録 <small>Proof</small> — {html.escape(proof.edition)}</h1>\n{said}\n"
        f"<p>{proof.files:,} 個のファイルを読み、{len(proof.ledger):,} 個の数字・日付・連絡先を"
        f"データまでたどりました。<br><small>{proof.files:,} files read; {len(proof.ledger):,} figures, dates and "
        f"contacts traced to the data.</small></p>\n{_private(proof)}{_seen(proof)}{_what(proof)}{_problems(proof)}"
        f'<h2>どこに、いくつ <small>Where, how many</small></h2>\n<table><thead><tr><th scope="col">場所 / Surface</th>'
        f'<th scope="col" style="text-align:right">数 / Figures</th></tr></thead><tbody>{rows}</tbody></table>\n'
        f"<h2>一つずつ <small>One by one</small></h2>\n{_files(proof.ledger)}"
        f"<h2>照らし合わせたファイル <small>Files proved</small></h2>\n{_table(_digests(proof.digests))}"
    )


def _private(proof: Proof) -> str:
    """How many private values were looked for; never which."""
    if not proof.private:
        return ""
    return (
        f"<p>会員だけの値 {proof.private:,} 個を、すべてのファイルで探しました。"
        f"<br><small>{proof.private:,} private values looked for in every file.</small></p>\n"
    )


def _seen(proof: Proof) -> str:
    """Whether the pages were looked at in a browser, and in which."""
    if proof.browser is None:
        return ""
    if not proof.browser:
        return "<p>ブラウザーでは見ていません。<br><small>Not seen in a browser.</small></p>\n"
    by = html.escape(proof.browser)
    return f"<p>ブラウザー（{by}）でも見ました。<br><small>Seen in a browser: {by}.</small></p>\n"


def _what(proof: Proof) -> str:
    """What was proved: the edition's approval and issue as far as it says them, its data, the set as a whole."""
    rows = {_both(*APPROVAL[key]): html.escape(said) for key, said in proof.approval.items()}
    if proof.draft:
        rows[_both("承認", "Approval")] = _both("校正刷り・未承認", "Proof – not approved")
    if proof.since:
        listed = "".join(f"<li><code>{html.escape(one)}</code></li>" for one in proof.since)
        rows[_both("承認のあとに変わったもの", "Changed since the approval")] = f"<ul>{listed}</ul>"
    rows |= _digests(proof.data)
    rows[_both("全ファイルのSHA-256", "SHA-256 of all files")] = f"<code>{set_digest(proof)}</code>"
    return f"<h2>何を照らし合わせたか <small>What was proved</small></h2>\n{_table(rows)}"


def _digests(files: dict[str, str]) -> dict[str, str]:
    return {f"<code>{html.escape(name)}</code>": f"<code>{digest}</code>" for name, digest in files.items()}


def _table(rows: dict[str, str]) -> str:
    body = "".join(f'<tr><th scope="row">{name}</th><td>{said}</td></tr>\n' for name, said in rows.items())
    return f"<table><tbody>{body}</tbody></table>\n"


def _both(ja: str, en: str) -> str:
    return f"{html.escape(ja)} <small>{html.escape(en)}</small>"


def _kind(name: str) -> str:
    ja, en = KINDS.get(name, (name, ""))
    if not en and " " in name:
        file, _, attribute = name.partition(" ")
        ja, en = f"{file} の {attribute}", f"{attribute} of {file}"
    return _both(ja, en)


def _problems(proof: Proof) -> str:
    if not proof.problems:
        return ""
    items = "".join(
        f'<li class="{"bad" if p.severity == "error" else ""}"><code>{html.escape(p.place())}</code> '
        f"{html.escape(p.text('ja'))}<br><small>{html.escape(p.text('en'))}</small></li>"
        for p in proof.source_problems
    )
    return f"<h2>見つかったこと <small>Found</small></h2>\n<ul>{items}</ul>\n"


def _files(ledger: list[Line]) -> str:
    by_file: dict[str, list[Line]] = defaultdict(list)
    for line in ledger:
        by_file[line.place.file].append(line)
    return "".join(_file(name, lines) for name, lines in by_file.items())


def _file(name: str, lines: list[Line]) -> str:
    rows = "".join(
        f'<tr><td class="n">{line.place.line or ""}</td><td>{html.escape(line.place.spot)}</td>'
        f"<td>{html.escape(line.text)}</td><td>{html.escape(str(line.figure))}</td>"
        f"<td><code>{html.escape(', '.join(line.keys))}</code></td></tr>"
        for line in lines
    )
    head = "".join(
        f'<th scope="col">{word}</th>'
        for word in ("行 / Line", "箇所 / Spot", "表示 / Shown", "値 / Value", "データ / Key")
    )
    return (
        f"<details open><summary><code>{html.escape(name)}</code> — {len(lines):,}</summary>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></details>\n"
    )
