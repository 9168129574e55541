"""View: what templates see of an edition, the same for the site and for paper.

`formats` writes values in a language, with the words of its `labels`, whose shapes `label_shapes` holds;
`figure_book` gives figures as HTML, `text` makes HTML of Markdown. `colours` are the theme's. `qr_code` and
`timeline_curve` draw. `environment` reads templates, and `templates` says what they and the partials see.
"""
