"""Build hook: put the built Namur graph into a standard wheel.

In: the checkout (or the unpacked sdist) with its ontology and data. Out: one file,
``twingraph/built/namur.nq``, added to the wheel. It writes nothing into the source tree, and does
nothing for an editable install, where the graph is built from the checkout's own files.
"""

from __future__ import annotations

import importlib
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

BUILT = "twingraph/built/namur.nq"


class BuiltGraphHook(BuildHookInterface[Any]):
    """Add the Namur graph, asserted and built, to the wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the graph to a temporary folder and list it among the wheel's files."""
        if version != "standard":
            return
        self._folder = tempfile.TemporaryDirectory(prefix="twingraph-built-")
        target = Path(self._folder.name) / Path(BUILT).name
        _writer(Path(self.root) / "src")(target)
        build_data["force_include"][str(target)] = BUILT

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Remove the temporary folder, once the wheel holds the graph."""
        if version == "standard":
            self._folder.cleanup()


def _writer(source: Path) -> Any:
    """Return ``twingraph.bundled.write_built`` of this very checkout, whatever is installed."""
    sys.path.insert(0, str(source))
    try:
        return importlib.import_module("twingraph.bundled").write_built
    finally:
        sys.path.remove(str(source))
