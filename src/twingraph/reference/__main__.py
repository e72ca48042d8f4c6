"""Write the reference page of the ontology: ``python -m twingraph.reference -o FILE``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from twingraph.errors import TwingraphError
from twingraph.files import make_folder, write_whole
from twingraph.reference import reference_page


def main(args: Sequence[str] | None = None) -> int:
    """Write the page; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m twingraph.reference",
        description="Write the ontology's reference page, one HTML file in English and French.",
    )
    parser.add_argument("-o", "--output", type=Path, required=True, help="the file to write")
    given = parser.parse_args(args)
    try:
        text = reference_page()
        make_folder(given.output.parent)
        write_whole(given.output, [text])
    except TwingraphError as error:
        sys.stderr.write(f"twingraph: {error}\n")
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
