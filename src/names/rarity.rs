//! How much a word of a name tells: half the candidates of a state may be called Singh.

use super::fold::sound;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Candidates counted for `common_words.txt`.
const CANDIDATES: f64 = 67_325.0;

/// A word rarer than one candidate in this many tells all a word can tell.
const RARE: f64 = 2_000.0;

/// Candidates by the sound of a word they bear.
static BEARERS: LazyLock<BTreeMap<String, u32>> = LazyLock::new(|| {
    let mut bearers = BTreeMap::new();
    let lines = include_str!("common_words.txt").lines().filter(|line| !line.starts_with('#'));
    for (word, count) in lines.flat_map(|line| line.split("; ")).filter_map(|entry| entry.split_once(' ')) {
        let count: u32 = count.parse().unwrap_or(0);
        let sound = sound(&word.to_lowercase());
        *bearers.entry(sound.letters().to_owned()).or_insert(0) += count;
        // Under its consonants too, in capitals: Mohamed is as common as Mohammad.
        if let Some(consonants) = consonants(sound.letters()) {
            *bearers.entry(consonants).or_insert(0) += count;
        }
    }
    bearers
});

/// The weight of a word by its sound: its information, -ln of the share of candidates who bear it,
/// as a part of that of a rare word; between 0 and 1.
pub(super) fn weight(sound: &str) -> f64 {
    let spelt_so = BEARERS.get(sound).copied();
    let bearers = consonants(sound).and_then(|consonants| BEARERS.get(&consonants).copied()).max(spelt_so);
    bearers.map_or(1.0, |bearers| {
        let share = (f64::from(bearers.max(1)) / CANDIDATES).min(0.5);
        (-libm::log(share) / libm::log(RARE)).min(1.0)
    })
}

/// The consonants of a sound in capitals, where there are enough to know a word by.
fn consonants(sound: &str) -> Option<String> {
    let consonants: String = sound.chars().filter(|c| !"aeiou".contains(*c)).map(|c| c.to_ascii_uppercase()).collect();
    (consonants.len() >= 4).then_some(consonants)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_words_tell_little() {
        // 6,973 of 67,325 candidates are called Singh: ln(9.655) / ln(2000) = 0.298.
        let singh = weight(sound("singh").letters());
        assert!((singh - 0.298).abs() < 0.001, "{singh}");
        assert!(weight(sound("kumar").letters()) < 0.4);
        assert_eq!(weight(sound("wankhede").letters()), 1.0);
        assert!(weight(sound("muhamed").letters()) < 0.8);
        // MISRA adds to MISHRA: they sound alike.
        assert!(weight(sound("misra").letters()) < weight(sound("tiwari").letters()));
    }
}
