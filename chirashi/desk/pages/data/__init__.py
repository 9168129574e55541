"""Pages of the data: `figures` has the tables, `items` everything else; `excel` takes them along and back."""
