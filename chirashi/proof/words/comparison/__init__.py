"""What a finished text says in another way than it must.

`alignment` finds where a text differs; `own_templates` judges the difference where a project has templates of its own;
`draft_mark` looks for the mark of what is not approved.
"""
