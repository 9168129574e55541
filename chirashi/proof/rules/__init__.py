"""Rules for one file: what it says, against the data.

`one_file` goes through them. `tracing` follows each figure of a text to its keys, by the words around it
(`block_context`) and by where `links` lead; `table_cells`, `table_headings` and `json_tables` hold tables
to the grids; `attachments` knows what lies beside the edition's pages; `private_values` looks for what must
not be there. `findings` keeps what they tell.
"""
