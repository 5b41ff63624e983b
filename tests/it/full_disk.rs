//! No room for what is to be written: the file is named with the cure, nothing is half there, and the same
//! command goes on to the same bytes. The limit of a file's size stands for the disk, because nobody need be
//! root for it; `tests/cluster/full-disk.sh` fills a disk.

use crate::command::{Desk, SMALL};
use crate::sweeps::{good, results, sweep};

/// Runs a command that may write files of so many blocks, and says whether there was room.
fn within(desk: &Desk, blocks: u32, arguments: &[&str]) -> bool {
    let ended = desk.shell(&format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$@\""), arguments);
    if ended.code == Some(0) {
        return true;
    }
    assert_eq!((ended.code, ended.out.as_str()), (Some(74), ""), "{blocks} blocks: {}", ended.err);
    let first = ended.err.lines().next().unwrap_or_default();
    assert!(first.contains("could not be written: File too large"), "{}", ended.err);
    assert!(first.contains("-sweep/") && !first.contains(".humnaam-"), "{}", ended.err);
    assert!(ended.err.contains("help: ") && ended.err.contains("run the same again"), "{}", ended.err);
    false
}

fn leaves_nothing_half_done(desk: &Desk) {
    let names = desk.everything().into_iter().map(|(path, _)| path.display().to_string());
    let half: Vec<String> = names.filter(|name| name.contains(".humnaam-")).collect();
    assert!(half.is_empty(), "{half:?}");
}

#[test]
fn a_sweep_goes_on_once_there_is_room() {
    let desk = Desk::with(SMALL);
    let more = ["--draws", "200"];
    good(&desk, &sweep("whole", &more));
    let whole = results(&desk, "whole/a-sweep");
    let (mut stopped, mut ended) = (0, 0);
    for blocks in [0, 1, 2, 3, 4, 6, 8, 12, 16, 20, 22, 24, 28, 32, 64] {
        let out = format!("b{blocks}");
        if within(&desk, blocks, &sweep(&out, &more)) {
            ended += 1;
        } else {
            stopped += 1;
            leaves_nothing_half_done(&desk);
            // No table without all of its points, no manifest without its table.
            assert!(!desk.path(&format!("{out}/a-sweep/manifest.json")).exists());
        }
        good(&desk, &sweep(&out, &more));
        assert!(results(&desk, &format!("{out}/a-sweep")) == whole, "{blocks} blocks");
    }
    assert!(stopped >= 5 && ended >= 1, "{stopped} stopped and {ended} ended");
}

#[test]
fn so_do_shards_and_what_joins_them() {
    let desk = Desk::with(SMALL);
    let more = ["--draws", "200"];
    good(&desk, &sweep("whole", &more));
    let whole = results(&desk, "whole/a-sweep");
    let mut stopped = 0;
    for blocks in [1, 3, 6, 12, 20, 24] {
        let out = format!("m{blocks}");
        for shard in ["0/2", "1/2"] {
            let arguments = sweep(&out, &["--draws", "200", "--shard", shard]);
            within(&desk, blocks, &arguments);
            good(&desk, &arguments);
        }
        let folder = format!("{out}/a-sweep");
        stopped += u32::from(!within(&desk, blocks, &["merge", &folder]));
        leaves_nothing_half_done(&desk);
        good(&desk, &["merge", &folder, "--quiet"]);
        assert!(results(&desk, &folder) == whole, "{blocks} blocks");
    }
    assert!(stopped >= 3, "{stopped} merges were stopped");
}
