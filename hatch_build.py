"""Build hook: put the built Namur graph and the built map page into a wheel.

In: the checkout (or the unpacked sdist) with its ontology, data and the page's source. Out: for a
standard wheel, ``twingraph/built/namur.nq`` and the parts in ``twingraph/built/page/``; it writes
nothing into the source tree. For an editable install, the page's parts in ``build/``, where the
checkout looks for them; the graph is built from the checkout's own files when it is first needed.
"""

from __future__ import annotations

import importlib
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

GRAPH = "twingraph/built/namur.nq"
PAGE = "twingraph/built/page"


class BuiltHook(BuildHookInterface[Any]):
    """Add the Namur graph and the map page, both built, to the wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build into a temporary folder, and list what is built among the wheel's files."""
        root = Path(self.root)
        self._folder = tempfile.TemporaryDirectory(prefix="twingraph-built-")
        folder = Path(self._folder.name)
        page = _module(root, "twingraph.map.node")
        if version == "editable":
            kept = root / "build" / f"web-{page.source_key(root / 'web')}"
            if not kept.is_dir():
                kept.parent.mkdir(exist_ok=True)
                page.build_parts(_copied(root, folder), kept)
            return
        graph = folder / Path(GRAPH).name
        _module(root, "twingraph.bundled").write_built(graph)
        page.build_parts(_copied(root, folder), folder / Path(PAGE).name)
        build_data["force_include"] |= {
            str(graph): GRAPH,
            str(folder / Path(PAGE).name): PAGE,
        }

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Remove the temporary folder, once the wheel holds what is in it."""
        self._folder.cleanup()


def _copied(root: Path, folder: Path) -> Path:
    """Copy the page's source, so that no package is installed into the source tree."""
    shutil.copy(root / "LICENSE", folder)
    ignored = shutil.ignore_patterns("node_modules")
    return Path(shutil.copytree(root / "web", folder / "web", ignore=ignored))


def _module(root: Path, name: str) -> Any:
    """Return a module of this very checkout, whatever is installed."""
    source = str(root / "src")
    sys.path.insert(0, source)
    try:
        return importlib.import_module(name)
    finally:
        sys.path.remove(source)
