#!/usr/bin/env python3
"""Write the glyphs that HarfBuzz itself makes of some names: tests/shaping/glyphs.json.

    python3 -m pip install uharfbuzz
    python3 tests/shaping/expected.py          # or: just shaping

HarfBuzz shapes every name in the face that the charts use for its script. A test in
src/render/chart/shaping.rs holds the charts' own shaping to these glyphs, so the two implementations
and the versions of both are compared, name by name. The names are those of candidates and places; full stops
are left out, because the charts set them in the Latin face.
"""

import json
import pathlib

import uharfbuzz

NAMES = {
    "Devanagari": ["आलोक मिश्रा", "कानपुर", "क्षेत्र", "रमेश अवस्थी", "कुलदीप भदौरिया", "किदवई नगर", "हृदय", "श्री ट्रैक्टर", "ज्ञान सिंह", "दुर्गा"],
    "Bengali": ["মমতা বন্দ্যোপাধ্যায়", "কৃষ্ণনগর", "শুভেন্দু অধিকারী", "দার্জিলিং"],
    "Gurmukhi": ["ਗੁਰਦਾਸਪੁਰ", "ਪ੍ਰਤਾਪ ਸਿੰਘ", "ਅੰਮ੍ਰਿਤਸਰ", "ਹਰਸਿਮਰਤ"],
    "Gujarati": ["કચ્છ", "નરેન્દ્ર", "ક્ષેત્ર", "શ્રી વિનોદભાઈ"],
    "Oriya": ["ଭୁବନେଶ୍ୱର", "ନବୀନ ପଟ୍ଟନାୟକ", "କ୍ଷେତ୍ର", "ପୁରୀ"],
    "Tamil": ["ஓ பன்னீர்செல்வம்", "கோயம்புத்தூர்", "ஸ்ரீ", "மு க ஸ்டாலின்"],
    "Telugu": ["చంద్రశేఖర్", "క్షేత్రం", "హైదరాబాద్", "కృష్ణ"],
    "Kannada": ["ಸಿದ್ದರಾಮಯ್ಯ", "ಕ್ಷೇತ್ರ", "ಮೈಸೂರು", "ಕೃಷ್ಣ"],
    "Malayalam": ["വി എം സുധീരൻ", "ക്ഷേത്രം", "തൃശ്ശൂർ", "കെ സുധാകരൻ"],
}


def shape(face: pathlib.Path, name: str) -> list[list[int]]:
    font = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(face))))
    buffer = uharfbuzz.Buffer()
    buffer.add_str(name)
    buffer.guess_segment_properties()
    buffer.direction = "ltr"
    uharfbuzz.shape(font, buffer)
    return [
        [info.codepoint, place.x_advance, place.x_offset, place.y_offset]
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions)
    ]


def main() -> None:
    root = pathlib.Path(__file__).resolve().parents[2]
    rows = []
    for script, names in NAMES.items():
        for weight in ("Regular", "Bold"):
            face = root / "assets" / "fonts" / f"NotoSans{script}-{weight}.ttf"
            rows += [
                {"script": script, "weight": weight, "name": name, "glyphs": shape(face, name)} for name in names
            ]
    target = root / "tests" / "shaping" / "glyphs.json"
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    target.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    print(f"{target.relative_to(root)}: {len(rows)} rows, HarfBuzz {uharfbuzz.version_string()}")


if __name__ == "__main__":
    main()
