"""Finished files as surfaces: blocks of text, tables and codes, each kind of file by its own reader.

`kinds` lists every kind of file and its reader: `html` with `html_tables` and `html_attributes`, `json_values`,
`script_strings` for styles and scripts, `calendar_file`, `pictures`, and `pdf`. `qr_codes` reads
codes wherever they are drawn; `surfaces` is what all of them fill.
"""
