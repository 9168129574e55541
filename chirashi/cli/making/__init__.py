"""Making: what a command makes in the project apart from the brochure itself.

`new_project` begins a project, `new_edition` the next year's edition from the last one, and `making_dossier` the
file that an underwriter is sent.
"""
