"""Points and draws as Parquet, read by another program than the one that wrote them: pandas with pyarrow.

    python tests/cluster/parquet.py HUMNAAM FOLDER
"""

import pathlib
import subprocess
import sys

import pandas as pd
import pyarrow.parquet

HUMNAAM, OUT = sys.argv[1], pathlib.Path(sys.argv[2])
SEAT = str(pathlib.Path(__file__).parent.parent.parent / "scenarios" / "raigad-2014.toml")


def humnaam(*arguments):
    subprocess.run([HUMNAAM, *arguments, "--no-charts", "--quiet"], check=True)


def same(folder, stem, out=OUT):
    """The table as Parquet has the cells and the kinds of columns of the one as CSV."""
    parquet = pd.read_parquet(OUT / folder / f"{stem}.parquet")
    # A word such as "true" is one in Parquet, and would be more in a CSV.
    words = {column: str for column in parquet.columns if not pd.api.types.is_numeric_dtype(parquet[column])}
    table = pd.read_csv(out / folder / f"{stem}.csv", dtype=words)
    pd.testing.assert_frame_equal(parquet, table, check_dtype=False, check_exact=True)
    groups = pyarrow.parquet.ParquetFile(OUT / folder / f"{stem}.parquet").num_row_groups
    print(f"{stem}.parquet: {len(parquet)} rows in {groups} row groups as in {stem}.csv")


# A photograph that is there or not, and a spread that cannot be: words beside numbers, and a problem.
humnaam("sweep", SEAT, "--vary", "confusion.rate=0..0.02/21", "--vary", "contest.photos_on_ballot=true,false",
        "--vary", "confusion.booth_cv=0.2,-1", "--draws", "1000", "--format", "parquet", "--out", str(OUT))
same("raigad-2014-sweep", "points")
# And true or false is no word.
schema = pyarrow.parquet.read_schema(OUT / "raigad-2014-sweep" / "points.parquet")
assert schema.field("contest.photos_on_ballot").type == pyarrow.bool_(), schema
humnaam("run", SEAT, "--draws", "200000", "--draws-file", "--format", "parquet", "--out", str(OUT))
humnaam("run", SEAT, "--draws", "200000", "--draws-file", "--out", str(OUT / "csv"))
same("raigad-2014", "draws", OUT / "csv")
