//! The built command in a folder of its own, for the modules that run it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// A contest that is valid, quick, and short enough to see through.
pub const SMALL: &str = r#"title = "A small seat"
mode = "retrospective"

[contest]
name = "Seat"
electors = 5_000
booths = 4

[[candidate]]
id = "asha"
name = "Asha Rao"
votes = 900

[[candidate]]
id = "bimal"
name = "Bimal Sen"
votes = 1_000

[[candidate]]
id = "asha2"
name = "Asha Rao"
party = "IND"
votes = 150
namesake_of = "asha"

[own_support]
typical_votes = 20

[simulation]
draws = 64
"#;

/// [`SMALL`] with one stretch of it replaced, which has to be there.
pub fn small_with(from: &str, to: &str) -> String {
    assert!(SMALL.contains(from), "no {from:?} to replace");
    SMALL.replacen(from, to, 1)
}

/// How a command ended.
#[derive(Debug)]
pub struct Ended {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl From<Output> for Ended {
    fn from(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the command speaks UTF-8");
        Ended { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }
}

/// A folder to run the command in.
pub struct Desk {
    folder: TempDir,
}

impl Desk {
    pub fn new() -> Self {
        Desk { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    /// A folder with one scenario, `a.toml`.
    pub fn with(scenario: &str) -> Self {
        let desk = Desk::new();
        desk.put("a.toml", scenario);
        desk
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn put(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("a folder above")).expect("folders can be made");
        std::fs::write(path, bytes).expect("files can be written");
    }

    pub fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Every file and folder below the desk, with the bytes of the files, in order.
    pub fn everything(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut found = Vec::new();
        walk(self.folder.path(), &mut found);
        found.sort();
        found
    }

    /// The command, ready to run here.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin!("humnaam"));
        command.args(arguments).current_dir(self.folder.path()).stdin(Stdio::null()).env("NO_COLOR", "1");
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Ended {
        self.command(arguments).output().expect("the command starts").into()
    }

    /// Runs a line of shell in which the command is `"$@"`.
    pub fn shell(&self, line: &str, arguments: &[&str]) -> Ended {
        let mut shell = Command::new("sh");
        shell.args(["-c", line, "sh"]).arg(assert_cmd::cargo::cargo_bin!("humnaam")).args(arguments);
        shell.current_dir(self.folder.path()).stdin(Stdio::null()).env("NO_COLOR", "1");
        shell.output().expect("a shell starts").into()
    }

    /// Runs what must fail, and holds it to what every failure owes its user: the code, nothing on
    /// standard output, no panic, not a file made or changed, and within a second and 256 MB.
    /// Returns standard error.
    pub fn refused(&self, code: i32, arguments: &[&str]) -> String {
        let before = self.everything();
        let started = std::time::Instant::now();
        let ended = if cfg!(target_os = "linux") {
            self.shell("ulimit -v 262144; exec \"$@\"", arguments)
        } else {
            self.run(arguments)
        };
        let took = started.elapsed();
        let shown: String = ended.err.chars().take(3_000).collect();
        assert_eq!(ended.code, Some(code), "{arguments:?}\n{shown}");
        assert_eq!(ended.out, "", "{arguments:?} printed results");
        assert!(!ended.err.contains("panicked"), "{shown}");
        assert!(ended.err.contains("error: "), "{shown}");
        assert!(ended.err.len() < 60_000, "{} bytes of errors", ended.err.len());
        assert!(!ended.err.chars().any(|c| c.is_control() && c != '\n'), "control characters in {shown:?}");
        // So long a wait on any machine means that it hangs; speed is measured in benches.
        assert!(took.as_secs_f64() < 20.0, "{arguments:?} took {took:?}");
        assert!(before == self.everything(), "{arguments:?} left something behind");
        ended.err
    }
}

fn walk(folder: &Path, found: &mut Vec<(PathBuf, Vec<u8>)>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let about = path.symlink_metadata().expect("it is there");
        let bytes = if about.is_file() { std::fs::read(&path).expect("a file") } else { Vec::new() };
        if about.is_dir() {
            walk(&path, found);
        }
        found.push((path, bytes));
    }
}

/// The place an error stands at, and what it says: `a.toml:6:12: electors = ...`.
pub fn heads(errors: &str) -> Vec<&str> {
    errors.lines().filter(|line| line.contains(": error: ")).collect()
}

/// Checks one scenario that is wrong in one way: the error, with its place; returns all of it.
pub fn wrong(scenario: &str, head: &str) -> String {
    let errors = Desk::with(scenario).refused(65, &["check", "a.toml"]);
    assert_eq!(heads(&errors), [head], "{errors}");
    assert!(errors.contains(" | "), "no source line in {errors}");
    assert!(errors.contains('^'), "no caret in {errors}");
    errors
}
