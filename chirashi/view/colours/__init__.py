"""Colours: those of the theme's `tokens.css`, for pages and paper alike.

`tokens` reads the file, with `css_colours` for every notation of a colour and `css_conditions` for what holds
on dark screens or on paper alone. `drawings` puts the colours into the theme's drawings.
"""
