//! Sobol' indices of a sweep of three paths or more.

use super::SweepStudy;
use crate::stats::sensitivity::{Row, Sensitivity, of_grid, of_rows};
use crate::study::Answer;
use crate::sweep::Sampling;

/// The fewest paths whose indices are worth a picture.
const FEWEST_PATHS: usize = 3;

/// The indices, with their paths, where the points allow them and the answer varies.
pub(super) fn indices(study: &SweepStudy<'_>) -> Option<Vec<(String, Sensitivity)>> {
    let design = study.design.filter(|design| design.axes().len() >= FEWEST_PATHS)?;
    let seed = study.scenario.simulation.seed;
    let found = match design.sampling() {
        Sampling::Latin(_) => None,
        Sampling::Grid => {
            let answers: Option<Vec<Answer>> = study.points.answers.iter().copied().collect();
            let answers = answers.filter(|answers| !answers.is_empty())?;
            let values: Vec<f64> = answers.iter().map(Answer::best).collect();
            let errors: Vec<f64> = answers.iter().map(Answer::error).collect();
            of_grid(&design.shape(), &values, &errors, seed)
        }
        Sampling::Sobol(_) => {
            // A row with a refused point says nothing; the last may not be whole.
            let row = |row: &[Option<Answer>]| {
                let best: Vec<f64> = row.iter().map(|answer| answer.map(|a| a.best())).collect::<Option<_>>()?;
                Some(Row { here: best[0], there: best[1], mixed: best[2..].to_vec() })
            };
            let rows: Vec<Row> = study.points.answers.chunks_exact(design.axes().len() + 2).filter_map(row).collect();
            of_rows(&rows, seed)
        }
    }?;
    Some(design.axes().iter().map(|axis| axis.path.clone()).zip(found).collect())
}
