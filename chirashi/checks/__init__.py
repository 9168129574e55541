"""Check: everything that is wrong with an edition, in one pass, so that the first mistake never hides the second.

`scheme` looks at the data, `files` at what lies in the folder, `text` at pages and their Markdown, `prose` at figures
and words in sentences, and `sense` at what can be read but is hardly meant.

Each check is a small generator of problems over a loaded edition. A check that needs the data
whole is not asked where the data could not be read; what kept it from being read is said, and
the pages are checked for what can be known without it.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator

from chirashi.base.problems import Problem
from chirashi.checks.files import attachments, folder, members_lists, privacy
from chirashi.checks.prose import drafts, figure_calls, typed_figures, words
from chirashi.checks.scheme import data, dates, own_pages, underwriters
from chirashi.checks.sense import amounts, contacts, contradictions, last_edition
from chirashi.checks.text import links, markdown_slips, markdown_tables, pages
from chirashi.content.edition import Edition

Check = Callable[[Edition], Iterator[Problem]]

OF_DATA: tuple[Check, ...] = (
    data.edition_named_as_its_folder,
    data.texts_in_every_language,
    data.references,
    data.examples,
    data.requests,
    data.chooser,
    data.phases_in_order,
    data.premiums_fall_as_limits_rise,
    figure_calls.placeholders_in_texts,
    figure_calls.same_placeholders_in_texts,
    data.names_once,
    data.small_discounts,
    data.notices,
    underwriters.profiles,
    dates.deadline,
    dates.plan_year,
    dates.published,
    contacts.area_codes,
    contacts.shared_faxes,
    contacts.faxes_that_ring,
    contacts.example_addresses,
    amounts.far_from_neighbours,
    last_edition.changes,
    contradictions.discounts_applied,
    contradictions.counts,
    words.preferred_terms,
    words.search_words,
    words.markup_in_data,
    own_pages.named_as_its_edition,
)
OF_PAGES: tuple[Check, ...] = (
    folder.places,
    folder.kept_names,
    members_lists.unpublished,
    pages.same_pages,
    pages.signs,
    pages.headings,
    pages.placeholders,
    pages.same_placeholders,
    links.links,
    links.html,
    attachments.files,
    attachments.pictures,
    markdown_slips.unreadable,
    markdown_slips.bold,
    markdown_slips.broken_links,
    markdown_slips.footnotes,
    markdown_slips.unseen_signs,
    markdown_tables.tables,
    drafts.drafts,
    words.braces,
    words.language_of_texts,
    words.slips,
    words.weekdays,
    words.emails,
    typed_figures.figures_in_prose,
)


def check(edition: Edition, today: datetime.date) -> list[Problem]:
    """All problems of an edition, errors and warnings, in the order of file and line. `today` in Japan."""
    found = list(edition.problems)
    if edition.whole:
        for one in OF_DATA:
            found += one(edition)
        found += dates.approval(edition, today)
    for one in OF_PAGES:
        found += one(edition)
    found += privacy.unquoted(edition)
    found += privacy.in_tracked_files(edition)
    return _first(sorted(set_apart(found), key=lambda p: (p.file, p.line, p.code)))


MOST = 200  # problems of a kind in a file: nobody reads on, and a table that has lost its form has thousands


def _first(problems: list[Problem]) -> list[Problem]:
    seen: Counter[tuple[str, str]] = Counter()
    kept = []
    for problem in problems:
        seen[problem.file, problem.code] += 1
        if seen[problem.file, problem.code] <= MOST:
            kept.append(problem)
    return kept


def set_apart(problems: list[Problem]) -> list[Problem]:
    """Each problem once: two checks may meet the same slip on their ways, and a misspelt figure is no unknown one."""
    slips: dict[tuple[str, int], str] = defaultdict(str)
    for p in problems:
        for name in SLIPS.get(p.code, ()):
            slips[p.file, p.line] += f"{p.fields[name]}\n"
    once = {(p.file, p.line, p.code, repr(p.fields)): p for p in problems}
    return [p for p in once.values() if p.code not in FOLLOWING or str(p.fields["found"]) not in slips[p.file, p.line]]


SLIPS: dict[str, tuple[str, ...]] = {code: ("value",) for code in ("digit-letter", "weekday-wrong", "date-impossible")}
SLIPS |= {"digit-width": ("value", "mend"), "link-scheme": ("target",), "html-unsafe": ("what",)}
SLIPS |= {"picture-outside": ("what",), "draft": ("found",)}
FOLLOWING = ("figure-unknown", "figure-by-hand")
