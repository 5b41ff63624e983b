//! Shards of runs and sweeps: any number of them gives the same bytes, and what does not belong together or
//! is not as it was written is refused by name.

use crate::command::{Desk, SMALL, small_with};
use crate::sweeps::{VARY, good, next, results, sealed, sweep};
use sha2::Digest;

#[test]
fn threads_and_shards_change_no_byte() {
    let desk = Desk::with(SMALL);
    good(&desk, &["run", "a.toml", "--out", "whole", "--quiet", "--no-charts", "--draws", "1000"]);
    good(&desk, &sweep("whole", &["--draws", "200"]));
    let (run, swept) = (results(&desk, "whole/a"), results(&desk, "whole/a-sweep"));
    assert!(run.len() >= 4 && swept.len() == 4, "{} and {} files", run.len(), swept.len());
    for (threads, shards) in [1, 2, 3, 8].iter().flat_map(|t| [1, 2, 7, 64].map(|s| (t, s))) {
        let (out, threads) = (format!("t{threads}s{shards}"), threads.to_string());
        for shard in 0..shards {
            let part = format!("{shard}/{shards}");
            let more = ["--shard", &part, "--threads", &threads, "--draws"];
            let mut arguments = vec!["run", "a.toml", "--out", &out, "--quiet", "--no-charts"];
            arguments.extend(more.iter().chain(&["1000"]));
            good(&desk, &arguments);
            good(&desk, &sweep(&out, &more.iter().chain(&["200"]).copied().collect::<Vec<_>>()));
        }
        for (folder, whole) in [(format!("{out}/a"), &run), (format!("{out}/a-sweep"), &swept)] {
            good(&desk, &["merge", &folder, "--quiet"]);
            assert!(results(&desk, &folder) == *whole, "{folder} by {threads} threads and {shards} shards");
        }
    }
    good(&desk, &["verify", "whole/a-sweep"]);
}

