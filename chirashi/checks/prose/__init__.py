"""Checks of prose: the figures and words that staff typed into pages and texts.

`figure_calls` holds each placeholder to a figure that is there.
`figure_reading` finds each figure in a text, `known_figures` knows which values the data has and
`literals.yml` declares, `typed_figures` tells those that should come from the data or are wrong, `words`
holds each thing to one name, and `drafts` tells what is still to be written. The proof reads finished pages
by rules of its own, since a rule that both used would hide its own mistake from both.
"""
