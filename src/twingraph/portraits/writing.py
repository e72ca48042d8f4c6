"""Writing a portrait: the page, and beside it every figure as SVG and every table as CSV.

In: a target and what is measured. Out: the page at the target and a folder of its name with
``-files`` after it. All is measured before anything is written; each file appears whole or not at
all, the page last. Files of other names in the folder are left alone.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from twingraph.errors import UsageError
from twingraph.files import make_folder, refuse_unwritable, write_whole
from twingraph.measures import formats
from twingraph.measures.measuring import Measurable
from twingraph.measures.model import DRAWS, EXACT, SEED, Settings
from twingraph.portraits.choosing import Begins, portrait
from twingraph.portraits.page import page
from twingraph.portraits.plots import plots, refuse_without_matplotlib

LANGUAGES: Final = ("en", "fr")


def write_portrait(
    target: str | Path,
    what: Measurable | None = None,
    *,
    lang: str = "en",
    kinds: tuple[str, ...] = (),
    seed: int = SEED,
    draws: int = DRAWS,
    exact: int = EXACT,
    force: bool = False,
    begins: Begins | None = None,
) -> Path:
    """Write the portrait of a network as one page, and return the folder of its files.

    ``what`` is as for `measure`: a graph, `Links`, a NetworkX graph, or the path of a file of
    links; nothing means the usual graph, of which ``kinds`` chooses the ties. ``lang`` is en
    or fr. ``begins`` is told of each measure, and how many are done of how many. Raises UsageError
    for a target that cannot be written, MachineError where matplotlib is missing, and as `measure`
    where what is measured cannot be read. What is refused, or needs what the network does not
    tell, is said on the page.
    """
    if lang not in LANGUAGES:
        raise UsageError(f"no language '{lang}'", hint=f"known: {', '.join(LANGUAGES)}")
    written = Path(target)
    folder = written.with_name(f"{written.stem}-files")
    refuse_without_matplotlib()
    refuse_unwritable(written)
    if folder.exists() and not folder.is_dir():
        raise UsageError("is a file, and the folder of the page's files", path=folder)
    settings = Settings(seed, draws, exact, forced=force)
    made = portrait(what, settings, language=lang, kinds=kinds, begins=begins)
    drawn = plots(made)
    text = page(made, drawn, folder.name)
    make_folder(folder)
    for part in made.parts:
        for name, found in part.found.items():
            write_whole(folder / f"{name}.csv", [formats.csv(found, 0)])
            about = formats.metadata(found, f"{name}.csv")
            write_whole(folder / f"{name}.csv{formats.METADATA}", [about])
    for name, figure in drawn.items():
        write_whole(folder / f"{name}.svg", [figure.alone])
    write_whole(written, [text])
    return folder
