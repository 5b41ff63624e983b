//! Diverted votes where segments vary beyond measure, against a sum over the effect of the one segment there is.

use super::*;
use crate::stats::special::normal_density;
use crate::study::Study;
use libm::log;

/// Two namesakes of 3 and 5 votes beside a rate that would have given them tens of thousands, in one segment of so many booths.
fn seat(booths: u32, rate: f64, sd: f64) -> Model {
    let text = format!(
        "title = 't'\nmode = 'retrospective'\n[contest]\nname = 'Seat'\nbooths = {booths}\n\
         [[candidate]]\nid = 'a'\nname = 'Asha Rao'\nvotes = 80_000\n[[candidate]]\nid = 'b'\nname = 'Bimal Sen'\nvotes = 80_002\n\
         [[candidate]]\nid = 'n0'\nname = 'Asha Rao'\nvotes = 3\nnamesake_of = 'a'\n\
         [[candidate]]\nid = 'n1'\nname = 'Asha Rao'\nvotes = 5\nnamesake_of = 'a'\n\
         [own_support]\ntypical_votes = 20\n[confusion]\nrate = {rate}\nsegment_sd = {sd}\n"
    );
    Study::from_text(&text).unwrap().prepare().unwrap().model
}

/// P(C = 0), P(C = 1), ... of both together: the density of the logarithm of the exposed votes is that of the booths, each place of
/// it blurred by the segment's effect, and is summed at places so near each other that a sum is an integral.
fn summed(model: &Model) -> Vec<f64> {
    let group = &model.groups[0];
    let segments = segments(model, group);
    assert_eq!(segments.len(), 1);
    let alone = Booths { segment_sd: 0.0, ..Booths::of(model, &segments) };
    let booths = Exposure::new(alone, &[], POINTS).nodes(0.3);
    let pairs: Vec<Pair> = group.namesakes.iter().map(pair).collect();
    let (sd, middle) = (model.segment_sd, log(segments[0].iter().map(|&n| f64::from(n)).sum()));
    let step = 0.02 * sd;
    let mut all = vec![0.0; 9];
    for k in -750..=500 {
        let ln = middle + step * f64::from(k);
        let density: f64 = booths.iter().map(|node| node.weight * normal_density((ln - node.ln) / sd) / sd).sum();
        for (sum, here) in all.iter_mut().zip(lists_at(&pairs, ln)) {
            *sum += step * density * here;
        }
    }
    normalised(all)
}

#[test]
fn segments_that_vary_beyond_measure() {
    for (booths, rate, sd) in [(400, 0.5, 1.5), (400, 0.05, 1.5), (400, 0.5, 1.0), (400, 0.9, 2.0)] {
        let model = seat(booths, rate, sd);
        let summed = summed(&model);
        let away = |points: usize| -> Vec<f64> {
            let law = GroupLaw::with_points(&model, &model.groups[0], points, &Shared::default());
            (1..9).map(|from| law.total[from..].iter().sum::<f64>() - summed[from..].iter().sum::<f64>()).collect()
        };
        for (usual, fewer) in away(POINTS).into_iter().zip(away(FEWER)) {
            // What fewer points miss by is what is stated as the error, and it bounds what the usual number misses by.
            assert!(usual.abs() < 1e-7, "{rate} {sd}: {usual}");
            assert!(usual.abs() <= (usual - fewer).abs() + 1e-9, "{rate} {sd}: {usual}, {fewer}");
        }
    }
}
