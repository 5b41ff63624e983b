# Recipes in the words of .ci/run. `just` lists them.

_list:
    @just --list

# Everything a change must pass
all:
    .ci/run

# Unit, integration and documentation tests
test:
    .ci/run test

# Formatting and lints, with and without default features
lint:
    .ci/run lint

# The library's documentation, without a warning
doc:
    .ci/run doc

# Simulations per second
bench:
    cargo bench --locked

# Peak memory of a long run
bench-memory:
    cargo build --release --locked
    /usr/bin/time -v "${CARGO_TARGET_DIR:-target}/release/humnaam" run scenarios/kanpur-2024.toml --draws 1_000_000 --no-charts --quiet --out target/bench-memory 2>&1 | grep -E "Maximum resident|Elapsed"

# Make the kept results again
results:
    cargo run --release --locked -- run scenarios/kanpur-2024.toml scenarios/close-race.toml

# The kept results must come out the same
check-results:
    .ci/run results

# Recompute the oracle with SciPy and compare (a quarter of an hour)
oracle:
    python3 -m venv target/oracle
    target/oracle/bin/pip install --quiet numpy scipy mpmath
    target/oracle/bin/python tests/oracle/retrospective.py target/oracle/retrospective.json --simulate
    target/oracle/bin/python tests/oracle/prospective.py target/oracle/prospective.json --simulate
    target/oracle/bin/python tests/oracle/compare.py target/oracle tests/oracle

# Fit the priors to both tables of ../shared/data; the date is that of the day it is done
evidence date:
    cargo run --release --locked -- calibrate ../shared/data/candidates/tcpd-lok-sabha-1984-2014.csv.gz ../shared/data/candidates/assembly-2016-2019.csv.gz --date {{date}} --out target/evidence

# Forecasts out of time, and what the tables say of the priors: docs/validation.md and its chart
validation:
    cargo run --release --locked --example validate -- ../shared/data/candidates/tcpd-lok-sabha-1984-2014.csv.gz ../shared/data/candidates/assembly-2016-2019.csv.gz docs
