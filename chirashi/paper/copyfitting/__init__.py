"""Copyfitting: the setting and the format by which sheets hold their text, as a compositor finds them.

`settings` declares what is tried and in which order, `scaling` makes a stylesheet of a setting and
`frames` the places of what stands on a sheet. `arrangement` says what stands on which sheet, `widths`
and `pages` cut tables and share blocks out over four pages. `measuring` reads a layout, and `fit`
goes from the sheets as designed to those that hold.
"""
