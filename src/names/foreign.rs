//! Scripts that are not India's own nine: Cyrillic, which is romanised, and those that are compared with themselves alone.

/// Small Cyrillic letters of Russian, Ukrainian, Belarusian, Bulgarian, Serbian and Macedonian in Latin, as passports
/// write them (ICAO Doc 9303, part 3, section 6 B); hard and soft signs are left out.
const CYRILLIC: &[(char, &str)] = &[
    ('а', "a"),
    ('б', "b"),
    ('в', "v"),
    ('г', "g"),
    ('д', "d"),
    ('е', "e"),
    ('ё', "e"),
    ('ж', "zh"),
    ('з', "z"),
    ('и', "i"),
    ('й', "i"),
    ('к', "k"),
    ('л', "l"),
    ('м', "m"),
    ('н', "n"),
    ('о', "o"),
    ('п', "p"),
    ('р', "r"),
    ('с', "s"),
    ('т', "t"),
    ('у', "u"),
    ('ф', "f"),
    ('х', "kh"),
    ('ц', "ts"),
    ('ч', "ch"),
    ('ш', "sh"),
    ('щ', "shch"),
    ('ъ', ""),
    ('ы', "y"),
    ('ь', ""),
    ('э', "e"),
    ('ю', "iu"),
    ('я', "ia"),
    ('є', "ie"),
    ('і', "i"),
    ('ї', "i"),
    ('ґ', "g"),
    ('ў', "u"),
    ('ђ', "d"),
    ('ј', "j"),
    ('љ', "lj"),
    ('њ', "nj"),
    ('ћ', "c"),
    ('џ', "dz"),
    ('ѓ', "g"),
    ('ќ', "k"),
    ('ѕ', "dz"),
];

/// The word with its Cyrillic letters in Latin; all else stays.
pub(super) fn from_cyrillic(word: &str) -> String {
    let mut latin = String::new();
    for letter in word.to_lowercase().chars() {
        match CYRILLIC.iter().find(|(cyrillic, _)| *cyrillic == letter) {
            Some((_, spelt)) => latin.push_str(spelt),
            None => latin.push(letter),
        }
    }
    latin
}

/// The script of a romanised word that is still not in Latin letters; `None` for Latin.
pub(super) fn left_as_it_is(word: &str) -> Option<&'static str> {
    let letter = u32::from(word.chars().find(|c| !c.is_ascii())?);
    Some(match letter {
        0x00c0..=0x024f | 0x1e00..=0x1eff => return None,
        0x0370..=0x03ff | 0x1f00..=0x1fff => "Greek",
        0x0400..=0x052f => "Cyrillic",
        0x0530..=0x058f => "Armenian",
        0x0590..=0x05ff => "Hebrew",
        0x0600..=0x06ff | 0x0750..=0x077f | 0x08a0..=0x08ff | 0xfb50..=0xfdff | 0xfe70..=0xfeff => "Arabic",
        0x0d80..=0x0dff => "Sinhala",
        0x0e00..=0x0e7f => "Thai",
        0x0f00..=0x0fff => "Tibetan",
        0x1000..=0x109f => "Burmese",
        0x10a0..=0x10ff => "Georgian",
        0x1200..=0x137f => "Ethiopic",
        0x1c50..=0x1c7f => "Ol Chiki",
        0x3040..=0x30ff => "Japanese",
        0x3400..=0x9fff => "Chinese",
        0xaae0..=0xaaff | 0xabc0..=0xabff => "Meitei",
        0xac00..=0xd7af => "Korean",
        _ => "another",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cyrillic_is_spelt_as_passports_spell_it() {
        for (word, latin) in
            [("левченко", "levchenko"), ("андрій", "andrii"), ("щукин", "shchukin"), ("борис", "boris")]
        {
            assert_eq!(from_cyrillic(word), latin);
        }
    }

    #[test]
    fn scripts_that_stay_have_a_name() {
        assert_eq!(left_as_it_is("عمران"), Some("Arabic"));
        assert_eq!(left_as_it_is("søren"), None);
        assert_eq!(left_as_it_is("imran"), None);
    }
}
