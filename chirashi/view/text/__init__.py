"""Text: a page's Markdown as safe HTML, set as its language is set.

`markdown` converts it and puts figures in, with `table_headings` for what Markdown's tables lack
and `sanitizer` for what content may hold; `glossary_terms` marks terms, and `phrases` says where a
line of a Japanese heading may end.
"""
