"""`python -m chirashi`: the command."""

from chirashi.cli.main import main

main()
