"""Base: what every other part stands on, and all that the proof shares with the press.

`project` says which folder is worked on, and which theme it wears; `problems` says what was found,
where, and how to mend it; `messages` reads the words of that from the `messages.toml` of every package;
`unseen` names characters that nobody sees, and `stray_files` what programs leave in folders;
`parallel` shares work out among the processors; `build_stamp` tells whether the last build still
stands; `snapshot` reads the content once for a run; `publishing` puts finished files in the place of the
old ones, all at once or not at all. `counters` lists the words that say what a number counts.
"""
