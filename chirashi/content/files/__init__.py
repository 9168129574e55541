"""Files beside the data: what an edition's folder holds apart from YAML and Markdown.

`attachments` reads the pictures and papers laid beside a page, with `svg_files` and `pdf_files` for what such a
file may hold; `private_file` reads the members' login. `limits` refuses sizes beyond reason before anything looks
inside, and `unsaved` knows the files that a program keeps while somebody writes.
"""
