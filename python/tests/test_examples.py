"""The notebooks run, and are kept without what they print; so does the example of a sweep."""

import pathlib
import subprocess
import sys

import pytest
from conftest import ROOT

nbformat = pytest.importorskip("nbformat")
nbclient = pytest.importorskip("nbclient")
pytest.importorskip("matplotlib")
pytest.importorskip("polars")

NOTEBOOKS = sorted((ROOT / "examples" / "notebooks").glob("*.ipynb"))


def test_there_are_notebooks() -> None:
    assert len(NOTEBOOKS) >= 4


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs(path: pathlib.Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(not cell.outputs and cell.execution_count is None for cell in code), f"{path.name} is kept with outputs"
    nbclient.NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(path.parent)}}).execute()
    shown = [output.get("data", {}) for cell in code for output in cell.outputs]
    assert any("<svg" in data.get("text/html", "") or "image/png" in data for data in shown), "no picture is shown"


def test_the_example_of_a_sweep_runs(tmp_path: pathlib.Path) -> None:
    pytest.importorskip("pandas")
    done = subprocess.run([sys.executable, ROOT / "examples" / "sweep.py", tmp_path], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "sweep.png").read_bytes().startswith(b"\x89PNG")
    # The more an independent polls anyway, the less is left for errors to explain.
    assert len(done.stdout.splitlines()) == 5
