"""Behaviour: what the pages do when they are used, against the data.

`run` opens the pages in a browser that is already there. `answers` works out from the data what a chooser must say
to a choice, in the theme's words; `choosing` goes through every choice and compares, `asking` follows a choice to the
copied address, the request page, the FAX form and the draft. `closing` knows when the offer closes and asks the pages
around that moment, `searching` searches for plans and amounts, `offline` reads without a network.
"""
