"""Tables are taken by whoever speaks Arrow, and give plain lists to whoever does not."""

import math

import humnaam
import pytest
from conftest import SMALL, scenario


@pytest.fixture(scope="module")
def table() -> humnaam.Table:
    """One of every kind of column, with empty cells."""
    columns = {"whole": [1, None, -3], "measured": [0.5, None, 2], "नाम": ["a", None, "<b>"], "photos": [True, None, False]}
    return humnaam.Table(columns, ["integer", "number", "text", "bool"])


def test_lists(table: humnaam.Table) -> None:
    lists = {"whole": [1, None, -3], "measured": [0.5, None, 2.0], "नाम": ["a", None, "<b>"], "photos": [True, None, False]}
    assert table.to_dict() == lists
    assert len(table) == 3 and table.columns == list(lists)
    assert repr(table) == "Table(3 rows: whole, measured, नाम, photos)"
    assert "&lt;b&gt;" in table._repr_html_()
    with pytest.raises(KeyError, match="there is no column"):
        table["other"]


def test_polars(table: humnaam.Table) -> None:
    polars = pytest.importorskip("polars")
    frame = polars.DataFrame(table)
    assert frame.to_dict(as_series=False) == table.to_dict()
    assert [str(kind) for kind in frame.dtypes] == ["Int64", "Float64", "String", "Boolean"]


def test_pyarrow(table: humnaam.Table) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    taken = pyarrow.table(table)
    assert taken.to_pydict() == table.to_dict()
    assert [str(kind) for kind in taken.schema.types] == ["int64", "double", "string", "bool"]
    # A stream may be asked for twice.
    assert pyarrow.table(table).equals(taken)


def test_pandas(table: humnaam.Table) -> None:
    pytest.importorskip("pyarrow")
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame.from_arrow(table)
    assert list(frame.columns) == table.columns and math.isnan(frame["measured"][1])
    assert len(pandas.DataFrame(table.to_dict())) == 3


def test_duckdb(table: humnaam.Table) -> None:
    duckdb = pytest.importorskip("duckdb")
    of_every_kind = table
    rows = duckdb.sql('select "whole", measured, "नाम", photos from of_every_kind').fetchall()
    assert rows == list(zip(*table.to_dict().values()))
    draws = humnaam.Scenario.from_toml(SMALL).run(200).draws
    assert duckdb.sql("select count(*), sum(flip) from draws").fetchall() == [(200, sum(draws["flip"]))]


def test_nanoarrow(table: humnaam.Table) -> None:
    nanoarrow = pytest.importorskip("nanoarrow")
    rows = list(nanoarrow.ArrayStream(table).read_all().iter_tuples())
    assert rows == list(zip(*table.to_dict().values()))


def test_a_stream_that_nobody_takes_is_released(table: humnaam.Table) -> None:
    for _ in range(1_000):
        table.__arrow_c_stream__()


def test_an_empty_table_has_its_columns() -> None:
    empty = humnaam.Table({"a": [], "b": []}, ["integer", "text"])
    assert len(empty) == 0 and empty.to_dict() == {"a": [], "b": []}


def test_tables_of_a_run_have_the_types_that_their_columns_have_always() -> None:
    polars = pytest.importorskip("polars")
    outcome = humnaam.Scenario.from_toml(SMALL).run(200)
    kinds = {name: str(kind) for name, kind in polars.DataFrame(outcome.booths).schema.items()}
    assert kinds["principal"] == kinds["booth"] == "String"
    assert kinds["recorded"] == kinds["diverted_p95"] == "Int64" and kinds["diverted_mean"] == "Float64"


def test_booths_may_come_as_a_frame() -> None:
    polars = pytest.importorskip("polars")
    path = scenario("synthetic-booths")
    frame = polars.read_csv(path.with_suffix(".csv"))
    mine = humnaam.Scenario.from_toml(path.read_text(), files={"synthetic-booths.csv": frame}).run(500)
    # The title and the numbers are those of the file; what the summary says of its digest is another file's.
    theirs = humnaam.Scenario.open(path).run(500)
    assert mine.summary["flip"] == theirs.summary["flip"] and mine.booths == theirs.booths
    wrong = frame.rename({"sundara": "sundar"})
    with pytest.raises(humnaam.ScenarioError, match="sundar"):
        humnaam.Scenario.from_toml(path.read_text(), files={"synthetic-booths.csv": wrong})


def test_true_and_false_are_no_texts() -> None:
    swept = humnaam.Scenario.from_toml(SMALL).sweep({"contest.photos_on_ballot": [True, False]})
    assert swept["contest.photos_on_ballot"] == [True, False]
    mixed = humnaam.Scenario.from_toml(SMALL).sweep({"contest.photos_on_ballot": [True, 3]})
    assert mixed["contest.photos_on_ballot"] == ["true", "3"] and mixed["problem"][1]


@pytest.mark.parametrize(
    ("columns", "kinds"),
    [({"a": [1]}, []), ({"a": [1]}, ["whole"]), ({"a": [1], "b": []}, ["integer", "integer"])],
)
def test_what_is_no_table_is_refused(columns: dict[str, list[int]], kinds: list[str]) -> None:
    with pytest.raises(humnaam.ScenarioError, match="this is no table"):
        humnaam.Table(columns, kinds)
