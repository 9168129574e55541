"""The list of members: read, understood, kept sorted.

`reading` gives the rows of a workbook or CSV as text, `columns` finds what stands in which of them (by
`columns.toml`, the edition's axes, and the project's settings), `register` takes every record in, and sorts and finds
them again; `addresses` says what can be said of an address without a directory (`prefectures.toml`), and
`customer_barcode` makes the signs and bars of Japan Post's code of its figures.
"""
