#!/usr/bin/env python3
"""Cut the full Noto faces down to what the charts can show.

The charts carry their own faces, so that a picture looks the same on every
machine. The full faces are large and mostly never shown; this script keeps
the characters a chart may hold and every layout feature of those, because an
Indian script without its features is a row of wrong letters.

    python3 -m pip install fonttools
    python3 assets/fonts/subset.py FULL_FACES [OUT]

FULL_FACES is a directory that holds the upstream files named in FACES below
(in Debian the package fonts-noto-core brings them). OUT is where the subsets
go; without it, the directory of this script. The timestamp inside each face
is left as it was, so that the same input gives the same bytes.

A further script is one more line in FACES and one more line in the list of
faces in src/render/chart/faces.rs.
"""

import argparse
import pathlib

from fontTools import subset

# Letters and punctuation for Latin: Basic Latin, Latin-1, Latin Extended-A,
# spacing modifiers, general punctuation, the rupee and euro signs.
LATIN = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    *range(0x2B0, 0x300),
    *range(0x300, 0x340),
    0x1E0C, 0x1E0D, 0x1E24, 0x1E25, 0x1E37, 0x1E43, 0x1E45, 0x1E47,
    0x1E5A, 0x1E5B, 0x1E62, 0x1E63, 0x1E6C, 0x1E6D,
    *range(0x2010, 0x2028),
    *range(0x2030, 0x203B),
    0x20AC, 0x20B9, 0x2116, 0x2122,
]

# Signs Noto Sans has no glyph for.
SIGNS = [ord(sign) for sign in "−→←↑↓↔≥≤≈≠∞√∑∈⇒∼"]

# The whole block, the extended block, Vedic marks, joiners, the dotted circle.
DEVANAGARI = [
    0x20,
    *range(0x0900, 0x0980),
    *range(0xA8E0, 0xA900),
    *range(0x1CD0, 0x1D00),
    0x200C, 0x200D, 0x25CC,
]

# (upstream file, file here, characters kept)
FACES = [
    ("NotoSans-Regular.ttf", "NotoSans-Regular.ttf", LATIN),
    ("NotoSans-Bold.ttf", "NotoSans-Bold.ttf", LATIN),
    ("NotoSansMath-Regular.ttf", "NotoSansMath-Regular.ttf", SIGNS),
    ("NotoSansDevanagari-Regular.ttf", "NotoSansDevanagari-Regular.ttf", DEVANAGARI),
    ("NotoSansDevanagari-Bold.ttf", "NotoSansDevanagari-Bold.ttf", DEVANAGARI),
]


def cut(source: pathlib.Path, target: pathlib.Path, characters: list[int]) -> None:
    options = subset.Options()
    options.layout_features = ["*"]
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.hinting = False
    options.recalc_timestamp = False
    # The upstream GDEF of some releases carries tables nothing here reads.
    options.drop_tables += ["DSIG", "STAT", "MATH"]
    font = subset.load_font(str(source), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=characters)
    cutter.subset(font)
    subset.save_font(font, str(target), options)


def main() -> None:
    here = pathlib.Path(__file__).resolve().parent
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("faces", type=pathlib.Path, help="directory of the full faces")
    parser.add_argument("out", type=pathlib.Path, nargs="?", default=here)
    arguments = parser.parse_args()
    for upstream, name, characters in FACES:
        target = arguments.out / name
        cut(arguments.faces / upstream, target, characters)
        print(f"{name}: {target.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
