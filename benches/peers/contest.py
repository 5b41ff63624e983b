"""Writes the contests that `just bench-peers` measures: 1,650 booths in five segments, 250 votes meant for the
principal in each on average; one to come, and the same as it was counted, with 1,200 votes of the namesake's."""

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
names = [f"s{s}" for s in range(segments)]
areas = "".join(
    f"""[[segment]]
id = "{name}"
name = "{name}"
booths = {booths}
votes = {{ t = {sizes[s * booths : (s + 1) * booths].sum()}, w = {rival[s * booths : (s + 1) * booths].sum()} }}
"""
    for s, name in enumerate(names)
)
candidates = f"""[[candidate]]
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
"""
(folder / "counted.toml").write_text(f"""title = "Peers, counted"
mode = "retrospective"
[contest]
name = "Made up"
{candidates}votes = 1200
{areas}""")
(folder / "contest.toml").write_text(f"""title = "Peers"
mode = "prospective"
[contest]
name = "Made up"
booth_file = "booths.csv"
{candidates}[own_support]
typical_votes = 600
""")
