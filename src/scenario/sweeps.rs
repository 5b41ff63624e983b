//! The sweeps a scenario asks for itself.

use super::Sweep;
use super::build::Build;
use super::problem::did_you_mean;

impl Build<'_> {
    pub fn sweeps(&mut self) -> Vec<Sweep> {
        const PATHS: [&str; 12] = [
            "confusion.rate",
            "confusion.segment_sd",
            "confusion.booth_cv",
            "confusion.return_share",
            "own_support.typical_votes",
            "own_support.goes_to",
            "support.contest_sd",
            "support.segment_sd",
            "support.booth_sd",
            "simulation.draws",
            "simulation.seed",
            "contest.booths",
        ];
        let mut sweeps = Vec::new();
        for table in &self.file.sweep {
            let path = &table.parameter.value;
            let inner = PATHS.iter().any(|known| path.as_str() == *known || path.starts_with(&format!("{known}.")));
            if !inner
                && !path.starts_with("candidate.")
                && !path.starts_with("contest.")
                && !path.starts_with("segment.")
            {
                let help = did_you_mean(path, PATHS);
                self.problem(&table.parameter.span, format!("\"{path}\" is no parameter"), help);
            }
            sweeps.push(Sweep { parameter: path.clone(), values: table.values.value.clone() });
        }
        sweeps
    }
}
