"""The command line: what somebody asks for, done in order, and what comes of it told.

`main` is where it begins. `commands` holds one function a command, `project_commands` those that write
into a project, `options` what stands behind them. `arguments` makes a job of what was typed, and
`wrong_use` tells what could not be understood; `output_folders` refuses to replace other people's
work. `steps` is the run itself: load, check, render, prove, publish. `console` prints its problems
in the reader's language. `preview` takes the same steps at every save; `new_edition` copies an
edition for the next year; `new_project` begins a project, with what `questions` asks.
"""
