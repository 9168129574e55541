"""The forms of the desk: what stands in an edition's files as fields, and what was typed into them as changes.

`fields` shows parts of the data file by its model, `tables` the premiums and limits as they stand on the flyer,
`typed` reads amounts as people type them, `pasting` finds out where a block of cells copied from Excel belongs.
`entries` adds, moves and removes plans, notes and the like with all that depends on them. `paragraphs` shows a
page paragraph by paragraph, `chips` its figures by their names.
"""
