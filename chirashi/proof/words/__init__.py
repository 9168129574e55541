"""Words: what every surface says, against the data, the theme's labels and the edition's Markdown.

`wording` reads the labels and writes texts and figures of the data in words; `markdown_lines` parts a page's
Markdown into its paragraphs and `markdown_text` reads them; `parts`, `tables` and `deadlines` say what each part
of the theme shows, `pages` and `sheets` what a whole page or printed sheet says, in its order. `alignment` holds
the finished text to that, `own_templates` judges what differs where a project has templates of its own, and
`prove_words` tells it. `draft_mark` looks for the mark of what is not approved.
"""
