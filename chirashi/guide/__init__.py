"""The guide: the staff's manual as a site that can be searched, made with Material for MkDocs.

`sources` parts `content/README.md` into tasks and `content/MESSAGES.md` into messages; `pictures` makes
what each task shows, from the product itself. `tree` writes one language's pages as Markdown, with what
designers and engineers read as its last part, and `handbook` has MkDocs make a site of each and joins them.
"""
