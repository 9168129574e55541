"""Finished files as surfaces: blocks of text, tables and codes, each kind of file by its own reader.

`surfaces` chooses the reader: `html` with `html_tables` and `html_attributes`, `json_values`,
`script_strings` for styles and scripts, `calendar_file`, `pictures`, and `pdf`. `qr_codes` reads
codes wherever they are drawn.
"""
