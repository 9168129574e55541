"""Finished files as surfaces: blocks of text, tables and codes, each kind of file by its own reader.

`kinds` lists every kind of file and its reader: those of `web` for what a browser loads, `images`, `pdf`,
`json_values` and `calendar_file`. `surfaces` is what all of them fill; `surplus` says what each kind may hold beside
what they read.
"""
