//! Evidence as the text of a file.

use super::Evidence;
use serde::Serialize;

impl Evidence {
    /// The evidence with every fitted number to four figures: more is neither known nor the same on
    /// every machine.
    #[must_use]
    pub fn rounded(mut self) -> Self {
        let numbers = [
            &mut self.name_route.location,
            &mut self.name_route.scale,
            &mut self.photo.location,
            &mut self.photo.scale,
            &mut self.confusable.mean,
            &mut self.confusable.concentration,
            &mut self.similarity_slope.scale,
            &mut self.own_support.degrees,
            &mut self.own_support.location,
            &mut self.own_support.scale,
            &mut self.typical_share.median,
            &mut self.typical_share.log_sd,
            &mut self.independents.log_share,
            &mut self.independents.per_log_candidates,
            &mut self.independents.level_weight,
            &mut self.independents.spread_weight,
            &mut self.independents.spread,
            &mut self.independents.election_level_weight,
            &mut self.independents.election_spread_weight,
            &mut self.independents.mode,
            &mut self.independents.skew,
            &mut self.small_parties.log_ratio,
            &mut self.small_parties.weight,
            &mut self.small_parties.spread,
            &mut self.small_parties.party_spread,
            &mut self.small_parties.degrees,
            &mut self.small_parties.mode,
            &mut self.small_parties.skew,
            &mut self.namesakes.correlation,
            &mut self.namesakes.photo_spread,
        ];
        let by_kind = self.ballots.each_mut().flat_map(|law| [&mut law.location, &mut law.scale]);
        for number in numbers.into_iter().chain(by_kind) {
            *number = format!("{number:.3e}").parse().unwrap_or(*number);
        }
        self
    }

    /// The evidence as TOML that [`Evidence::from_toml`] reads, under a head of comments. The same
    /// evidence gives the same bytes.
    #[must_use]
    pub fn to_toml(&self, head: &[String]) -> String {
        let mut text: String = head.iter().map(|line| format!("# {line}").trim_end().to_owned() + "\n").collect();
        table(
            &mut text,
            "name_route",
            "log-odds that a vote meant for the principal goes to a namesake of the identical name, no photograph",
            &self.name_route,
        );
        table(
            &mut text,
            "photo",
            "added to the log-odds where the ballot carries photographs (India: since 1 May 2015)",
            &self.photo,
        );
        table(
            &mut text,
            "ballots",
            "added to the log-odds by kind of ballot, and how many namesakes that was fitted to; tables do not tell paper from machines where there are no photographs, nor colours where there are, so these share their fits; a kind that is not here has the mean of the fits and the spread between them",
            &self.ballots,
        );
        table(&mut text, "confusable", "probability that a pair is confusable at all by name", &self.confusable);
        table(
            &mut text,
            "similarity_slope",
            "half-normal scale of the loss of log-odds per unit of similarity below 1, names and symbols",
            &self.similarity_slope,
        );
        table(
            &mut text,
            "symbol_route_new",
            "log-odds by a symbol or spoken label, identical, new to the voters",
            &self.symbol_route_new,
        );
        table(
            &mut text,
            "symbol_route_established",
            "the same where the symbol had long been known",
            &self.symbol_route_established,
        );
        table(
            &mut text,
            "slip",
            "rate of pressing the neighbouring button, only where the two buttons touch",
            &self.slip,
        );
        table(
            &mut text,
            "own_support",
            "log ratio of a namesake's own support to the median ordinary independent of the seat: Student t; in a contest to come nobody with more of the valid votes than most_share is just an independent",
            &self.own_support,
        );
        table(
            &mut text,
            "typical_share",
            "median ordinary independent as a share of valid votes, where a scenario knows none; log sd over seats",
            &self.typical_share,
        );
        table(
            &mut text,
            "independents",
            "what ordinary independents poll in a seat, for forecasts: their share of the valid votes falls with the length of the ballot; seats and spreads are learned from those who stood there and in the other seats of the election",
            &self.independents,
        );
        table(
            &mut text,
            "small_parties",
            "what candidates of parties poll who lose their deposits, for forecasts: a log ratio to the independents' level",
            &self.small_parties,
        );
        table(
            &mut text,
            "namesakes",
            "how the namesakes of a principal poll, for forecasts: the correlation of the normal scores of their votes, and the scale of the own support of an only namesake over that of an ordinary candidate where the ballot carries photographs",
            &self.namesakes,
        );
        self.booths_to_toml(&mut text);
        if let Some(channel) = &self.control_channel {
            let what = "how far a candidate's own support may differ between two channels of one election, on the log";
            table(&mut text, "control_channel", what, channel);
        }
        text
    }

    /// The tables of booths.
    fn booths_to_toml(&self, text: &mut String) {
        table(text, "segment_sd", "spread of the log rate between the segments of a seat", &self.segment_sd);
        table(text, "booth_cv", "coefficient of variation of a booth's rate within its segment", &self.booth_cv);
        table(text, "booth_size", "votes polled in a booth, and the most electors a booth may have", &self.booth_size);
        table(
            text,
            "booth_share",
            "how a candidate's share varies between the booths of a segment: standard deviation of the share of a major candidate, and beta-binomial correlation of minor ones by their share",
            &self.booth_share,
        );
        table(
            text,
            "booth_tilt",
            "how a minor candidate's own support leans to another's base, booth by booth: ln of the votes per vote of that other over those per vote of the rest; Student t around a seat's own centre and scale",
            &self.booth_tilt,
        );
        table(
            text,
            "booth_cluster",
            "variance of a minor candidate's booth count is mean + mean^2 / size; below minor_share a candidate is minor",
            &self.booth_cluster,
        );
    }
}

/// One table under a comment that says what it holds.
fn table(text: &mut String, name: &str, what: &str, values: &impl Serialize) {
    text.push_str(&format!("\n[{name}]\n"));
    let mut line = String::new();
    for word in what.split_whitespace() {
        if line.len() + word.len() > 96 {
            text.push_str(&format!("#{line}\n"));
            line.clear();
        }
        line.push(' ');
        line.push_str(word);
    }
    text.push_str(&format!("#{line}\n"));
    // Arrays of tables would be headed by their bare names, so every value is written in line.
    let values = toml::Value::try_from(values).ok();
    for (key, value) in values.iter().filter_map(toml::Value::as_table).flatten() {
        text.push_str(&format!("{key} = {value}\n"));
    }
}

#[cfg(test)]
mod tests {
    use crate::evidence::Evidence;

    #[test]
    fn the_built_in_file_is_as_it_would_be_written() {
        let text = include_str!("builtin.toml");
        let tables = &text[text.find("\n[name_route]").unwrap()..];
        assert_eq!(Evidence::builtin().to_toml(&[]), tables);
    }

    #[test]
    fn what_is_written_reads_back() {
        let evidence = Evidence::builtin();
        let text = evidence.to_toml(&["A head".to_owned(), String::new()]);
        assert!(text.starts_with("# A head\n#\n"), "{text}");
        assert_eq!(Evidence::from_toml(&text).unwrap(), evidence);
        assert_eq!(Evidence::from_toml(&text).unwrap().to_toml(&["A head".to_owned(), String::new()]), text);
        let rounded = evidence.clone().rounded();
        assert!((rounded.confusable.mean - evidence.confusable.mean).abs() < 1e-4);
    }
}
