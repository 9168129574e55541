"""Pages: what staff typed as Markdown, before anything is made of it.

`page_text` reads a page's file with its title and its place, `paragraphs` parts it into blocks as the desk
and the comparison of two years need them, and `placeholders` is the one grammar by which a text asks for a figure.
"""
