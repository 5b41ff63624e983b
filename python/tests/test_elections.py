"""Whole elections, booth returns and names."""

import csv
import pathlib
from typing import Any

import humnaam
import pytest
from conftest import Command

HEADER = ["State", "Year", "Seat", "Candidate", "Party", "Total Votes"]


def candidates() -> list[list[object]]:
    """A made-up election of 300 seats with a namesake in each."""
    rows: list[list[object]] = []
    for seat in range(1, 301):
        for name, party, votes in [
            ("ASHA RAO", "AAA", 41_000 + seat * 7),
            ("BIMAL SEN", "BBB", 40_000 + seat * 31),
            ("BIMAL SEN", "IND", 400 + seat * 9),
            ("GOPAL DAS", "IND", 300 + seat * 17 % 211),
            ("FARID KHAN", "IND", 500 + seat * 23 % 307),
        ]:
            rows.append(["Here", 2014, f"Seat {seat}", name, party, votes])
    return rows


def columns() -> dict[str, list[Any]]:
    return {name: list(column) for name, column in zip(HEADER, zip(*candidates()))}


@pytest.fixture(scope="session")
def table(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    path = tmp_path_factory.mktemp("tables") / "candidates.csv"
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows(candidates())
    return path


def test_a_scan_is_the_commands(table: pathlib.Path, command: Command, tmp_path: pathlib.Path) -> None:
    command("scan", table, "--quiet", "--out", tmp_path)
    with (tmp_path / "candidates" / "pairs.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    scan = humnaam.scan(table)
    assert (scan.contests, scan.with_namesakes) == (300, 300) and scan.candidates == 1_500
    assert len(scan.pairs) == len(rows) and scan.pairs.columns == list(rows[0])
    for name, column in scan.pairs.to_dict().items():
        for mine, row in zip(column, rows):
            assert row[name] == ("" if mine is None else mine) if isinstance(mine, (str, type(None))) else float(row[name]) == mine
    assert scan.sentences and scan.notes == []


def polars_frame() -> Any:
    return pytest.importorskip("polars").DataFrame(columns())


def categorical_frame() -> Any:
    polars = pytest.importorskip("polars")
    return polars.DataFrame(columns()).with_columns(polars.col("Party", "State").cast(polars.Categorical))


def pandas_frame() -> Any:
    pytest.importorskip("pyarrow")
    return pytest.importorskip("pandas").DataFrame(columns())


def pandas_frame_of_floats() -> Any:
    pytest.importorskip("pyarrow")
    return pytest.importorskip("pandas").DataFrame(columns()).astype({"Year": float, "Total Votes": float})


def arrow_table() -> Any:
    return pytest.importorskip("pyarrow").table(columns())


@pytest.mark.parametrize(
    "frame", [columns, polars_frame, categorical_frame, pandas_frame, pandas_frame_of_floats, arrow_table]
)
def test_tables_come_in_as_they_go_out(frame: Any, table: pathlib.Path) -> None:
    want = humnaam.scan(table).pairs
    assert humnaam.scan(frame()).pairs == want


def test_a_table_in_memory_is_the_one_on_the_disk(table: pathlib.Path) -> None:
    assert humnaam.scan(table.read_bytes()).pairs == humnaam.scan(str(table)).pairs


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"a": [1, 2], "b": [1]}, "another length"),
        ({"a": [1], "b": [1]}, "column"),
        ({}, "the table: "),
        (b"", "the table: "),
        (b"\x00\x01\x02", "the table: "),
        (7, "is no table"),
        (None, "is no table"),
    ],
)
def test_what_is_no_table_is_named(given: Any, said: str) -> None:
    with pytest.raises(humnaam.ScenarioError, match=said):
        humnaam.scan(given)


def test_a_column_of_another_kind_is_named() -> None:
    polars = pytest.importorskip("polars")
    with pytest.raises(humnaam.ScenarioError, match='column "Candidate" is of the type'):
        humnaam.scan(polars.DataFrame(columns()).with_columns(Candidate=polars.lit([1, 2])))


def test_priors_are_fitted_and_taken(table: pathlib.Path, tmp_path: pathlib.Path) -> None:
    fitted = humnaam.calibrate([table])
    assert fitted.contests == 300 and fitted.years == (2014, 2014) and fitted.namesakes == 300
    path = tmp_path / "evidence.toml"
    path.write_text(fitted.to_toml(["Fitted to a made-up election."]))
    assert humnaam.scan(table, evidence=path).expected_flips != humnaam.scan(table).expected_flips
    with pytest.raises(humnaam.ScenarioError, match="ordinary independents"):
        humnaam.calibrate([table], until=1999)
    path.write_text("nothing")
    with pytest.raises(humnaam.ScenarioError, match="evidence.toml:1:"):
        humnaam.scan(table, evidence=path)


def form(tmp_path: pathlib.Path, slip: int = 0) -> pathlib.Path:
    path = tmp_path / "ac001.csv"
    lines = ["Part No,1 - ASHA RAO,2 - BIMAL SEN,NOTA,Total"]
    for booth in range(1, 21):
        asha, bimal, nota = 100 + booth * 7 % 50, 200 + booth * 13 % 60, booth % 5
        total = asha + bimal + nota + (slip if booth == 3 else 0)
        lines.append(f"{booth},{asha},{bimal},{nota},{total}")
    path.write_text("\n".join(lines) + "\n")
    return path


def test_returns_are_the_commands(command: Command, tmp_path: pathlib.Path) -> None:
    path = form(tmp_path)
    returns = humnaam.import_returns(path)
    assert returns.to_csv() == command("import", path).stdout
    assert len(returns.booths) == 20 and returns.booths["booth"][:2] == ["1", "2"]
    assert returns.booths["bimal_sen"][0] == 213 and "20 booths" in returns.report
    assert [one["nota"] for one in returns.candidates] == [False, False, True]
    assert humnaam.import_returns([str(path)]).to_csv() == returns.to_csv()


def test_returns_that_do_not_add_up_are_refused_with_their_places(command: Command, tmp_path: pathlib.Path) -> None:
    path = form(tmp_path, slip=1)
    with pytest.raises(humnaam.ScenarioError) as caught:
        humnaam.import_returns([path])
    assert any(problem.line == 4 and problem.file == str(path) for problem in caught.value.problems)
    # The command shows before it what it read as candidates.
    assert command("import", path, refused=True).stderr.strip().endswith(str(caught.value))


def test_a_layout_that_there_is_not_is_named(tmp_path: pathlib.Path) -> None:
    with pytest.raises(humnaam.ScenarioError, match="form20_wide"):
        humnaam.import_returns(form(tmp_path), layout="round")  # type: ignore[arg-type]  # the wrong word is what is tried


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        ("Alok Misra", "आलोक मिश्रा", "similar"),
        ("Bimal Sen", "Bimal Sen", "exact"),
        ("Asha Rao", "Farid Khan", "different"),
    ],
)
def test_names_are_compared_as_by_the_command(one: str, other: str, verdict: str, command: Command) -> None:
    import json

    likeness = humnaam.similarity(one, other)
    assert likeness.verdict == verdict
    assert likeness.detail == json.loads(command("similarity", one, other, "--format", "json").stdout)
    assert likeness.sentences == command("similarity", one, other).stdout.splitlines()
    assert likeness.score == likeness.detail["similarity"]


def test_a_name_without_letters_is_refused() -> None:
    with pytest.raises(humnaam.ScenarioError, match="no letters"):
        humnaam.similarity("12", "Asha")