#[test]
fn every_method_of_sampling_has_shards() {
    for method in ["sobol", "importance"] {
        let desk = Desk::with(SMALL);
        let set = format!("simulation.method=\"{method}\"");
        let run = ["run", "a.toml", "--quiet", "--no-charts", "--draws", "700", "--set", &set, "--out"];
        let with = |more: &[&'static str]| run.iter().copied().chain(more.iter().copied()).collect::<Vec<_>>();
        good(&desk, &with(&["whole"]));
        for shard in ["0/3", "1/3", "2/3"] {
            good(&desk, &[with(&["parts"]), vec!["--shard", shard]].concat());
        }
        good(&desk, &["merge", "parts/a", "--quiet"]);
        assert!(results(&desk, "parts/a") == results(&desk, "whole/a"), "{method}");
    }
}

#[test]
fn merged_charts_are_drawn_as_the_shards_were_asked() {
    let desk = Desk::with(SMALL);
    let asked = ["--theme", "dark", "--size", "640x400", "--charts", "margin,dots", "--lang", "hi"];
    let run = ["run", "a.toml", "--quiet", "--draws", "300", "--out"];
    good(&desk, &[&run[..], &["whole"], &asked].concat());
    for shard in ["0/2", "1/2"] {
        good(&desk, &[&run[..], &["parts", "--shard", shard], &asked].concat());
    }
    good(&desk, &["merge", "parts/a", "--quiet"]);
    let (merged, whole) = (results(&desk, "parts/a"), results(&desk, "whole/a"));
    let has = |name: &str| whole.iter().any(|(path, _)| path.ends_with(name));
    assert!(has("dots.svg") && !has("segments.svg"));
    assert!(merged == whole);
}

#[test]
fn two_hundred_flipped_bits_in_shards_are_refused() {
    let desk = Desk::with(SMALL);
    for shard in ["0/2", "1/2"] {
        good(&desk, &["run", "a.toml", "--out", "o", "--quiet", "--no-charts", "--draws", "100", "--shard", shard]);
        good(&desk, &sweep("o", &["--shard", shard]));
    }
    let mut state = 11;
    for round in 0..200 {
        let (folder, ending) = [("o/a", "summary"), ("o/a-sweep", "records")][round % 2];
        let name = format!("{folder}/shards/{}-of-2.{ending}", round / 2 % 2);
        let kept = desk.read(&name);
        let mut flipped = kept.clone();
        let bit = usize::try_from(next(&mut state)).unwrap() % (8 * kept.len());
        flipped[bit / 8] ^= 1 << (bit % 8);
        desk.put(&name, &flipped);
        let said = desk.refused(65, &["merge", folder]);
        assert!(
            said.contains(&format!("{}-of-2", round / 2 % 2)) && said.contains("damaged"),
            "bit {bit} of {name}: {said}"
        );
        desk.put(&name, &kept);
    }
    good(&desk, &["merge", "o/a", "--quiet"]);
    good(&desk, &["merge", "o/a-sweep", "--quiet"]);
}

#[test]
fn shards_that_do_not_belong_together_are_refused_by_name() {
    let desk = Desk::with(SMALL);
    desk.put("b.toml", small_with("900", "901"));
    let shard = |scenario: &str, out: &str, part: &str| {
        good(&desk, &["run", scenario, "--out", out, "--quiet", "--no-charts", "--draws", "100", "--shard", part]);
        let arguments = ["sweep", scenario, "--out", out, "--quiet", "--no-charts", "--shard", part, VARY[0], VARY[1]];
        good(&desk, &arguments);
    };
    ["0/3", "1/3", "2/3"].iter().for_each(|part| shard("a.toml", "o", part));
    shard("b.toml", "f", "1/3");
    for (folder, foreign, ending) in [("o/a", "f/b", "summary"), ("o/a-sweep", "f/b-sweep", "records")] {
        let file = |shard: &str| format!("{folder}/shards/{shard}.{ending}");
        let (second, third) = (desk.read(&file("1-of-3")), desk.read(&file("2-of-3")));
        std::fs::remove_file(desk.path(&file("1-of-3"))).unwrap();
        let said = desk.refused(65, &["merge", folder]);
        assert!(said.contains("shard 1 of 3 is missing"), "{said}");
        // Another's in its place.
        desk.put(&file("1-of-3"), desk.read(&format!("{foreign}/shards/1-of-3.{ending}")));
        let said = desk.refused(65, &["merge", folder]);
        assert!(said.contains("1-of-3") && said.contains("another scenario"), "{said}");
        // The same twice.
        desk.put(&file("1-of-3"), &second);
        desk.put(&file("extra"), &third);
        let said = desk.refused(65, &["merge", folder]);
        assert!(said.contains("extra") && said.contains("both shard 2 of 3"), "{said}");
        std::fs::remove_file(desk.path(&file("extra"))).unwrap();
        good(&desk, &["merge", folder, "--quiet"]);
        // One that cannot be opened is no damaged one.
        std::fs::create_dir(desk.path(&file("9-of-9"))).unwrap();
        let said = desk.refused(66, &["merge", folder]);
        assert!(said.contains("9-of-9") && said.contains("it is a directory"), "{said}");
        std::fs::remove_dir(desk.path(&file("9-of-9"))).unwrap();
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink("nowhere", desk.path(&file("9-of-9"))).unwrap();
            let said = desk.refused(66, &["merge", folder]);
            assert!(said.contains("9-of-9") && said.contains("No such file"), "{said}");
            std::fs::remove_file(desk.path(&file("9-of-9"))).unwrap();
        }
        // An empty folder.
        let said = desk.refused(66, &["merge", "f"]);
        assert!(said.contains("f/shards"), "{said}");
    }
    // A count that was forged together with its checksum.
    let name = "o/a/shards/0-of-3.summary";
    let text = String::from_utf8(desk.read(name)).unwrap();
    let line = text.lines().next().unwrap();
    let forged = line.replacen("\"ties\":0", "\"ties\":18446744073709551615", 1);
    assert_ne!(line, forged);
    let forged = format!("{forged}\n");
    let sum: String = sha2::Sha256::digest(forged.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
    desk.put(name, format!("{forged}{sum}\n"));
    let said = desk.refused(65, &["merge", "o/a"]);
    assert!(said.contains("0-of-3.summary is forged: the wins and ties"), "{said}");
    // The same in the points of a sweep.
    let name = "o/a-sweep/shards/0-of-3.records";
    let kept = desk.read(name);
    for (from, to) in [
        ("\"flips\":0", "\"flips\":9"),
        ("\"flip_probability\":0.", "\"flip_probability\":7."),
        ("\"point\":", "\"point\":1"),
    ] {
        let slots = kept.chunks_exact(512).map(|slot| String::from_utf8(slot.to_vec()).unwrap());
        let found = slots.enumerate().skip(1).find(|(_, slot)| slot.contains(from));
        let (place, slot) = found.unwrap_or_else(|| panic!("no {from}"));
        let mut records = kept.clone();
        records.splice(512 * place..512 * (place + 1), sealed(slot[..446].replacen(from, to, 1).trim_end()));
        desk.put(name, &records);
        let said = desk.refused(65, &["merge", "o/a-sweep"]);
        assert!(said.contains("0-of-3.records is forged: point"), "{said}");
    }
    desk.put(name, &kept);
    // The scenario has changed since.
    desk.put("a.toml", small_with("900", "902"));
    let said = desk.refused(65, &["merge", "o/a-sweep"]);
    assert!(said.contains("another scenario"), "{said}");
}
