//! Which sign parts the cells of a table.

/// The signs met, the commonest last: of equals the last wins.
const SIGNS: [u8; 4] = [b'|', b'\t', b';', b','];

/// Lines that are looked at.
const LINES: usize = 60;

/// The sign that stands equally often on the most lines; a comma where none stands anywhere.
pub(super) fn delimiter(bytes: &[u8]) -> u8 {
    let start = &bytes[..bytes.len().min(1 << 16)];
    let weight = |sign: u8| {
        let mut times: Vec<usize> = counts(start, sign);
        times.sort_unstable();
        let runs = times.chunk_by(|a, b| a == b).map(|run| run.len() * run[0]);
        runs.max().unwrap_or(0)
    };
    SIGNS.into_iter().max_by_key(|&sign| weight(sign)).unwrap_or(b',')
}

/// How often a sign stands on each line, quotations apart.
fn counts(bytes: &[u8], sign: u8) -> Vec<usize> {
    let (mut counts, mut quoted) = (vec![0], false);
    for &byte in bytes {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => {
                if counts.len() >= LINES {
                    break;
                }
                counts.push(0);
            }
            byte if byte == sign && !quoted => {
                if let Some(last) = counts.last_mut() {
                    *last += 1;
                }
            }
            _ => {}
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sign_between_cells_is_found() {
        assert_eq!(delimiter(b"a,b\n1,2\n"), b',');
        assert_eq!(delimiter(b"a;b;c\n1,5;2;3\n1;2;3,5\n"), b';');
        assert_eq!(delimiter(b"a\tb\n1,010\t2\n"), b'\t');
        assert_eq!(delimiter(b"Singh, Ram|b|c\n1|2|3\n"), b'|');
        // A name may hold another sign.
        assert_eq!(delimiter(b"uik,A|1,B|2,C|3\n1,2,3,4\n2,3,4,5\n"), b',');
        assert_eq!(delimiter(b"\"a;b;c;d;e;f\",b\n1,2\n"), b',');
        assert_eq!(delimiter(b"alone\n1\n"), b',');
    }
}
