"""View: what templates see of an edition, the same for the site and for paper.

`formats` writes values in a language, `figure_book` gives figures as HTML, `text` makes HTML of
Markdown. `tokens` reads the theme's colours, by `css_colours` in whatever notation and by
`css_conditions` for the scheme in which they hold; `drawings` puts them into pictures. `qr_code` and
`timeline_curve` draw. `templates` brings all together for the theme's templates and partials.
"""
