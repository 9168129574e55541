"""Rules for what must not be there: the login and other private values, in every disguise.

`private_values` searches a file for them; `disguises` lists the ways in which a value can be written.
"""
