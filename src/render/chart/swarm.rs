//! Dots in a row, set side by side instead of one upon another.

/// The distance of each dot above its row, for dots at these places along it,
/// which must be in order: each dot goes as near to the row as the dots before
/// it allow. Nothing, if a dot would stand further off than `half`.
pub(super) fn swarm(places: &[f64], radius: f64, half: f64) -> Option<Vec<f64>> {
    let apart = 2.0 * radius;
    // No more dots than this can stand within one diameter of the row.
    let most = (4.0 * (half / radius + 2.0)).max(4.0) as usize;
    let mut offsets: Vec<f64> = Vec::with_capacity(places.len());
    for (index, &place) in places.iter().enumerate() {
        let near: Vec<(f64, f64)> = (0..index)
            .rev()
            .take_while(|before| place - places[*before] < apart)
            .take(most + 1)
            .map(|before| (place - places[before], offsets[before]))
            .collect();
        if near.len() > most {
            return None;
        }
        let free = |offset: f64| near.iter().all(|(dx, other)| dx.hypot(offset - other) >= apart * (1.0 - 1e-9));
        let touching = near.iter().flat_map(|(dx, other)| {
            let rise = (apart * apart - dx * dx).max(0.0).sqrt();
            [other + rise, other - rise]
        });
        let offset = std::iter::once(0.0)
            .chain(touching)
            .filter(|offset| free(*offset))
            .min_by(|a, b| a.abs().total_cmp(&b.abs()).then(b.total_cmp(a)))?;
        if offset.abs() + radius > half {
            return None;
        }
        offsets.push(offset);
    }
    Some(offsets)
}

/// Dots too many to be told apart, counted into columns of a width: the place
/// where each column begins and how many dots are in it.
pub(super) fn columns(places: &[f64], width: f64) -> Vec<(f64, usize)> {
    let mut columns: Vec<(f64, usize)> = Vec::new();
    for &place in places {
        let start = (place / width).floor() * width;
        match columns.last_mut() {
            Some((same, count)) if *same == start => *count += 1,
            _ => columns.push((start, 1)),
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_dot_covers_another() {
        let places: Vec<f64> = (0..200).map(|i| f64::from(i * i % 97)).collect();
        let mut places = places;
        places.sort_by(f64::total_cmp);
        let offsets = swarm(&places, 2.0, 60.0).unwrap();
        for a in 0..places.len() {
            for b in 0..a {
                let apart = (places[a] - places[b]).hypot(offsets[a] - offsets[b]);
                assert!(apart > 3.999, "{apart}");
            }
        }
    }

    #[test]
    fn a_lone_dot_lies_on_its_row() {
        assert_eq!(swarm(&[5.0], 2.0, 10.0), Some(vec![0.0]));
        assert_eq!(swarm(&[], 2.0, 10.0), Some(vec![]));
    }

    #[test]
    fn a_crowd_is_refused_and_then_counted() {
        let crowd = vec![1.0; 100_000];
        assert_eq!(swarm(&crowd, 2.0, 10.0), None);
        assert_eq!(columns(&crowd, 4.0), [(0.0, 100_000)]);
        assert_eq!(columns(&[0.0, 1.0, 4.0, 9.0], 4.0).len(), 3);
    }
}
