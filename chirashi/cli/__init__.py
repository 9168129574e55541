"""The command line: what somebody asks for, done in order, and what comes of it told.

`main` is where it begins. `commands` has one function for each command, and `terminal` is what they read and print
through. `steps` is the run itself: load, check, render, prove, publish; `preview` takes the same steps at every save.
`making` is what begins projects, editions and the underwriter's dossier.
"""
