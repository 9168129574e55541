"""All that staff may write on a page is held to their Markdown word for word: no kind of text is outside the proof."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pikepdf
import pytest
from known import EDITIONS, LANGUAGES
from PIL import Image

from chirashi.base.files.publishing import write
from chirashi.content.edition import load
from chirashi.proof.run import Kept, prove
from chirashi.site.build import site as rendered

JA = """
> 【ご注意】
> 会場の駐車場は、**お使い**いただけません。
>
> - 駐輪場は別です。

> お知らせ：会期が変わりました。

> だれかの言葉を引きます。
> > さらに中の言葉です。

ご用意いただくものは、次のとおりです。
- 会員証
- 筆記用具
  - 鉛筆
  - **消しゴム**

    消しゴムの段落です。
- ~~古い~~新しい用紙
お待ちしています。

・中黒の項目
・次の中黒の項目

１．全角の番号
２．次の番号

- [ ] まだのこと
- [x] すんだこと

用語
: 意味の説明です。
: もう一つの意味です。

<details><summary>**開く**と見えます</summary>

中の**太字**です。
- 中の項目

</details>

<p class="note">・段落のままの文です。</p>

```
## 囲みの中は `そのまま` です
- 記号も残ります
```

表：窓口の一覧

| 用件 | 窓口 |
|---|---|
| ご加入 | `協会|本部` |

｜品目｜置き場所｜
｜ーー｜ーー｜
｜用紙｜受付｜

行事	場所
総会	大ホール

    字下げした段落です。プラン<A>と<b>太字</b>、とても__大切__な点です。
　全角で始まる段落です。
※一つ目の注意
※二つ目の注意

年に
3. と書いた文です。

![会場の地図。駅の東口から北へ](map.png "会場の略図です")

文中の![小さな地図](map.png "見えない題")もあります。

くわしくは[開催のご案内](annai.pdf)と[案内のPDF](annai.pdf)、[名前で引くリンク][top]をご覧ください。

[top]: index.md

保険料は税込です[^tax]。補償は別枠です[^b]。もう一度[^tax]。[はじめに](index.md){title="指した人に見える題"}

[^b]: 二の注です。
[^tax]: 一の注です。
    一の注の続きです。

    一の注の段落です。

おわりの文です。
"""
EN = """
> **Please note**
> The car park *cannot* be used.

> Notice: the dates have changed.

> Somebody's words.

Bring the following:
- your card
- a pen
  - or a **pencil**
1) call us
2) fill in the form

- [ ] still to do
- [x] done

Term
: What it means.

<details>
<summary>Open here</summary>

Inside is **bold** text.

</details>

```
## as it is
```

Table: Whom to ask

| Matter | Desk |
|---|---|
| Joining | Association |

On the
3. of the list is a sentence.

![Map of the venue: north of the east exit](map.png "Sketch of the venue")

See [the programme](annai.pdf) and [the PDF](annai.pdf); ask <https://association.example.jp>.

Premiums include tax[^tax]. Cover is separate[^b].

[^tax]: The first note.
[^b]: The second note,
goes on here.

The last sentence.
"""
TEXT = {"ja": JA, "en": EN}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Kept]:
    """An edition whose page of premiums holds all of it, its site, and what was read of that."""
    within = tmp_path_factory.mktemp("staff")
    folder = Path(shutil.copytree(EDITIONS["fire-options"], within / "fire-options"))
    for language in LANGUAGES:
        with (folder / language / "premiums.md").open("a", encoding="utf-8") as page:
            page.write(TEXT[language])
        Image.new("RGB", (200, 100), "#2d2f7e").save(folder / language / "map.png")
        with pikepdf.new() as paper:
            paper.add_blank_page()
            paper.save(folder / language / "annai.pdf")
    write(rendered(load(folder)), within / "site")
    return folder, within / "site", {}


def told(made: tuple[Path, Path, Kept], site: Path) -> list[str]:
    folder, _, kept = made
    found = prove(folder, site, earlier=[], beside=[], private={}, kept=dict(kept) if kept else kept).problems
    return [f"{p.file} {p.code}: {p.line_in('en')}" for p in found if p.code.startswith("proof-words")]


def test_all_of_it_is_proved(made: tuple[Path, Path, Kept]) -> None:
    assert told(made, made[1]) == []


WORDS = """
ご注意 いただけません 駐輪場は 会期が だれかの さらに中の 会員証 鉛筆 消しゴムの段落 新しい お待ちして 次の中黒
次の番号 まだの もう一つの意味 開く 中の項目 段落のまま そのまま 窓口の一覧 ご加入 受付 大ホール 字下げした
全角で始まる 二つ目の注意 と書いた 会場の略図 駅の東口 開催の 名前で引く 指した人 二の注です 一の注の段落
本文に戻る おわりの
"""


@pytest.mark.parametrize("word", WORDS.split())
def test_a_word_of_it_that_is_changed_is_told(word: str, made: tuple[Path, Path, Kept], tmp_path: Path) -> None:
    copy = Path(shutil.copytree(made[1], tmp_path / "site"))
    page = copy / "premiums" / "index.html"
    text = page.read_text("utf-8")
    pattern = r"(?:<wbr>|</?\w+>|\u200b|\u2060)*".join(map(re.escape, word))
    changed, count = re.subn(pattern, "変えた", text[text.index("<main") :], count=1)
    assert count == 1
    page.write_text(text[: text.index("<main")] + changed, "utf-8")
    assert any(line.startswith("site/premiums/index.html proof-words") for line in told(made, copy))


@pytest.mark.parametrize("sign", [("☑", "☐"), ("※2", "※1"), ("会員証", ""), ("<li>鉛筆</li>", "")])
def test_a_sign_or_an_item_is_told(sign: tuple[str, str], made: tuple[Path, Path, Kept], tmp_path: Path) -> None:
    copy = Path(shutil.copytree(made[1], tmp_path / "site"))
    page = copy / "premiums" / "index.html"
    text = page.read_text("utf-8")
    assert sign[0] in text
    page.write_text(text.replace(*sign), "utf-8")
    assert told(made, copy)
