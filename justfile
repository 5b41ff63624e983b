# Recipes in the words of .ci/run. `just` lists them.

_list:
    @just --list

# Everything a change must pass
all:
    .ci/run

# Unit, integration and documentation tests
test:
    .ci/run test

# A thousand fits of seats made up by the booth model, and every ordinary candidate of the shared booth files
slow:
    cargo test --release --locked --test it slow_ -- --ignored --nocapture --test-threads 1

# The made-up booths of scenarios/synthetic-booths.toml
synthetic-booths:
    python3 tests/oracle/synthetic_booths.py

# The Python package as a wheel for Linux from glibc 2.28 on, in target/wheels
wheel:
    python3 -m venv target/wheel
    target/wheel/bin/pip install --quiet maturin ziglang
    PATH="$PWD/target/wheel/bin:$PATH" target/wheel/bin/maturin build --profile wheel --zig --compatibility manylinux_2_28 --manifest-path python/Cargo.toml

# The page that calculates by itself: its module, then the command that writes it, then web/dist/what-if.html
web:
    web/module.sh
    cargo build --release --locked --features page
    web/page.sh "${CARGO_TARGET_DIR:-target}/release/humnaam" web/dist/what-if.html

# The page byte by byte and in Chromium
check-web:
    .ci/run web

# The Python package in a bare environment, and its tests
python:
    .ci/run python

# Licences, sources, duplicates and bans of the dependencies
supply:
    .ci/run supply

# The whole matrix of faults: `class tried failed`
faults:
    cargo build --profile test --locked --bin humnaam
    cargo test --locked --test it -- --quiet full_disk:: bad_output:: shards::
    cargo test --locked --test faults all_of_every_class -- --ignored --nocapture

# Arbitrary bytes and broken copies of good files, to every reader for an hour
fuzz seconds="3600":
    HUMNAAM_FUZZ_SECONDS={{seconds}} cargo test --locked --test faults fuzz -- --nocapture

# Formatting and lints, with and without default features
lint:
    .ci/run lint

# The library's documentation, without a warning
doc:
    .ci/run doc

# Simulations per second
bench:
    cargo bench --locked

# This engine, rand_distr and NumPy on one contest in one run, into docs/performance.md
bench-peers:
    python3 -m venv target/peers
    target/peers/bin/pip install --quiet numpy
    target/peers/bin/python benches/peers/contest.py target/peers
    cargo bench --locked --no-default-features --features parallel --bench peers --no-run --message-format=json \
        | target/peers/bin/python -c 'import json, sys; print([json.loads(line)["executable"] for line in sys.stdin if "\"peers\"" in line and json.loads(line).get("executable")][-1])' > target/peers/bench
    target/peers/bin/python benches/peers/peers.py "$(cat target/peers/bench)" target/peers docs/performance.md

# Slurm and Snakemake for real, with a node and a process killed; and the examples
cluster:
    .ci/run cluster

# Sweeps and shards against their limits of time and memory
bench-sweeps:
    cargo bench --locked --bench sweeps

# Forms, a PDF and a workbook against their limits of time and memory
bench-files:
    cargo bench --locked --bench files

# Instructions of the engine against their limits
instructions:
    .ci/run instructions

# How runs, the exact law and memory grow with the booths
bench-scale:
    cargo bench --locked --no-default-features --features parallel --bench scale

# Peak memory of a long run
bench-memory:
    cargo build --release --locked
    /usr/bin/time -v "${CARGO_TARGET_DIR:-target}/release/humnaam" run scenarios/kanpur-2024.toml --draws 1_000_000 --no-charts --quiet --out target/bench-memory 2>&1 | grep -E "Maximum resident|Elapsed"

# Milliseconds a chart, and the size of a page of 2,000 booths
bench-charts:
    cargo bench --locked --bench charts

# The glyphs that HarfBuzz makes of names in nine scripts, which the charts' own are held to
shaping:
    python3 -m venv target/shaping
    target/shaping/bin/pip install --quiet uharfbuzz
    target/shaping/bin/python tests/shaping/expected.py
    cargo test --locked --lib glyphs_are_those_of_harfbuzz

# Cut the faces of the charts anew from the full ones of Debian's fonts-noto-core
fonts faces="/usr/share/fonts/truetype/noto":
    python3 -m venv target/fonts
    target/fonts/bin/pip install --quiet 'fonttools[woff]'
    target/fonts/bin/python assets/fonts/subset.py {{faces}}

# report.html in Chromium: console, requests, width of a phone, accessibility, hostile names
browser:
    .ci/run browser

# Keep the first screens of pages as they are now (tests/browser/screens)
screens:
    RENEW_SCREENS=1 .ci/run browser

# The pictures of README.md, from scenarios of this repository
pictures:
    cargo run --release --locked -- run scenarios/kanpur-2024.toml scenarios/close-race.toml
    cargo run --release --locked -- run scenarios/synthetic-booths.toml --charts scatter --out target/pictures
    cp target/pictures/synthetic-booths/scatter.png docs/scatter.png

# Make the kept results again
results:
    cargo run --release --locked -- run scenarios/kanpur-2024.toml scenarios/close-race.toml

# The kept results must come out the same
check-results:
    .ci/run results

# Recompute the oracle with SciPy and compare (most of an hour)
oracle:
    python3 -m venv target/oracle
    target/oracle/bin/pip install --quiet numpy scipy mpmath
    target/oracle/bin/python tests/oracle/recorded.py target/oracle/recorded.json
    target/oracle/bin/python tests/oracle/left_out.py target/oracle/left_out.json
    target/oracle/bin/python tests/oracle/intended.py target/oracle/intended.json
    target/oracle/bin/python tests/oracle/intended_check.py target/oracle/intended.json
    target/oracle/bin/python tests/oracle/prospective.py target/oracle/prospective.json --simulate
    target/oracle/bin/python tests/oracle/explanations.py target/oracle/explanations.json
    target/oracle/bin/python tests/oracle/compare.py target/oracle tests/oracle

# Fit the priors to all three tables of ../shared/data and make them the built-in ones; the date is that of the day it is done
evidence date:
    cargo run --release --locked -- calibrate ../shared/data/candidates/tcpd-lok-sabha-1984-2014.csv.gz ../shared/data/candidates/assembly-2016-2019.csv.gz ../shared/data/candidates/elections-2023-2025.csv.gz --date {{date}} --out target/evidence
    cp target/evidence/evidence.toml src/evidence/builtin.toml

# Forecasts out of time, and what the tables say of the priors: docs/validation-elections.md and its chart
validation:
    cargo run --release --locked --example validate -- ../shared/data/candidates/tcpd-lok-sabha-1984-2014.csv.gz ../shared/data/candidates/assembly-2016-2019.csv.gz ../shared/data/candidates/elections-2023-2025.csv.gz docs

# Every real scenario in one table: docs/cases.md
backtest:
    cargo run --release --locked --example backtest -- scenarios docs/cases.md
