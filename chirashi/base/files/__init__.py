"""Files: how content is read once, and how what is finished takes the place of what was there.

`snapshot` copies the content for a run; `publishing` replaces a folder whole or not at all; `stray_files` knows what
programs leave in folders.
"""
