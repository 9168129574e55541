"""Rules for one file: what it says, against the data.

`one_file` goes through them. `tracing` follows each figure of a text to its keys, by the words around it
(`block_context`) and by where `links` lead; `tables` are held to the grids; `attachments` knows what lies beside the
edition's pages, `own_files` and `own_page` what an edition's own folder of the site holds; `calendar_times` reads the
zones and alarms of a calendar. `privacy` looks for what must not be there. `findings` keeps what they tell.
"""
