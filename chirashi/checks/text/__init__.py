"""Checks of pages: their headings, links and Markdown, in every language.

`pages` compares a page with its translations; `links` follows where it leads; `markdown_slips` and `markdown_tables`
tell what was typed for Markdown and would print as something else; `texts` lists the texts that all of them read.
"""
