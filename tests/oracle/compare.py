"""Compares two folders of oracle files number by number: they may differ in the last digits, which depend on the
mathematics library, and where a case states its own error by as much.

usage: python compare.py FRESH KEPT
"""
import json
import sys
from pathlib import Path

TOLERANCE = 1e-9
FILES = ("recorded.json", "left_out.json", "intended.json", "prospective.json", "explanations.json")


def away(fresh, kept, place, found, allowed=TOLERANCE):
    if isinstance(fresh, dict) and isinstance(kept, dict):
        allowed = max([allowed] + [kept[key] for key in ("error", "error_without") if key in kept])
        for key in sorted(fresh.keys() | kept.keys()):
            if key not in fresh or key not in kept:
                found.append(f"{place}/{key}: only in one of the two")
            elif "error" not in key and "difference" not in key:  # sizes of rounding errors are rounding errors
                away(fresh[key], kept[key], f"{place}/{key}", found, allowed)
    elif isinstance(fresh, list) and isinstance(kept, list) and len(fresh) == len(kept):
        for i, (a, b) in enumerate(zip(fresh, kept)):
            away(a, b, f"{place}/{i}", found, allowed)
    elif isinstance(fresh, float) and isinstance(kept, (int, float)):
        if abs(fresh - kept) > allowed * max(1.0, abs(kept)):
            found.append(f"{place}: {fresh} is not {kept}")
    elif fresh != kept:
        found.append(f"{place}: {fresh} is not {kept}")


def main():
    found = []
    for name in FILES:
        fresh, kept = (json.loads((Path(folder) / name).read_text()) for folder in sys.argv[1:3])
        away(fresh, kept, name, found)
    print("\n".join(found) or "the oracle comes out as kept")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
