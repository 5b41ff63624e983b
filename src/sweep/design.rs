//! Which points a sweep has, by their index alone: no list of them is ever made.

use crate::scenario::Values;
use crate::stats::permutation::permuted;
use crate::stats::sobol::{self, DIMENSIONS};
use crate::stats::{Purpose, stream};
use rand::RngExt;

/// More points than anybody looks at; a grid of a thousand by a thousand.
pub const MOST_POINTS: u64 = 1_000_000;

/// The scramble of the points themselves; the engine's own begin at 0 and are few.
const SCRAMBLE: u64 = 1 << 32;

/// One swept path with its values.
#[derive(Debug, Clone, PartialEq)]
pub struct Axis {
    /// The path, such as `confusion.rate`.
    pub path: String,
    /// Its values.
    pub values: Values,
}

/// How points are placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sampling {
    /// Every value with every other.
    Grid,
    /// So many points of a Latin hypercube: one in each of as many equal slices of every axis.
    Latin(u32),
    /// So many scrambled Sobol' points; with three axes or more they are rows of Saltelli's design, from
    /// which sensitivities are estimated.
    Sobol(u32),
}

/// A sample as it is typed.
impl std::fmt::Display for Sampling {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Sampling::Grid => write!(out, "grid"),
            Sampling::Latin(count) => write!(out, "lhs:{count}"),
            Sampling::Sobol(count) => write!(out, "sobol:{count}"),
        }
    }
}

impl std::str::FromStr for Sampling {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let most = u32::try_from(MOST_POINTS).unwrap_or(u32::MAX);
        let (kind, count) = text.split_once(':').ok_or("write lhs:N or sobol:N")?;
        let count = count.trim().parse::<u32>().ok().filter(|count| (1..=most).contains(count));
        let count = count.ok_or_else(|| format!("a sample has from 1 to {most} points"))?;
        match kind {
            "lhs" => Ok(Sampling::Latin(count)),
            "sobol" => Ok(Sampling::Sobol(count)),
            _ => Err(format!("\"{kind}\" is no sample: lhs or sobol")),
        }
    }
}

/// The points of a sweep.
#[derive(Debug, Clone, PartialEq)]
pub struct Design {
    axes: Vec<Axis>,
    sampling: Sampling,
    seed: u64,
    points: u64,
    step: u64,
}

impl Design {
    /// The design of some axes. The seed is that of the scenario: a sampled point is addressed like a draw.
    ///
    /// # Errors
    /// A sentence: no axis, one path twice, no point at all, more than [`MOST_POINTS`], or more axes than a
    /// sample can have.
    pub fn new(axes: Vec<Axis>, sampling: Sampling, seed: u64) -> Result<Self, String> {
        if axes.is_empty() {
            return Err("nothing is varied: write --vary PATH=VALUES, such as confusion.rate=0..0.1/51".to_owned());
        }
        if let Some(twice) = axes.iter().enumerate().find(|(i, axis)| axes[..*i].iter().any(|b| b.path == axis.path)) {
            return Err(format!("{} is varied twice: give all its values at once", twice.1.path));
        }
        let points = match sampling {
            Sampling::Grid => axes.iter().map(|axis| u64::from(axis.values.count())).try_fold(1, u64::checked_mul),
            Sampling::Latin(count) | Sampling::Sobol(count) => Some(u64::from(count)),
        };
        let points = points.filter(|&points| points <= MOST_POINTS).ok_or_else(|| {
            let sizes: Vec<String> = axes.iter().map(|axis| axis.values.count().to_string()).collect();
            format!("{} points are more than {MOST_POINTS}: take fewer values, or --sample sobol:N", sizes.join(" x "))
        })?;
        if points == 0 {
            return Err("there are no points: a sample has from 1 to 1000000, a range a count".to_owned());
        }
        let most = if axes.len() >= 3 { DIMENSIONS / 2 } else { DIMENSIONS };
        if matches!(sampling, Sampling::Sobol(_)) && axes.len() > most {
            return Err(format!("Sobol' points have at most {most} paths here, not {}", axes.len()));
        }
        Ok(Design { step: stride(points), axes, sampling, seed, points })
    }

    /// The axes, in the order given.
    #[must_use]
    pub fn axes(&self) -> &[Axis] {
        &self.axes
    }

    /// How the points are placed.
    #[must_use]
    pub fn sampling(&self) -> Sampling {
        self.sampling
    }

    /// How many points there are.
    #[must_use]
    pub fn points(&self) -> u64 {
        self.points
    }

    /// Values by axis, for a grid.
    #[must_use]
    pub fn shape(&self) -> Vec<usize> {
        self.axes.iter().map(|axis| axis.values.count() as usize).collect()
    }

    /// The point that is visited at a place: a walk by steps near the golden section of all points, which
    /// spreads every beginning of it over all of them.
    #[must_use]
    pub fn visited(&self, place: u64) -> u64 {
        // Both are at most a million.
        place % self.points * self.step % self.points
    }

    /// The values of a point, one per axis, as they would be typed.
    #[must_use]
    pub fn values(&self, index: u64) -> Vec<String> {
        match self.sampling {
            Sampling::Grid => {
                let mut rest = index;
                let mut values: Vec<String> = self
                    .axes
                    .iter()
                    .rev()
                    .map(|axis| {
                        let count = u64::from(axis.values.count());
                        let value = axis.values.value(u32::try_from(rest % count).unwrap_or(0));
                        rest /= count;
                        value
                    })
                    .collect();
                values.reverse();
                values
            }
            Sampling::Latin(_) => self.each(|axis| {
                let slice = permuted(self.seed, axis, index, self.points);
                let inside: f64 = stream(self.seed, Purpose::Sweep, (axis + 1) << 48 | index).random();
                (slice as f64 + inside) / self.points as f64
            }),
            Sampling::Sobol(_) => {
                let columns = self.axes.len() as u64;
                let Some((row, which)) = self.row(index) else {
                    return self.each(|axis| self.coordinate(index, axis));
                };
                // The point itself, an independent one, and the first with one coordinate of the second.
                self.each(|axis| {
                    self.coordinate(row, if which == 1 || which == axis + 2 { axis + columns } else { axis })
                })
            }
        }
    }

