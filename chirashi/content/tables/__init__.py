"""Tables: the premiums and limits of an edition in rows and columns.

`grids` says what a table is; `grid_builder` fills each of them from the data.
"""
