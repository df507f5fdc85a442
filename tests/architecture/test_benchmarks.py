"""Do the benchmarks still find what they measure? Nobody runs them every day."""

from importlib import import_module
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "benchmarks"
NAMES = sorted(each.stem for each in FOLDER.glob("*.py") if each.stem != "__init__")


@pytest.mark.parametrize("name", NAMES)
def test_a_benchmark_can_be_loaded(name: str) -> None:
    assert import_module(f"benchmarks.{name}").__doc__
