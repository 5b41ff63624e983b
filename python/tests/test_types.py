"""The stubs say what the package has, and types of what is shown are right."""

import pathlib
import subprocess
import sys

import humnaam
import pytest
from conftest import ROOT


def mypy(*arguments: object) -> str:
    pytest.importorskip("mypy")
    done = subprocess.run([sys.executable, "-m", *map(str, arguments)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_stubs_are_of_this_package(tmp_path: pathlib.Path) -> None:
    # The library itself, which the package passes on, has no stub of its own.
    allowed = tmp_path / "allowed"
    allowed.write_text("humnaam.humnaam\n")
    mypy("mypy.stubtest", "humnaam", "--allowlist", allowed)


#: Whatever uses the package. Libraries beside it may have no types.
USERS = [ROOT / "python" / "humnaam.pyi", ROOT / "python" / "tests", ROOT / "examples" / "dask", ROOT / "examples" / "sweep.py"]


def test_what_uses_it_is_typed() -> None:
    more = ["--ignore-missing-imports", "--disable-error-code=import-untyped", "--allow-untyped-calls"]
    mypy("mypy", "--strict", "--cache-dir", "/dev/null", *more, *USERS)


def test_another_checker_finds_nothing_either() -> None:
    pytest.importorskip("pyright")
    line = [sys.executable, "-m", "pyright", "--pythonpath", sys.executable, *map(str, USERS)]
    done = subprocess.run(line, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_everything_is_documented() -> None:
    for name in humnaam.__all__:
        thing = getattr(humnaam, name)
        if name.startswith("_"):
            continue
        assert thing.__doc__, name
        for inner, value in vars(thing).items() if isinstance(thing, type) else ():
            assert inner.startswith("_") or value.__doc__, f"{name}.{inner}"


def test_the_package_says_that_it_is_typed() -> None:
    assert (pathlib.Path(humnaam.__file__).parent / "py.typed").exists()
