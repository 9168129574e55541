"""Content: an edition's folder as data, figures and pages, with all that is wrong with it.

`yaml_files` reads the files, with lines; `values` reads each scalar and `model` says what a scheme
is made of. `grid_builder` fills the tables (`grids`) from the data; `figures` puts every figure
under its key. `page_text` reads a page's text, and `attachments` the pictures, drawings (`svg_files`)
and papers (`pdf_files`) beside it; `private_file` reads the login. `edition` does all of this for one
folder; `placeholders` is how its pages ask for a figure; `site_settings` says which editions are
published, and where.
"""
