"""Style and types are tests: ruff over everything, mypy --strict over src, tests and bench."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


def run(root: Path, *command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_style(root: Path) -> None:
    run(root, "ruff", "check", "--no-cache", ".")


def test_format(root: Path) -> None:
    run(root, "ruff", "format", "--no-cache", "--check", ".")


@pytest.mark.slow
def test_types(root: Path) -> None:
    run(root, "mypy")


def test_a_fault_would_be_found(root: Path, tmp_path: Path) -> None:
    faulty = tmp_path / "faulty.py"
    faulty.write_text('"""Faulty."""\nimport os\nprint("hello")\n', encoding="utf-8")
    with pytest.raises(AssertionError, match="T201"):
        run(root, "ruff", "check", "--no-cache", "--config", "pyproject.toml", str(faulty))
