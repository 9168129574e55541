"""Pages of the end of the work: `finish` makes and proves everything and has it approved, `papers` are opened there,
`push` publishes, and `login` keeps the members' login; `new_year` begins the next edition.
"""
