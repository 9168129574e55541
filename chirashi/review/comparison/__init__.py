"""Compares an edition with the one before it.

`compare` is the whole, in order: `counterparts` finds what has another key now, `figures` and `texts` compare,
with `marks` for odd figures and `words_apart` for words, `staying` finds what has not changed and should be looked
at. `naming` says what each thing is called, and `lines` is what comes of it.
"""
