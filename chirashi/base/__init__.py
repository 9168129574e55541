"""Base: what every other part stands on, and all that the proof shares with the press.

`project` says which folder is worked on, and which theme it wears; `problems` says what was found,
where, and how to mend it; `messages` reads the words of that from the `messages.toml` of every package, and `manual`
the entry that the staff's guide has for each.
`parallel` shares work out among the processors; `build_stamp` tells whether the last build still
stands; `loopback` keeps the press's own servers to this machine. `files` reads content once and puts finished files in
the place of the old ones; `text` has the facts of languages and characters.
"""
