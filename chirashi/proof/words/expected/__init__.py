"""What every surface must say, by the data, the theme's labels and the edition's Markdown.

`wording` reads the labels and writes texts and figures of the data in words; `markdown_lines` parts a page's Markdown
into its paragraphs and `markdown_text` reads them. `parts` says what each part of the theme shows, with `tables`,
`table_parts` and `deadlines`; `pages` and `sheets` what a whole page or printed sheet says, in its order.
"""
