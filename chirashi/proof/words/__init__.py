"""Words: what every surface says, against the data, the theme's labels and the edition's Markdown.

`expected` says what a surface must say; `comparison` holds the finished text to that; `prove_words` goes through the
surfaces and tells what differs.
"""
