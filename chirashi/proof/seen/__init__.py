"""Seen: what a reader's eye meets on the finished pages, in a browser of this machine.

`run` opens the `browser`, serves the folder with its own headers (`serving`), and `pages` looks at every page in
every one of the `states`: on a phone and a desktop, light, dark and in print, with scripts and without. `sight.js`
runs in the page and says what does not show, shows too much or out of its place; what the theme hides on purpose it
declares in `theme/seen.toml`. `codes` reads QR codes from the picture of a page, `findings` tells each finding once.
`sheets` looks at the printed sheets for ink in each letter's place and at their `glyphs` outline by outline. What the
pages do is another room: `behaviour`.
"""
