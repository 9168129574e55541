"""The terminal: what was typed, and what is told in return.

`arguments` reads what was typed and `questions` asks for what is missing; `wrong_use` tells what could not be
understood, and `output_folders` refuses to replace other people's work. `console` prints results and problems in
the reader's language.
"""
