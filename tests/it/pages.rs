//! Pages of the documentation against the files whose numbers they print.

#[test]
fn the_page_of_methods_has_the_numbers_of_the_evidence() {
    let page = include_str!("../../docs/methods.md");
    let evidence: toml::Table = include_str!("../../src/evidence/builtin.toml").parse().unwrap();
    let mut read = 0;
    for row in page.lines().filter(|line| line.starts_with("| `")) {
        let mut columns = row.split('|').map(str::trim).skip(1);
        let Some((table, key)) = columns.next().and_then(|name| name.trim_matches('`').split_once('.')) else {
            continue;
        };
        let Some(said) = columns.next().and_then(|said| said.replace('−', "-").parse::<f64>().ok()) else { continue };
        let Some(kept) = evidence.get(table).and_then(|table| table.get(key)) else { continue };
        let kept = kept.as_float().or(kept.as_integer().map(|whole| whole as f64));
        assert_eq!(kept, Some(said), "docs/methods.md says {said} of {table}.{key}");
        read += 1;
    }
    assert!(read >= 30, "only {read} rows were read");
}
