"""Printed sheets: `structure` reads the text of a tagged PDF in the order of its structure, `document`
what the file says besides its pages, and `sheet` makes a surface of both.
"""
