"""Writes out what has changed and what is to be approved.

`lines_shown` puts a line into words, `console` and `sheet` show them on the terminal and as a PDF to sign, `workbook`
as Excel; `notice` drafts 主な改定点 for members; `dossier` is all that an underwriter wants, in one file, and
`signature` signs it.
"""
