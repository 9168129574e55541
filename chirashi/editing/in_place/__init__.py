"""Changes one place of a YAML text as its author would have: nothing else in the file moves.

`forms` writes a value as those beside it are written, 77,160円 or 令和7年2月28日; `writing` puts it into YAML, plain or
quoted, in braces or line by line; `nodes` says where the old one stands, and `splicing` puts the new one there.
"""
