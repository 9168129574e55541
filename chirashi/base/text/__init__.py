"""Text: facts of languages and characters that press and proof share.

`languages` says what a language tag is, `counters` which words say what a number counts, and `unseen` names the
characters that nobody sees.
"""
