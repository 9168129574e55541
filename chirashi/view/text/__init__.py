"""Text: a page's Markdown as safe HTML, set as its language is set.

`source_lines` reads what staff typed, line by line, with `source_tables` and `notices`, and checks read the
same lines. `markdown` converts them and puts figures and `pictures` in, with `table_headings` for what
Markdown's tables lack and `sanitizer` for what content may hold. In the HTML, cut into `html_tokens`,
`glossary_terms` marks terms, and `phrases` says where a line of a Japanese heading may end.
"""
