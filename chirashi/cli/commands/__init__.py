"""Commands: one function for each thing that can be typed, by theme.

`build_commands` has build, print, draft, check, prove, verify and serve; the other modules are named for what
their commands are about. `options` has the options that several of them take.
"""
