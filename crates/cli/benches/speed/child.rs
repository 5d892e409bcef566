//! `vigie read` as a user meets it: a process that starts, reads and ends.

use crate::table::{Floor, Row};
use crate::{median, quiet, root};
use anyhow::{Context, ensure};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;
use wait4::{ResUse, Wait4};

const RUNS: usize = 20;
const SMALL: usize = 2_000;

/// Time of a first read, and the peak memory of a small and of a large one.
pub fn rows() -> anyhow::Result<Vec<Row>> {
    let folder = tempfile::tempdir()?;
    let small = small_report(folder.path())?;
    for _ in 0..3 {
        read(&[&small])?; // the page cache is warm from here
    }
    let wall = median(RUNS, || wall_ms(&small))?;
    let all: Vec<PathBuf> =
        ["dev", "dev_en", "dev_fr"].iter().map(|set| root().join("gold").join(set)).collect();
    let all: Vec<&Path> = all.iter().map(PathBuf::as_path).collect();
    Ok(vec![
        Row::new("first read of 2 kB", wall, "ms", Some(Floor::AtMost(60.0))),
        Row::new("peak memory, 2 kB", peak_mb(&[&small])?, "MB", Some(Floor::AtMost(150.0))),
        Row::new("peak memory, the gold sets", peak_mb(&all)?, "MB", Some(Floor::AtMost(150.0))),
    ])
}

/// A report of an incident, brought to size with sentences about other things.
fn small_report(folder: &Path) -> anyhow::Result<PathBuf> {
    let demo = root().join("data/demo/01-bafoulabe-wire.txt");
    let mut text = std::fs::read_to_string(&demo).with_context(|| demo.display().to_string())?;
    let mut writer = quiet::Writer::new("quiet_en.toml", 7)?;
    while text.len() < SMALL {
        text.push('\n');
        text.push_str(&writer.sentence("weather"));
    }
    let path = folder.join("report.txt");
    std::fs::write(&path, text)?;
    Ok(path)
}

fn wall_ms(path: &Path) -> anyhow::Result<f64> {
    let start = Instant::now();
    read(&[path])?;
    Ok(start.elapsed().as_secs_f64() * 1e3)
}

fn peak_mb(paths: &[&Path]) -> anyhow::Result<f64> {
    Ok(read(paths)?.rusage.maxrss as f64 / 1e6)
}

fn read(paths: &[&Path]) -> anyhow::Result<ResUse> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vigie"));
    command.arg("read").args(["--format", "jsonl", "--quiet"]).args(paths);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let used = command.spawn()?.wait4()?;
    ensure!(used.status.success(), "`vigie read` ended with {}", used.status);
    Ok(used)
}
