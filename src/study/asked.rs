//! What was asked besides the scenario as it is written: it belongs into the title of the answer, and into the name of the
//! folder it goes to.

use crate::visible;

/// Letters of one setting that a title shows.
const LONGEST: usize = 80;

/// The settings that ask another question than the scenario does, each as `path=value` without loose blanks, the last of a
/// path alone and in the order of their paths. How the question is simulated and what it is called are no other question.
#[must_use]
pub fn other_question(settings: &[String]) -> Vec<String> {
    let read = |setting: &String| {
        let (path, value) = setting.split_once('=')?;
        let parts: Vec<&str> = path.split('.').map(str::trim).collect();
        Some((parts.join("."), value.trim().to_owned()))
    };
    let mut asked: Vec<(String, String)> = Vec::new();
    for (path, value) in settings.iter().filter_map(read) {
        if path == "title" || path.split('.').next() == Some("simulation") {
            continue;
        }
        asked.retain(|(known, _)| *known != path);
        asked.push((path, value));
    }
    asked.sort();
    asked.into_iter().map(|(path, value)| format!("{path}={value}")).collect()
}

/// A title that says what was asked besides, where anything was; `evidence` is the file of the priors in place of the
/// built-in ones.
pub(super) fn title(title: &str, settings: &[String], evidence: Option<&str>) -> String {
    let mut besides = other_question(settings);
    besides.extend(evidence.map(|file| format!("evidence={file}")));
    if besides.is_empty() {
        return title.to_owned();
    }
    let shown = |text: &String| {
        let text = visible::line(text);
        let long = text.chars().count() > LONGEST;
        if long { text.chars().take(LONGEST).chain("...".chars()).collect() } else { text }
    };
    format!("{title} [{}]", besides.iter().map(shown).collect::<Vec<_>>().join(", "))
}

/// The paths of settings, as they are typed.
pub(super) fn paths(settings: &[String]) -> Vec<String> {
    settings.iter().filter_map(|setting| setting.split_once('=')).map(|(path, _)| path.replace(' ', "")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|&text| text.to_owned()).collect()
    }

    #[test]
    fn draws_seeds_and_methods_are_no_other_question() {
        assert_eq!(
            other_question(&settings(&[
                "simulation.draws=5",
                "simulation={seed=3}",
                " simulation . method = \"sobol\"",
                "title=x"
            ])),
            [""; 0]
        );
        assert_eq!(title("Seat", &settings(&["simulation.seed=5"]), None), "Seat");
    }

    #[test]
    fn a_question_is_the_same_however_it_is_typed() {
        let one = settings(&["contest.booths=4", "confusion.rate=0.01"]);
        let other =
            settings(&["confusion.rate=0.5", " confusion.rate = 0.01 ", "contest.booths=4", "simulation.draws=9"]);
        assert_eq!(other_question(&one), ["confusion.rate=0.01", "contest.booths=4"]);
        assert_eq!(other_question(&one), other_question(&other));
        assert_eq!(
            title("Seat", &one, Some("p.toml")),
            "Seat [confusion.rate=0.01, contest.booths=4, evidence=p.toml]"
        );
    }

    #[test]
    fn a_title_stays_one_line_of_a_readable_length() {
        let said = title("Seat", &settings(&[&format!("contest.name=\"{}\u{1b}\n\"", "x".repeat(500))]), None);
        assert!(said.chars().count() < 120 && !said.chars().any(char::is_control), "{said}");
    }
}
