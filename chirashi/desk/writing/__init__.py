"""Writing: what was typed at the desk becomes changes of the edition's files, through the one writer of `editing`.

`saving` makes changes of a form, `entries` adds, moves and removes, and `looked` keeps which translations somebody has
looked at.
"""