    /// The row of Saltelli's design that a point belongs to, and its place in it; `None` in other designs.
    #[must_use]
    pub fn row(&self, index: u64) -> Option<(u64, u64)> {
        let width = self.axes.len() as u64 + 2;
        let rows = matches!(self.sampling, Sampling::Sobol(_)) && self.axes.len() >= 3;
        rows.then(|| (index / width, index % width))
    }

    fn each(&self, part: impl Fn(u64) -> f64) -> Vec<String> {
        (0..).zip(&self.axes).map(|(place, axis)| axis.values.at(part(place))).collect()
    }

    fn coordinate(&self, number: u64, dimension: u64) -> f64 {
        let (number, dimension) = (u32::try_from(number).unwrap_or(0), usize::try_from(dimension).unwrap_or(0));
        // Two to the 64th; the upper 53 bits are what a float holds below 1.
        (sobol::scrambled(self.seed, SCRAMBLE, number, dimension) >> 11) as f64 / 9_007_199_254_740_992.0
    }
}

/// The step of the walk over so many points: near the golden section, and prime to their number.
fn stride(points: u64) -> u64 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a part of at most a million")]
    let near = (points as f64 * 0.618_033_988_749_895) as u64;
    (near.max(1)..=points.max(1)).find(|&step| gcd(step, points) == 1).unwrap_or(1)
}

fn gcd(mut a: u64, mut b: u64) -> u64 {
    while b > 0 {
        (a, b) = (b, a % b);
    }
    a
}

#[cfg(test)]
mod tests {
    use super::*;

    fn axis(path: &str, values: &str) -> Axis {
        Axis { path: path.to_owned(), values: Values::parse_ends(values).unwrap() }
    }

    #[test]
    fn a_grid_has_every_value_with_every_other() {
        let design = Design::new(vec![axis("a", "1,2"), axis("b", "0..1/3")], Sampling::Grid, 1).unwrap();
        let all: Vec<Vec<String>> = (0..6).map(|index| design.values(index)).collect();
        assert_eq!(all, [["1", "0"], ["1", "0.5"], ["1", "1"], ["2", "0"], ["2", "0.5"], ["2", "1"]]);
    }

    #[test]
    fn every_point_is_visited_once_and_every_beginning_is_balanced() {
        for (a, b) in [(1, 2), (21, 21), (51, 2), (7, 64)] {
            let design = Design::new(
                vec![axis("a", &vec!["0"; a].join(",")), axis("b", &vec!["0"; b].join(","))],
                Sampling::Grid,
                1,
            )
            .unwrap();
            let order: Vec<u64> = (0..design.points()).map(|place| design.visited(place)).collect();
            let mut sorted = order.clone();
            sorted.sort_unstable();
            assert!(sorted.iter().copied().eq(0..design.points()));
            // Of the first third of the walk, no half of the points has more than two thirds.
            let third = &order[..order.len().div_ceil(3)];
            let low = third.iter().filter(|&&index| 2 * index < design.points()).count();
            assert!(low.abs_diff(third.len() - low) <= 1 + third.len() / 3, "{low} of {}", third.len());
        }
    }

    #[test]
    fn a_latin_hypercube_has_one_point_in_every_slice() {
        let design = Design::new(vec![axis("a", "0..1"), axis("b", "0..200")], Sampling::Latin(100), 4).unwrap();
        for (place, width) in [(0, 0.01), (1, 2.0)] {
            let mut slices: Vec<f64> =
                (0..100).map(|i| (design.values(i)[place].parse::<f64>().unwrap() / width).floor()).collect();
            slices.sort_by(f64::total_cmp);
            assert!(slices.iter().copied().eq((0..100).map(f64::from)), "{slices:?}");
        }
    }

    #[test]
    fn rows_of_three_axes_are_saltellis() {
        let axes = ["a", "b", "c"].map(|path| axis(path, "0..1")).to_vec();
        let design = Design::new(axes, Sampling::Sobol(50), 4).unwrap();
        let row: Vec<Vec<String>> = (5..10).map(|index| design.values(index)).collect();
        for input in 0..3 {
            for (place, value) in row[input + 2].iter().enumerate() {
                assert_eq!(value, &row[usize::from(place == input)][place]);
            }
        }
        assert_ne!(row[0], row[1]);
        assert_eq!(design.row(7), Some((1, 2)));
    }

    #[test]
    fn what_is_no_design_is_refused_in_words() {
        let new = |axes: Vec<Axis>, sampling| Design::new(axes, sampling, 1).unwrap_err();
        assert!(new(vec![], Sampling::Grid).contains("nothing is varied"));
        assert!(new(vec![axis("a", "1"), axis("a", "2")], Sampling::Grid).contains("varied twice"));
        assert!(new(vec![axis("a", "1..2/65536"), axis("b", "1..2/17")], Sampling::Grid).contains("65536 x 17"));
        assert!(new(vec![axis("a", "1..2")], Sampling::Latin(0)).contains("no points"));
        let many = (0..25).map(|i| axis(&i.to_string(), "0..1")).collect();
        assert!(new(many, Sampling::Sobol(10)).contains("at most 24"));
    }
}
