"""Checks of files: what lies in an edition's folder, and what must not.

`folder` looks at names and places, `attachments` at pictures and papers beside pages, `privacy` for private values
in text, and `members_lists` for lists of members among the files that are published.
"""
