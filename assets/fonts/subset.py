#!/usr/bin/env python3
"""Cut the full Noto faces down to what the charts can show.

The charts carry their own faces, so that a picture looks the same on every
machine. The full faces are large and mostly never shown; this script keeps
the characters a chart may hold and every layout feature that shaping turns on
by itself, because an Indian script without its features is a row of wrong
letters. What a typesetter would have to ask for (small capitals, stylistic
sets) is left out.

    python3 -m pip install 'fonttools[woff]'
    python3 assets/fonts/subset.py FULL_FACES [OUT]

FULL_FACES is a directory that holds the upstream files named in FACES below
(in Debian the package fonts-noto-core brings them). OUT is where the subsets
go; without it, the directory of this script. The timestamp inside each face
is left as it was, so that the same input gives the same bytes.

Every face is written twice: as TTF, from which the charts take outlines, and
below OUT/woff2 as WOFF2, which report.html carries for its real text. The
WOFF2 files are packed here and not by the program, which therefore needs no
compressor. Bold WOFF2 there is for Latin and Devanagari alone; a browser makes
the others bold by itself, which keeps all faces together at about 2 MB.

A further script is one more line in SCRIPTS and one more line in the list of
families in src/render/chart/faces.rs and packed.rs.
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

# Joiners, the dotted circle that carries a lone mark, the danda, the space.
BESIDE = [0x20, 0x0964, 0x0965, 0x200C, 0x200D, 0x25CC]

# The whole block of each script.
SCRIPTS = [
    ("Devanagari", [*range(0x0900, 0x0980)]),
    ("Bengali", [*range(0x0980, 0x0A00)]),
    ("Gurmukhi", [*range(0x0A00, 0x0A80)]),
    ("Gujarati", [*range(0x0A80, 0x0B00)]),
    ("Oriya", [*range(0x0B00, 0x0B80)]),
    ("Tamil", [*range(0x0B80, 0x0C00)]),
    ("Telugu", [*range(0x0C00, 0x0C80)]),
    ("Kannada", [*range(0x0C80, 0x0D00)]),
    ("Malayalam", [*range(0x0D00, 0x0D80)]),
]

# Cyrillic is part of Noto Sans itself, and is cut into a face of its own, so that only pages that show it carry it.
CYRILLIC = [*range(0x0400, 0x0460), 0x0490, 0x0491]

# Faces that are cut from a file of another name.
FROM = {"NotoSansCyrillic-Regular": "NotoSans-Regular", "NotoSansCyrillic-Bold": "NotoSans-Bold"}

# (file, characters kept)
FACES = [
    ("NotoSans-Regular", LATIN),
    ("NotoSans-Bold", LATIN),
    ("NotoSansMath-Regular", SIGNS),
    ("NotoSansCyrillic-Regular", CYRILLIC + BESIDE),
    ("NotoSansCyrillic-Bold", CYRILLIC + BESIDE),
    *(
        (f"NotoSans{script}-{weight}", block + BESIDE)
        for script, block in SCRIPTS
        for weight in ("Regular", "Bold")
    ),
]

# The bold faces that are packed for report.html.
PACKED = ("NotoSans-Bold", "NotoSansDevanagari-Bold")


def cut(source: pathlib.Path, target: pathlib.Path, characters: list[int]) -> None:
    options = subset.Options()
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
    if target.stem in PACKED or target.stem.endswith("-Regular"):
        font.flavor = "woff2"
        font.save(str(target.parent / "woff2" / f"{target.stem}.woff2"))


def main() -> None:
    here = pathlib.Path(__file__).resolve().parent
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("faces", type=pathlib.Path, help="directory of the full faces")
    parser.add_argument("out", type=pathlib.Path, nargs="?", default=here)
    arguments = parser.parse_args()
    (arguments.out / "woff2").mkdir(parents=True, exist_ok=True)
    plain = packed = 0
    for name, characters in FACES:
        target = arguments.out / f"{name}.ttf"
        cut(arguments.faces / f"{FROM.get(name, name)}.ttf", target, characters)
        plain += target.stat().st_size
        woff2 = target.parent / "woff2" / f"{name}.woff2"
        packed += woff2.stat().st_size if woff2.exists() else 0
        print(f"{name}: {target.stat().st_size:,} bytes")
    print(f"together {plain:,} bytes as TTF, {packed:,} as WOFF2")


if __name__ == "__main__":
    main()
