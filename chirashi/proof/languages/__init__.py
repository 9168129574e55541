"""What the proof knows of languages, one file each: how figures are written, and the words for what they are.

`zh.toml` serves `zh-Hant` and `zh-Hans` alike; a file of a tag with script or region goes before it. `spoken` reads
them. Figures are read in all languages at once, since a page quotes others; labels only in that of the page.
`ja.toml` explains each entry, and none of them must be there.
"""
