"""``python -m twingraph``: the command line."""

from twingraph.cli import main

main()
