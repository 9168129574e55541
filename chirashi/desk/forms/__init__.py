"""The forms of the desk: what stands in an edition's files as fields, and what was typed into them as changes.

`fields` shows parts of the data file by its model, of which `kinds` asks what can stand where; a field is named by
its path in the data (`paths`). `tables` shows the premiums and limits as they stand on the flyer, `typed` reads
amounts as people type them, `pasting` finds out where a block of cells copied from Excel belongs. `paragraphs` shows
a page paragraph by paragraph, `chips` its figures by their names.
"""
