"""Excel, there and back: the edition as a workbook, for those who would rather fill in cells.

`fields` lays out what stands in it: a sheet for each table as on the flyer, dates, figures, contacts, texts. `cells`
says how each value looks in a cell, and what somebody meant by one; `workbook` writes it all, in the words of
`words`. What comes back is opened by `opening`, which lets nothing in that a workbook has no need of; `reading` says
what is changed, and `taking` writes that through `editing`. What is to be mended goes back in the workbook itself
(`marking`). `matching` finds our tables in a workbook of somebody else's making, by its `headings`.
"""
