"""What the tests have in common: where the scenarios lie, and what the command humnaam writes of them."""

import os
import pathlib
import subprocess

import pytest

ROOT = pathlib.Path(__file__).parents[2]
SCENARIOS = ROOT / "scenarios"

#: Its booth file may not be given away (the scenario says where it is had), so that it runs nowhere but where somebody has it.
UNFREE = "mathura-2014"
STEMS = sorted(path.stem for path in SCENARIOS.glob("*.toml"))
RUNNABLE = [stem for stem in STEMS if stem != UNFREE or (SCENARIOS / f"{UNFREE}-booths.csv").exists()]

#: Enough draws for every kind of number, and few enough for a moment.
DRAWS = 2_000

SMALL = """\
title = "Small"
mode = "retrospective"

[contest]
name = "Small"
booths = 40

[[candidate]]
id = "winner"
name = "Asha Rao"
votes = 20_300

[[candidate]]
id = "loser"
name = "Bimal Sen"
votes = 20_000

[[candidate]]
id = "copy"
name = "Bimal Sen"
votes = 900
namesake_of = "loser"
"""


def scenario(stem: str) -> pathlib.Path:
    return SCENARIOS / f"{stem}.toml"


class Command:
    """The command humnaam, to be compared with."""

    def __init__(self, program: str) -> None:
        self.program = program

    def __call__(self, *arguments: object, refused: bool = False) -> "subprocess.CompletedProcess[str]":
        line = [self.program, *map(str, arguments)]
        # Paths are shown as they are given, so everything is run where the tests give theirs from.
        done = subprocess.run(line, capture_output=True, text=True, cwd=ROOT)
        assert (done.returncode != 0) == refused, done.stderr
        return done


@pytest.fixture(scope="session")
def command() -> Command:
    """The command of $HUMNAAM. Where there is none, what is compared with it is skipped; .ci/run python always names it."""
    program = os.environ.get("HUMNAAM")
    if program is None:
        pytest.skip("$HUMNAAM names no command to compare with")
    assert pathlib.Path(program).exists(), f"$HUMNAAM is {program}, which is not there"
    return Command(program)


@pytest.fixture(scope="session")
def results(command: Command, tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """Every scenario as the command runs it."""
    out = tmp_path_factory.mktemp("results")
    paths = [scenario(stem) for stem in RUNNABLE]
    command("run", *paths, "--draws", DRAWS, "--draws-file", "--no-charts", "--quiet", "--out", out)
    return out
