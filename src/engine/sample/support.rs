//! Intended votes that vary around the stated ones.

use super::Scratch;
use crate::model::Model;
use crate::scenario::Support;
use crate::stats::streams::stream_at;
use crate::stats::variates::normal;
use crate::stats::{Purpose, stream};
use rand::RngExt;

/// Draws the intended votes of every cell: each candidate's stated votes times exp of a normal
/// effect of the contest, of the segment and of the booth, scaled back so that the cell polls as
/// many votes as stated. Running totals are cut at whole votes after one random offset a cell, so that none is lost or made and
/// a swing too small for one vote of a booth is not lost either: on average every candidate has what the shares say.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cell holds fewer than 2^32 votes")]
pub(super) fn draw(model: &Model, support: &Support, index: u64, lane: usize, scratch: &mut Scratch) {
    let mut random = stream(model.seed, Purpose::Support, index);
    let mut offsets = stream_at(model.seed, Purpose::Support, 1, index);
    let mut normal = || normal(&mut random);
    let columns: Vec<(usize, &[u32])> = model.world.columns().collect();
    let mut totals = vec![0_i64; columns.len()];
    let contest: Vec<f64> = columns.iter().map(|_| support.contest_sd * normal()).collect();
    let mut segment_effects = vec![0.0; columns.len()];
    scratch.factors.resize(columns.len(), 0.0);
    for segment in 0..model.world.segments() {
        segment_effects.iter_mut().zip(&contest).for_each(|(e, c)| *e = c + support.segment_sd * normal());
        let steady: Vec<f64> = segment_effects.iter().map(|&effect| libm::exp(effect)).collect();
        for cell in model.world.starts[segment]..model.world.starts[segment + 1] {
            let mut polled = 0_u64;
            let mut sum = 0.0;
            for (column, (_, votes)) in columns.iter().enumerate() {
                let booth = if support.booth_sd > 0.0 { libm::exp(support.booth_sd * normal()) } else { 1.0 };
                scratch.factors[column] = f64::from(votes[cell]) * steady[column] * booth;
                sum += scratch.factors[column];
                polled += u64::from(votes[cell]);
            }
            let scale = if sum > 0.0 { f64::from(u32::try_from(polled).unwrap_or(u32::MAX)) / sum } else { 0.0 };
            let (mut reached, mut given) = (offsets.random::<f64>(), 0_u64);
            for (column, &(candidate, _)) in columns.iter().enumerate() {
                reached += scratch.factors[column] * scale;
                let upto = if column + 1 == columns.len() { polled } else { (reached as u64).min(polled) };
                let here = upto - given;
                given = upto;
                totals[column] += i64::try_from(here).unwrap_or(0);
                if let Some(group) = model.groups.iter().position(|group| group.principal == candidate) {
                    scratch.votes[group][cell] = here as u32;
                }
            }
        }
    }
    for (&(candidate, _), &total) in columns.iter().zip(&totals) {
        scratch.draws[lane].recorded[candidate] = total;
        scratch.draws[lane].intended[candidate] = total;
    }
}
