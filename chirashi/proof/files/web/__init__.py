"""Readers for what a browser loads: pages, their tables and attributes, styles and scripts.

`html` reads a page with `html_tables` and `html_attributes`, and with `material_theme` where Material for MkDocs made
it; `script_strings` reads the texts within styles and scripts.
"""
