//! A desk to try the command on: a folder of its own, and the binary.

#![allow(clippy::unwrap_used, dead_code, reason = "a test may stop, and not every test needs every helper")]

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A folder of its own; every command runs in it, so that the ledger is `vigie.db` there.
pub struct Desk(tempfile::TempDir);

impl Desk {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// With reports of `name` and text.
    pub fn with(reports: &[(&str, &str)]) -> Self {
        let desk = Self::new();
        for (name, text) in reports {
            desk.write(name, text);
        }
        desk
    }

    /// With the demo's reports in `demo/`.
    pub fn with_demo() -> Self {
        let desk = Self::new();
        for entry in std::fs::read_dir(demo()).unwrap() {
            let path = entry.unwrap().path();
            desk.write(
                &format!("demo/{}", path.file_name().unwrap().to_str().unwrap()),
                std::fs::read(&path).unwrap(),
            );
        }
        desk
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path
    }

    pub fn command<I: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = I>) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_vigie"));
        command.args(args).current_dir(self.0.path()).stdin(Stdio::null());
        for name in ["VIGIE_LEDGER", "VIGIE_DATA", "CLICOLOR_FORCE", "COLUMNS"] {
            command.env_remove(name);
        }
        command
    }

    /// Runs the words of a line.
    pub fn run(&self, line: &str) -> Said {
        self.command(line.split_whitespace()).output().unwrap().into()
    }

    /// Runs arguments that hold blanks.
    pub fn run_args(&self, args: &[&str]) -> Said {
        self.command(args).output().unwrap().into()
    }
}

/// What a command said and how it ended.
pub struct Said {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Said {
    /// It is done.
    pub fn done(self) -> Self {
        self.ends(0)
    }

    pub fn ends(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "stdout:\n{}\nstderr:\n{}", self.out, self.err);
        self
    }

    pub fn lines(&self) -> Vec<serde_json::Value> {
        self.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

impl From<Output> for Said {
    fn from(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Self { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }
}

/// The bundled reports.
pub fn demo() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/demo")
}

/// A report that tells one incident at Ségou.
pub const SEGOU: &str = "source: Delta Wire\npublished: 2026-01-12T09:00:00Z\nlang: en\n\n\
    Five killed in attack near Ségou\n\n\
    Gunmen killed five civilians in an attack on the town of Ségou, in Mali's Ségou region, on Sunday 11 January 2026, \
    local officials said.\n";

/// The same told by another, with another toll.
pub const SEGOU_FR: &str = "source: Radio du Delta\npublished: 2026-01-12T18:00:00Z\nlang: fr\n\n\
    Sept morts dans une attaque à Ségou\n\n\
    Des hommes armés ont tué sept civils dimanche 11 janvier 2026 lors d’une attaque contre la ville de Ségou, dans la \
    région de Ségou, au Mali, selon des habitants.\n";

/// Nothing for an incident desk.
pub const QUIET: &str =
    "source: Sport\npublished: 2026-01-12\nlang: en\n\nA calm match\n\nThe two teams drew.\n";
