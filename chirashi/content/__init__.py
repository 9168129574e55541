"""Content: an edition's folder as data, figures and pages, with all that is wrong with it.

`yaml_files` reads the files, with lines; `values` reads each scalar and `model` says what a scheme is made of.
`tables` are filled from the data, and `figures` puts every figure under its key. `pages` reads the text of a page,
`files` what lies beside it. `edition` does all of this for one folder; `approval` takes the hash of what an
underwriter has approved; `site_settings` says which editions are published, and where.
"""
