"""The editions that tests run on, the day on which they run, and a page that shows all that can be shown."""

import datetime
import shutil
from pathlib import Path

from chirashi.checks.text.pages import TAKES
from chirashi.content.edition import load
from chirashi.view.environment import partials

ROOT = Path(__file__).resolve().parents[2]
EDITIONS = {path.name: path for path in (ROOT / "content/cyber-2025", *sorted((ROOT / "tests/editions").iterdir()))}
TODAY = datetime.date(2026, 11, 2)  # a Monday
LANGUAGES = ("ja", "en")


def showing_all(name: str, within: Path) -> tuple[Path, list[str]]:
    """A copy of an edition whose first page shows each partial, once for each thing it may be asked about.

    Also those calls in their order; each stands below a heading `part-0`, `part-1` and so on.
    """
    folder = Path(shutil.copytree(EDITIONS[name], within / name))
    data, shown = load(folder).data, []
    for partial in partials():
        known = getattr(data, TAKES[partial]) if partial in TAKES else None
        shown += [f'show("{partial}")'] if known is None else [f'show("{partial}", "{key}")' for key in known]
    body = "".join(f"\n## {i} {{#part-{i}}}\n\n{{{{ {part} }}}}\n" for i, part in enumerate(shown))
    for language in LANGUAGES:
        page = folder / language / "index.md"
        front = page.read_text("utf-8").split("---\n")[1]
        page.write_text(f"---\n{front}---\n{body}", "utf-8")
    return folder, shown
