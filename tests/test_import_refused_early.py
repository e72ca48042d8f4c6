"""What is refused before anything is read or built: the output stays as it is, or is not made."""

from __future__ import annotations

from pathlib import Path

import pytest

from twingraph.errors import DataError, UsageError
from twingraph.importing import import_sources, remove_sources

TABLE = "name1,name2\nNamur,Huy\n"


def specified(folder: Path, more: str = "") -> Path:
    """Return a specification of a small table."""
    (folder / "towns.csv").write_text(TABLE, encoding="utf-8")
    path = folder / "towns.toml"
    text = f'name = "towns"\nreader = "pairs"\nfile = "towns.csv"\n{more}'
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("decisions", "error", "said"),
    [
        ("[[nonsense]]\n", DataError, r"wrong\.toml: no decisions are called nonsense"),
        ("[[", DataError, r"wrong\.toml: no TOML"),
        (None, UsageError, r"wrong\.toml: cannot be read"),
    ],
)
def test_decisions_are_read_before_all_else(
    tmp_path: Path, decisions: str | None, error: type[Exception], said: str
) -> None:
    wrong = tmp_path / "wrong.toml"
    if decisions is not None:
        wrong.write_text(decisions, encoding="utf-8")
    steps: list[str] = []
    with pytest.raises(error, match=said):
        import_sources(
            [specified(tmp_path)], tmp_path / "out", decisions=wrong,
            begins=lambda step, *_: steps.append(step),
        )  # fmt: skip
    assert steps == []
    assert not (tmp_path / "out").exists()


def test_one_source_may_be_asked_for_alone(tmp_path: Path) -> None:
    specified(tmp_path)
    for alone in ("nothing.toml", tmp_path / "nothing.toml"):
        with pytest.raises(UsageError, match=r"nothing\.toml: cannot be read"):
            import_sources(alone, tmp_path / "out")
    with pytest.raises(DataError, match=r"towns\.csv: this is no TOML.*with --column"):
        import_sources(tmp_path / "towns.csv", tmp_path / "out")


@pytest.mark.parametrize("name", ["twingraph", "wikidata", "geonames", "editorial", "identity"])
def test_names_of_ours_are_refused_in_any_output(tmp_path: Path, name: str) -> None:
    path = specified(tmp_path)
    path.write_text(path.read_text("utf-8").replace("towns", name, 1), encoding="utf-8")
    with pytest.raises(DataError, match=rf"towns\.toml:1: no imported source can be named '{name}"):
        import_sources(path, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_to_remove_nothing_builds_nothing(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no source is named"):
        remove_sources([], tmp_path / "out")
    assert not (tmp_path / "out").exists()
