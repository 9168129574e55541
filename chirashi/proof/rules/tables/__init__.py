"""Rules for tables: every cell against the grid of the data, in whichever file it stands.

`table_cells` compares the amounts of a page's or sheet's table, `table_headings` its captions and the heads of its
rows and columns, `json_tables` the tables that programs read.
"""
