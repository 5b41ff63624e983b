"""Writes the contest that `just bench-peers` measures: 1,650 booths in five segments, 250 votes meant for the
principal in each on average."""

import pathlib
import sys

import numpy

folder = pathlib.Path(sys.argv[1])
segments, booths = 5, 330
rng = numpy.random.default_rng(20240604)
sizes = numpy.maximum(30, rng.normal(250, 80, segments * booths)).round().astype(int)
rival = numpy.maximum(20, rng.normal(246, 80, segments * booths)).round().astype(int)
rows = ["segment,booth,electors,t,w,d"]
rows += [f"s{i // booths},{i + 1},,{n},{w},0" for i, (n, w) in enumerate(zip(sizes, rival))]
(folder / "booths.csv").write_text("\n".join(rows) + "\n")
(folder / "contest.toml").write_text(f"""title = "Peers"
mode = "prospective"
[contest]
name = "Made up"
booth_file = "booths.csv"
[[candidate]]
id = "t"
name = "Asha Rao"
votes = {sizes.sum()}
[[candidate]]
id = "w"
name = "Bimal Sen"
votes = {rival.sum()}
[[candidate]]
id = "d"
name = "Asha Rao"
party = "IND"
namesake_of = "t"
[own_support]
typical_votes = 600
""")
