"""Render: a checked edition in, finished files out. Nothing here decides what is right; that is `checks`."""
