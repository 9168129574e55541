"""What has changed since last year, and what an underwriter approves: compared, ticked off, written out, signed.

`comparison` sets two editions against one another; `ticks` keeps what has been looked at in `reviewed.yml`;
`words` holds what the lists call things; `papers` writes them out: a sheet to sign, a workbook, the dossier.

The console and the desk call no more than this:

    old = previous(edition)                    # the edition of the year before; None where there is none
    changes = compare(old, edition)            # of two editions that are whole, as a tree of plain values
    for name, lines in changes.sections():     # exchanged, added, gone, figures, texts, stays
        for line in lines:                     # a Line: id, hash, name, old, new, difference, percent, marks …
            ...
    ticked(edition.folder, changes)            # ids of lines that have been looked at and say the same since
    tick(edition.folder, [line]); untick(edition.folder, [line])
    noted(edition.folder, more, fewer)         # the same as a change for `editing.save`

    approving.approve(folder, number, until)   # binds the approval to the content as it is; `refusal` says why a
                                               # content may not be published, `content.approval.standing` how it stands
    papers.sheet.pdf(old, edition, changes, ids, lang); papers.workbook.workbook(…); papers.notice.notice(…)

A line's `id` is that of its place and stays while the text changes; its `hash` is that of what it says. `name`,
`old`, `new` and `difference` are told per language (`line.name["ja"]`); `marks` and `reasons` are names, which
`word("marks", mark)` and `word("reasons", reason)` put in words of both languages, as `word("sections", name)` does
those of sections.
"""

from chirashi.checks.sense.last_edition import previous
from chirashi.review.comparison.compare import compare
from chirashi.review.comparison.lines import Changes, Line, Piece
from chirashi.review.ticks import noted, tick, ticked, untick
from chirashi.review.words import word

__all__ = ["Changes", "Line", "Piece", "compare", "noted", "previous", "tick", "ticked", "untick", "word"]
